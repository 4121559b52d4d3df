import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { notAvailable } from '../_lib/fsx-activity.ts';
import { throughputPrice } from '../_lib/fsx-cost.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { percentile, published, since } from '../_lib/series.ts';

/**
 * Throughput capacities that can be chosen, in MB/s. Source: FSx API Reference, ThroughputCapacity of the Create…Configuration
 * types. Windows begins at 32: below that its servers lack the memory for deduplication and shadow copies.
 */
const WINDOWS = [32, 64, 128, 256, 512, 1024, 2048, 4608, 6144, 9216, 12_288];
const FIRST_ONTAP = [128, 256, 512, 1024, 2048, 4096];
const SECOND_ONTAP = [384, 768, 1536, 3072, 6144];
const FIRST_OPENZFS = [64, 128, 256, 512, 1024, 2048, 3072, 4096];
const LATER_OPENZFS = [160, 320, 640, 1280, 2560, 3840, 5120, 7680, 10_240];

function stepsOf(f: Row<'fsx_file_systems'>): readonly number[] {
  if (f.file_system_type === 'WINDOWS') return WINDOWS;
  if (f.file_system_type === 'ONTAP') return f.deployment_type.endsWith('_2') ? SECOND_ONTAP : FIRST_ONTAP;
  return /^SINGLE_AZ_(HA_)?1$/.test(f.deployment_type) ? FIRST_OPENZFS : LATER_OPENZFS;
}

export default defineCheck({
  id: 'aws.fsx.filesystems.underutilized.throughput',
  title: 'FSx file system uses little of its throughput capacity',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 550 },
  table: 'fsx_file_systems',
  metrics: ['fsx_network_utilization', 'fsx_disk_utilization'],
  optionalMetrics: ['fsx_cpu_utilization'],
  respectsKeepTags: true,
  options: z.object({
    maximumPercent: z
      .number()
      .min(1)
      .max(100)
      .default(20)
      .describe('Percent that network and disk may reach in 95 of 100 hours, by their busiest minute'),
    targetPercent: z
      .number()
      .min(1)
      .max(100)
      .default(60)
      .describe('Percent that the busiest minute of all may reach after the change'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days of datapoints that are needed'),
  }),
  messages: {
    low: 'FSx file system {id} ({type}) has {current} MB/s of throughput capacity, of which {p95}% were needed in 95 of 100 hours and {peak}% at most; {target} MB/s would do[ and save {savings} a month].',
  },
  why: 'Throughput capacity is billed by the MB/s, used or not, and can be changed in place.',
  fix: 'Lower the throughput capacity in a quiet hour; it can be raised again after six hours.',
  links: ['https://docs.aws.amazon.com/fsx/latest/WindowsGuide/managing-throughput-capacity.html'],
  prices: (row) =>
    row.throughput_mbps === null || row.file_system_type === 'LUSTRE' ? [] : [throughputPrice(row)],
  evaluate(row, ctx) {
    const state = notAvailable(row);
    if (state !== undefined) return skip(state);
    const current = row.throughput_mbps;
    if (current === null || row.file_system_type === 'LUSTRE')
      return skip('its throughput comes with its storage');
    if (row.ha_pairs > 1) return skip('its servers are measured one by one');
    const { minimumDays, maximumPercent, targetPercent } = ctx.options;
    const network = since(ctx.metric('fsx_network_utilization'), row.created_at);
    const disk = since(ctx.metric('fsx_disk_utilization'), row.created_at);
    const days = Math.floor(Math.min(network.length, disk.length) / 24);
    if (days < minimumDays)
      return unknown(`its utilization is known for ${days} days, ${minimumDays} are needed`);
    const p95 = Math.max(percentile(network, 95), percentile(disk, 95));
    if (p95 >= maximumPercent) return pass;
    // fewer MB/s are a smaller server too
    const cpu = ctx.optionalMetric('fsx_cpu_utilization');
    const peak = Math.max(...network, ...disk, ...(cpu ? published(cpu) : []));
    const target = stepsOf(row).find((step) => (peak * current) / step <= targetPercent);
    if (target === undefined || target >= current) return pass;
    const price = ctx.price(throughputPrice(row));
    const savings = price?.usd.times(current - target);
    return fail({
      message: 'low',
      values: {
        id: row.file_system_id,
        type: row.file_system_type,
        current,
        p95: p95.toFixed(1),
        peak: peak.toFixed(1),
        target,
        savings,
      },
      monthlyCost: price?.usd.times(current),
      claims: [{ part: 'throughput', monthlySavings: savings }],
      confidence: least(cpu ? 70 : 60, price?.confidence ?? 70),
      notes: notesOf(
        price?.note,
        'memory, cache and the most SSD IOPS shrink with it',
        cpu ? '' : 'its CPU could not be read',
      ),
      dimensions: { fs_type: row.file_system_type, vpc_id: row.vpc_id, throughput_mbps: String(current) },
      metrics: { p95_percent: p95, peak_percent: peak },
    });
  },
});
