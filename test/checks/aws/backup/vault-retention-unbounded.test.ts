import check from '../../../../checks/aws/backup/vault-retention-unbounded.ts';
import { backupStorage } from '../../../../prices/aws/backup.ts';
import { ebsSnapshotStorage } from '../../../../prices/aws/ebs.ts';
import { backupRule, backupVault, recoveryPoint } from '../../../support/makers/backup.ts';
import { ACCOUNT, daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const efs = [backupStorage(REGION, { resourceType: 'EFS', tier: 'warm' }), '0.05'] as const;
const ebs = [ebsSnapshotStorage(REGION, { storageTier: 'standard' }), '0.05'] as const;
const bounded = { delete_at: daysAgo(-30) };
const ofVolume = (id: string) =>
  recoveryPoint({
    recovery_point_arn: `arn:aws:ec2:${REGION}::snapshot/${id}`,
    resource_arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:volume/vol-0a`,
    resource_type: 'EBS',
  });

testCheck(check, {
  fails: [
    {
      name: 'no lock, and one of its backups never expires',
      row: backupVault(),
      tables: {
        backup_recovery_points: [recoveryPoint(), recoveryPoint({ ...bounded, recovery_point_arn: 'b' })],
      },
      prices: [efs],
      says: 'Vault main has no lock: nothing bounds how long or how short its backups are kept; 1 of 2 never expire and cost at most $5.00 a month.',
      saves: null,
      costs: '5.000000',
      level: 'medium',
      confidence: 40,
      dimensions: { vault_name: 'main', locked: 'false', endless_recovery_points: '1' },
    },
    {
      name: 'no lock, and all it holds will expire',
      row: backupVault(),
      tables: { backup_recovery_points: [recoveryPoint(bounded)] },
      says: 'Vault main has no lock: nothing bounds how long or how short its backups are kept.',
      saves: null,
      level: 'low',
      confidence: 90,
    },
    {
      name: 'snapshots of one volume are one full copy at most',
      row: backupVault(),
      tables: { backup_recovery_points: [ofVolume('snap-0a'), ofVolume('snap-0b')] },
      prices: [ebs],
      says: 'Vault main has no lock: nothing bounds how long or how short its backups are kept; 2 of 2 never expire and cost at most $5.00 a month.',
      saves: null,
      costs: '5.000000',
    },
    {
      name: 'empty so far: a rule without an expiry writes to it',
      row: backupVault({ recovery_points: 0 }),
      tables: { backup_rules: [backupRule({ delete_after_days: 0 })] },
      says: 'Vault main has no lock: nothing bounds how long or how short its backups are kept.',
      saves: null,
      level: 'medium',
      notes: '1 rule(s) write backups that never expire',
    },
    {
      name: 'a lock that bounds the least only',
      row: backupVault({ locked: true, min_retention_days: 30 }),
      tables: { backup_recovery_points: [recoveryPoint({ resource_type: 'Timestream' })] },
      says: 'Vault main is locked without a greatest retention; 1 of its 2 backups never expire.',
      saves: null,
      level: 'medium',
    },
    {
      name: 'the same, and what it holds was refused',
      row: backupVault({ locked: true, min_retention_days: 30 }),
      unread: ['backup_recovery_points', 'backup_rules'],
      says: 'Vault main is locked without a greatest retention.',
      saves: null,
      level: 'low',
    },
    {
      name: 'locked, and not as the house wants it',
      row: backupVault({ locked: true, min_retention_days: 7, max_retention_days: 3650 }),
      options: { expectedMinimumDays: 30, expectedMaximumDays: 365 },
      says: 'Vault main is locked to between 7 and 3650 days, and not within 30 to 365 days.',
      saves: null,
      level: 'low',
      confidence: 100,
    },
  ],
  passes: [
    {
      name: 'locked with a greatest retention',
      row: backupVault({ locked: true, min_retention_days: 7, max_retention_days: 3650 }),
    },
    {
      name: 'locked, and as the house wants it',
      row: backupVault({ locked: true, min_retention_days: 30, max_retention_days: 365 }),
      options: { expectedMinimumDays: 30, expectedMaximumDays: 365 },
    },
    {
      name: 'no lock is wanted, and all it holds will expire',
      row: backupVault(),
      tables: {
        backup_recovery_points: [
          recoveryPoint(bounded),
          recoveryPoint({
            recovery_point_arn: `arn:aws:backup:${REGION}:${ACCOUNT}:recovery-point:continuous:s3`,
          }),
        ],
      },
      options: { requireLock: false },
    },
    {
      name: 'the vault of automatic EFS backups',
      row: backupVault({ vault_name: 'aws/efs/automatic-backup-vault' }),
      skips: 'AWS makes it for automatic backups, which expire',
    },
    {
      name: 'the default vault that a visit of the console makes',
      row: backupVault({ vault_name: 'Default', recovery_points: 0 }),
      tables: { backup_rules: [backupRule()] },
      skips: 'it is empty, and no rule writes to it',
    },
    {
      name: 'a window into another account’s vault',
      row: backupVault({ vault_type: 'RESTORE_ACCESS_BACKUP_VAULT' }),
      skips: 'what it shows belongs to another account',
    },
    {
      name: 'an air-gapped vault, which AWS locks by itself',
      row: backupVault({ vault_type: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' }),
    },
    { name: 'not made yet', row: backupVault({ vault_state: 'CREATING' }), skips: 'it is CREATING' },
  ],
  unknowns: [
    {
      name: 'made this week: a lock may follow',
      row: backupVault({ created_at: daysAgo(3) }),
      because: 'it was made less than 7 days ago',
    },
    {
      name: 'empty, and rules were refused',
      row: backupVault({ recovery_points: 0 }),
      unread: ['backup_rules'],
      because: 'it is empty, and which rules write to it could not be read',
    },
    {
      name: 'empty, and one plan was refused',
      row: backupVault({ recovery_points: 0 }),
      tables: { backup_rules: [backupRule({ target_vault_name: '', unread: 'denied' })] },
      because: 'it is empty, and which rules write to it could not be read',
    },
  ],
});
