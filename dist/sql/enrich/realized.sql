-- What findings that are gone saved: the resource's cost in the days before it was last seen, against the days after it was
-- resolved, as far as the bill covers them. Where several findings were about one resource, its cost is on the one that
-- promised most: no saving counts twice. Views: ledger (contracts/billing.ts, realizedTable), cur_facts, billing_windows,
-- billed_parts.
-- @grain one row per resolved finding that the bill says something about
with keyed as (
  select l.fingerprint, l.account_id, k.resource_key, cast(l.last_seen_at as date) as before_end,
         cast(cast(l.resolved_at as date) + interval '1' day as date) as after_start,
         row_number() over (partition by l.account_id, k.resource_key order by l.promised_monthly_savings desc, l.resolved_at, l.fingerprint) as place
  from ledger as l
  cross join unnest(l.resource_keys) as k(resource_key)
), spans as (
  select k.fingerprint, k.account_id, k.resource_key, k.before_end, k.after_start from keyed as k where k.place = 1
), services as (
  select distinct p.service_code from billed_parts as p
), lines as (
  select s.fingerprint, s.before_end, s.after_start, f.payer_account_id, f.currency, f.cost_primary, cast(f.usage_start as date) as day
  from spans as s
  join cur_facts as f on f.usage_account_id = s.account_id and f.resource_key = s.resource_key
  join services as v on v.service_code = f.service_code
  where f.charge_class = 'usage' and not f.is_split_cost
    and f.usage_start >= cast(cast(s.before_end - interval '30' day as date) as timestamp with time zone)
    and f.usage_start < cast(cast(s.after_start + interval '30' day as date) as timestamp with time zone)
), costs as (
  select l.fingerprint, l.before_end, l.after_start, max(l.payer_account_id) as payer_account_id, max(l.currency) as currency,
         count(distinct concat(l.payer_account_id, '/', l.currency)) as bills,
         coalesce(sum(l.cost_primary) filter (where l.day >= cast(l.before_end - interval '7' day as date) and l.day < l.before_end), cast(0 as decimal(38,12))) as before_7d,
         coalesce(sum(l.cost_primary) filter (where l.day < l.before_end), cast(0 as decimal(38,12))) as before_30d,
         coalesce(sum(l.cost_primary) filter (where l.day >= l.after_start and l.day < cast(l.after_start + interval '7' day as date) and l.day < w.covered_to), cast(0 as decimal(38,12))) as after_7d,
         coalesce(sum(l.cost_primary) filter (where l.day >= l.after_start and l.day < w.covered_to), cast(0 as decimal(38,12))) as after_30d
  from lines as l
  join billing_windows as w on w.payer_account_id = l.payer_account_id
  group by l.fingerprint, l.before_end, l.after_start
), observed as (
  select c.fingerprint, c.currency, c.before_7d, c.before_30d, c.after_7d, c.after_30d,
         case when w.covered_to > c.after_start then least(date_diff('day', c.after_start, w.covered_to), 7) else 0 end as days_7d,
         case when w.covered_to > c.after_start then least(date_diff('day', c.after_start, w.covered_to), 30) else 0 end as days_30d,
         w.covered_from <= cast(c.before_end - interval '7' day as date) as knows_7d,
         w.covered_from <= cast(c.before_end - interval '30' day as date) as knows_30d
  from costs as c
  join billing_windows as w on w.payer_account_id = c.payer_account_id
  where c.bills = 1 and not w.is_monthly
)
select o.fingerprint, o.currency,
       case when o.knows_7d then o.before_7d end as cost_before_7d,
       case when o.days_7d > 0 then o.after_7d end as cost_after_7d,
       o.days_7d as observed_days_7d,
       case when o.knows_7d and o.days_7d > 0
            then cast(round(cast(o.before_7d as double) * o.days_7d / 7, 9) as decimal(38,12)) - o.after_7d end as savings_7d,
       case when o.knows_30d then o.before_30d end as cost_before_30d,
       case when o.days_30d > 0 then o.after_30d end as cost_after_30d,
       o.days_30d as observed_days_30d,
       case when o.knows_30d and o.days_30d > 0
            then cast(round(cast(o.before_30d as double) * o.days_30d / 30, 9) as decimal(38,12)) - o.after_30d end as savings_30d,
       case when o.knows_30d then floor(o.days_30d * 100 / 30) when o.knows_7d then floor(o.days_7d * 100 / 30) else 0 end as confidence
from observed as o
order by fingerprint
