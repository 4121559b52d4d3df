import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { CAPACITY_NOTE, capacityHour, capacityPrices } from '../_lib/dynamodb-capacity.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

/** Days of the series: a change of capacity inside them makes its use incomparable. */
const WINDOW_DAYS = 14;

export default defineCheck({
  id: 'aws.dynamodb.table.overprovisioned',
  title: 'DynamoDB table provisions far more than it uses',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 460 },
  table: 'dynamodb_tables',
  metrics: ['dynamodb_table_read_units', 'dynamodb_table_write_units'],
  respectsKeepTags: true,
  options: z.object({
    maximumUse: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe('Consumption of the busiest hour as a share of what is provisioned'),
    // an hour's mean hides its peaks, which DynamoDB answers with five minutes of unused capacity and then throttles
    targetUse: z
      .number()
      .min(0.05)
      .max(1)
      .default(0.4)
      .describe('The same share after the advice is taken: room for the peaks inside an hour'),
    // the free tier covers 25 units of each kind a region: a few units less save nothing there
    minimumSavings: z
      .number()
      .min(0)
      .default(5)
      .describe('US dollars a month from which it is worth telling'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(14)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    over: 'Table {id} provisions {read} read and {write} write units; its busiest hours in {days} days used {usedRead} and {usedWrite}, for which {wantRead} and {wantWrite} are enough[ and save {savings} a month].',
  },
  why: 'Provisioned capacity is billed by the hour, used or not.',
  fix: 'Lower the capacity, or the minimum of its autoscaling; on-demand suits a use that comes in bursts.',
  links: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_RightSizedProvisioning.html',
  ],
  prices: (row) => (row.billing_mode === 'PROVISIONED' ? capacityPrices(row) : []),
  evaluate(row, ctx) {
    if (row.billing_mode !== 'PROVISIONED') return skip('on demand, it provisions nothing');
    if (row.status !== 'ACTIVE') return skip(`it is ${row.status}`);
    if (row.replicas > 0) return skip('a global table takes over the load of its other regions');
    const { maximumUse, targetUse, minimumSavings, minimumDays } = ctx.options;
    const changed = ageDays(row.capacity_changed_at, ctx.asOf);
    if (changed !== undefined && changed < WINDOW_DAYS + 1)
      return skip('its capacity was changed within the window, by hand or by its autoscaling');
    const reads = since(ctx.metric('dynamodb_table_read_units'), row.created_at);
    const writes = since(ctx.metric('dynamodb_table_write_units'), row.created_at);
    const days = Math.floor(Math.min(reads.length, writes.length) / 24);
    if (row.created_at === null || days < minimumDays)
      return unknown(`its use is known for ${days} days, ${minimumDays} are needed`);
    const peak = { read: Math.max(...reads) / 3600, write: Math.max(...writes) / 3600 };
    if (peak.read + peak.write === 0 && row.index_count === 0) return skip('nobody uses it: judged as idle');
    const wanted = (provisioned: number, used: number): number =>
      used < provisioned * maximumUse
        ? Math.min(provisioned, Math.max(1, Math.ceil(used / targetUse)))
        : provisioned;
    const want = { read: wanted(row.read_units, peak.read), write: wanted(row.write_units, peak.write) };
    if (want.read === row.read_units && want.write === row.write_units) return pass;
    const price = capacityHour(row, ctx.price);
    const cost = (read: number, write: number) =>
      price && perMonth(price.read.usd.times(read).plus(price.write.usd.times(write)));
    const savings = cost(row.read_units - want.read, row.write_units - want.write);
    if (savings?.lt(minimumSavings)) return pass;
    return fail({
      message: 'over',
      values: {
        id: row.table_name,
        read: row.read_units,
        write: row.write_units,
        days,
        usedRead: peak.read.toFixed(1),
        usedWrite: peak.write.toFixed(1),
        wantRead: want.read,
        wantWrite: want.write,
        savings,
      },
      monthlyCost: cost(row.read_units, row.write_units),
      claims: [{ part: 'capacity', monthlySavings: savings }],
      confidence: least(65, price?.read.confidence ?? 60),
      notes: notesOf(
        'means of hours: look for throttled requests after the change',
        price?.read.note,
        price && CAPACITY_NOTE,
      ),
      dimensions: { billing_mode: row.billing_mode, table_class: row.table_class },
    });
  },
});
