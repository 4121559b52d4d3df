import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { INDEXES_MEASURED } from '../../../contracts/inventory/dynamodb.ts';
import { perMonth } from '../../../contracts/money.ts';
import { CAPACITY_NOTE, capacityHour, capacityPrices } from '../_lib/dynamodb-capacity.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since, total } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

const INDEX_READS = [
  'dynamodb_index_read_units_1',
  'dynamodb_index_read_units_2',
  'dynamodb_index_read_units_3',
] as const;

/** Its data may be worth keeping, so only the capacity is judged: on demand, nothing is billed while nobody asks. */
export default defineCheck({
  id: 'aws.dynamodb.table.idle',
  title: 'Provisioned DynamoDB table is not used',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 500 },
  table: 'dynamodb_tables',
  metrics: ['dynamodb_table_read_units', 'dynamodb_table_write_units', ...INDEX_READS],
  respectsKeepTags: true,
  options: z.object({
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    idle: 'Table {id} provisions {read} read and {write} write units, and nobody read or wrote it in {days} days[; they cost {savings} a month].',
  },
  why: 'Provisioned capacity is billed by the hour, used or not.',
  fix: 'Switch the table to on-demand, which bills requests alone; delete it after a backup if nobody needs its data.',
  links: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_UnusedResources.html',
  ],
  prices: (row) => (row.billing_mode === 'PROVISIONED' ? capacityPrices(row) : []),
  evaluate(row, ctx) {
    if (row.billing_mode !== 'PROVISIONED') return skip('on demand, it bills no capacity while idle');
    if (row.status !== 'ACTIVE') return skip(`it is ${row.status}`);
    if (row.replicas > 0) return skip('a global table, whose replicas stand by for each other');
    const { minimumDays } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const reads = since(ctx.metric('dynamodb_table_read_units'), row.created_at);
    const writes = since(ctx.metric('dynamodb_table_write_units'), row.created_at);
    if (total([...reads, ...writes]) > 0) return pass;
    if (row.index_count > INDEXES_MEASURED)
      return unknown(
        `it has ${row.index_count} global indexes, and the reads of ${INDEXES_MEASURED} at most are measured`,
      );
    const ofIndexes = INDEX_READS.slice(0, row.index_count).map((m) => since(ctx.metric(m), row.created_at));
    if (ofIndexes.some((s) => total(s) > 0)) return pass;
    const days = Math.floor(Math.min(reads.length, writes.length) / 24);
    if (days < minimumDays) return unknown(`its use is known for ${days} days, ${minimumDays} are needed`);
    const read = row.read_units + row.index_read_units;
    const write = row.write_units + row.index_write_units;
    const price = capacityHour(row, ctx.price);
    const savings = price && perMonth(price.read.usd.times(read).plus(price.write.usd.times(write)));
    return fail({
      message: 'idle',
      values: { id: row.table_name, read, write, days, savings },
      monthlyCost: savings,
      claims: [{ part: 'capacity', monthlySavings: savings }],
      confidence: least(85, price?.read.confidence ?? 60),
      notes: price ? notesOf(price.read.note, CAPACITY_NOTE) : '',
      dimensions: { billing_mode: row.billing_mode, table_class: row.table_class },
    });
  },
});
