-- What each finding's resource costs, from its slices. A cost in two currencies is none. Views: own_keys, attribution,
-- claim_rates.
-- @grain one row per finding with a cost
with summed as (
  select a.fingerprint, max(a.currency) as currency, count(distinct a.currency) as currencies, min(a.tier) as tier,
         sum(a.cost_7d) as cost_7d, sum(a.cost_30d) as cost_30d, sum(a.cost_mtd) as cost_mtd, sum(a.cost_prev_month) as cost_prev_month,
         count(a.cost_7d) = count(*) as has_7d, count(a.cost_30d) = count(*) as has_30d, count(a.cost_mtd) = count(*) as has_mtd,
         count(a.cost_prev_month) = count(*) as has_prev_month,
         min(a.covered_from) as covered_from, max(a.covered_to) as covered_to, min(a.confidence) as confidence
  from attribution as a
  group by a.fingerprint
), matched as (
  select k.fingerprint, array_agg(k.resource_key order by k.resource_key) as matched_keys
  from (select distinct a.fingerprint, a.resource_key from attribution as a) as k
  group by k.fingerprint
)
select s.fingerprint, s.currency,
       case when s.has_7d then cast(round(s.cost_7d, 6) as decimal(18,6)) end as cost_7d,
       case when s.has_30d then cast(round(s.cost_30d, 6) as decimal(18,6)) end as cost_30d,
       case when s.has_mtd then cast(round(s.cost_mtd, 6) as decimal(18,6)) end as cost_mtd,
       case when s.has_prev_month then cast(round(s.cost_prev_month, 6) as decimal(18,6)) end as cost_prev_month,
       s.covered_from, s.covered_to,
       case when s.tier = 1 then 'exact_resource_id' when s.tier = 2 then 'component' else 'tag' end as method,
       s.confidence, m.matched_keys
from summed as s
join matched as m on m.fingerprint = s.fingerprint
where s.currencies = 1
order by fingerprint
