import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import {
  isContinuous,
  isSourceGone,
  nameOf,
  pointCost,
  pointPrices,
  SOURCE_TABLES,
} from '../_lib/backup-point.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays } from '../_lib/time.ts';

const CAN_RESTORE = new Set(['COMPLETED', 'AVAILABLE']);

export default defineCheck({
  id: 'aws.backup.recovery.points.stale',
  title: 'Recovery point that nothing deletes',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'low', score: 350 },
  table: 'backup_recovery_points',
  lookups: ['backup_recovery_points', 'backup_vaults'],
  optionalLookups: ['backup_held_recovery_points', ...SOURCE_TABLES],
  respectsKeepTags: true,
  options: z.object({
    minimumAgeDays: z.int().min(1).default(90).describe('Days since it was made, while its source lives'),
    orphanAgeDays: z.int().min(0).default(30).describe('Days since it was made, when its source is gone'),
  }),
  messages: {
    expired:
      'Recovery point {id} of {source} in vault {vault} is past its retention[ since {since}] and was not deleted[; its {gib} GiB cost at most {cost} a month].',
    orphaned:
      'Recovery point {id} in vault {vault} is {days} days old, {source} is gone, and nothing will delete it[; its {gib} GiB cost at most {cost} a month].',
    stale:
      'Recovery point {id} of {source} in vault {vault} is {days} days old, newer ones exist, and nothing will delete it[; its {gib} GiB cost at most {cost} a month].',
  },
  why: 'A recovery point without a retention, or one that AWS Backup may not delete, is billed until somebody deletes it.',
  fix: 'Delete it, or give it a retention; where deletion failed, give its IAM role back the permission and see what the vault’s access policy denies.',
  links: ['https://docs.aws.amazon.com/aws-backup/latest/devguide/deleting-backups.html'],
  prices: (row, _options, lookup) => pointPrices(row, lookup),
  evaluate(row, ctx) {
    if (row.composite) return skip('its nested recovery points are judged');
    if (row.status === 'CREATING' || row.status === 'DELETING') return skip(`it is ${row.status}`);
    const held = ctx.optionalLookup('backup_held_recovery_points');
    if (held && held.where('recovery_point_arn', row.recovery_point_arn).length > 0)
      return skip('under a legal hold');
    const expired = row.status === 'EXPIRED';
    // deleting that of a database restarts it: AWS Backup Developer Guide, "Stopping or deleting continuous backups"
    const ofDatabase = row.resource_type === 'RDS' || row.resource_type === 'Aurora';
    if (row.status === 'STOPPED' || (isContinuous(row) && (!expired || ofDatabase)))
      return skip('a continuous backup: its window moves on');
    const days = ageDays(row.created_at, ctx.asOf);
    let gone: boolean | undefined;
    if (!expired) {
      if (row.delete_at !== null || row.delete_after_event !== '') return pass;
      const vault = ctx.lookup('backup_vaults').where('vault_name', row.vault_name)[0];
      if (vault?.locked || row.vault_type === 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT')
        return skip('its vault is locked: kept on purpose');
      if (days === undefined) return unknown('AWS does not say when it was made');
      gone = isSourceGone(row, ctx.optionalLookup);
      if (days < (gone ? ctx.options.orphanAgeDays : ctx.options.minimumAgeDays)) return pass;
      const ofSame = ctx.lookup('backup_recovery_points').where('resource_arn', row.resource_arn);
      const newer =
        row.resource_arn !== '' &&
        ofSame.some((p) => CAN_RESTORE.has(p.status) && (p.created_at ?? '') > (row.created_at ?? ''));
      // the last backup of what still exists is no waste
      if (!gone && !newer) return pass;
    }
    const cost = pointCost(row, ctx, ctx.optionalLookup);
    const gib = cost?.gib.round(1).toString();
    return fail({
      message: expired ? 'expired' : gone ? 'orphaned' : 'stale',
      values: {
        id: nameOf(row.recovery_point_arn),
        source: row.resource_arn === '' ? 'an unnamed resource' : nameOf(row.resource_arn),
        vault: row.vault_name,
        days: days === undefined ? undefined : Math.floor(days),
        since: row.delete_at?.slice(0, 10),
        gib,
        cost: cost?.monthly,
      },
      monthlyCost: cost?.monthly,
      claims: cost?.claim ? [cost.claim] : [],
      confidence: least(cost?.confidence ?? 30, held ? 100 : 25),
      notes: notesOf(...(cost?.notes ?? []), held ? '' : 'legal holds were not read: one may keep it'),
      ...(expired || gone ? { severity: { level: 'medium', score: expired ? 480 : 450 } as const } : {}),
      dimensions: {
        vault_name: row.vault_name,
        resource_type: row.resource_type,
        resource_arn: row.resource_arn,
        created_at: row.created_at ?? '',
        delete_at: row.delete_at ?? '',
        size_gb: gib ?? '',
      },
    });
  },
});
