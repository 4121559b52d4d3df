import check from '../../../../checks/aws/backup/rule-without-expiry.ts';
import { backupRule, backupSelection, backupVault } from '../../../support/makers/backup.ts';
import { testCheck } from '../../../support/test-check.ts';

const endless = { delete_after_days: 0 };
const used = { backup_selections: [backupSelection()] };

testCheck(check, {
  fails: [
    {
      name: 'no lifecycle at all',
      row: backupRule(endless),
      tables: used,
      says: 'Rule daily of backup plan nightly never deletes what it puts into vault main.',
      saves: null,
      level: 'medium',
      dimensions: { vault_name: 'main', target_vault_name: 'main', rule_name: 'daily', plan_id: 'plan-0a' },
    },
    {
      name: 'cold, and then for ever',
      row: backupRule({ ...endless, cold_after_days: 30 }),
      tables: used,
      says: 'Rule daily of backup plan nightly moves backups in vault main to cold storage after 30 days and never deletes them.',
      saves: null,
      level: 'low',
      dimensions: { move_to_cold_after_days: '30' },
    },
    {
      name: 'continuous: what cannot be restored to a point in time is kept as snapshots',
      row: backupRule({ ...endless, continuous: true }),
      tables: used,
      says: 'Rule daily of backup plan nightly never deletes what it puts into vault main.',
      saves: null,
      notes: 'continuous backups of it end after 35 days; its snapshots do not',
    },
    {
      name: 'resources and vaults were refused: the rule says it by itself',
      row: backupRule(endless),
      unread: ['backup_selections', 'backup_vaults'],
      says: 'Rule daily of backup plan nightly never deletes what it puts into vault main.',
      saves: null,
    },
    {
      name: 'its vault is locked with a least retention only',
      row: backupRule(endless),
      tables: { ...used, backup_vaults: [backupVault({ locked: true, min_retention_days: 30 })] },
      says: 'Rule daily of backup plan nightly never deletes what it puts into vault main.',
      saves: null,
    },
    {
      name: 'of an organization: its resources are in the policy',
      row: backupRule({ ...endless, plan_id: 'orgs/0a' }),
      says: 'Rule daily of backup plan nightly never deletes what it puts into vault main.',
      saves: null,
      notes: 'to be changed in the organization’s backup policy',
    },
    {
      name: 'its plan has no resources: it waits for the first',
      row: backupRule(endless),
      says: 'Rule daily of backup plan nightly never deletes what it puts into vault main.',
      saves: null,
      level: 'low',
      notes: 'its plan backs up nothing so far',
    },
  ],
  passes: [
    { name: 'seven years on purpose', row: backupRule({ delete_after_days: 2555 }), tables: used },
    {
      name: 'deleted once it is copied',
      row: backupRule({ ...endless, delete_after_event: 'DELETE_AFTER_COPY' }),
      tables: used,
    },
    {
      name: 'the lock of its vault bounds it',
      row: backupRule(endless),
      tables: { ...used, backup_vaults: [backupVault({ locked: true, max_retention_days: 365 })] },
      skips: 'its vault is locked to 365 days at most',
    },
  ],
  unknowns: [],
  neverUnknown:
    'a rule says its lifecycle itself; a plan that was refused gives a row that the runner tells of',
});
