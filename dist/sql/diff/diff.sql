-- What became of every open finding of this run (view current_findings) and of the baseline (view previous_findings).
-- Views: evaluations, resources (what exists now), scanned (account, region), checks_now (check_id, state, digest) with the
-- states run | not_run | disabled, checks_before (check_id, digest).
-- @grain one row per finding
with open_now as (
  select f.fingerprint, f.check_id, f.scope.account_id as account_id, f.scope.region as region, f.scope.resource_type as resource_type,
         f.scope.resource_id as resource_id, f.severity.level as severity, f.title, f.estimated.monthly_savings as monthly_savings,
         f.run_ts as last_seen_at
  from current_findings as f
  where f.status in ('fail', 'info') and f.lifecycle.status = 'open'
), silenced_now as (
  select distinct f.fingerprint from current_findings as f where f.lifecycle.status = 'ignored'
), unjudged_now as (
  select distinct f.fingerprint from current_findings as f where f.status = 'unknown'
), open_before as (
  select f.fingerprint, f.check_id, f.scope.account_id as account_id, f.scope.region as region, f.scope.resource_type as resource_type,
         f.scope.resource_id as resource_id, f.severity.level as severity, f.title, f.estimated.monthly_savings as monthly_savings,
         f.lifecycle.last_seen_at as last_seen_at
  from previous_findings as f
  where f.status in ('fail', 'info') and f.lifecycle.status = 'open'
), silenced_before as (
  select distinct f.fingerprint from previous_findings as f where f.lifecycle.status = 'ignored'
), judged as (
  select b.fingerprint,
         s.fingerprint is not null as silenced,
         u.fingerprint is not null as unjudged,
         coalesce(c.state, 'disabled') as state,
         a.account_id is not null as is_scanned,
         coalesce(e.observed, false) as observed,
         coalesce(c.digest, '') as digest,
         coalesce(d.digest, '') as digest_before,
         r.resource_id is not null as exists_now
  from open_before as b
  left join open_now as n on n.fingerprint = b.fingerprint
  left join silenced_now as s on s.fingerprint = b.fingerprint
  left join unjudged_now as u on u.fingerprint = b.fingerprint
  left join checks_now as c on c.check_id = b.check_id
  left join checks_before as d on d.check_id = b.check_id
  left join scanned as a on a.account_id = b.account_id and a.region = b.region
  left join evaluations as e on e.check_id = b.check_id and e.account_id = b.account_id and e.region = b.region
  left join resources as r on r.account_id = b.account_id and r.region = b.region and r.resource_type = b.resource_type and r.resource_id = b.resource_id
  where n.fingerprint is null
), left_over as (
  select j.fingerprint,
         case when j.silenced then 'exempted'
              when j.unjudged then 'inconclusive'
              when j.state = 'disabled' then 'check_disabled'
              when j.state = 'not_run' then 'not_run'
              when not j.is_scanned then 'not_scanned'
              when not j.observed then 'not_covered'
              when not j.exists_now then 'gone'
              when j.digest <> j.digest_before then 'check_changed'
              else 'fixed' end as reason
  from judged as j
)
select n.fingerprint,
       case when b.fingerprint is null then 'new' else 'unchanged' end as class,
       case when b.fingerprint is not null then 'still_there' when s.fingerprint is not null then 'exemption_ended' else 'appeared' end as reason,
       n.check_id, n.account_id, n.region, n.resource_type, n.resource_id, n.severity, n.title, n.monthly_savings,
       b.monthly_savings as previous_monthly_savings, n.last_seen_at
from open_now as n
left join open_before as b on b.fingerprint = n.fingerprint
left join silenced_before as s on s.fingerprint = n.fingerprint
union all
select b.fingerprint,
       case when l.reason in ('inconclusive', 'not_run', 'not_scanned', 'not_covered') then 'unobserved' else 'resolved' end as class,
       l.reason, b.check_id, b.account_id, b.region, b.resource_type, b.resource_id, b.severity, b.title, b.monthly_savings,
       b.monthly_savings as previous_monthly_savings, b.last_seen_at
from open_before as b
join left_over as l on l.fingerprint = b.fingerprint
order by class, check_id, fingerprint
