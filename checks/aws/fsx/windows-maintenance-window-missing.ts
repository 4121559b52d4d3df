import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { notSettledWindows } from '../_lib/fsx-windows.ts';

export default defineCheck({
  id: 'aws.fsx.windows.maintenance.window.missing',
  title: 'FSx for Windows file system has no maintenance window',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 220 },
  table: 'fsx_file_systems',
  options: z.object({}),
  messages: { missing: 'FSx for Windows file system {id} has no weekly maintenance window.' },
  why: 'Without a window of your choice AWS patches the file server when it suits AWS.',
  fix: 'Set a weekly maintenance window outside working hours.',
  links: ['https://docs.aws.amazon.com/fsx/latest/WindowsGuide/maintenance-windows.html'],
  evaluate(row) {
    const reason = notSettledWindows(row);
    if (reason !== undefined) return skip(reason);
    if (row.maintenance_start.trim() !== '') return pass;
    return fail({
      message: 'missing',
      values: { id: row.file_system_id },
      confidence: 80,
      dimensions: { fs_type: row.file_system_type },
    });
  },
});
