import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { notAvailable } from '../_lib/fsx-activity.ts';
import { storagePrice } from '../_lib/fsx-cost.ts';
import { notSettledWindows } from '../_lib/fsx-windows.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { percentile, since } from '../_lib/series.ts';

const MIB = 1024 ** 2;
const HOUR_SECONDS = 3600;
/** The least HDD storage in GiB. Source: FSx API Reference, CreateFileSystem, StorageCapacity. */
const LEAST_HDD_GIB = 2000;
/** What HDD storage sustains. Source: FSx for Windows User Guide, "Impact of storage capacity on performance". */
const HDD_IOPS_PER_TIB = 12;

export default defineCheck({
  id: 'aws.fsx.windows.storage.type.mismatch',
  title: 'FSx for Windows file system has SSD storage and little traffic',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'low', score: 350 },
  table: 'fsx_file_systems',
  metrics: [
    'fsx_windows_read_bytes',
    'fsx_windows_write_bytes',
    'fsx_windows_read_operations',
    'fsx_windows_write_operations',
  ],
  respectsKeepTags: true,
  options: z.object({
    maximumMibps: z
      .number()
      .min(0)
      .default(1)
      .describe('MiB/s that clients may read and write in 95 of 100 hours'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days of datapoints that are needed'),
  }),
  messages: {
    mismatch:
      'FSx for Windows file system {id} keeps {gib} GiB on SSD, and its clients move {mibps} MiB/s with {iops} operations a second in 95 of 100 hours; {target} GiB of HDD would do[ and save {savings} a month].',
  },
  why: 'SSD storage costs about ten times as much as HDD, which is made for home directories and department shares.',
  fix: 'Restore a backup into a file system with HDD storage; the type cannot be changed from SSD to HDD in place.',
  links: ['https://docs.aws.amazon.com/fsx/latest/WindowsGuide/optimize-fsx-costs.html'],
  prices: (row) =>
    row.file_system_type === 'WINDOWS' && row.storage_type === 'SSD'
      ? [storagePrice(row), storagePrice(row, 'HDD')]
      : [],
  evaluate(row, ctx) {
    const reason = notSettledWindows(row);
    if (reason !== undefined) return skip(reason);
    const state = notAvailable(row);
    if (state !== undefined) return skip(state);
    if (row.storage_type !== 'SSD') return pass;
    const gib = row.storage_gib ?? 0;
    const target = Math.max(gib, LEAST_HDD_GIB);
    const ssd = ctx.price(storagePrice(row));
    const hdd = ctx.price(storagePrice(row, 'HDD'));
    const savings = ssd && hdd ? ssd.usd.times(gib).minus(hdd.usd.times(target)) : undefined;
    // HDD begins at 2,000 GiB: a small SSD is the cheaper one
    if (savings ? savings.lte(0) : gib < LEAST_HDD_GIB) return pass;
    const hours = [
      since(ctx.metric('fsx_windows_read_bytes'), row.created_at),
      since(ctx.metric('fsx_windows_write_bytes'), row.created_at),
      since(ctx.metric('fsx_windows_read_operations'), row.created_at),
      since(ctx.metric('fsx_windows_write_operations'), row.created_at),
    ] as const;
    const days = Math.floor(Math.min(...hours.map((h) => h.length)) / 24);
    const { minimumDays, maximumMibps } = ctx.options;
    if (days < minimumDays)
      return unknown(`its traffic is known for ${days} days, ${minimumDays} are needed`);
    const p95 = (of: readonly number[]): number => percentile(of, 95) / HOUR_SECONDS;
    const mibps = (p95(hours[0]) + p95(hours[1])) / MIB;
    const iops = p95(hours[2]) + p95(hours[3]);
    if (mibps >= maximumMibps || iops >= (target / 1024) * HDD_IOPS_PER_TIB) return pass;
    return fail({
      message: 'mismatch',
      values: {
        id: row.file_system_id,
        gib,
        mibps: mibps.toFixed(2),
        iops: iops.toFixed(1),
        target,
        savings,
      },
      monthlyCost: ssd?.usd.times(gib),
      claims: [{ part: 'storage', monthlySavings: savings }],
      confidence: least(60, ssd?.confidence ?? 60, hdd?.confidence ?? 60),
      notes: notesOf(ssd?.note, hdd?.note, 'databases and other users of low latency should stay on SSD'),
      dimensions: {
        fs_type: row.file_system_type,
        vpc_id: row.vpc_id,
        deployment_type: row.deployment_type,
        storage_type: row.storage_type,
      },
      metrics: { p95_mibps: mibps, p95_iops: iops },
    });
  },
});
