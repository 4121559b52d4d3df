import check from '../../../../checks/aws/dynamodb/table-overprovisioned.ts';
import { dynamodbCapacityHour } from '../../../../prices/aws/dynamodb.ts';
import { dynamodbTable } from '../../../support/makers/dynamodb.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const prices = [
  [dynamodbCapacityHour(REGION, { unit: 'read', tableClass: 'STANDARD' }), '0.00013'],
  [dynamodbCapacityHour(REGION, { unit: 'write', tableClass: 'STANDARD' }), '0.00065'],
] as const;
/** Sums of an hour at so many units a second. */
const use = (read: number, write: number) =>
  ({ dynamodb_table_read_units: read * 3600, dynamodb_table_write_units: write * 3600 }) as const;

testCheck(check, {
  fails: [
    {
      name: 'a twentieth of it is used',
      row: dynamodbTable(),
      metrics: use(4, 6),
      prices,
      says: 'Table orders provisions 100 read and 100 write units; its busiest hours in 14 days used 4.0 and 6.0, for which 10 and 15 are enough and save $48.87 a month.',
      saves: '48.873500',
      costs: '56.940000',
      claims: { 'orders/capacity': '48.873500' },
      confidence: 65,
    },
    {
      name: 'writes are well used, reads are not',
      row: dynamodbTable(),
      metrics: use(4, 70),
      prices,
      says: 'Table orders provisions 100 read and 100 write units; its busiest hours in 14 days used 4.0 and 70.0, for which 10 and 100 are enough and save $8.54 a month.',
      saves: '8.541000',
    },
    {
      name: 'changed long ago; no price, no savings',
      row: dynamodbTable({ capacity_changed_at: daysAgo(30) }),
      metrics: use(4, 6),
      says: 'Table orders provisions 100 read and 100 write units; its busiest hours in 14 days used 4.0 and 6.0, for which 10 and 15 are enough.',
      saves: null,
      confidence: 60,
      notes: 'means of hours: look for throttled requests after the change',
    },
  ],
  passes: [
    {
      name: 'five units of each, which hardly cost anything',
      row: dynamodbTable({ read_units: 5, write_units: 5 }),
      metrics: use(0.2, 0.2),
      prices,
    },
    { name: 'half of it is used', row: dynamodbTable(), metrics: use(50, 50) },
    {
      name: 'one busy hour in a fortnight needs it: a nightly job counts',
      row: dynamodbTable(),
      metrics: { dynamodb_table_read_units: [80 * 3600, 0], dynamodb_table_write_units: [30 * 3600] },
    },
    {
      name: 'one unit is the least there is',
      row: dynamodbTable({ read_units: 1, write_units: 1 }),
      metrics: use(0.1, 0.1),
    },
    {
      name: 'its autoscaling moved it last week',
      row: dynamodbTable({ capacity_changed_at: daysAgo(6) }),
      metrics: use(4, 6),
      skips: 'its capacity was changed within the window, by hand or by its autoscaling',
    },
    {
      name: 'on demand',
      row: dynamodbTable({ billing_mode: 'PAY_PER_REQUEST' }),
      metrics: use(4, 6),
      skips: 'on demand, it provisions nothing',
    },
    {
      name: 'a global table, which takes the load of a region that fails',
      row: dynamodbTable({ replicas: 2 }),
      metrics: use(4, 6),
      skips: 'a global table takes over the load of its other regions',
    },
    { name: 'nobody uses it', row: dynamodbTable(), skips: 'nobody uses it: judged as idle' },
    {
      name: 'updating',
      row: dynamodbTable({ status: 'UPDATING' }),
      metrics: use(4, 6),
      skips: 'it is UPDATING',
    },
  ],
  unknowns: [
    {
      name: 'ten days old: the month has not turned yet',
      row: dynamodbTable({ created_at: daysAgo(10) }),
      metrics: use(4, 6),
      because: 'its use is known for 9 days, 14 are needed',
    },
  ],
});
