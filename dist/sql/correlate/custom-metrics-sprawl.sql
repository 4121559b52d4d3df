-- @id aws.cloudwatch.correlation.custom.metrics.sprawl
-- @title Many custom metrics come from metric filters
-- @says {metrics} custom metrics of namespace {namespace} in {region} are made by metric filters, and each is billed by the month.
-- @fix Keep those that an alarm or a dashboard reads; Logs Insights answers the other questions when they are asked.
-- @severity low 300
-- @category governance
-- @grain one row per account, region and namespace
-- @reads aws.cloudwatch.custom.metrics.from.log.filters
with made as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.scope.resource_id as resource_id, f.estimated.confidence as confidence,
         element_at(f.dimensions, 'namespace') as namespace
  from findings as f
  where f.check_id = 'aws.cloudwatch.custom.metrics.from.log.filters' and f.status = 'info'
), sprawl as (
  select m.account_id, m.region, m.namespace, max(m.service) as service, count(distinct m.resource_id) as metrics,
         min(m.confidence) as confidence, array_agg(m.fingerprint order by m.fingerprint) as fingerprints
  from made as m
  group by m.account_id, m.region, m.namespace
)
select s.account_id, s.region, s.service, 'metric_namespace' as resource_type, s.namespace as resource_id, '' as resource_arn, s.confidence,
       s.fingerprints as source_fingerprints, s.fingerprints as claim_fingerprints, s.namespace, cast(s.metrics as varchar) as metrics
from sprawl as s
where s.metrics >= 10
order by account_id, region, resource_id
