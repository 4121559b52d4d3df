-- A finding's cost is the sum of its slices, and what it would save at its own rate is no more than it costs in 30 days.
-- Views: attribution, finding_costs, claim_rates.
with slices as (
  select a.fingerprint, sum(a.cost_30d) as cost_30d, count(a.cost_30d) = count(*) as is_whole
  from attribution as a
  group by a.fingerprint
), saved as (
  select r.fingerprint, sum(r.effective_monthly_savings) as effective from claim_rates as r group by r.fingerprint
)
select c.fingerprint, c.cost_30d, s.cost_30d as sliced, e.effective
from finding_costs as c
join slices as s on s.fingerprint = c.fingerprint
left join saved as e on e.fingerprint = c.fingerprint
where s.is_whole and (c.cost_30d is null or c.cost_30d <> cast(round(s.cost_30d, 6) as decimal(18,6))
   or e.effective > c.cost_30d + cast(0.00001 as decimal(18,6)))
order by fingerprint
