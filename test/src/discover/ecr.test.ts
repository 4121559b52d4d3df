/** Repositories over the wire: that there is no policy is an answer, and only such repositories are asked for images. */
import { CreateRepositoryCommand, ECRClient, PutLifecyclePolicyCommand } from '@aws-sdk/client-ecr';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { tables } from '../../../contracts/inventory/ecr.ts';
import { discover } from '../../../src/discover/discover.ts';
import { type Account, bornAt } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const allTables = Object.keys(tables) as (keyof typeof tables)[];
const born = '2026-03-01T08:00:00.000Z';
let account: Account;
let inventory: Inventory;

async function read(): Promise<Inventory> {
  const connected = await signIn();
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
  const ecr = bornAt(
    new ECRClient({ region: 'eu-west-1', endpoint: aws.url, credentials: await account.credentials() }),
    born,
  );
  for (const repositoryName of ['kept', 'tidy', 'empty'])
    await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  await ecr.send(
    new PutLifecyclePolicyCommand({
      repositoryName: 'tidy',
      lifecyclePolicyText: JSON.stringify({
        rules: [
          {
            rulePriority: 1,
            selection: {
              tagStatus: 'untagged',
              countType: 'sinceImagePushed',
              countUnit: 'days',
              countNumber: 14,
            },
            action: { type: 'expire' },
          },
        ],
      }),
    }),
  );
  await account.plant('ecr', 'DescribeImages', {
    match: { repositoryName: 'kept' },
    result: {
      imageDetails: [
        { imageDigest: 'sha256:a', imageSizeInBytes: 100, imageTags: ['v1'] },
        { imageDigest: 'sha256:b', imageSizeInBytes: 50 },
        { imageDigest: 'sha256:c' },
      ],
      nextToken: 'more',
    },
  });
  inventory = await read();
});
afterAll(() => vi.unstubAllEnvs());

test('every table was read whole, and its rows are as the contract says', () => {
  expect(inventory.coverage.filter((c) => c.status !== 'ok' || c.message !== '')).toEqual([]);
  for (const table of allTables) {
    expect(inventory.tables[table]?.length).toBeGreaterThan(0);
    for (const row of inventory.tables[table] ?? [])
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  }
});

test('repositories, their policies, and the images of those without', () => {
  expect(inventory.tables.ecr_lifecycle_policies).toMatchObject([
    { repository: 'empty', has_policy: false, unread: '' },
    {
      repository: 'kept',
      arn: `arn:aws:ecr:eu-west-1:${account.id}:repository/kept`,
      created_at: born,
      has_policy: false,
    },
    { repository: 'tidy', has_policy: true },
  ]);
  expect(inventory.tables.ecr_unmanaged_images).toMatchObject([
    { repository: 'empty', images: 0, is_truncated: false, bytes: 0, untagged: 0 },
    { repository: 'kept', images: 3, is_truncated: true, bytes: 150, untagged: 2 },
  ]);
});

test('a repository that refuses is unknown alone', async () => {
  await account.plant('ecr', 'GetLifecyclePolicy', {
    match: { repositoryName: 'kept' },
    error: { code: 'AccessDeniedException', message: 'no', status: 400 },
  });
  const inv = await read();
  expect(inv.tables.ecr_lifecycle_policies?.map((p) => [p.repository, p.unread !== ''])).toEqual([
    ['empty', false],
    ['kept', true],
    ['tidy', false],
  ]);
  expect(inv.tables.ecr_unmanaged_images?.map((p) => p.repository)).toEqual(['empty']);
  expect(inv.coverage.map((c) => c.status)).toEqual(['ok', 'ok', 'ok']);
  await account.forget();
});
