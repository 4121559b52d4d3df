-- @id aws.correlation.environment.idle
-- @title A whole environment does nothing
-- @says All {resources} machines, databases, caches, gateways and load balancers tagged {resource_id} in {region} are stopped, idle or hardly used: taken down together they save {savings} a month.
-- @fix Ask the owner of the environment; take it down as a whole, from its templates, so that it can come back.
-- @severity high 680
-- @category idle
-- @grain one row per account, region and environment
-- @reads aws.ec2.instances.underutilized, aws.ec2.instances.stopped.long, aws.rds.instances.idle, aws.rds.instances.stopped.storage, aws.ec2.nat.gateways.idle, aws.ec2.nat.gateways.orphaned, aws.elbv2.load.balancers.idle, aws.elbv2.load.balancers.no.listeners, aws.elbv2.load.balancers.no.registered.targets, aws.elb.load.balancers.idle, aws.elb.load.balancers.no.registered.instances, aws.elasticache.cluster.idle
with idle as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.scope.resource_type as resource_type, f.scope.resource_id as resource_id, f.estimated.confidence as confidence
  from findings as f
  where f.status = 'fail'
    and f.check_id in ('aws.ec2.instances.underutilized', 'aws.ec2.instances.stopped.long', 'aws.rds.instances.idle', 'aws.rds.instances.stopped.storage', 'aws.ec2.nat.gateways.idle', 'aws.ec2.nat.gateways.orphaned', 'aws.elbv2.load.balancers.idle', 'aws.elbv2.load.balancers.no.listeners', 'aws.elbv2.load.balancers.no.registered.targets', 'aws.elb.load.balancers.idle', 'aws.elb.load.balancers.no.registered.instances', 'aws.elasticache.cluster.idle')
), members as (
  select r.account_id, r.region, r.environment, concat(r.resource_type, '/', r.resource_id) as member, i.fingerprint, i.service, i.confidence
  from environment_resources as r
  left join idle as i on i.account_id = r.account_id and i.region = r.region and i.resource_type = r.resource_type and i.resource_id = r.resource_id
), environments as (
  select m.account_id, m.region, m.environment, count(distinct m.member) as resources, count_if(m.fingerprint is null) as busy,
         max(m.service) as service, min(m.confidence) as confidence
  from members as m
  group by m.account_id, m.region, m.environment
), whole as (
  select e.account_id, e.region, e.environment, e.resources, e.service, e.confidence
  from environments as e
  where e.busy = 0 and e.resources >= 3
), sources as (
  select m.account_id, m.region, m.environment, array_agg(distinct m.fingerprint order by m.fingerprint) as fingerprints
  from members as m
  where m.fingerprint is not null
  group by m.account_id, m.region, m.environment
)
select w.account_id, w.region, w.service, 'environment' as resource_type, w.environment as resource_id, '' as resource_arn, w.confidence,
       s.fingerprints as source_fingerprints, s.fingerprints as claim_fingerprints, cast(w.resources as varchar) as resources
from whole as w
join sources as s on s.account_id = w.account_id and s.region = w.region and s.environment = w.environment
order by account_id, region, resource_id
