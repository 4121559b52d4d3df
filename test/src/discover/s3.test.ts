/** Buckets over the wire: where they are, what each says of itself, and what becomes of one that refuses. */
import {
  CreateBucketCommand,
  type CreateBucketCommandInput,
  CreateMultipartUploadCommand,
  DeletePublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables, type Row } from '../../../contracts/inventory/catalogue.ts';
import { type metrics, tables } from '../../../contracts/inventory/s3.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account, Emulator } from '../../support/aws/emulator.ts';
import { startFaultProxy } from '../../support/aws/fault-proxy.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

type Table = keyof typeof tables;
const allTables = Object.keys(tables) as Table[];
const asOf = '2026-11-25T10:30:00.000Z';
const region = 'eu-west-1';
/** Names are of all accounts together. */
const suffix = Date.now().toString(36);
const full = `full-${suffix}`;
const bare = `bare-${suffix}`;
const far = `far-${suffix}`;
let aws: Emulator;
let account: Account;
let inventory: Inventory;

const rows = <T extends Table>(table: T): readonly Row<T>[] =>
  (inventory.tables[table] ?? []) as unknown as readonly Row<T>[];
const about = <T extends Exclude<Table, 's3_account_public_access_block'>>(table: T, bucket: string) =>
  rows(table).find((r) => (r as { bucket: string }).bucket === bucket);
const statusOf = (inv: Inventory, table: string) => inv.coverage.find((c) => c.table_name === table)?.status;

async function read(metricNames: readonly (keyof typeof metrics)[] = []): Promise<Inventory> {
  const connected = await signIn();
  const inv = await discover({
    scopes: connected.scopes,
    accountScopes: connected.accountScopes,
    tables: allTables,
    metrics: metricNames,
    asOf,
  });
  connected.close();
  return inv;
}

beforeAll(async () => {
  aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  const at = async (where: string) =>
    new S3Client({
      region: where,
      endpoint: aws.url,
      credentials: await account.credentials(),
      forcePathStyle: true,
    });
  const s3 = await at(region);
  const virginia = await at('us-east-1');
  const here: Partial<CreateBucketCommandInput> = {
    CreateBucketConfiguration: { LocationConstraint: region },
  };
  await s3.send(new CreateBucketCommand({ Bucket: full, ...here }));
  await s3.send(new CreateBucketCommand({ Bucket: bare, ...here }));
  await virginia.send(new CreateBucketCommand({ Bucket: far }));
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: full,
      LifecycleConfiguration: {
        Rules: [
          {
            ID: 'old',
            Status: 'Enabled',
            Filter: { Prefix: 'logs/' },
            Expiration: { Days: 90 },
            Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }],
          },
          {
            ID: 'rest',
            Status: 'Disabled',
            Filter: { Prefix: '' },
            NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    }),
  );
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket: full,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    }),
  );
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket: full,
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
    }),
  );
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket: bare }));
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: full, VersioningConfiguration: { Status: 'Enabled' } }),
  );
  await s3.send(new CreateMultipartUploadCommand({ Bucket: full, Key: 'film.mp4' }));
  await account.metrics(region, [
    {
      namespace: 'AWS/S3',
      metric: 'BucketSizeBytes',
      dimensions: { BucketName: full, StorageType: 'DeepArchiveStorage' },
      start: '2026-11-20T00:00:00Z',
      period: 86_400,
      values: [1, 2, 3, 4, 5],
    },
  ]);
  inventory = await read(['s3_bucket_deep_archive_bytes', 's3_bucket_glacier_bytes']);
});
afterAll(() => vi.unstubAllEnvs());

test('every table was read whole, and its rows are as the contract says', () => {
  expect(inventory.coverage.filter((c) => c.status !== 'ok' || c.message !== '')).toEqual([]);
  for (const table of allTables) {
    expect(rows(table).length).toBeGreaterThan(0);
    for (const row of rows(table))
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  }
});

test('the list is of the account, and a region has its own buckets', () => {
  expect(rows('s3_bucket_list').map((b) => [b.region, b.bucket, b.bucket_region])).toEqual([
    ['global', bare, region],
    ['global', far, 'us-east-1'],
    ['global', full, region],
  ]);
  expect(rows('s3_buckets').map((b) => [b.region, b.bucket])).toEqual([
    [region, bare],
    [region, full],
  ]);
});

