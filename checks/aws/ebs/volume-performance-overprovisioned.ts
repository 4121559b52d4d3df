import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { GP3_BASELINE, volumeCost, volumePrices } from '../_lib/ebs-cost.ts';
import { gp3For, iopsBehind, peakMetrics, peaksOf } from '../_lib/ebs-peaks.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';

/** A month: less is not worth anybody's time. */
const SMALL_CHANGE_USD = 1;

export default defineCheck({
  id: 'aws.ec2.ebs.volume.performance.overprovisioned',
  title: 'gp3 volume has far more IOPS or throughput than it uses',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'low', score: 390 },
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
      .describe('Busiest minute as a share of what is provisioned, of IOPS or of throughput'),
    headroomPercent: z.number().min(0).default(30).describe('Kept above the busiest minute'),
    minimumDays: z.int().min(1).max(14).default(10).describe('Days of use that are needed'),
  }),
  messages: {
    excess:
      'Volume {id} ({gib} GiB gp3) has {iops} IOPS and {throughput} MiB/s, and its busiest minute in {days} days took {peakIops} and {peakThroughput}; {targetIops} IOPS and {targetThroughput} MiB/s would do[ and save {savings} a month].',
  },
  why: 'IOPS above 3,000 and throughput above 125 MiB/s of gp3 are billed by the month, used or not.',
  fix: 'Modify the volume to the smaller figures, in place and without downtime; it can be raised again some hours later.',
  links: [
    'https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html',
    'https://docs.aws.amazon.com/ebs/latest/userguide/modify-volume-requirements.html',
  ],
  prices: (row) => (row.volume_type === 'gp3' && row.state === 'in-use' ? volumePrices(row) : []),
  evaluate(row, ctx) {
    if (row.volume_type !== 'gp3') return skip('not gp3');
    const [iops, throughput] = [row.iops ?? 0, row.throughput_mibps ?? 0];
    if (iops <= GP3_BASELINE.iops && throughput <= GP3_BASELINE.throughputMibps) return pass;
    const peaks = peaksOf(row, ctx);
    if (peaks.kind !== 'measured') return peaks;
    const share = ctx.options.maximumUsePercent / 100;
    const needed = gp3For(peaks, ctx.options.headroomPercent);
    const targetThroughput =
      peaks.mibps <= throughput * share ? Math.min(throughput, needed.mibps) : throughput;
    const targetIops =
      peaks.iops <= iops * share ? Math.min(iops, Math.max(needed.iops, iopsBehind(targetThroughput))) : iops;
    if (targetIops === iops && targetThroughput === throughput) return pass;
    const target = { ...row, iops: targetIops, throughput_mibps: targetThroughput };
    const [now, then] = [volumeCost(row, ctx.price), volumeCost(target, ctx.price)];
    const savings = now && then && now.monthly.minus(then.monthly);
    if (savings?.lt(SMALL_CHANGE_USD)) return pass;
    return fail({
      message: 'excess',
      values: {
        id: row.volume_id,
        gib: row.size_gib,
        iops,
        throughput,
        days: peaks.days,
        peakIops: peaks.iops.toFixed(0),
        peakThroughput: peaks.mibps.toFixed(0),
        targetIops,
        targetThroughput,
        savings,
      },
      monthlyCost: now?.monthly,
      claims: [{ part: 'storage', monthlySavings: savings }],
      confidence: least(80, now?.confidence ?? 60),
      notes: notesOf(now?.note),
      dimensions: {
        instance_id: row.attachments[0]?.instance_id ?? '',
        size_gib: String(row.size_gib),
        target_iops: String(targetIops),
        target_throughput_mibps: String(targetThroughput),
      },
      metrics: { peak_iops: peaks.iops, peak_throughput_mibps: peaks.mibps },
    });
  },
});
