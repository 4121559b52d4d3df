-- @id aws.ec2.correlation.cloudwatch.monitoring.cost
-- @title Many alarms beside instances that hardly work
-- @says Account {account_id} has {instances} underutilised or long stopped instance(s) in {region} beside many alarms: [what is advised for the instances saves {savings} a month, and ]alarms of those that go can go with them.
-- @fix Decide on the instances first, then delete the alarms and log groups that watched them.
-- @severity medium 460
-- @category idle
-- @grain one row per account and region
-- @reads aws.ec2.instances.underutilized, aws.ec2.instances.stopped.long, aws.cloudwatch.alarms.high.count
with fleet as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.resource_id as resource_id,
         f.estimated.confidence as confidence
  from findings as f
  where f.status = 'fail' and f.check_id in ('aws.ec2.instances.underutilized', 'aws.ec2.instances.stopped.long')
), alarms as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service
  from findings as f
  where f.check_id = 'aws.cloudwatch.alarms.high.count' and f.status = 'info'
), idle as (
  select l.account_id, l.region, count(distinct l.resource_id) as instances, min(l.confidence) as confidence,
         array_agg(l.fingerprint order by l.fingerprint) as fingerprints
  from fleet as l
  group by l.account_id, l.region
)
select a.account_id, a.region, a.service, 'account' as resource_type, a.account_id as resource_id, '' as resource_arn, i.confidence,
       concat(array[a.fingerprint], i.fingerprints) as source_fingerprints, i.fingerprints as claim_fingerprints,
       cast(i.instances as varchar) as instances
from alarms as a
join idle as i on i.account_id = a.account_id and i.region = a.region
order by account_id, region
