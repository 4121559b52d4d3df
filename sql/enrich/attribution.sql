-- Which slices of the bill are part of which finding's cost, and which of its claims each backs. A slice backs a billing item
-- once: of several findings that claim the item the one with the highest claim has it. Views: finding_keys, slices,
-- billed_parts (resource_type, position, part, service_code, usage_pattern), own_keys.
-- @grain one row per finding, key, service, usage type, operation and currency
with matched as (
  select k.fingerprint, k.account_id, k.resource_key, k.tier, s.service_code, s.usage_type, s.operation, s.currency,
         min_by(p.part, p.position) as part
  from finding_keys as k
  join slices as s on s.account_id = k.account_id and s.resource_key = k.resource_key
  join billed_parts as p on p.resource_type = k.resource_type and p.service_code = s.service_code
   and (p.usage_pattern = '' or regexp_like(s.usage_type, p.usage_pattern))
  group by k.fingerprint, k.account_id, k.resource_key, k.tier, s.service_code, s.usage_type, s.operation, s.currency
), claims as (
  select o.fingerprint, o.is_correlation, element_at(o.claims, i.n).item as item, element_at(o.claims, i.n).monthly_savings as amount,
         regexp_extract(element_at(o.claims, i.n).item, '([^/]+)$', 1) as part,
         case when regexp_extract(element_at(o.claims, i.n).item, '([^/]+)$', 1) = 'storage' and starts_with(split_part(element_at(o.claims, i.n).item, '/', 3), 'vol-')
              then split_part(element_at(o.claims, i.n).item, '/', 3) else o.resource_key end as resource_key
  from own_keys as o
  cross join unnest(sequence(1, cardinality(o.claims))) as i(n)
  where cardinality(o.claims) > 0
), backed as (
  select m.fingerprint, m.account_id, m.resource_key, m.part, c.item, c.amount, c.is_correlation,
         row_number() over (partition by c.item, m.resource_key, m.part, m.service_code, m.usage_type, m.operation, m.currency
                            order by c.is_correlation, c.amount desc, m.fingerprint) as place,
         m.service_code, m.usage_type, m.operation, m.currency
  from matched as m
  join claims as c on c.fingerprint = m.fingerprint and c.resource_key = m.resource_key and c.part = m.part
)
select o.fingerprint, o.check_id, m.account_id, m.resource_key, m.part, m.tier, m.service_code, m.usage_type, m.operation, m.currency,
       coalesce(b.item, '') as own_item,
       case when b.place = 1 and not b.is_correlation then b.item else '' end as claim_item,
       case when m.tier = 1 then 'exact_resource_id' else 'component' end as method,
       case when m.tier = 1 then 100 else 90 end as confidence,
       s.lines, s.cost_7d, s.cost_30d, s.cost_mtd, s.cost_prev_month, s.list_30d, s.cost_recent, s.list_recent, s.recent_days,
       s.covered_from, s.covered_to
from matched as m
join own_keys as o on o.fingerprint = m.fingerprint
join slices as s on s.account_id = m.account_id and s.resource_key = m.resource_key and s.service_code = m.service_code
 and s.usage_type = m.usage_type and s.operation = m.operation and s.currency = m.currency
left join backed as b on b.fingerprint = m.fingerprint and b.resource_key = m.resource_key and b.part = m.part
 and b.service_code = m.service_code and b.usage_type = m.usage_type and b.operation = m.operation and b.currency = m.currency
order by fingerprint, resource_key, service_code, usage_type, operation, currency
