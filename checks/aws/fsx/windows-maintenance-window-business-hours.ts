import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { nonProductionStage } from '../_lib/environment-tag.ts';
import { notSettledWindows } from '../_lib/fsx-windows.ts';
import { stageOptions } from '../_lib/stages.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const WEEK_MINUTES = 7 * 24 * 60;

export default defineCheck({
  id: 'aws.fsx.windows.maintenance.window.business.hours',
  title: 'FSx for Windows file system is patched during working hours',
  kind: 'reliability',
  category: 'governance',
  severity: { level: 'low', score: 250 },
  table: 'fsx_file_systems',
  options: z.object({
    firstHour: z.int().min(0).max(23).default(8).describe('First working hour, local time'),
    lastHour: z.int().min(0).max(23).default(18).describe('Last working hour, itself included'),
    workingDays: z.array(z.int().min(1).max(7)).default([1, 2, 3, 4, 5]).describe('1 is Monday'),
    utcOffsetHours: z.number().min(-12).max(14).default(0).describe('Local time less UTC, in hours'),
    ...stageOptions,
    nonProduction: stageOptions.nonProduction.describe(
      'Values of env, environment and stage tags for which it does not matter',
    ),
  }),
  messages: {
    working:
      'FSx for Windows file system {id} is patched on {day} from {time} UTC, during working hours, and stops for some minutes then.',
  },
  why: 'A file system in one zone is not available while its server is patched.',
  fix: 'Move the weekly maintenance window to a night or a weekend.',
  links: ['https://docs.aws.amazon.com/fsx/latest/WindowsGuide/maintenance-windows.html'],
  evaluate(row, ctx) {
    const reason = notSettledWindows(row);
    if (reason !== undefined) return skip(reason);
    const o = ctx.options;
    if (row.maintenance_start === '') return skip('it has no maintenance window');
    // the standby serves while the other server is patched
    if (row.deployment_type.startsWith('MULTI_AZ')) return pass;
    if (nonProductionStage(row.tags, o.nonProduction, o.production) !== undefined) return pass;
    const [, d, h, m] = /^([1-7]):([01]\d|2[0-3]):([0-5]\d)$/.exec(row.maintenance_start) ?? [];
    if (d === undefined) return unknown(`its maintenance window, ${row.maintenance_start}, cannot be read`);
    const utc = (Number(d) - 1) * 1440 + Number(h) * 60 + Number(m);
    const local = (utc + o.utcOffsetHours * 60 + WEEK_MINUTES) % WEEK_MINUTES;
    const day = Math.floor(local / 1440) + 1;
    const hour = Math.floor((local % 1440) / 60);
    if (!o.workingDays.includes(day) || hour < o.firstHour || hour > o.lastHour) return pass;
    return fail({
      message: 'working',
      values: { id: row.file_system_id, day: DAYS[Number(d) - 1] ?? '', time: `${h}:${m}` },
      confidence: 55,
      notes: o.utcOffsetHours === 0 ? 'working hours are taken as UTC: see the option utcOffsetHours' : '',
      dimensions: { fs_type: row.file_system_type },
    });
  },
});
