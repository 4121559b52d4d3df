-- A slice of the bill backs a billing item once, whatever findings claim the item, and is part of a finding's cost once.
-- View: attribution.
with backed as (
  select a.claim_item as named, a.slice, count(*) as rows_found
  from attribution as a
  where a.claim_item <> ''
  group by a.claim_item, a.slice
  having count(*) > 1
), counted as (
  select a.fingerprint as named, a.slice, count(*) as rows_found
  from attribution as a
  group by a.fingerprint, a.slice
  having count(*) > 1
)
select b.named, b.slice, b.rows_found from backed as b
union all
select c.named, c.slice, c.rows_found from counted as c
order by named, slice
