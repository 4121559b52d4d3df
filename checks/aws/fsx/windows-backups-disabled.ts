import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { isBackedUp } from '../_lib/backed-up.ts';
import { notSettledWindows } from '../_lib/fsx-windows.ts';

export default defineCheck({
  id: 'aws.fsx.windows.backups.disabled',
  title: 'FSx for Windows file system is not backed up',
  kind: 'reliability',
  category: 'governance',
  severity: { level: 'high', score: 700 },
  table: 'fsx_file_systems',
  optionalLookups: ['backed_up_file_systems'],
  options: z.object({
    maximumBackupAgeDays: z
      .number()
      .min(1)
      .default(35)
      .describe('Age in days up to which a backup by a plan of the account counts'),
  }),
  messages: { disabled: 'FSx for Windows file system {id} has no automatic backups{plan}.' },
  why: 'What is deleted or encrypted by malware on a share without a backup is lost.',
  fix: 'Set a retention of automatic backups, or add the file system to a backup plan.',
  links: ['https://docs.aws.amazon.com/fsx/latest/WindowsGuide/using-backups.html'],
  evaluate(row, ctx) {
    const reason = notSettledWindows(row);
    if (reason !== undefined) return skip(reason);
    if (row.backup_retention_days === null) return unknown('AWS does not say how long its backups are kept');
    if (row.backup_retention_days > 0) return pass;
    // whoever backs up with AWS Backup turns the automatic backups off
    const backups = ctx.optionalLookup('backed_up_file_systems');
    const { maximumBackupAgeDays } = ctx.options;
    if (isBackedUp(row.arn, backups, maximumBackupAgeDays, ctx.asOf)) return pass;
    return fail({
      message: 'disabled',
      values: {
        id: row.file_system_id,
        plan: backups ? `, and no backup plan saved it in ${maximumBackupAgeDays} days` : '',
      },
      confidence: backups ? 90 : 60,
      notes: backups ? '' : 'backups by plans could not be read: one may cover it',
      dimensions: { fs_type: row.file_system_type, vpc_id: row.vpc_id },
    });
  },
});
