-- @id aws.lambda.correlation.logs.cost
-- @title Unused function leaves its logs behind
-- @says Function {resource_id} is found unused, and its log group keeps its events for ever.
-- @fix Delete the function with its log group, after exporting what must be kept.
-- @severity low 360
-- @category idle
-- @grain one row per function
-- @reads aws.lambda.functions.unused, aws.logs.log.groups.retention.missing
with unused as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.scope.resource_type as resource_type, f.scope.resource_id as resource_id, f.scope.resource_arn as resource_arn,
         f.estimated.confidence as confidence, element_at(f.dimensions, 'function_name') as function_name
  from findings as f
  where f.check_id = 'aws.lambda.functions.unused' and f.status = 'fail'
), logs as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region,
         element_at(f.dimensions, 'function_name') as function_name
  from findings as f
  where f.check_id = 'aws.logs.log.groups.retention.missing' and f.status = 'fail'
)
select u.account_id, u.region, u.service, u.resource_type, u.resource_id, u.resource_arn, u.confidence,
       array[u.fingerprint, l.fingerprint] as source_fingerprints, array[u.fingerprint, l.fingerprint] as claim_fingerprints
from unused as u
join logs as l on l.account_id = u.account_id and l.region = u.region and l.function_name = u.function_name
where u.function_name <> ''
order by account_id, region, resource_id
