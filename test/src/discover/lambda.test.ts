/** Lambda's tables, from answers that the emulator gives over the wire. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { listen } from '../../support/loopback.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const region = 'eu-west-1';
let id = '';
let read: Inventory;

// of the answers that fit a call, the last one planted is given
beforeAll(async () => {
  const aws = await emulator();
  const account = aws.freshAccount();
  id = account.id;
  await asUser(aws.url, account);
  const arn = (name: string): string => `arn:aws:lambda:${region}:${id}:function:${name}`;
  await account.plant('lambda', 'ListFunctions', {
    result: {
      NextMarker: 'second',
      Functions: [
        {
          FunctionName: 'orders',
          FunctionArn: arn('orders'),
          Runtime: 'python3.13',
          PackageType: 'Zip',
          Architectures: ['arm64'],
          MemorySize: 2048,
          Timeout: 30,
          LastModified: '2026-03-01T08:00:00.000+0000',
          Version: '$LATEST',
          VpcConfig: { SubnetIds: ['subnet-1'] },
          Environment: { Variables: { STAGE: 'prod' } },
          Layers: [{ Arn: 'arn:aws:lambda:eu-west-1:123456789012:layer:x:1' }],
        },
      ],
    },
  });
  await account.plant('lambda', 'ListFunctions', {
    match: { Marker: 'second' },
    result: { Functions: [{ FunctionName: 'bare' }, { FunctionName: 'secret' }, { MemorySize: 1 }] },
  });
  const connected = await signIn();
  read = await discover({ scopes: connected.scopes, tables: ['lambda_functions'], metrics: [], asOf });
  connected.close();
});
afterAll(() => vi.unstubAllEnvs());

const conforms = (of: Inventory, table: 'lambda_functions' | 'lambda_provisioned_concurrency'): void => {
  for (const row of of.tables[table] ?? [])
    expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
};

test('functions of two pages, the second one with nothing but names', () => {
  conforms(read, 'lambda_functions');
  expect(read.tables.lambda_functions).toEqual([
    {
      account_id: id,
      region,
      function_name: 'bare',
      arn: '',
      runtime: '',
      package_type: 'Zip',
      architecture: 'x86_64',
      memory_mb: 0,
      timeout_seconds: 0,
      last_modified: null,
      in_vpc: false,
      has_environment: false,
      has_layers: false,
      on_managed_instances: false,
    },
    {
      account_id: id,
      region,
      function_name: 'orders',
      arn: `arn:aws:lambda:${region}:${id}:function:orders`,
      runtime: 'python3.13',
      package_type: 'Zip',
      architecture: 'arm64',
      memory_mb: 2048,
      timeout_seconds: 30,
      last_modified: '2026-03-01T08:00:00.000Z',
      in_vpc: true,
      has_environment: true,
      has_layers: true,
      on_managed_instances: false,
    },
    expect.objectContaining({ function_name: 'secret' }),
  ]);
});

test('provisioned concurrency; the function that AWS will not tell of says so', async () => {
  // the emulator takes this operation for GetProvisionedConcurrencyConfig, whose path is the same
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://127.0.0.1').pathname;
    const isSecret = path.includes('/secret/');
    const answer = /\/functions\/?$/.test(path)
      ? { Functions: ['bare', 'orders', 'secret'].map((FunctionName) => ({ FunctionName })) }
      : isSecret
        ? { Message: 'not this one' }
        : { ProvisionedConcurrencyConfigs: path.includes('/orders/') ? [config] : [] };
    response.writeHead(isSecret ? 403 : 200, {
      'content-type': 'application/json',
      ...(isSecret ? { 'x-amzn-errortype': 'AccessDeniedException' } : {}),
    });
    response.end(JSON.stringify(answer));
  });
  const config = {
    FunctionArn: `arn:aws:lambda:${region}:${id}:function:orders:live`,
    RequestedProvisionedConcurrentExecutions: 5,
    AllocatedProvisionedConcurrentExecutions: 4,
    Status: 'IN_PROGRESS',
    LastModified: '2026-04-01T08:00:00+0000',
  };
  const { url, close } = await listen(server);
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', url);
  const connected = await signIn();
  const found = await discover({
    scopes: connected.scopes,
    tables: ['lambda_functions', 'lambda_provisioned_concurrency'],
    metrics: [],
    asOf,
  });
  connected.close();
  await close();
  conforms(found, 'lambda_provisioned_concurrency');
  expect(found.tables.lambda_provisioned_concurrency).toMatchObject([
    {
      config_id: 'orders:live',
      arn: config.FunctionArn,
      function_name: 'orders',
      requested: 5,
      allocated: 4,
      status: 'IN_PROGRESS',
      last_modified: '2026-04-01T08:00:00.000Z',
      unread: '',
    },
    {
      config_id: 'secret',
      allocated: 0,
      unread: expect.stringContaining('lambda:ListProvisionedConcurrencyConfigs'),
    },
  ]);
});
