import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { volumeCost, volumePrices } from '../_lib/ebs-cost.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { lastPublished } from '../_lib/series.ts';
import { ageDays, DAY_MS } from '../_lib/time.ts';

/** EBS publishes a volume's metrics only while it is attached, so the last datapoint dates the last attachment. */
export default defineCheck({
  id: 'aws.ec2.ebs.unattached.volume',
  title: 'EBS volume is attached to nothing',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 640 },
  table: 'ec2_volumes',
  optionalMetrics: ['ebs_volume_read_ops'],
  respectsKeepTags: true,
  options: z.object({
    minimumAgeDays: z
      .number()
      .min(0)
      .default(7)
      .describe(
        'Days since it was created, and since it was last attached as far as 14 days of metrics show',
      ),
  }),
  messages: {
    idle: 'Volume {id} ({gib} GiB {type}) is attached to nothing, is {days} days old and costs {savings} a month.',
    unpriced:
      'Volume {id} ({gib} GiB {type}) is attached to nothing, is {days} days old and is billed like one in use.',
  },
  why: 'A volume is billed for its size as long as it exists, attached or not.',
  fix: 'Snapshot it if its data may be needed, then delete it.',
  links: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-volume.html'],
  prices: (row) => (row.state === 'available' ? volumePrices(row) : []),
  evaluate(row, ctx) {
    if (row.attachments.length > 0 || row.state === 'in-use') return pass;
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    const { minimumAgeDays } = ctx.options;
    const age = ageDays(row.create_time, ctx.asOf);
    if (age === undefined) return unknown('AWS does not say when it was created');
    if (age < minimumAgeDays) return unknown(`it was created less than ${minimumAgeDays} days ago`);
    const reads = ctx.optionalMetric('ebs_volume_read_ops');
    const attached = reads && lastPublished(reads);
    if (attached !== undefined && ctx.asOf - (attached + DAY_MS) < minimumAgeDays * DAY_MS)
      return unknown(`it was attached less than ${minimumAgeDays} days ago`);
    const evidence = reads ? 90 : 65;
    const days = Math.floor(age);
    const values = { id: row.volume_id, gib: row.size_gib, type: row.volume_type, days };
    const dimensions = {
      volume_type: row.volume_type,
      size_gib: String(row.size_gib),
      age_days: String(days),
    };
    const cost = volumeCost(row, ctx.price);
    if (!cost) return fail({ message: 'unpriced', values, confidence: least(evidence, 50), dimensions });
    return fail({
      message: 'idle',
      values: { ...values, savings: cost.monthly },
      monthlyCost: cost.monthly,
      claims: [{ part: 'storage', monthlySavings: cost.monthly }],
      confidence: least(evidence, cost.confidence),
      notes: notesOf(
        cost.note,
        reads ? '' : 'its metrics could not be read, so its age stands for how long it has been unattached',
      ),
      dimensions,
      ...(cost.monthly.gte(50) ? { severity: { level: 'high' as const, score: 720 } } : {}),
    });
  },
});
