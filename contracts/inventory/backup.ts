/** Inventory of AWS Backup: only the fields that checks use. */
import { bool, int32, int64, nullable, text, timestamp } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

const BACKUP = 'AWSBackup';
const unread = text('Why it could not be read, empty when it was');

const backupPlans = inventoryTable({
  name: 'backup_plans',
  comment: 'Backup plans that are not deleted (ListBackupPlans)',
  service: 'backup',
  iamActions: ['backup:ListBackupPlans'],
  sortBy: ['plan_id'],
  resource: { service: BACKUP, type: 'backup_plan', idColumn: 'plan_id', arn: (r) => r.arn },
  columns: {
    plan_id: text('BackupPlanId; orgs/… when a backup policy of the organization made it'),
    plan_name: text('BackupPlanName'),
    arn: text('BackupPlanArn'),
    created_at: nullable(timestamp('CreationDate')),
    last_run_at: nullable(timestamp('LastExecutionDate, null when it never ran')),
  },
});

const backupRules = inventoryTable({
  name: 'backup_rules',
  comment: 'Rules of backup plans (GetBackupPlan)',
  service: 'backup',
  iamActions: ['backup:ListBackupPlans', 'backup:GetBackupPlan'],
  after: ['backup_plans'],
  sortBy: ['rule_key'],
  resource: { service: BACKUP, type: 'backup_rule', idColumn: 'rule_key', arn: (r) => r.plan_arn },
  columns: {
    rule_key: text('<plan id>:<rule name>; the plan id alone when it was not read'),
    plan_id: text('BackupPlanId'),
    plan_name: text('BackupPlanName'),
    plan_arn: text('BackupPlanArn'),
    rule_name: text('RuleName'),
    target_vault_name: text('TargetBackupVaultName'),
    cold_after_days: int32('MoveToColdStorageAfterDays, 0 for never'),
    delete_after_days: int32('DeleteAfterDays, 0 for never'),
    delete_after_event: text('DeleteAfterEvent, e.g. DELETE_AFTER_COPY, empty for none'),
    continuous: bool('EnableContinuousBackup'),
    unread,
  },
});

const backupSelections = inventoryTable({
  name: 'backup_selections',
  comment: 'What backup plans back up (ListBackupSelections)',
  service: 'backup',
  iamActions: ['backup:ListBackupPlans', 'backup:ListBackupSelections'],
  after: ['backup_plans'],
  sortBy: ['plan_id', 'selection_id'],
  columns: {
    plan_id: text('BackupPlanId'),
    selection_id: text('SelectionId, empty when those of the plan were not read'),
    selection_name: text('SelectionName'),
    unread,
  },
});

const vaultResource = { service: BACKUP, type: 'backup_vault', idColumn: 'vault_name' } as const;

const backupVaults = inventoryTable({
  name: 'backup_vaults',
  comment: 'Backup vaults (ListBackupVaults)',
  service: 'backup',
  iamActions: ['backup:ListBackupVaults'],
  sortBy: ['vault_name'],
  resource: { ...vaultResource, arn: (r) => r.arn },
  columns: {
    vault_name: text('BackupVaultName'),
    arn: text('BackupVaultArn'),
    vault_type: text(
      'BACKUP_VAULT | LOGICALLY_AIR_GAPPED_BACKUP_VAULT | RESTORE_ACCESS_BACKUP_VAULT, empty when absent',
    ),
    vault_state: text('AVAILABLE | CREATING | FAILED, empty when absent'),
    created_at: nullable(timestamp('CreationDate')),
    recovery_points: int64('NumberOfRecoveryPoints'),
    locked: bool('Vault Lock, in either mode'),
    min_retention_days: int32('MinRetentionDays of the lock, 0 for none'),
    max_retention_days: int32('MaxRetentionDays of the lock, 0 for none'),
  },
});

const backupVaultPolicies = inventoryTable({
  name: 'backup_vault_policies',
  comment: 'Access policies of the account’s own vaults, a row per vault (GetBackupVaultAccessPolicy)',
  service: 'backup',
  iamActions: ['backup:ListBackupVaults', 'backup:GetBackupVaultAccessPolicy'],
  after: ['backup_vaults'],
  sortBy: ['vault_name'],
  resource: { ...vaultResource, arn: (r) => r.arn },
  columns: {
    vault_name: text('BackupVaultName'),
    arn: text('BackupVaultArn'),
    recovery_points: int64('NumberOfRecoveryPoints of the vault'),
    policy: text('The policy as JSON, empty for none'),
    unread,
  },
});

const backupRecoveryPoints = inventoryTable({
  name: 'backup_recovery_points',
  comment: 'Recovery points in the account’s own vaults (ListRecoveryPointsByBackupVault)',
  service: 'backup',
  iamActions: ['backup:ListBackupVaults', 'backup:ListRecoveryPointsByBackupVault'],
  after: ['backup_vaults'],
  sortBy: ['vault_name', 'recovery_point_arn'],
  resource: {
    service: BACKUP,
    type: 'recovery_point',
    idColumn: 'recovery_point_arn',
    arn: (r) => r.recovery_point_arn,
    billed: [
      { part: 'storage', services: [BACKUP, 'AmazonDynamoDB'], usage: 'Storage-ByteHrs|BackupStorage' },
      { part: 'snapshots', services: ['AmazonEC2', 'AmazonRDS'], usage: 'Snapshot|BackupUsage' },
    ],
  },
  columns: {
    recovery_point_arn: text('RecoveryPointArn; the vault’s ARN when those of the vault were not read'),
    vault_name: text('BackupVaultName'),
    vault_type: text('As for vaults'),
    resource_arn: text('What was backed up'),
    resource_type: text('EBS | EC2 | RDS | Aurora | EFS | DynamoDB | S3 | FSx | …'),
    status: text('AVAILABLE | COMPLETED | PARTIAL | CREATING | DELETING | EXPIRED | STOPPED'),
    created_at: nullable(timestamp('CreationDate')),
    delete_at: nullable(timestamp('CalculatedLifecycle.DeleteAt, null for never')),
    cold_at: nullable(timestamp('CalculatedLifecycle.MoveToColdStorageAt, null for never')),
    delete_after_event: text('Lifecycle.DeleteAfterEvent, empty for none'),
    archive_opt_in: bool('Lifecycle.OptInToArchiveForSupportedResources: EBS may turn cold'),
    size_bytes: int64('BackupSizeInBytes, 0 where AWS Backup does not know it'),
    composite: bool('IsParent: holds nested recovery points and nothing of its own'),
    unread,
  },
});

const backupHeldRecoveryPoints = inventoryTable({
  name: 'backup_held_recovery_points',
  comment: 'Recovery points under a legal hold (ListLegalHolds, ListRecoveryPointsByLegalHold)',
  service: 'backup',
  iamActions: ['backup:ListLegalHolds', 'backup:ListRecoveryPointsByLegalHold'],
  sortBy: ['recovery_point_arn', 'legal_hold_id'],
  columns: {
    recovery_point_arn: text('RecoveryPointArn'),
    legal_hold_id: text('LegalHoldId of one that is in force'),
  },
});

export const metrics = {} as const;

export const tables = {
  backup_plans: backupPlans,
  backup_rules: backupRules,
  backup_selections: backupSelections,
  backup_vaults: backupVaults,
  backup_vault_policies: backupVaultPolicies,
  backup_recovery_points: backupRecoveryPoints,
  backup_held_recovery_points: backupHeldRecoveryPoints,
} as const;
