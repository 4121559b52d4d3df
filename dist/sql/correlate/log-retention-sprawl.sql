-- @id aws.logs.correlation.retention.missing.sprawl
-- @title Log groups without retention are the rule here
-- @says {groups} log groups of account {account_id} in {region} keep their events for ever: a retention by default would end the growth of all of them.
-- @fix Set a retention where log groups are made (the account's templates, a rule on CreateLogGroup), then on those that exist.
-- @severity medium 500
-- @category governance
-- @grain one row per account and region
-- @reads aws.logs.log.groups.retention.missing
with missing as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.scope.resource_id as resource_id, f.estimated.confidence as confidence
  from findings as f
  where f.check_id = 'aws.logs.log.groups.retention.missing' and f.status = 'fail'
), sprawl as (
  select m.account_id, m.region, max(m.service) as service, count(distinct m.resource_id) as groups, min(m.confidence) as confidence,
         array_agg(m.fingerprint order by m.fingerprint) as fingerprints
  from missing as m
  group by m.account_id, m.region
)
select s.account_id, s.region, s.service, 'account' as resource_type, s.account_id as resource_id, '' as resource_arn, s.confidence,
       s.fingerprints as source_fingerprints, s.fingerprints as claim_fingerprints, cast(s.groups as varchar) as groups
from sprawl as s
where s.groups >= 10
order by account_id, region
