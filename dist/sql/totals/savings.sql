-- Deduplicated monthly savings by class. Views: open_findings (fingerprint, class, monthly_savings, claims) with the classes
-- unchanged | unobserved | new, and left_findings (the same, with the classes resolved | dismissed), correlations left out.
-- Per billing item the highest claim counts: unchanged first, then what unobserved and new findings add above it.
-- @grain one row
with claimed as (
  select f.class, element_at(f.claims, i.n).item as item, element_at(f.claims, i.n).monthly_savings as amount
  from open_findings as f
  cross join unnest(sequence(1, cardinality(f.claims))) as i(n)
  where cardinality(f.claims) > 0
), now_items as (
  select c.item,
         coalesce(max(c.amount) filter (where c.class = 'unchanged'), cast(0 as decimal(18,6))) as unchanged,
         coalesce(max(c.amount) filter (where c.class = 'unobserved'), cast(0 as decimal(18,6))) as unobserved,
         coalesce(max(c.amount) filter (where c.class = 'new'), cast(0 as decimal(18,6))) as new
  from claimed as c
  group by c.item
), ranked as (
  select n.item, n.unchanged, greatest(n.unchanged, n.unobserved) as known, greatest(greatest(n.unchanged, n.unobserved), n.new) as total
  from now_items as n
), left_claims as (
  select f.class, element_at(f.claims, i.n).item as item, element_at(f.claims, i.n).monthly_savings as amount
  from left_findings as f
  cross join unnest(sequence(1, cardinality(f.claims))) as i(n)
  where cardinality(f.claims) > 0
), left_items as (
  select l.item,
         coalesce(max(l.amount) filter (where l.class = 'resolved'), cast(0 as decimal(18,6))) as resolved,
         coalesce(max(l.amount) filter (where l.class = 'dismissed'), cast(0 as decimal(18,6))) as dismissed
  from left_claims as l
  group by l.item
), freed as (
  select l.item, coalesce(r.total, cast(0 as decimal(18,6))) as kept,
         greatest(coalesce(r.total, cast(0 as decimal(18,6))), l.resolved) as with_resolved, l.dismissed
  from left_items as l
  left join ranked as r on r.item = l.item
), now_sums as (
  select sum(r.total) as total, sum(r.unchanged) as unchanged, sum(r.known - r.unchanged) as unobserved, sum(r.total - r.known) as new
  from ranked as r
), left_sums as (
  select sum(f.with_resolved - f.kept) as resolved, sum(greatest(f.with_resolved, f.dismissed) - f.with_resolved) as dismissed
  from freed as f
), gross as (
  select sum(f.monthly_savings) as gross from open_findings as f
)
select cast(coalesce(n.total, 0) as decimal(18,6)) as total, cast(coalesce(g.gross, 0) as decimal(18,6)) as gross,
       cast(coalesce(n.unchanged, 0) as decimal(18,6)) as unchanged, cast(coalesce(n.unobserved, 0) as decimal(18,6)) as unobserved,
       cast(coalesce(n.new, 0) as decimal(18,6)) as new, cast(coalesce(l.resolved, 0) as decimal(18,6)) as resolved,
       cast(coalesce(l.dismissed, 0) as decimal(18,6)) as dismissed
from now_sums as n
cross join left_sums as l
cross join gross as g
