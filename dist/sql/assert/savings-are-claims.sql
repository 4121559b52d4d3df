-- A finding's savings are the sum of its claims. View: all_findings.
with claimed as (
  select f.fingerprint, sum(element_at(f.claims, i.n).monthly_savings) as amount
  from all_findings as f
  cross join unnest(sequence(1, cardinality(f.claims))) as i(n)
  where cardinality(f.claims) > 0
  group by f.fingerprint
)
select f.fingerprint, f.estimated.monthly_savings as savings, coalesce(c.amount, cast(0 as decimal(38,6))) as claimed
from all_findings as f
left join claimed as c on c.fingerprint = f.fingerprint
where f.estimated.monthly_savings <> coalesce(c.amount, cast(0 as decimal(38,6)))
order by fingerprint
