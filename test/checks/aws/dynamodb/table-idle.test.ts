import check from '../../../../checks/aws/dynamodb/table-idle.ts';
import { dynamodbCapacityHour } from '../../../../prices/aws/dynamodb.ts';
import { dynamodbTable } from '../../../support/makers/dynamodb.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const prices = [
  [dynamodbCapacityHour(REGION, { unit: 'read', tableClass: 'STANDARD' }), '0.00013'],
  [dynamodbCapacityHour(REGION, { unit: 'write', tableClass: 'STANDARD' }), '0.00065'],
] as const;
const indexed = {
  index_count: 1,
  index_1: 'by-customer',
  index_read_units: 50,
  index_write_units: 100,
};
const once = [1, ...new Array<null>(200).fill(null)];

testCheck(check, {
  fails: [
    {
      name: 'silent for a fortnight: DynamoDB publishes nothing where nothing is consumed',
      row: dynamodbTable(),
      prices,
      says: 'Table orders provisions 100 read and 100 write units, and nobody read or wrote it in 14 days; they cost $56.94 a month.',
      saves: '56.940000',
      costs: '56.940000',
      claims: { 'orders/capacity': '56.940000' },
      confidence: 85,
      notes: 'before reserved capacity and the free tier of 25 units a region, which may cover it',
    },
    {
      name: 'with an index that nobody reads either, whose capacity counts',
      row: dynamodbTable(indexed),
      prices,
      says: 'Table orders provisions 150 read and 200 write units, and nobody read or wrote it in 14 days; they cost $109.14 a month.',
      saves: '109.135000',
    },
    {
      name: 'eight days old; no price, no savings',
      row: dynamodbTable({ created_at: daysAgo(8) }),
      says: 'Table orders provisions 100 read and 100 write units, and nobody read or wrote it in 7 days.',
      saves: null,
      confidence: 60,
    },
  ],
  passes: [
    {
      name: 'one read in a fortnight',
      row: dynamodbTable(),
      metrics: { dynamodb_table_read_units: once },
    },
    {
      name: 'written and never read: an archive',
      row: dynamodbTable(),
      metrics: { dynamodb_table_write_units: once },
    },
    {
      name: 'read through its index alone',
      row: dynamodbTable(indexed),
      metrics: { dynamodb_index_read_units_1: once },
    },
    {
      name: 'on demand',
      row: dynamodbTable({ billing_mode: 'PAY_PER_REQUEST', read_units: 0, write_units: 0 }),
      skips: 'on demand, it bills no capacity while idle',
    },
    {
      name: 'a replica of a global table, for a disaster',
      row: dynamodbTable({ replicas: 1 }),
      skips: 'a global table, whose replicas stand by for each other',
    },
    {
      name: 'being restored',
      row: dynamodbTable({ status: 'CREATING' }),
      skips: 'it is CREATING',
    },
  ],
  unknowns: [
    {
      name: 'created yesterday',
      row: dynamodbTable({ created_at: daysAgo(1) }),
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'seven days old, with six whole ones',
      row: dynamodbTable({ created_at: daysAgo(7) }),
      because: 'its use is known for 6 days, 7 are needed',
    },
    {
      name: 'four indexes',
      row: dynamodbTable({ ...indexed, index_count: 4 }),
      because: 'it has 4 global indexes, and the reads of 3 at most are measured',
    },
  ],
});
