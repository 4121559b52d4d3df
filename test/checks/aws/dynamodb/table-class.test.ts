import check from '../../../../checks/aws/dynamodb/table-class.ts';
import {
  dynamodbCapacityHour,
  dynamodbRequestUnit,
  dynamodbStorage,
} from '../../../../prices/aws/dynamodb.ts';
import { dynamodbTable } from '../../../support/makers/dynamodb.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const IA = 'STANDARD_INFREQUENT_ACCESS';
const storage = [
  [dynamodbStorage(REGION, { tableClass: 'STANDARD' }), '0.25'],
  [dynamodbStorage(REGION, { tableClass: IA }), '0.10'],
] as const;
const provisioned = [
  ...storage,
  [dynamodbCapacityHour(REGION, { unit: 'read', tableClass: 'STANDARD' }), '0.00013'],
  [dynamodbCapacityHour(REGION, { unit: 'write', tableClass: 'STANDARD' }), '0.00065'],
  [dynamodbCapacityHour(REGION, { unit: 'read', tableClass: IA }), '0.00016'],
  [dynamodbCapacityHour(REGION, { unit: 'write', tableClass: IA }), '0.00081'],
] as const;
const onDemand = [
  ...storage,
  [dynamodbRequestUnit(REGION, { unit: 'read', tableClass: 'STANDARD' }), '0.000000125'],
  [dynamodbRequestUnit(REGION, { unit: 'write', tableClass: 'STANDARD' }), '0.000000625'],
  [dynamodbRequestUnit(REGION, { unit: 'read', tableClass: IA }), '0.000000155'],
  [dynamodbRequestUnit(REGION, { unit: 'write', tableClass: IA }), '0.00000078'],
] as const;
const large = 1000 * 1024 ** 3;

testCheck(check, {
  fails: [
    {
      name: 'a thousand GiB behind 100 units',
      row: dynamodbTable({ size_bytes: large }),
      prices: provisioned,
      says: 'Table orders holds 1000 GiB in class Standard; with its present use class Standard-IA would save $136.13 a month.',
      saves: '136.130000',
      costs: '306.940000',
      claims: { 'orders/storage': '136.130000' },
      confidence: 75,
    },
    {
      name: 'on demand, a million reads an hour',
      row: dynamodbTable({
        size_bytes: large,
        billing_mode: 'PAY_PER_REQUEST',
        read_units: 0,
        write_units: 0,
      }),
      metrics: { dynamodb_table_read_units: 1_000_000 },
      prices: onDemand,
      says: 'Table orders holds 1000 GiB in class Standard; with its present use class Standard-IA would save $128.10 a month.',
      saves: '128.100000',
    },
    {
      name: 'in Standard-IA, and served far more than stored',
      row: dynamodbTable({ table_class: IA, write_units: 1000 }),
      prices: provisioned,
      says: 'Table orders holds 10 GiB in class Standard-IA; with its present use class Standard would save $117.49 a month.',
      saves: '117.490000',
      claims: { 'orders/capacity': '117.490000' },
    },
  ],
  passes: [
    { name: 'ten GiB behind 100 units', row: dynamodbTable(), prices: provisioned },
    {
      name: 'rarely used and rightly in Standard-IA',
      row: dynamodbTable({ size_bytes: large, table_class: IA }),
      prices: provisioned,
    },
    {
      name: 'on demand with an index, whose requests nobody counts',
      row: dynamodbTable({ size_bytes: large, billing_mode: 'PAY_PER_REQUEST', index_count: 1 }),
      skips: 'on demand with global indexes, whose requests are not measured',
    },
    {
      name: 'a global table',
      row: dynamodbTable({ size_bytes: large, replicas: 1 }),
      skips: 'a global table, whose replicated writes are priced apart',
    },
    {
      name: 'archived: its key is gone',
      row: dynamodbTable({ size_bytes: large, status: 'ARCHIVED' }),
      skips: 'it is ARCHIVED',
    },
  ],
  unknowns: [
    {
      name: 'ten days old',
      row: dynamodbTable({ size_bytes: large, created_at: daysAgo(10) }),
      because: 'its use is known for 9 days, 14 are needed',
    },
    {
      name: 'its autoscaling moves it',
      row: dynamodbTable({ size_bytes: large, capacity_changed_at: daysAgo(2) }),
      prices: provisioned,
      because: 'its capacity was changed of late, so that its cost is not known',
    },
    {
      name: 'no price',
      row: dynamodbTable({ size_bytes: large }),
      because: 'no price of its class is known',
    },
  ],
});
