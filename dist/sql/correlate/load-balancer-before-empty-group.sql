-- @id aws.elb.correlation.empty.group
-- @title Load balancer stands in front of an empty Auto Scaling group
-- @says Load balancer {resource_id} is not used, and Auto Scaling group(s) behind it are empty ({groups}): they can go together[ and save {savings} a month].
-- @fix Delete the load balancer together with the group, its launch template and its alarms.
-- @severity medium 640
-- @category idle
-- @grain one row per load balancer
-- @reads aws.elbv2.load.balancers.idle, aws.elbv2.load.balancers.no.registered.targets, aws.autoscaling.groups.empty
with balancers as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.scope.resource_type as resource_type, f.scope.resource_id as resource_id, f.scope.resource_arn as resource_arn,
         f.estimated.confidence as confidence, element_at(f.dimensions, 'target_group_arns') as target_group_arns
  from findings as f
  where f.status = 'fail' and f.check_id in ('aws.elbv2.load.balancers.idle', 'aws.elbv2.load.balancers.no.registered.targets')
), empty_groups as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.resource_id as resource_id,
         element_at(f.dimensions, 'target_group_arns') as target_group_arns
  from findings as f
  where f.check_id = 'aws.autoscaling.groups.empty' and f.status = 'fail'
), served as (
  select b.fingerprint, b.account_id, b.region, split_part(b.target_group_arns, ',', t.n) as arn
  from balancers as b
  cross join unnest(sequence(1, 20)) as t(n)
  where coalesce(split_part(b.target_group_arns, ',', t.n), '') <> ''
), serving as (
  select e.fingerprint, e.account_id, e.region, e.resource_id, split_part(e.target_group_arns, ',', t.n) as arn
  from empty_groups as e
  cross join unnest(sequence(1, 20)) as t(n)
  where coalesce(split_part(e.target_group_arns, ',', t.n), '') <> ''
), pairs as (
  select distinct s.account_id, s.region, s.fingerprint as balancer, g.fingerprint as group_fingerprint, g.resource_id as group_name
  from served as s
  join serving as g on g.account_id = s.account_id and g.region = s.region and g.arn = s.arn
), named as (
  select b.account_id, b.region, b.resource_id, p.group_fingerprint as fingerprint, p.group_name, b.fingerprint as balancer
  from pairs as p
  join balancers as b on b.fingerprint = p.balancer
), sources as (
  select n.account_id, n.region, n.resource_id, n.fingerprint from named as n
  union all
  select n.account_id, n.region, n.resource_id, n.balancer as fingerprint from named as n
), grouped as (
  select s.account_id, s.region, s.resource_id, array_agg(distinct s.fingerprint order by s.fingerprint) as fingerprints
  from sources as s
  group by s.account_id, s.region, s.resource_id
), groups as (
  select n.account_id, n.region, n.resource_id, array_join(array_agg(distinct n.group_name order by n.group_name), ', ') as groups
  from named as n
  group by n.account_id, n.region, n.resource_id
), one as (
  select b.account_id, b.region, b.resource_id, max(b.service) as service, max(b.resource_type) as resource_type,
         max(b.resource_arn) as resource_arn, min(b.confidence) as confidence
  from balancers as b
  group by b.account_id, b.region, b.resource_id
)
select o.account_id, o.region, o.service, o.resource_type, o.resource_id, o.resource_arn, o.confidence,
       g.fingerprints as source_fingerprints, g.fingerprints as claim_fingerprints, n.groups
from one as o
join grouped as g on g.account_id = o.account_id and g.region = o.region and g.resource_id = o.resource_id
join groups as n on n.account_id = o.account_id and n.region = o.region and n.resource_id = o.resource_id
order by account_id, region, resource_id
