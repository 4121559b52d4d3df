-- Under which keys the bill knows what a finding is about: the resource itself, and what it claims or carries. Views:
-- own_keys (fingerprint, account_id, resource_type, resource_id, resource_arn, resource_key, claims), ec2_instances, ec2_addresses,
-- rds_clusters.
-- @grain one row per finding and key
with claimed as (
  select o.fingerprint, o.account_id, split_part(element_at(o.claims, i.n).item, '/', 3) as resource_id,
         regexp_extract(element_at(o.claims, i.n).item, '([^/]+)$', 1) as part
  from own_keys as o
  cross join unnest(sequence(1, cardinality(o.claims))) as i(n)
  where cardinality(o.claims) > 0
), candidates as (
  select o.fingerprint, o.account_id, o.resource_type, o.resource_key, 1 as tier
  from own_keys as o
  where o.resource_key <> ''
  union all
  -- a claim on another resource's storage: the volumes of a stopped instance. A claim on its snapshots is no claim on it
  select c.fingerprint, c.account_id, 'ebs_volume' as resource_type, c.resource_id as resource_key, 2 as tier
  from claimed as c
  where starts_with(c.resource_id, 'vol-') and c.part = 'storage'
  union all
  -- while an instance is stopped only its volumes are billed
  select o.fingerprint, o.account_id, 'ebs_volume' as resource_type, v.volume_id as resource_key, 2 as tier
  from own_keys as o
  join ec2_instances as e on e.account_id = o.account_id and e.instance_id = o.resource_id and e.state = 'stopped'
  cross join unnest(e.volume_ids) as v(volume_id)
  where o.resource_type = 'instance'
  union all
  -- a public address in use is billed on its network interface
  select o.fingerprint, o.account_id, 'elastic_ip' as resource_type, a.network_interface_id as resource_key, 2 as tier
  from own_keys as o
  join ec2_addresses as a on a.account_id = o.account_id and a.allocation_id = o.resource_id and a.network_interface_id <> ''
  where o.resource_type = 'elastic_ip'
  union all
  -- a cluster's storage is billed on its resource id, which no ARN holds
  select o.fingerprint, o.account_id, 'db_cluster' as resource_type, concat('rds/', c.region, concat('/cluster:', c.cluster_resource_id)) as resource_key, 1 as tier
  from own_keys as o
  join rds_clusters as c on c.account_id = o.account_id and c.arn = o.resource_arn
  where o.resource_type = 'db_cluster' and c.cluster_resource_id <> ''
)
select c.fingerprint, c.account_id, c.resource_key, min_by(c.resource_type, c.tier) as resource_type, min(c.tier) as tier
from candidates as c
group by c.fingerprint, c.account_id, c.resource_key
order by fingerprint, resource_key
