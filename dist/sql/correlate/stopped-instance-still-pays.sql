-- @id aws.ec2.correlation.stopped.instance.still.pays
-- @title Stopped instance still pays for what is attached to it
-- @says Instance {resource_id} does not run, and its {volumes} volume(s) and {addresses} address(es) are still billed[ at {savings} a month].
-- @fix Make an image if it may be needed again, then terminate it, delete its volumes and release its addresses.
-- @severity medium 560
-- @category idle
-- @grain one row per instance
-- @reads aws.ec2.instances.stopped.long, aws.ec2.ebs.volume.on.stopped.instance, aws.ec2.elastic.ips.idle
with stopped as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.scope.resource_type as resource_type, f.scope.resource_id as resource_id, f.scope.resource_arn as resource_arn,
         f.estimated.confidence as confidence
  from findings as f
  where f.check_id = 'aws.ec2.instances.stopped.long' and f.status = 'fail'
), attached as (
  select f.fingerprint, f.check_id, f.scope.account_id as account_id, f.scope.region as region,
         element_at(f.dimensions, 'instance_id') as instance_id, f.estimated.confidence as confidence
  from findings as f
  where f.status = 'fail' and f.check_id in ('aws.ec2.ebs.volume.on.stopped.instance', 'aws.ec2.elastic.ips.idle')
), billed as (
  select s.account_id, s.region, s.resource_id,
         count_if(a.check_id = 'aws.ec2.ebs.volume.on.stopped.instance') as volumes,
         count_if(a.check_id = 'aws.ec2.elastic.ips.idle') as addresses,
         min(a.confidence) as confidence
  from stopped as s
  join attached as a on a.account_id = s.account_id and a.region = s.region and a.instance_id = s.resource_id
  group by s.account_id, s.region, s.resource_id
), sources as (
  select s.account_id, s.region, s.resource_id, s.fingerprint as fingerprint
  from stopped as s
  union all
  select a.account_id, a.region, a.instance_id as resource_id, a.fingerprint as fingerprint
  from attached as a
), grouped as (
  select s.account_id, s.region, s.resource_id, array_agg(distinct s.fingerprint order by s.fingerprint) as fingerprints
  from sources as s
  group by s.account_id, s.region, s.resource_id
)
select s.account_id, s.region, s.service, s.resource_type, s.resource_id, s.resource_arn,
       least(s.confidence, b.confidence) as confidence,
       g.fingerprints as source_fingerprints, g.fingerprints as claim_fingerprints,
       cast(b.volumes as varchar) as volumes, cast(b.addresses as varchar) as addresses
from stopped as s
join billed as b on b.account_id = s.account_id and b.region = s.region and b.resource_id = s.resource_id
join grouped as g on g.account_id = s.account_id and g.region = s.region and g.resource_id = s.resource_id
order by account_id, region, resource_id
