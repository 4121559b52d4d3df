-- @id aws.ec2.correlation.leftovers
-- @title Old snapshots and unused images pile up
-- @says {snapshots} old snapshot(s) and {images} unused image(s) are left in {region} of account {account_id}[: one clean-up saves up to {savings} a month].
-- @fix Deregister the images first, then delete their snapshots with the others, and let a lifecycle policy make and end the next ones.
-- @severity medium 500
-- @category storage
-- @grain one row per account and region
-- @reads aws.ec2.ebs.old.snapshot, aws.ec2.images.old.unused
with snapshots as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.scope.resource_id as resource_id, f.estimated.confidence as confidence
  from findings as f
  where f.check_id = 'aws.ec2.ebs.old.snapshot' and f.status = 'fail'
), images as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.scope.resource_id as resource_id, f.estimated.confidence as confidence
  from findings as f
  where f.check_id = 'aws.ec2.images.old.unused' and f.status = 'fail'
), parts as (
  select s.account_id, s.region, s.service, s.confidence, s.fingerprint, 1 as snapshot, 0 as image from snapshots as s
  union all
  select i.account_id, i.region, i.service, i.confidence, i.fingerprint, 0 as snapshot, 1 as image from images as i
), counted as (
  select p.account_id, p.region, max(p.service) as service, min(p.confidence) as confidence, sum(p.snapshot) as snapshots,
         sum(p.image) as images, array_agg(p.fingerprint order by p.fingerprint) as fingerprints
  from parts as p
  group by p.account_id, p.region
)
select c.account_id, c.region, c.service, 'account' as resource_type, c.account_id as resource_id, '' as resource_arn, c.confidence,
       c.fingerprints as source_fingerprints, c.fingerprints as claim_fingerprints,
       cast(c.snapshots as varchar) as snapshots, cast(c.images as varchar) as images
from counted as c
where c.snapshots > 0 and c.images > 0
order by account_id, region
