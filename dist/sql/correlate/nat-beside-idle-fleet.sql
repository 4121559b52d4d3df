-- @id aws.nat.correlation.ec2.traffic
-- @title NAT gateway stands beside a fleet that hardly works
-- @says NAT gateway {resource_id} of {vpc_id} stands beside {instances} stopped or underutilised instance(s): if nothing else in the VPC needs it, it can go with them[ and save {savings} a month].
-- @fix Decide on the instances first and see what else uses the gateway; then remove the gateway with its routes, or share one gateway for what remains.
-- @severity medium 600
-- @category idle
-- @grain one row per NAT gateway
-- @reads aws.ec2.nat.gateways.orphaned, aws.ec2.nat.gateways.idle, aws.ec2.nat.gateways.high.data.processing, aws.ec2.nat.gateways.cross.az, aws.ec2.instances.stopped.long, aws.ec2.instances.underutilized
with nat as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.scope.resource_type as resource_type, f.scope.resource_id as resource_id, f.scope.resource_arn as resource_arn,
         f.estimated.confidence as confidence, element_at(f.dimensions, 'vpc_id') as vpc_id
  from findings as f
  where f.status = 'fail'
    and f.check_id in ('aws.ec2.nat.gateways.orphaned', 'aws.ec2.nat.gateways.idle', 'aws.ec2.nat.gateways.high.data.processing', 'aws.ec2.nat.gateways.cross.az')
), fleet as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.resource_id as resource_id,
         element_at(f.dimensions, 'vpc_id') as vpc_id
  from findings as f
  where f.status = 'fail' and f.check_id in ('aws.ec2.instances.stopped.long', 'aws.ec2.instances.underutilized')
), vpcs as (
  select n.account_id, n.region, n.resource_id, n.vpc_id, count(distinct f.resource_id) as instances
  from nat as n
  join fleet as f on f.account_id = n.account_id and f.region = n.region and f.vpc_id = n.vpc_id
  where n.vpc_id <> ''
  group by n.account_id, n.region, n.resource_id, n.vpc_id
), sources as (
  select v.account_id, v.region, v.resource_id, n.fingerprint as fingerprint
  from vpcs as v
  join nat as n on n.account_id = v.account_id and n.region = v.region and n.resource_id = v.resource_id
  union all
  select v.account_id, v.region, v.resource_id, f.fingerprint as fingerprint
  from vpcs as v
  join fleet as f on f.account_id = v.account_id and f.region = v.region and f.vpc_id = v.vpc_id
), gateways as (
  select n.account_id, n.region, n.resource_id, max(n.service) as service, max(n.resource_type) as resource_type,
         max(n.resource_arn) as resource_arn, min(n.confidence) as confidence,
         array_agg(n.fingerprint order by n.fingerprint) as claim_fingerprints
  from nat as n
  group by n.account_id, n.region, n.resource_id
), grouped as (
  select s.account_id, s.region, s.resource_id, array_agg(distinct s.fingerprint order by s.fingerprint) as source_fingerprints
  from sources as s
  group by s.account_id, s.region, s.resource_id
)
select v.account_id, v.region, g.service, g.resource_type, v.resource_id, g.resource_arn, g.confidence, s.source_fingerprints,
       g.claim_fingerprints, v.vpc_id, cast(v.instances as varchar) as instances
from vpcs as v
join gateways as g on g.account_id = v.account_id and g.region = v.region and g.resource_id = v.resource_id
join grouped as s on s.account_id = v.account_id and s.region = v.region and s.resource_id = v.resource_id
order by account_id, region, resource_id
