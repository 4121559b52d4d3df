-- Which slices of the bill are part of which finding's cost, and which of its claims each backs. What names the resource goes
-- before what shares a tag with it. A slice backs a billing item once: of several findings that claim the item the one with the
-- highest claim has it. Views: finding_keys, slices, tag_matches, own_keys, billed_parts (resource_type, position, part,
-- service_code, usage_pattern).
-- @grain one row per finding and slice
with named as (
  select k.fingerprint, k.resource_key, k.resource_type, k.tier, s.slice, s.service_code, s.usage_type
  from finding_keys as k
  join slices as s on s.account_id = k.account_id and s.resource_key = k.resource_key
), tagged as (
  select o.fingerprint, t.matched_key as resource_key, o.resource_type, 3 as tier, s.slice, s.service_code, s.usage_type
  from tag_matches as t
  join slices as s on s.slice = t.slice
  join own_keys as o on o.account_id = s.account_id and o.resource_type = t.resource_type and o.resource_id = t.resource_id and not o.is_unbilled
  left join (select distinct n.fingerprint from named as n) as known on known.fingerprint = o.fingerprint
  where known.fingerprint is null
), candidates as (
  select n.fingerprint, n.resource_key, n.resource_type, n.tier, n.slice, n.service_code, n.usage_type from named as n
  union all
  select t.fingerprint, t.resource_key, t.resource_type, t.tier, t.slice, t.service_code, t.usage_type from tagged as t
), matched as (
  select c.fingerprint, c.resource_key, c.tier, c.slice, min_by(p.part, p.position) as part
  from candidates as c
  join billed_parts as p on p.resource_type = c.resource_type and p.service_code = c.service_code
   and (p.usage_pattern = '' or regexp_like(c.usage_type, p.usage_pattern))
  group by c.fingerprint, c.resource_key, c.tier, c.slice
), claims as (
  select o.fingerprint, o.is_correlation, element_at(o.claims, i.n).item as item, element_at(o.claims, i.n).monthly_savings as amount,
         regexp_extract(element_at(o.claims, i.n).item, '([^/]+)$', 1) as part,
         case when regexp_extract(element_at(o.claims, i.n).item, '([^/]+)$', 1) = 'storage' and starts_with(split_part(element_at(o.claims, i.n).item, '/', 3), 'vol-')
              then split_part(element_at(o.claims, i.n).item, '/', 3) else o.resource_key end as resource_key
  from own_keys as o
  cross join unnest(sequence(1, cardinality(o.claims))) as i(n)
  where cardinality(o.claims) > 0
), backed as (
  select m.fingerprint, m.slice, c.item, c.is_correlation,
         row_number() over (partition by c.item, m.slice order by c.is_correlation, c.amount desc, m.fingerprint) as place
  from matched as m
  join claims as c on c.fingerprint = m.fingerprint and c.part = m.part and (c.resource_key = m.resource_key or m.tier = 3)
)
select o.fingerprint, o.check_id, s.account_id, m.resource_key, m.part, m.tier, m.slice, s.service_code, s.usage_type, s.operation, s.currency,
       coalesce(b.item, '') as own_item,
       case when b.place = 1 and not b.is_correlation then b.item else '' end as claim_item,
       case m.tier when 1 then 'exact_resource_id' when 2 then 'component' else 'tag' end as method,
       case m.tier when 1 then 100 when 2 then 90 else 50 end as confidence,
       s.lines, s.cost_7d, s.cost_30d, s.cost_mtd, s.cost_prev_month, s.list_30d, s.cost_recent, s.list_recent, s.recent_days,
       s.covered_from, s.covered_to
from matched as m
join own_keys as o on o.fingerprint = m.fingerprint
join slices as s on s.slice = m.slice
left join backed as b on b.fingerprint = m.fingerprint and b.slice = m.slice
order by fingerprint, slice
