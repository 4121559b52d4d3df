/** Trails over the wire, as a region sees them: its own, those of other regions, and what each records. */
import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { tables } from '../../../contracts/inventory/cloudtrail.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const allTables = Object.keys(tables) as (keyof typeof tables)[];
let account: Account;
let inventory: Inventory;

async function read(region: string): Promise<Inventory> {
  const connected = await signIn({ config: { regions: [region] } });
  const inv = await discover({
    scopes: connected.scopes,
    tables: allTables,
    metrics: [],
    asOf: '2026-11-25T10:30:00.000Z',
  });
  connected.close();
  return inv;
}

beforeAll(async () => {
  const aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  const config = { endpoint: aws.url, credentials: await account.credentials() };
  const bucket = `trails-${Date.now().toString(36)}`;
  await new S3Client({ ...config, region: 'us-east-1', forcePathStyle: true }).send(
    new CreateBucketCommand({ Bucket: bucket }),
  );
  const ireland = new CloudTrailClient({ ...config, region: 'eu-west-1' });
  const virginia = new CloudTrailClient({ ...config, region: 'us-east-1' });
  await ireland.send(new CreateTrailCommand({ Name: 'app', S3BucketName: bucket }));
  await ireland.send(
    new CreateTrailCommand({ Name: 'data', S3BucketName: bucket, IsMultiRegionTrail: true }),
  );
  await virginia.send(
    new CreateTrailCommand({ Name: 'everywhere', S3BucketName: bucket, IsMultiRegionTrail: true }),
  );
  await virginia.send(new StartLoggingCommand({ Name: 'everywhere' }));
  await ireland.send(
    new PutEventSelectorsCommand({
      TrailName: 'app',
      EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }],
    }),
  );
  const selectors = (name: string, home: string, result: Record<string, unknown>) =>
    account.plant('cloudtrail', 'GetEventSelectors', {
      match: { TrailName: `arn:aws:cloudtrail:${home}:${account.id}:trail/${name}` },
      result,
    });
  await selectors('data', 'eu-west-1', {
    AdvancedEventSelectors: [
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Data'] },
          { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
        ],
      },
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Management'] },
          { Field: 'eventName', Equals: ['ConsoleLogin'] },
        ],
      },
    ],
  });
  await selectors('everywhere', 'us-east-1', {
    AdvancedEventSelectors: [
      {
        FieldSelectors: [
          { Field: 'eventCategory', Equals: ['Management'] },
          { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] },
          { Field: 'readOnly', Equals: ['true'] },
        ],
      },
    ],
  });
  inventory = await read('eu-west-1');
});
afterAll(() => vi.unstubAllEnvs());

test('every table was read whole, and its rows are as the contract says', () => {
  expect(inventory.coverage.filter((c) => c.status !== 'ok' || c.message !== '')).toEqual([]);
  for (const table of allTables) {
    expect(inventory.tables[table]?.length).toBe(3);
    for (const row of inventory.tables[table] ?? [])
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  }
});

test('trails that record here', () => {
  expect(inventory.tables.cloudtrail_trails).toMatchObject([
    { name: 'app', home_region: 'eu-west-1', is_multi_region: false, is_organization: false },
    { name: 'data', home_region: 'eu-west-1', is_multi_region: true },
    {
      trail_arn: `arn:aws:cloudtrail:us-east-1:${account.id}:trail/everywhere`,
      name: 'everywhere',
      home_region: 'us-east-1',
      is_multi_region: true,
    },
  ]);
  expect(inventory.tables.cloudtrail_trail_statuses?.map((s) => s.is_logging)).toEqual([false, false, true]);
});

test('which management events each records: a selection of events is not all of them', () => {
  expect(
    inventory.tables.cloudtrail_event_selectors?.map((s) => [s.management_reads, s.management_writes]),
  ).toEqual([
    [false, true],
    [false, false],
    [true, false],
  ]);
});

test('without a selector a trail records all of them', async () => {
  await account.plant('cloudtrail', 'GetEventSelectors', {
    match: { TrailName: `arn:aws:cloudtrail:eu-west-1:${account.id}:trail/app` },
    times: 1,
    result: {},
  });
  const [app] = (await read('eu-west-1')).tables.cloudtrail_event_selectors ?? [];
  expect(app).toMatchObject({ management_reads: true, management_writes: true });
});

test('in a region that is home to none nothing more is asked', async () => {
  const inv = await read('eu-central-1');
  expect(inv.tables.cloudtrail_trails?.map((t) => t.name)).toEqual(['data', 'everywhere']);
  expect(inv.tables.cloudtrail_trail_statuses).toEqual([]);
  expect(inv.tables.cloudtrail_event_selectors).toEqual([]);
  expect(inv.coverage.map((c) => c.calls)).toEqual([1, 0, 0]);
});

test('a trail that is refused is unknown alone', async () => {
  await account.plant('cloudtrail', 'GetTrailStatus', {
    match: { Name: `arn:aws:cloudtrail:us-east-1:${account.id}:trail/everywhere` },
    error: { code: 'AccessDeniedException', message: 'no', status: 400 },
  });
  const inv = await read('eu-west-1');
  expect(inv.tables.cloudtrail_trail_statuses?.map((s) => s.unread !== '')).toEqual([false, false, true]);
  expect(inv.coverage.map((c) => c.status)).toEqual(['ok', 'ok', 'ok']);
});
