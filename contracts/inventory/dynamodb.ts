/** Inventory of Amazon DynamoDB: only the fields that checks use. */
import { int32, int64, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const DYNAMODB = ['AmazonDynamoDB'];

const dynamodbTables = inventoryTable({
  name: 'dynamodb_tables',
  comment: 'DynamoDB tables (ListTables, DescribeTable)',
  service: 'dynamodb',
  iamActions: ['dynamodb:ListTables', 'dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource'],
  sortBy: ['table_name'],
  resource: {
    service: 'AmazonDynamoDB',
    type: 'dynamodb_table',
    idColumn: 'table_name',
    arn: (r) => r.arn,
    billed: [
      { part: 'capacity', services: DYNAMODB, usage: 'CapacityUnit-Hrs|RequestUnits' },
      { part: 'storage', services: DYNAMODB, usage: 'TimedStorage-ByteHrs' },
      { part: 'backups', services: DYNAMODB, usage: 'BackupStorage|PITRStorage' },
    ],
  },
  columns: {
    table_name: text('TableName'),
    arn: text('TableArn'),
    status: text('ACTIVE | CREATING | UPDATING | DELETING | ARCHIVED | …'),
    billing_mode: text('PROVISIONED | PAY_PER_REQUEST'),
    table_class: text('STANDARD | STANDARD_INFREQUENT_ACCESS'),
    read_units: int64('Provisioned read capacity units, 0 on demand'),
    write_units: int64('Provisioned write capacity units, 0 on demand'),
    capacity_changed_at: nullable(timestamp('Last increase or decrease of those, null for never')),
    index_count: int32('Global secondary indexes'),
    index_read_units: int64('Read capacity units of all of them'),
    index_write_units: int64('Write capacity units of all of them'),
    index_1: text('Name of the first, for its series; empty for none'),
    index_2: text('Name of the second'),
    index_3: text('Name of the third'),
    replicas: int32('Replicas of a global table, in other regions'),
    size_bytes: int64('Bytes of the table and its indexes, as of some hours ago'),
    created_at: nullable(timestamp('CreationDateTime')),
    tags: map(text('tag value'), 'Tags with their original keys (ListTagsOfResource)'),
    unread: text('Why it could not be read, empty when it was'),
  },
});

type Table = RowOf<typeof dynamodbTables>;
const table = metricSpec<Table>();
/** Silent where nothing is consumed. Source: DynamoDB Developer Guide, "DynamoDB metrics and dimensions". */
const hourly = {
  table: 'dynamodb_tables',
  namespace: 'AWS/DynamoDB',
  dimension: 'TableName',
  column: 'table_name',
  statistic: 'Sum',
  period: 3600,
  days: 14,
  silentAtZero: true,
  when: (r: Table) => r.unread === '' && r.status === 'ACTIVE',
} as const;

/** Reads of an index are counted by the index alone; writes reach it by its table, which counts them. */
export const INDEXES_MEASURED = 3;
const ofIndex = (n: 1 | 2 | 3) =>
  ({
    ...hourly,
    metric: 'ConsumedReadCapacityUnits',
    also: { GlobalSecondaryIndexName: `index_${n}` },
    when: (r: Table) =>
      hourly.when(r) &&
      r.billing_mode === 'PROVISIONED' &&
      r.index_count >= n &&
      r.index_count <= INDEXES_MEASURED,
  }) as const;

export const metrics = {
  dynamodb_table_read_units: table({ ...hourly, metric: 'ConsumedReadCapacityUnits' }),
  dynamodb_table_write_units: table({ ...hourly, metric: 'ConsumedWriteCapacityUnits' }),
  dynamodb_index_read_units_1: table(ofIndex(1)),
  dynamodb_index_read_units_2: table(ofIndex(2)),
  dynamodb_index_read_units_3: table(ofIndex(3)),
} as const;

export const tables = { dynamodb_tables: dynamodbTables } as const;
