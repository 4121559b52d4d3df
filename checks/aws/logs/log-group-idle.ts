import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { Big } from '../../../contracts/money.ts';
import { logStorage } from '../../../prices/aws/cloudwatch.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since, total } from '../_lib/series.ts';

const GIB = 1024 ** 3;

export default defineCheck({
  id: 'aws.logs.log.groups.idle',
  title: 'Log group receives nothing and stores much',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'low', score: 340 },
  table: 'logs_log_groups',
  metrics: ['logs_group_incoming_bytes'],
  respectsKeepTags: true,
  options: z.object({
    minimumGib: z.number().min(1).default(10).describe('GiB stored'),
    longRetentionDays: z.int().min(1).default(365).describe('A shorter retention ends the cost by itself'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(14)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    idle: 'Log group {name} received nothing in {days} days and stores {gib} GiB[ for up to {cost} a month], {kept}.',
  },
  why: 'What is stored is billed whether anybody writes or reads it.',
  fix: 'Export what must be kept to S3, then delete the group or set a short retention.',
  links: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/S3Export.html'],
  prices: (row) => (row.stored_bytes >= GIB ? [logStorage(row.region, {})] : []),
  evaluate(row, ctx) {
    const { minimumGib, longRetentionDays, minimumDays } = ctx.options;
    const gib = row.stored_bytes / GIB;
    if (row.log_group_class === 'DELIVERY')
      return skip('groups of the Delivery class have a fixed retention');
    if (gib < minimumGib) return pass;
    if (row.retention_days !== null && row.retention_days < longRetentionDays) return pass;
    if (row.created_at === null) return unknown('AWS does not say when it was created');
    const days = since(ctx.metric('logs_group_incoming_bytes'), row.created_at);
    if (days.length < minimumDays)
      return unknown(`it is known for ${days.length} whole days, ${minimumDays} are needed`);
    if (total(days) > 0) return pass;
    const price = ctx.price(logStorage(row.region, {}));
    const cost = price?.usd.times(new Big(gib));
    return fail({
      message: 'idle',
      values: {
        name: row.log_group_name,
        days: days.length,
        gib: gib.toFixed(1),
        cost,
        kept: row.retention_days === null ? 'kept for ever' : `kept for ${row.retention_days} days`,
      },
      monthlyCost: cost,
      confidence: least(70, price?.confidence ?? 70),
      notes: notesOf(
        'stored bytes are billed compressed: this is the most that they cost, and no savings are claimed',
        price?.note ?? '',
      ),
      dimensions: { log_group_name: row.log_group_name, function_name: row.function_name },
      metrics: { stored_gib: gib },
    });
  },
});
