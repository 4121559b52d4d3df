-- What the open findings would save at list price and at the rates that are really billed, each billing item once, over the
-- items of which both are known. Views: claim_rates, own_keys.
-- @grain one row
with claims as (
  select o.fingerprint, element_at(o.claims, i.n).item as item, element_at(o.claims, i.n).monthly_savings as amount
  from own_keys as o
  cross join unnest(sequence(1, cardinality(o.claims))) as i(n)
  where cardinality(o.claims) > 0 and not o.is_correlation and o.lifecycle_status = 'open'
), items as (
  select c.item, max(c.amount) as amount, max(r.effective_monthly_savings) as effective
  from claims as c
  left join claim_rates as r on r.fingerprint = c.fingerprint and r.item = c.item
  group by c.item
)
select count(i.effective) as items, count(*) as all_items,
       cast(coalesce(sum(i.amount) filter (where i.effective is not null), 0) as decimal(18,6)) as at_list,
       cast(coalesce(sum(i.effective), 0) as decimal(18,6)) as at_billed_rates
from items as i
