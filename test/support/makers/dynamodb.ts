/** Rows of DynamoDB, whole and valid. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

/** 100 read and 100 write units, without indexes, three months old. */
export const dynamodbTable = maker('dynamodb_tables', {
  table_name: 'orders',
  arn: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders`,
  status: 'ACTIVE',
  billing_mode: 'PROVISIONED',
  table_class: 'STANDARD',
  read_units: 100,
  write_units: 100,
  size_bytes: 10 * 1024 ** 3,
  created_at: daysAgo(90),
});