test('what a bucket says of itself', () => {
  expect(about('s3_bucket_lifecycles', full)?.rules).toEqual([
    {
      enabled: true,
      whole_bucket: false,
      expiration_days: 90,
      transitions: ['STANDARD_IA'],
      noncurrent_expires: false,
      aborts_uploads: false,
    },
    {
      enabled: false,
      whole_bucket: true,
      expiration_days: null,
      transitions: [],
      noncurrent_expires: true,
      aborts_uploads: true,
    },
  ]);
  expect(about('s3_bucket_encryptions', full)?.algorithm).toBe('AES256');
  expect(about('s3_bucket_public_access_blocks', full)).toMatchObject({
    block_public_acls: true,
    ignore_public_acls: false,
    block_public_policy: true,
    restrict_public_buckets: false,
  });
  expect(about('s3_bucket_versionings', full)?.status).toBe('Enabled');
  expect(about('s3_bucket_multipart_uploads', full)).toMatchObject({
    uploads: 1,
    is_truncated: false,
    oldest_at: expect.stringMatching(/^2010-/),
  });
});

test('that there is no configuration is an answer', () => {
  expect(about('s3_bucket_lifecycles', bare)).toMatchObject({ rules: [], unread: '' });
  expect(about('s3_bucket_encryptions', bare)).toMatchObject({ algorithm: '', unread: '' });
  expect(about('s3_bucket_public_access_blocks', bare)).toMatchObject({
    block_public_acls: false,
    restrict_public_buckets: false,
    unread: '',
  });
  expect(about('s3_bucket_versionings', bare)).toMatchObject({ status: '', unread: '' });
  expect(about('s3_bucket_multipart_uploads', bare)).toMatchObject({ uploads: 0, oldest_at: null });
  expect(rows('s3_account_public_access_block')).toMatchObject([
    { region: 'global', block_public_acls: false, restrict_public_buckets: false },
  ]);
});

test('a storage class has a series of its own', () => {
  const of = (metric: string) =>
    inventory.metrics.find((m) => m.metric === metric && m.resource_id === full)?.values;
  expect(of('s3_bucket_deep_archive_bytes')).toEqual([1, 2, 3, 4, 5]);
  expect(of('s3_bucket_glacier_bytes')).toEqual([null, null, null, null, null]);
});

/** Read again, where a call of some path is refused. */
async function refusing(action: RegExp): Promise<Inventory> {
  const proxy = await startFaultProxy(aws.url);
  proxy.faults.push({ kind: 'denied', action });
  await asUser(proxy.url, account);
  const inv = await read();
  await asUser(aws.url, account);
  await proxy.close();
  return inv;
}

test('one bucket refuses: it alone is not known', async () => {
  const inv = await refusing(new RegExp(`${bare}/?\\?lifecycle`));
  expect(statusOf(inv, 's3_bucket_lifecycles')).toBe('ok');
  expect(inv.tables.s3_bucket_lifecycles?.map((r) => [r.bucket, r.unread !== ''])).toEqual([
    [bare, true],
    [full, false],
  ]);
});

test('ListBuckets names the region: then nothing is asked for it', async () => {
  await account.plant('s3', 'ListBuckets', {
    result: {
      Buckets: [
        { Name: full, BucketRegion: region },
        { Name: far, BucketRegion: 'us-east-1' },
      ],
    },
  });
  const inv = await read();
  expect(inv.tables.s3_buckets?.map((b) => b.bucket)).toEqual([full]);
  expect((await account.calls()).filter((c) => c.operation === 'GetBucketLocation')).toEqual([]);
  await account.forget();
});

test('a bucket whose region is refused: no list is whole', async () => {
  const inv = await refusing(new RegExp(`${far}/?\\?location`));
  expect(inv.tables.s3_buckets?.map((b) => b.bucket)).toEqual([bare, full]);
  expect(['s3_bucket_list', 's3_buckets', 's3_bucket_lifecycles'].map((t) => statusOf(inv, t))).toEqual([
    'denied',
    'denied',
    'denied',
  ]);
});

test('the account’s own settings are refused', async () => {
  const inv = await refusing(/configuration\/publicAccessBlock/);
  expect(statusOf(inv, 's3_account_public_access_block')).toBe('denied');
  expect(statusOf(inv, 's3_bucket_public_access_blocks')).toBe('ok');
});
