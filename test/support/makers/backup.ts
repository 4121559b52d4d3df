/** Rows of AWS Backup, whole and valid. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

/** Three months old; ran yesterday. */
export const backupPlan = maker('backup_plans', {
  plan_id: 'plan-0a',
  plan_name: 'nightly',
  arn: `arn:aws:backup:${REGION}:${ACCOUNT}:backup-plan:plan-0a`,
  created_at: daysAgo(90),
  last_run_at: daysAgo(1),
});
/** Keeps for 35 days, in the vault `main`. */
export const backupRule = maker('backup_rules', {
  rule_key: 'plan-0a:daily',
  plan_id: 'plan-0a',
  plan_name: 'nightly',
  plan_arn: `arn:aws:backup:${REGION}:${ACCOUNT}:backup-plan:plan-0a`,
  rule_name: 'daily',
  target_vault_name: 'main',
  delete_after_days: 35,
});
export const backupSelection = maker('backup_selections', {
  plan_id: 'plan-0a',
  selection_id: 'selection-0a',
  selection_name: 'databases',
});
/** Holds two recovery points, not locked. */
export const backupVault = maker('backup_vaults', {
  vault_name: 'main',
  arn: `arn:aws:backup:${REGION}:${ACCOUNT}:backup-vault:main`,
  vault_type: 'BACKUP_VAULT',
  vault_state: 'AVAILABLE',
  created_at: daysAgo(400),
  recovery_points: 2,
});
export const vaultPolicy = maker('backup_vault_policies', {
  vault_name: 'main',
  arn: `arn:aws:backup:${REGION}:${ACCOUNT}:backup-vault:main`,
  recovery_points: 2,
});
/** Of an EFS file system, 100 GiB, 200 days old; nothing will delete it. */
export const recoveryPoint = maker('backup_recovery_points', {
  recovery_point_arn: `arn:aws:backup:${REGION}:${ACCOUNT}:recovery-point:0a`,
  vault_name: 'main',
  vault_type: 'BACKUP_VAULT',
  resource_arn: `arn:aws:elasticfilesystem:${REGION}:${ACCOUNT}:file-system/fs-0a`,
  resource_type: 'EFS',
  status: 'COMPLETED',
  created_at: daysAgo(200),
  size_bytes: 100 * 1024 ** 3,
});
export const heldPoint = maker('backup_held_recovery_points', {
  recovery_point_arn: `arn:aws:backup:${REGION}:${ACCOUNT}:recovery-point:0a`,
  legal_hold_id: 'hold-0a',
});
