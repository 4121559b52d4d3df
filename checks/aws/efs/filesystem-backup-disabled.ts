import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { isBackedUp } from '../_lib/backed-up.ts';
import { isReplica } from '../_lib/efs-cost.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.efs.filesystems.backup.disabled',
  title: 'EFS file system is not backed up',
  kind: 'reliability',
  category: 'governance',
  severity: { level: 'medium', score: 600 },
  table: 'efs_file_systems',
  lookups: ['efs_backup_policies'],
  optionalLookups: ['backed_up_file_systems'],
  options: z.object({
    minimumAgeDays: z.number().min(0).default(1).describe('Age in days before it must be backed up'),
    maximumBackupAgeDays: z
      .number()
      .min(1)
      .default(35)
      .describe('Age in days up to which a backup by a plan of the account counts'),
  }),
  messages: {
    disabled: 'EFS file system {id} has no automatic backups{plan}.',
  },
  why: 'What is deleted or overwritten on a file system without a backup is lost.',
  fix: 'Turn automatic backups on, or add the file system to a backup plan; tag scratch data so that it can be exempted.',
  links: ['https://docs.aws.amazon.com/efs/latest/ug/automatic-backups.html'],
  evaluate(row, ctx) {
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    if (isReplica(row)) return skip('it is the destination of a replication');
    const [policy] = ctx.lookup('efs_backup_policies').where('file_system_id', row.file_system_id);
    if (!policy) return unknown('its backup policy was not read');
    if (policy.unread !== '') return unknown(policy.unread);
    if (policy.status === 'ENABLED' || policy.status === 'ENABLING') return pass;
    const { minimumAgeDays, maximumBackupAgeDays } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age !== undefined && age < minimumAgeDays) return skip('it is new');
    // a plan of the account's own does not show in the file system's policy
    const backups = ctx.optionalLookup('backed_up_file_systems');
    if (isBackedUp(row.arn, backups, maximumBackupAgeDays, ctx.asOf)) return pass;
    return fail({
      message: 'disabled',
      values: {
        id: row.file_system_id,
        plan: backups ? `, and no backup plan saved it in ${maximumBackupAgeDays} days` : '',
      },
      confidence: backups ? 90 : 60,
      notes: backups ? '' : 'backups by plans could not be read: one may cover it',
      dimensions: { backup_policy: 'disabled' },
    });
  },
});
