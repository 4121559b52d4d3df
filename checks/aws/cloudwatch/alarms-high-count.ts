import { z } from 'zod';
import { defineCheck, pass } from '../../../contracts/check.ts';
import { sum } from '../../../contracts/money.ts';
import { alarmMonth } from '../../../prices/aws/cloudwatch.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';

/** Metrics and composite alarms that are free of charge. Source: CloudWatch pricing, "Free tier". */
const FREE = 10;

export default defineCheck({
  id: 'aws.cloudwatch.alarms.high.count',
  title: 'Many CloudWatch alarms in one region',
  kind: 'cost',
  category: 'governance',
  severity: { level: 'low', score: 200 },
  table: 'cloudwatch_alarm_totals',
  options: z.object({ minimumAlarms: z.int().min(1).default(100).describe('Alarms in the region') }),
  messages: { many: '{alarms} CloudWatch alarms in {region}[ cost {cost} a month].' },
  why: 'Alarms are billed by the metric and month, whether anybody acts on them.',
  fix: 'Delete the alarms of resources that are gone and those that nobody acts on; let one composite alarm page for many.',
  links: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html'],
  prices: (row, options) =>
    row.alarms < options.minimumAlarms
      ? []
      : (['standard', 'high', 'composite'] as const).map((resolution) =>
          alarmMonth(row.region, { resolution }),
        ),
  evaluate(row, ctx) {
    if (row.alarms < ctx.options.minimumAlarms) return pass;
    const counted = [
      [
        Math.max(0, row.standard_metrics - FREE),
        ctx.price(alarmMonth(row.region, { resolution: 'standard' })),
      ],
      [row.high_resolution_metrics, ctx.price(alarmMonth(row.region, { resolution: 'high' }))],
      [row.composite, ctx.price(alarmMonth(row.region, { resolution: 'composite' }))],
    ] as const;
    const billed = counted.filter(([n]) => n > 0);
    const isPriced = billed.every(([, price]) => price !== undefined);
    const cost = isPriced
      ? sum(billed.flatMap(([n, price]) => (price ? [price.usd.times(n)] : [])))
      : undefined;
    return {
      kind: 'info',
      message: 'many',
      values: { alarms: row.alarms, region: row.region, cost },
      monthlyCost: cost,
      confidence: least(70, ...billed.map(([, price]) => price?.confidence ?? 70)),
      notes: notesOf(
        `${FREE} metrics of the free tier are left out; no savings are claimed`,
        billed[0]?.[1]?.note ?? '',
      ),
      dimensions: { alarm_count: String(row.alarms) },
      metrics: { alarms: row.alarms },
    };
  },
});
