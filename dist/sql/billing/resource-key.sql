-- The canonical key of a resource, for lines of a bill and for what an inventory knows alike: an id that AWS made stands by
-- itself, a name is unique in its service and region only. View: named_resources (service_code, resource_id, region, …).
-- @grain one row per row of named_resources
with parts as (
  select n.*,
         starts_with(n.resource_id, 'arn:') as is_arn,
         coalesce(case when starts_with(n.resource_id, 'arn:') then split_part(n.resource_id, ':', 3) end, '') as arn_service,
         coalesce(case when starts_with(n.resource_id, 'arn:') then split_part(n.resource_id, ':', 4) end, '') as arn_region,
         coalesce(case when starts_with(n.resource_id, 'arn:') then split_part(n.resource_id, ':', 6) end, '') as resource,
         coalesce(case when starts_with(n.resource_id, 'arn:') then split_part(n.resource_id, ':', 7) end, '') as name,
         coalesce(case when starts_with(n.resource_id, 'arn:') then split_part(n.resource_id, ':', 8) end, '') as qualifier
  from named_resources as n
)
select p.*,
       case
         when p.resource_id = '' then ''
         when not p.is_arn and p.service_code = 'AmazonS3' then concat('s3/', p.resource_id)
         when not p.is_arn and regexp_like(p.resource_id, '^[a-z]+-[0-9a-f]+$') then p.resource_id
         when not p.is_arn then concat(p.service_code, '/', p.region, concat('/', p.resource_id))
         when p.arn_service = 's3' then concat('s3/', split_part(p.resource, '/', 1))
         when p.arn_service in ('ec2', 'elasticfilesystem', 'fsx', 'workspaces') and p.name = ''
           then coalesce(split_part(p.resource, '/', 2), p.resource)
         when p.arn_service = 'lambda' and p.resource = 'function'
           then concat('lambda/', p.arn_region, '/function:', case when starts_with(p.name, 'us-east-1.') then substr(p.name, 11) else p.name end)
         when p.arn_service = 'logs' then concat('logs/', p.arn_region, concat('/log-group:', p.name))
         when p.qualifier <> '' then concat(p.arn_service, '/', p.arn_region, concat('/', p.resource, ':', concat(p.name, ':', p.qualifier)))
         when p.name <> '' then concat(p.arn_service, '/', p.arn_region, concat('/', p.resource, ':', p.name))
         else concat(p.arn_service, '/', p.arn_region, concat('/', p.resource))
       end as resource_key
from parts as p
