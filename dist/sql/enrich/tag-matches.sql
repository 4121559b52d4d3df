-- Lines that name no resource and carry a tag that one resource of their service alone has: they are of that resource, as far as
-- a tag can tell. A line whose tags point at two resources is nobody's. Keys are compared as AWS folds them in exports.
-- Views: slices, tagged_resources (account_id, service_code, resource_type, resource_id, tag_key, tag_value).
-- @grain one row per slice and the resource it is of
with resources as (
  select t.account_id, t.service_code, t.resource_type, t.resource_id,
         regexp_replace(lower(t.tag_key), '[^a-z0-9]+', '_') as tag_key, t.tag_value
  from tagged_resources as t
  where t.tag_value <> ''
), telling as (
  select r.account_id, r.service_code, r.tag_key, r.tag_value, min(r.resource_type) as resource_type, min(r.resource_id) as resource_id
  from resources as r
  group by r.account_id, r.service_code, r.tag_key, r.tag_value
  having count(distinct concat(r.resource_type, '/', r.resource_id)) = 1
), tagged as (
  select s.slice, s.account_id, s.service_code,
         regexp_replace(regexp_replace(lower(k.tag_key), '[^a-z0-9]+', '_'), '^(resourcetags_)?(user_)', '') as tag_key,
         element_at(s.tags, k.tag_key) as tag_value
  from slices as s
  cross join unnest(map_keys(s.tags)) as k(tag_key)
  where s.resource_key = ''
)
select t.slice, min(r.resource_type) as resource_type, min(r.resource_id) as resource_id,
       min(concat(t.tag_key, '=', t.tag_value)) as matched_key
from tagged as t
join telling as r on r.account_id = t.account_id and r.service_code = t.service_code and r.tag_key = t.tag_key and r.tag_value = t.tag_value
group by t.slice
having count(distinct concat(r.resource_type, '/', r.resource_id)) = 1
order by slice
