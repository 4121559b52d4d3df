-- For rows of a rule (view rule_rows: row_id, claim_fingerprints): the highest claim per billing item over their sources.
-- @grain one row per rule row and billing item
with sources as (
  select r.row_id, s.fingerprint
  from rule_rows as r
  cross join unnest(r.claim_fingerprints) as s(fingerprint)
), claims as (
  select s.row_id, element_at(f.claims, i.n).item as item, element_at(f.claims, i.n).monthly_savings as monthly_savings
  from sources as s
  join findings as f on f.fingerprint = s.fingerprint
  cross join unnest(sequence(1, cardinality(f.claims))) as i(n)
  where cardinality(f.claims) > 0
)
select c.row_id, c.item, max(c.monthly_savings) as monthly_savings
from claims as c
group by c.row_id, c.item
order by row_id, item
