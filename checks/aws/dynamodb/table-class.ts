import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { Big, HOURS_PER_MONTH, perMonth } from '../../../contracts/money.ts';
import type { Price, PriceRequest } from '../../../contracts/price.ts';
import { dynamodbRequestUnit, dynamodbStorage } from '../../../prices/aws/dynamodb.ts';
import { capacityHour, capacityPrices, type TableClass, tableClassOf } from '../_lib/dynamodb-capacity.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since, total } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

type Table = Row<'dynamodb_tables'>;
const CLASSES = ['STANDARD', 'STANDARD_INFREQUENT_ACCESS'] as const;
const NAMES = { STANDARD: 'Standard', STANDARD_INFREQUENT_ACCESS: 'Standard-IA' } as const;
const GIB = 1024 ** 3;
const isOnDemand = (r: Table): boolean => r.billing_mode === 'PAY_PER_REQUEST';

const requestPrices = (r: Table, tableClass: TableClass): PriceRequest[] => [
  dynamodbRequestUnit(r.region, { unit: 'read', tableClass }),
  dynamodbRequestUnit(r.region, { unit: 'write', tableClass }),
];

interface Use {
  /** Request units a month, on demand. */
  readonly reads: number;
  readonly writes: number;
}
/** What throughput and storage cost a month in a class. */
function costIn(r: Table, tableClass: TableClass, use: Use, price: (q: PriceRequest) => Price | undefined) {
  const gib = price(dynamodbStorage(r.region, { tableClass }));
  const [readRequest, writeRequest] = isOnDemand(r) ? requestPrices(r, tableClass).map(price) : [];
  const hour = isOnDemand(r) ? undefined : capacityHour(r, price, tableClass);
  if (!gib) return undefined;
  const storage = gib.usd.times(new Big(r.size_bytes).div(GIB));
  if (hour)
    return {
      gib,
      total: storage.plus(
        perMonth(
          hour.read.usd
            .times(r.read_units + r.index_read_units)
            .plus(hour.write.usd.times(r.write_units + r.index_write_units)),
        ),
      ),
    };
  return (
    readRequest &&
    writeRequest && {
      gib,
      total: storage.plus(readRequest.usd.times(use.reads)).plus(writeRequest.usd.times(use.writes)),
    }
  );
}

/** Standard-IA stores for less and serves for more. Source: DynamoDB Developer Guide, "Table class". */
export default defineCheck({
  id: 'aws.dynamodb.table.class.suboptimal',
  title: 'Another table class would cost less',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'low', score: 380 },
  table: 'dynamodb_tables',
  metrics: ['dynamodb_table_read_units', 'dynamodb_table_write_units'],
  options: z.object({
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
    other:
      'Table {id} holds {gib} GiB in class {from}; with its present use class {to} would save {savings} a month.',
  },
  why: 'Standard-IA stores for less than half and serves for a quarter more, so that rarely used tables belong into it.',
  fix: 'Change the table class; it needs no change of code, and can be changed twice in 30 days.',
  links: [
    'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_TableClass.html',
  ],
  prices: (row) =>
    row.status === 'ACTIVE' && row.replicas === 0
      ? CLASSES.flatMap((tableClass) => [
          dynamodbStorage(row.region, { tableClass }),
          ...(isOnDemand(row) ? requestPrices(row, tableClass) : capacityPrices(row, tableClass)),
        ])
      : [],
  evaluate(row, ctx) {
    if (row.status !== 'ACTIVE') return skip(`it is ${row.status}`);
    if (row.replicas > 0) return skip('a global table, whose replicated writes are priced apart');
    if (isOnDemand(row) && row.index_count > 0)
      return skip('on demand with global indexes, whose requests are not measured');
    const { minimumDays, minimumSavings } = ctx.options;
    const reads = since(ctx.metric('dynamodb_table_read_units'), row.created_at);
    const writes = since(ctx.metric('dynamodb_table_write_units'), row.created_at);
    const days = Math.floor(Math.min(reads.length, writes.length) / 24);
    if (row.created_at === null || days < minimumDays)
      return unknown(`its use is known for ${days} days, ${minimumDays} are needed`);
    const changed = ageDays(row.capacity_changed_at, ctx.asOf);
    if (!isOnDemand(row) && changed !== undefined && changed <= minimumDays)
      return unknown('its capacity was changed of late, so that its cost is not known');
    const use = {
      reads: (total(reads) / reads.length) * HOURS_PER_MONTH,
      writes: (total(writes) / writes.length) * HOURS_PER_MONTH,
    };
    const from = tableClassOf(row);
    const to = from === 'STANDARD' ? 'STANDARD_INFREQUENT_ACCESS' : 'STANDARD';
    const [now, then] = [costIn(row, from, use, ctx.price), costIn(row, to, use, ctx.price)];
    if (!now || !then) return unknown('no price of its class is known');
    const savings = now.total.minus(then.total);
    if (savings.lt(minimumSavings)) return pass;
    return fail({
      message: 'other',
      values: {
        id: row.table_name,
        gib: Math.round(row.size_bytes / GIB),
        from: NAMES[from],
        to: NAMES[to],
        savings,
      },
      monthlyCost: now.total,
      claims: [{ part: from === 'STANDARD' ? 'storage' : 'capacity', monthlySavings: savings }],
      confidence: least(75, now.gib.confidence, then.gib.confidence),
      notes: notesOf('storage and throughput together; Standard-IA takes no reserved capacity', now.gib.note),
      dimensions: { table_class: row.table_class, billing_mode: row.billing_mode },
    });
  },
});
