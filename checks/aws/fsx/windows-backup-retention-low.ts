import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { isBackedUp } from '../_lib/backed-up.ts';
import { notSettledWindows } from '../_lib/fsx-windows.ts';

export default defineCheck({
  id: 'aws.fsx.windows.backup.retention.low',
  title: 'FSx for Windows file system keeps its backups for days only',
  kind: 'reliability',
  category: 'governance',
  severity: { level: 'medium', score: 450 },
  table: 'fsx_file_systems',
  optionalLookups: ['backed_up_file_systems'],
  options: z.object({
    minimumRetentionDays: z
      .int()
      .min(1)
      .max(90)
      .default(7)
      .describe('Days that automatic backups should be kept'),
    maximumBackupAgeDays: z
      .number()
      .min(1)
      .default(35)
      .describe('Age in days up to which a backup by a plan of the account counts'),
  }),
  messages: {
    low: 'FSx for Windows file system {id} keeps its automatic backups for {retention} day(s); {minimum} are asked for.',
  },
  why: 'Damage is often noticed after a weekend, when a backup of a few days is gone.',
  fix: 'Raise the retention of automatic backups, or add the file system to a backup plan that keeps them longer.',
  links: ['https://docs.aws.amazon.com/fsx/latest/WindowsGuide/using-backups.html'],
  evaluate(row, ctx) {
    const reason = notSettledWindows(row);
    if (reason !== undefined) return skip(reason);
    const { minimumRetentionDays, maximumBackupAgeDays } = ctx.options;
    const retention = row.backup_retention_days;
    if (retention === null) return unknown('AWS does not say how long its backups are kept');
    if (retention === 0) return skip('it makes no automatic backups');
    if (retention >= minimumRetentionDays) return pass;
    const backups = ctx.optionalLookup('backed_up_file_systems');
    if (isBackedUp(row.arn, backups, maximumBackupAgeDays, ctx.asOf)) return pass;
    return fail({
      message: 'low',
      values: { id: row.file_system_id, retention, minimum: minimumRetentionDays },
      confidence: backups ? 85 : 60,
      notes: backups ? '' : 'backups by plans could not be read: one may keep them longer',
      dimensions: { fs_type: row.file_system_type, retention_days: String(retention) },
    });
  },
});
