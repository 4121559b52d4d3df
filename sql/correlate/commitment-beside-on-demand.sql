-- @id aws.ec2.correlation.commitment.mismatch
-- @title Reservations lie unused while the same family runs on demand
-- @says Reservations of {instance_family} in {usage_region} are not used up, while other {instance_family} instances there run on demand.
-- @fix Exchange or modify the reservations to the sizes, zones and platforms that run before buying new ones.
-- @severity high 700
-- @category commitment
-- @grain one row per account, instance family and region of use
-- @reads aws.ec2.ri.utilization.low, aws.ec2.ri.coverage.gap
with unused as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.estimated.confidence as confidence, split_part(element_at(f.dimensions, 'instance_type'), '.', 1) as instance_family,
         element_at(f.dimensions, 'usage_region') as usage_region
  from findings as f
  where f.check_id = 'aws.ec2.ri.utilization.low' and f.status = 'fail'
), uncovered as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.estimated.confidence as confidence, split_part(element_at(f.dimensions, 'instance_type'), '.', 1) as instance_family,
         element_at(f.dimensions, 'usage_region') as usage_region
  from findings as f
  where f.check_id = 'aws.ec2.ri.coverage.gap' and f.status = 'fail'
), sides as (
  select u.account_id, u.region, u.service, u.confidence, u.instance_family, u.usage_region, u.fingerprint, 1 as is_unused, 0 as is_uncovered
  from unused as u
  union all
  select c.account_id, c.region, c.service, c.confidence, c.instance_family, c.usage_region, c.fingerprint, 0 as is_unused, 1 as is_uncovered
  from uncovered as c
), families as (
  select s.account_id, s.region, s.instance_family, s.usage_region, max(s.service) as service, min(s.confidence) as confidence,
         sum(s.is_unused) as unused, sum(s.is_uncovered) as uncovered, array_agg(s.fingerprint order by s.fingerprint) as fingerprints
  from sides as s
  where s.instance_family <> ''
  group by s.account_id, s.region, s.instance_family, s.usage_region
)
select f.account_id, f.region, f.service, 'instance_family' as resource_type, concat(f.usage_region, '/', f.instance_family) as resource_id,
       '' as resource_arn, f.confidence, f.fingerprints as source_fingerprints, f.fingerprints as claim_fingerprints, f.instance_family,
       f.usage_region
from families as f
where f.unused > 0 and f.uncovered > 0
order by account_id, region, resource_id
