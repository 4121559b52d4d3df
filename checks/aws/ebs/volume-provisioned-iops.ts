import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { volumeCost, volumePrices } from '../_lib/ebs-cost.ts';
import { gp3For, iopsBehind, peakMetrics, peaksOf } from '../_lib/ebs-peaks.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';

/** What gp3 gives in every region; newer limits are higher. Source: EBS User Guide, "General Purpose SSD volumes". */
const GP3_MAXIMUM = { iops: 16_000, mibps: 1000, gib: 16_384 } as const;
const GP3_INCLUDED_IOPS = 3000;

const isProvisioned = (r: Row<'ec2_volumes'>): boolean => r.volume_type === 'io1' || r.volume_type === 'io2';
const asGp3 = (r: Row<'ec2_volumes'>, iops: number, mibps: number): Row<'ec2_volumes'> => ({
  ...r,
  volume_type: 'gp3',
  iops,
  throughput_mibps: mibps,
});

export default defineCheck({
  id: 'aws.ec2.ebs.provisioned.iops.to.gp3',
  title: 'Provisioned IOPS volume does what gp3 does for less',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'medium', score: 500 },
  table: 'ec2_volumes',
  lookups: ['ec2_instances', 'ec2_instance_types'],
  metrics: peakMetrics,
  respectsKeepTags: true,
  options: z.object({
    maximumUsePercent: z
      .number()
      .min(0)
      .max(100)
      .default(50)
      .describe('Busiest minute with its headroom as a share of the IOPS provisioned; 3,000 IOPS always fit'),
    headroomPercent: z.number().min(0).default(30).describe('Kept above the busiest minute'),
    minimumDays: z.int().min(1).max(14).default(10).describe('Days of use that are needed'),
  }),
  messages: {
    fits: 'Volume {id} ({gib} GiB {type}, {iops} IOPS) took {peak} IOPS in its busiest minute of {days} days; gp3 with {targetIops} IOPS and {targetThroughput} MiB/s would do and save {savings} a month.',
  },
  why: 'io1 and io2 bill every provisioned IOPS at many times the price of gp3, which includes 3,000.',
  fix: 'Modify the volume to gp3, in place and without downtime, unless it needs latency below a millisecond.',
  links: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html'],
  prices: (row) =>
    isProvisioned(row) && row.state === 'in-use'
      ? [...volumePrices(row), ...volumePrices(asGp3(row, GP3_MAXIMUM.iops, GP3_MAXIMUM.mibps))]
      : [],
  evaluate(row, ctx) {
    if (!isProvisioned(row)) return skip('its IOPS are not provisioned');
    const iops = row.iops ?? 0;
    if (iops > GP3_MAXIMUM.iops || row.size_gib > GP3_MAXIMUM.gib) return pass;
    const peaks = peaksOf(row, ctx);
    if (peaks.kind !== 'measured') return peaks;
    const needed = gp3For(peaks, ctx.options.headroomPercent);
    const targetIops = Math.max(needed.iops, iopsBehind(needed.mibps));
    if (
      needed.mibps > GP3_MAXIMUM.mibps ||
      targetIops > Math.max(GP3_INCLUDED_IOPS, (iops * ctx.options.maximumUsePercent) / 100)
    )
      return pass;
    const [now, then] = [
      volumeCost(row, ctx.price),
      volumeCost(asGp3(row, targetIops, needed.mibps), ctx.price),
    ];
    if (!now || !then) return unknown(`the price of ${row.volume_type} or gp3 is not known in this region`);
    const savings = now.monthly.minus(then.monthly);
    if (savings.lte(0)) return pass;
    return fail({
      message: 'fits',
      values: {
        id: row.volume_id,
        gib: row.size_gib,
        type: row.volume_type,
        iops,
        peak: peaks.iops.toFixed(0),
        days: peaks.days,
        targetIops,
        targetThroughput: needed.mibps,
        savings,
      },
      monthlyCost: now.monthly,
      claims: [{ part: 'storage', monthlySavings: savings }],
      confidence: least(row.volume_type === 'io2' ? 55 : 70, now.confidence, then.confidence),
      notes: notesOf(
        row.volume_type === 'io2'
          ? 'io2 is made to lose one volume in 100,000 a year, gp3 one or two in 1,000'
          : '',
        now.note,
        then.note,
      ),
      dimensions: {
        instance_id: row.attachments[0]?.instance_id ?? '',
        size_gib: String(row.size_gib),
        source_volume_type: row.volume_type,
        target_volume_type: 'gp3',
        target_iops: String(targetIops),
        target_throughput_mibps: String(needed.mibps),
      },
      metrics: { peak_iops: peaks.iops, peak_throughput_mibps: peaks.mibps },
    });
  },
});
