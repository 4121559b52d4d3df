/** DynamoDB over the wire: tables as the emulator and AWS describe them, rows by their fields. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, expect, test, vi } from 'vitest';
import { discover } from '../../../src/discover/discover.ts';
import type { Account } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const region = 'eu-west-1';
afterAll(() => vi.unstubAllEnvs());

async function accountWithTable(): Promise<Account> {
  const aws = await emulator();
  const account = aws.freshAccount();
  await asUser(aws.url, account);
  const config = { region, endpoint: aws.url, credentials: await account.credentials() };
  await new DynamoDBClient(config).send(
    new CreateTableCommand({
      TableName: 'orders',
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'S' },
        { AttributeName: 'customer', AttributeType: 'S' },
      ],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      ProvisionedThroughput: { ReadCapacityUnits: 40, WriteCapacityUnits: 20 },
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-customer',
          KeySchema: [{ AttributeName: 'customer', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
          ProvisionedThroughput: { ReadCapacityUnits: 10, WriteCapacityUnits: 5 },
        },
      ],
      Tags: [{ Key: 'env', Value: 'prod' }],
    }),
  );
  return account;
}
async function read() {
  const connected = await signIn();
  const inventory = await discover({
    scopes: connected.scopes,
    tables: ['dynamodb_tables'],
    metrics: [],
    asOf,
  });
  connected.close();
  return inventory;
}

test('a table with an index and tags', async () => {
  const account = await accountWithTable();
  const inventory = await read();
  expect(inventory.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  expect(inventory.tables.dynamodb_tables).toMatchObject([
    {
      table_name: 'orders',
      arn: `arn:aws:dynamodb:${region}:${account.id}:table/orders`,
      status: 'ACTIVE',
      billing_mode: 'PROVISIONED',
      table_class: 'STANDARD',
      read_units: 40,
      write_units: 20,
      index_count: 1,
      index_read_units: 10,
      index_write_units: 5,
      index_1: 'by-customer',
      index_2: '',
      replicas: 0,
      tags: { env: 'prod' },
      unread: '',
    },
  ]);
});

test('on demand, of a global table, after a change of capacity', async () => {
  const account = await accountWithTable();
  await account.plant('dynamodb', 'DescribeTable', {
    result: {
      Table: {
        TableName: 'orders',
        TableStatus: 'CREATING',
        CreationDateTime: '2026-03-01T08:00:00Z',
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
        TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
        ProvisionedThroughput: {
          LastIncreaseDateTime: '2026-10-01T08:00:00Z',
          LastDecreaseDateTime: '2026-11-01T08:00:00Z',
          ReadCapacityUnits: 0,
          WriteCapacityUnits: 0,
        },
        TableSizeBytes: 1000,
        GlobalSecondaryIndexes: [{ IndexName: 'b', IndexSizeBytes: 200 }, { IndexName: 'a' }],
        LocalSecondaryIndexes: [{ IndexName: 'l', IndexSizeBytes: 30 }],
        Replicas: [{ RegionName: 'us-east-1' }],
      },
    },
  });
  expect((await read()).tables.dynamodb_tables).toMatchObject([
    {
      table_name: 'orders',
      status: 'CREATING',
      billing_mode: 'PAY_PER_REQUEST',
      table_class: 'STANDARD_INFREQUENT_ACCESS',
      capacity_changed_at: '2026-11-01T08:00:00.000Z',
      created_at: '2026-03-01T08:00:00.000Z',
      index_1: 'a',
      index_2: 'b',
      replicas: 1,
      size_bytes: 1230,
    },
  ]);
});

test('refused tags cost the tags alone', async () => {
  const account = await accountWithTable();
  await account.plant('dynamodb', 'ListTagsOfResource', {
    error: { code: 'AccessDeniedException', message: 'not authorized', status: 400 },
  });
  const inventory = await read();
  expect(inventory.tables.dynamodb_tables).toMatchObject([
    { table_name: 'orders', status: 'ACTIVE', read_units: 40, index_1: 'by-customer', tags: {}, unread: '' },
  ]);
  expect(inventory.coverage.find((c) => c.rows > 0)).toMatchObject({
    status: 'ok',
    iam_action: 'dynamodb:ListTagsOfResource',
  });
});
