import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { dailyBytes, notAvailable } from '../_lib/fsx-activity.ts';
import { fsxParts, storagePrice } from '../_lib/fsx-cost.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays } from '../_lib/time.ts';

const GIB = 1024 ** 3;

export default defineCheck({
  id: 'aws.fsx.filesystems.large.and.inactive',
  title: 'Large FSx file system is hardly used',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'low', score: 350 },
  table: 'fsx_file_systems',
  metrics: ['fsx_data_read_bytes', 'fsx_data_write_bytes'],
  respectsKeepTags: true,
  options: z.object({
    minimumGib: z.number().min(1).default(4096).describe('Storage in GiB from which it is large'),
    maximumDailyShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.0001)
      .describe('Largest share of the storage that clients may move on the busiest day'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days with datapoints, and age, that are needed'),
  }),
  messages: {
    hardly:
      'FSx file system {id} ({type}) provisions {gib} GiB, and its clients moved {moved} GiB on the busiest of {days} days[; its storage costs {cost} a month].',
  },
  why: 'FSx bills provisioned storage, and data that nobody moves is cheaper on a tier or in S3.',
  fix: 'Archive what is cold to S3 or a cheaper tier, and restore the rest into a smaller file system; storage of most kinds cannot shrink in place.',
  links: ['https://docs.aws.amazon.com/fsx/latest/WindowsGuide/managing-storage-capacity.html'],
  prices: (row) => fsxParts(row).flatMap((p) => (p.part === 'storage' ? [p.request] : [])),
  evaluate(row, ctx) {
    const state = notAvailable(row);
    if (state !== undefined) return skip(state);
    const gib = row.storage_gib;
    const { minimumGib, maximumDailyShare, minimumDays } = ctx.options;
    if (gib === null) return skip('its storage is billed by use');
    if (gib < minimumGib) return pass;
    const age = ageDays(row.created_at, ctx.asOf);
    // where AWS does not say its age, its datapoints do: FSx publishes them from the first day
    if (age !== undefined && age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const days = dailyBytes(
      ctx.metric('fsx_data_read_bytes'),
      ctx.metric('fsx_data_write_bytes'),
      row.created_at,
    );
    if (days.some((bytes) => bytes > gib * GIB * maximumDailyShare)) return pass;
    if (days.length < minimumDays)
      return unknown(`its traffic is known for ${days.length} days, ${minimumDays} are needed`);
    const price = ctx.price(storagePrice(row));
    const cost = price?.usd.times(gib);
    return fail({
      message: 'hardly',
      values: {
        id: row.file_system_id,
        type: row.file_system_type,
        gib,
        moved: (Math.max(...days) / GIB).toFixed(2),
        days: days.length,
        cost,
      },
      monthlyCost: cost,
      confidence: least(50, price?.confidence ?? 50),
      notes: notesOf(
        price?.note,
        'no saving is claimed: how much of it is wanted is not known',
        row.file_system_type === 'ONTAP' || row.file_system_type === 'OPENZFS'
          ? 'what a replication sends to it does not count as use'
          : '',
      ),
      dimensions: { fs_type: row.file_system_type, vpc_id: row.vpc_id, deployment_type: row.deployment_type },
    });
  },
});
