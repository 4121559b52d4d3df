import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { Big } from '../../../contracts/money.ts';
import { logStorage } from '../../../prices/aws/cloudwatch.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';

const GIB = 1024 ** 3;

export default defineCheck({
  id: 'aws.logs.log.groups.retention.missing',
  title: 'Log group keeps its events for ever',
  kind: 'governance',
  category: 'storage',
  severity: { level: 'medium', score: 450 },
  table: 'logs_log_groups',
  options: z.object({
    smallGib: z.number().min(0).default(1).describe('GiB stored below which it is of low severity'),
  }),
  messages: {
    forever:
      'Log group {name} has no retention: its {gib} GiB are kept for ever[ for up to {cost} a month] and grow.',
  },
  why: 'Events are billed for as long as they are kept, and without a retention that is for ever.',
  fix: 'Set a retention that fits what the events are kept for, and export what must be kept longer to S3.',
  links: [
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention',
  ],
  prices: (row) => (row.retention_days === null ? [logStorage(row.region, {})] : []),
  evaluate(row, ctx) {
    // Source: CloudWatch Logs User Guide, "Log classes": the Delivery class keeps events for two days, which cannot be changed.
    if (row.log_group_class === 'DELIVERY')
      return skip('groups of the Delivery class have a fixed retention');
    if (row.retention_days !== null) return pass;
    const gib = row.stored_bytes / GIB;
    const price = ctx.price(logStorage(row.region, {}));
    const cost = price?.usd.times(new Big(gib));
    return fail({
      message: 'forever',
      values: { name: row.log_group_name, gib: gib.toFixed(1), cost },
      monthlyCost: cost,
      confidence: least(90, price?.confidence ?? 90),
      notes: notesOf(
        'stored bytes are billed compressed, so this is the most that they cost',
        price?.note ?? '',
      ),
      ...(gib < ctx.options.smallGib ? { severity: { level: 'low', score: 300 } as const } : {}),
      dimensions: { log_group_name: row.log_group_name, function_name: row.function_name },
      metrics: { stored_gib: gib },
    });
  },
});
