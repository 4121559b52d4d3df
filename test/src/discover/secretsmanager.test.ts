/** Secrets over the wire: names and dates; a value is never asked for. */
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import { type Account, bornAt, type Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const born = '2026-03-01T08:00:00.000Z';
let aws: Emulator;
let account: Account;

async function read(): Promise<Inventory> {
  const connected = await signIn();
  const inv = await discover({
    scopes: connected.scopes,
    tables: ['secretsmanager_secrets'],
    metrics: [],
    asOf: '2026-11-25T10:30:00.000Z',
  });
  connected.close();
  return inv;
}

beforeAll(async () => {
  aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
});
afterAll(() => vi.unstubAllEnvs());

test('a secret as the emulator tells it', async () => {
  const client = bornAt(
    new SecretsManagerClient({
      region: 'eu-west-1',
      endpoint: aws.url,
      credentials: await account.credentials(),
    }),
    born,
  );
  const never = await client.send(
    new CreateSecretCommand({ Name: 'never', SecretString: 'x', Tags: [{ Key: 'team', Value: 'shop' }] }),
  );
  const inv = await read();
  expect(inv.coverage).toMatchObject([{ status: 'ok', rows: 1 }]);
  for (const row of inv.tables.secretsmanager_secrets ?? [])
    expect(
      faultsOf(inventoryTables.secretsmanager_secrets.columns, row as unknown as Record<string, unknown>),
    ).toEqual([]);
  expect(inv.tables.secretsmanager_secrets).toMatchObject([
    {
      name: 'never',
      arn: never.ARN,
      created_at: born,
      last_accessed_at: null,
      deleted_at: null,
      rotation_enabled: false,
      tags: { team: 'shop' },
    },
  ]);
});

test('all pages, and what services and replicas look like', async () => {
  await account.plant('secretsmanager', 'ListSecrets', {
    result: { SecretList: [{ Name: 'b', PrimaryRegion: 'us-east-1' }, {}], NextToken: 'two' },
  });
  await account.plant('secretsmanager', 'ListSecrets', {
    match: { NextToken: 'two' },
    result: {
      SecretList: [
        { Name: 'a', OwningService: 'rds', RotationEnabled: true, LastAccessedDate: '2026-11-20T00:00:00Z' },
      ],
    },
  });
  const inv = await read();
  expect(inv.tables.secretsmanager_secrets).toMatchObject([
    {
      name: 'a',
      owning_service: 'rds',
      rotation_enabled: true,
      last_accessed_at: '2026-11-20T00:00:00.000Z',
      primary_region: '',
    },
    { name: 'b', owning_service: '', primary_region: 'us-east-1', created_at: null, tags: {} },
  ]);
  expect((await account.calls()).some((c) => c.operation === 'DescribeSecret')).toBe(false);
});
