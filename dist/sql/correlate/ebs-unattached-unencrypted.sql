-- @id aws.ec2.correlation.ebs.unattached.unencrypted
-- @title Unattached volume holds unencrypted data
-- @says Volume {resource_id} is attached to nothing and not encrypted: it [costs {savings} a month and ]keeps readable data that nobody uses.
-- @fix Snapshot it to an encrypted copy if the data may be needed, then delete it: one step ends the cost and the exposure.
-- @severity high 820
-- @category storage
-- @grain one row per volume
-- @reads aws.ec2.ebs.unattached.volume, aws.ec2.ebs.volume.unencrypted
with unattached as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.scope.resource_type as resource_type, f.scope.resource_id as resource_id, f.scope.resource_arn as resource_arn,
         f.estimated.confidence as confidence
  from findings as f
  where f.check_id = 'aws.ec2.ebs.unattached.volume' and f.status = 'fail'
), unencrypted as (
  select f.fingerprint, f.scope.account_id as account_id, f.scope.region as region, f.scope.resource_id as resource_id
  from findings as f
  where f.check_id = 'aws.ec2.ebs.volume.unencrypted' and f.status = 'fail'
)
select u.account_id, u.region, u.service, u.resource_type, u.resource_id, u.resource_arn, u.confidence as confidence,
       array[u.fingerprint, e.fingerprint] as source_fingerprints,
       array[u.fingerprint] as claim_fingerprints
from unattached as u
join unencrypted as e on e.account_id = u.account_id and e.region = u.region and e.resource_id = u.resource_id
order by account_id, region, resource_id
