-- @id aws.backup.correlation.vault.risk
-- @title Backup vault with several weaknesses at once
-- @says Backup vault {resource_id} has {signals} kinds of findings at once: {kinds}.
-- @fix Close the access policy first, then set the lock and the lifecycle of the rules that write to the vault.
-- @severity high 800
-- @category governance
-- @grain one row per vault
-- @reads aws.backup.vaults.no.lifecycle, aws.backup.vaults.access.policy.misconfig, aws.backup.rules.no.lifecycle, aws.backup.recovery.points.stale
with signals as (
  select f.fingerprint, f.check_id, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service,
         f.estimated.confidence as confidence, element_at(f.dimensions, 'vault_name') as vault_name
  from findings as f
  where f.status = 'fail'
    and f.check_id in ('aws.backup.vaults.no.lifecycle', 'aws.backup.vaults.access.policy.misconfig', 'aws.backup.rules.no.lifecycle', 'aws.backup.recovery.points.stale')
), named as (
  select s.account_id, s.region, s.vault_name, s.fingerprint, s.service, s.confidence,
         case s.check_id when 'aws.backup.vaults.no.lifecycle' then 'no retention guardrails'
                         when 'aws.backup.vaults.access.policy.misconfig' then 'an access policy that is too open'
                         when 'aws.backup.rules.no.lifecycle' then 'a rule without lifecycle'
                         else 'stale recovery points' end as kind
  from signals as s
  where s.vault_name <> ''
), vaults as (
  select n.account_id, n.region, n.vault_name, max(n.service) as service, min(n.confidence) as confidence,
         count(distinct n.kind) as signals, array_join(array_agg(distinct n.kind order by n.kind), ', ') as kinds,
         array_agg(distinct n.fingerprint order by n.fingerprint) as fingerprints
  from named as n
  group by n.account_id, n.region, n.vault_name
)
select v.account_id, v.region, v.service, 'backup_vault' as resource_type, v.vault_name as resource_id, '' as resource_arn, v.confidence,
       v.fingerprints as source_fingerprints, v.fingerprints as claim_fingerprints, cast(v.signals as varchar) as signals, v.kinds
from vaults as v
where v.signals >= 2
order by account_id, region, resource_id
