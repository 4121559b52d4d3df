-- What a claim is worth at the rate that its resource is really billed at: the list-price saving by billed over list, and no
-- more than 30 days of it cost. Unknown where the bill does not say a list price, or is in another currency than the claim.
-- Views: attribution, own_keys.
-- @grain one row per finding and claimed item
with seen as (
  select a.fingerprint, a.own_item as item, sum(a.cost_recent) as cost, sum(a.list_recent) as list_cost,
         min(a.recent_days) as days, min(case when a.currency = 'USD' and a.list_recent is not null then 1 else 0 end) as comparable
  from attribution as a
  where a.own_item <> ''
  group by a.fingerprint, a.own_item
), claims as (
  select o.fingerprint, element_at(o.claims, i.n).item as item, element_at(o.claims, i.n).monthly_savings as amount
  from own_keys as o
  cross join unnest(sequence(1, cardinality(o.claims))) as i(n)
  where cardinality(o.claims) > 0
), rated as (
  select c.fingerprint, c.item, c.amount,
         cast(round(cast(s.cost as double) / nullif(cast(s.list_cost as double), 0), 9) as decimal(18,9)) as rate,
         cast(round(cast(s.cost as double) * 30 / nullif(cast(s.days as double), 0), 6) as decimal(18,6)) as cost_30d
  from claims as c
  join seen as s on s.fingerprint = c.fingerprint and s.item = c.item
  where s.comparable = 1
)
select r.fingerprint, r.item, r.rate,
       greatest(least(cast(round(cast(r.amount as double) * cast(r.rate as double), 6) as decimal(18,6)), r.cost_30d), cast(0 as decimal(18,6))) as effective_monthly_savings
from rated as r
where r.rate is not null
order by fingerprint, item
