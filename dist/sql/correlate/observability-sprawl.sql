-- @id aws.cloudwatch.correlation.observability.sprawl
-- @title Alarms, custom metrics and endless logs in one region
-- @says Account {account_id} has many alarms in {region}, {metrics} custom metric(s) from log filters and {groups} log group(s) without retention: one review can end all three.
-- @fix Give monitoring an owner and one review: delete what nobody reads, set retentions, and let few alarms page.
-- @severity medium 420
-- @category governance
-- @grain one row per account and region
-- @reads aws.cloudwatch.alarms.high.count, aws.cloudwatch.custom.metrics.from.log.filters, aws.logs.log.groups.retention.missing
with alarms as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.estimated.confidence as confidence
  from findings as f
  where f.check_id = 'aws.cloudwatch.alarms.high.count' and f.status = 'info'
), metrics as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region
  from findings as f
  where f.check_id = 'aws.cloudwatch.custom.metrics.from.log.filters' and f.status = 'info'
), groups as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region
  from findings as f
  where f.check_id = 'aws.logs.log.groups.retention.missing' and f.status = 'fail'
), parts as (
  select m.account_id, m.region, m.fingerprint, 1 as metric, 0 as log_group from metrics as m
  union all
  select g.account_id, g.region, g.fingerprint, 0 as metric, 1 as log_group from groups as g
), counted as (
  select p.account_id, p.region, sum(p.metric) as metrics, sum(p.log_group) as groups,
         array_agg(p.fingerprint order by p.fingerprint) as fingerprints
  from parts as p
  group by p.account_id, p.region
)
select a.account_id, a.region, a.service, 'account' as resource_type, a.account_id as resource_id, '' as resource_arn, a.confidence,
       concat(array[a.fingerprint], c.fingerprints) as source_fingerprints,
       concat(array[a.fingerprint], c.fingerprints) as claim_fingerprints,
       cast(c.metrics as varchar) as metrics, cast(c.groups as varchar) as groups
from alarms as a
join counted as c on c.account_id = a.account_id and c.region = a.region
where c.metrics > 0 and c.groups > 0
order by account_id, region
