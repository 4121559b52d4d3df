-- @id aws.rds.correlation.s3.backup.lifecycle
-- @title Copies of databases are kept in several places without an end
-- @says Account {account_id} keeps {snapshots} old database snapshot(s) in {region} beside {places} other place(s) where nothing ends by itself ({kinds})[: together {savings} a month can go].
-- @fix Decide once how long copies are kept, and set it in all three places: snapshots, backup rules, and the lifecycle of the buckets that exports go to.
-- @severity medium 480
-- @category storage
-- @grain one row per account and region
-- @reads aws.rds.snapshots.manual.old, aws.rds.snapshots.orphaned, aws.rds.cluster.snapshots.manual.old, aws.rds.cluster.snapshots.orphaned, aws.s3.governance.lifecycle.missing, aws.backup.recovery.points.stale, aws.backup.rules.no.lifecycle
with snapshots as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.scope.resource_id as resource_id, f.estimated.confidence as confidence
  from findings as f
  where f.status = 'fail' and f.check_id in ('aws.rds.snapshots.manual.old', 'aws.rds.snapshots.orphaned', 'aws.rds.cluster.snapshots.manual.old', 'aws.rds.cluster.snapshots.orphaned')
), buckets as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.resource_id as place
  from findings as f
  where f.status = 'fail' and f.check_id = 'aws.s3.governance.lifecycle.missing'
), vaults as (
  select f.fingerprint, f.check_id, f.scope.account_id as account_id, f.scope.region as region,
         coalesce(nullif(element_at(f.dimensions, 'vault_name'), ''), f.scope.resource_id) as place
  from findings as f
  where f.status = 'fail' and f.check_id in ('aws.backup.recovery.points.stale', 'aws.backup.rules.no.lifecycle')
), old as (
  select s.account_id, s.region, max(s.service) as service, count(distinct s.resource_id) as snapshots, min(s.confidence) as confidence,
         array_agg(s.fingerprint order by s.fingerprint) as fingerprints
  from snapshots as s
  group by s.account_id, s.region
), named as (
  select b.account_id, b.region, b.fingerprint, b.place, 'buckets without lifecycle' as kind
  from buckets as b
  union all
  select v.account_id, v.region, v.fingerprint, v.place,
         case v.check_id when 'aws.backup.recovery.points.stale' then 'stale recovery points' else 'backup rules without expiry' end as kind
  from vaults as v
), beside as (
  select n.account_id, n.region, count(distinct n.place) as places,
         array_join(array_agg(distinct n.kind order by n.kind), ', ') as kinds,
         array_agg(n.fingerprint order by n.fingerprint) as fingerprints
  from named as n
  group by n.account_id, n.region
)
select o.account_id, o.region, o.service, 'account' as resource_type, o.account_id as resource_id, '' as resource_arn, o.confidence,
       concat(o.fingerprints, b.fingerprints) as source_fingerprints, concat(o.fingerprints, b.fingerprints) as claim_fingerprints,
       cast(o.snapshots as varchar) as snapshots, cast(b.places as varchar) as places, b.kinds
from old as o
join beside as b on b.account_id = o.account_id and b.region = o.region
order by account_id, region
