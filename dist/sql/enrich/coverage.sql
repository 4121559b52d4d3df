-- Which open findings have a cost, and why the others have none. Views: own_keys, finding_costs, attribution, billing_windows,
-- billed_accounts (account_id).
-- @grain one row per service, method and reason
with known as (
  select max(case when w.has_resource_ids then 1 else 0 end) as has_resource_ids, count(*) as payers from billing_windows as w
), judged as (
  select o.service_code, o.fingerprint, c.fingerprint is not null as has_cost, coalesce(c.method, 'none') as method,
         case when c.fingerprint is not null then ''
              when k.payers = 0 then 'the bill covers no whole day'
              when a.fingerprint is not null then 'billed in more than one currency'
              when o.is_unbilled then 'this kind of resource has no cost of its own'
              when b.account_id is null then 'the account is not in the bill'
              when k.has_resource_ids = 0 then 'the export has no resource ids'
              else 'no line of the bill names the resource' end as reason
  from own_keys as o
  cross join known as k
  left join finding_costs as c on c.fingerprint = o.fingerprint
  left join (select distinct x.fingerprint from attribution as x) as a on a.fingerprint = o.fingerprint
  left join billed_accounts as b on b.account_id = o.account_id
  where not o.is_correlation and o.lifecycle_status = 'open'
)
select j.service_code, j.method, j.reason, count(*) as findings, count_if(j.has_cost) as with_cost
from judged as j
group by j.service_code, j.method, j.reason
order by service_code, method, reason
