/** SageMaker over the wire: variants of endpoints, what they run on, and notebooks with their tags. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { tables } from '../../../contracts/inventory/sagemaker.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const allTables = Object.keys(tables) as (keyof typeof tables)[];
const born = '2026-03-01T08:00:00.000Z';
const arn = (name: string) => `arn:aws:sagemaker:eu-west-1:111122223333:${name}`;
const endpoint = (name: string) => ({
  EndpointName: name,
  EndpointArn: arn(`endpoint/${name}`),
  EndpointStatus: 'InService',
  CreationTime: born,
  LastModifiedTime: born,
});
let account: Account;

async function read(): Promise<Inventory> {
  const connected = await signIn();
  const inv = await discover({
    scopes: connected.scopes,
    tables: allTables,
    metrics: ['sagemaker_variant_invocations'],
    asOf: '2026-11-25T10:30:00.000Z',
  });
  connected.close();
  return inv;
}

beforeAll(async () => {
  const aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  await account.plant('sagemaker', 'ListEndpoints', {
    result: { Endpoints: [endpoint('scoring')], NextToken: 'two' },
  });
  await account.plant('sagemaker', 'ListEndpoints', {
    match: { NextToken: 'two' },
    result: { Endpoints: [endpoint('queue'), endpoint('shy')] },
  });
  await account.plant('sagemaker', 'DescribeEndpoint', {
    match: { EndpointName: 'scoring' },
    result: {
      ...endpoint('scoring'),
      EndpointConfigName: 'scoring-v1',
      ProductionVariants: [
        { VariantName: 'A', CurrentInstanceCount: 2 },
        { VariantName: 'B', CurrentServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 } },
      ],
      ShadowProductionVariants: [{ VariantName: 'C', CurrentInstanceCount: 1 }],
    },
  });
  await account.plant('sagemaker', 'DescribeEndpoint', {
    match: { EndpointName: 'queue' },
    result: {
      ...endpoint('queue'),
      EndpointConfigName: 'queue-v1',
      ProductionVariants: [{ VariantName: 'A', CurrentInstanceCount: 0 }],
      AsyncInferenceConfig: { OutputConfig: { S3OutputPath: 's3://out/' } },
    },
  });
  await account.plant('sagemaker', 'DescribeEndpoint', {
    match: { EndpointName: 'shy' },
    error: { code: 'AccessDeniedException', message: 'no', status: 400 },
  });
  await account.plant('sagemaker', 'ListTags', { result: { Tags: [{ Key: 'team', Value: 'shop' }] } });
  await account.plant('sagemaker', 'DescribeEndpointConfig', {
    match: { EndpointConfigName: 'scoring-v1' },
    result: {
      EndpointConfigName: 'scoring-v1',
      EndpointConfigArn: arn('endpoint-config/scoring-v1'),
      CreationTime: born,
      ProductionVariants: [
        { VariantName: 'A', InstanceType: 'ml.m5.xlarge' },
        { VariantName: 'B', ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 } },
      ],
      ShadowProductionVariants: [{ VariantName: 'C', InstanceType: 'ml.c5.xlarge' }],
    },
  });
  await account.plant('sagemaker', 'ListInferenceComponents', {
    result: {
      InferenceComponents: [
        {
          InferenceComponentName: 'llama',
          InferenceComponentArn: arn('inference-component/llama'),
          EndpointName: 'other',
          EndpointArn: arn('endpoint/other'),
          VariantName: 'A',
          CreationTime: born,
          LastModifiedTime: born,
        },
      ],
    },
  });
  await account.plant('sagemaker', 'ListNotebookInstances', {
    result: {
      NotebookInstances: [
        {
          NotebookInstanceName: 'lab',
          NotebookInstanceArn: arn('notebook-instance/lab'),
          InstanceType: 'ml.t3.medium',
          LastModifiedTime: born,
          NotebookInstanceLifecycleConfigName: 'stop',
        },
      ],
    },
  });
  await account.metrics('eu-west-1', [
    {
      namespace: 'AWS/SageMaker',
      metric: 'Invocations',
      dimensions: { EndpointName: 'scoring', VariantName: 'C' },
      start: '2026-11-24T00:00:00Z',
      period: 86_400,
      values: [7],
    },
  ]);
});
afterAll(() => vi.unstubAllEnvs());

test('variants, what they run on, and who refuses', async () => {
  const inv = await read();
  expect(
    inv.coverage.filter((c) => c.status !== 'ok').map((c) => [c.table_name, c.status, c.message]),
  ).toEqual([]);
  for (const table of allTables) {
    expect(inv.tables[table]?.length).toBeGreaterThan(0);
    for (const row of inv.tables[table] ?? [])
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  }
  expect(inv.tables.sagemaker_endpoint_variants).toMatchObject([
    { variant_id: 'queue/A', is_async: true, instance_count: 0 },
    {
      variant_id: 'scoring/A',
      arn: arn('endpoint/scoring'),
      config_name: 'scoring-v1',
      instance_count: 2,
      is_async: false,
      is_serverless: false,
      created_at: born,
      modified_at: born,
      tags: { team: 'shop' },
      unread: '',
    },
    { variant_id: 'scoring/B', is_serverless: true, instance_count: 0 },
    { variant_id: 'scoring/C', instance_count: 1 },
    { variant_id: 'shy', created_at: born, unread: expect.stringMatching(/./) },
  ]);
  expect(
    inv.tables.sagemaker_variant_types?.map((t) => [t.config_name, t.variant_name, t.instance_type]),
  ).toEqual([
    ['scoring-v1', 'A', 'ml.m5.xlarge'],
    ['scoring-v1', 'B', ''],
    ['scoring-v1', 'C', 'ml.c5.xlarge'],
  ]);
  expect(inv.tables.sagemaker_inference_components).toMatchObject([
    { component_name: 'llama', endpoint_name: 'other' },
  ]);
  expect(inv.tables.sagemaker_notebook_instances).toMatchObject([
    { notebook_name: 'lab', modified_at: born, lifecycle_config: 'stop', tags: { team: 'shop' } },
  ]);
  expect(inv.metrics.map((m) => [m.resource_id, m.values.at(-1)])).toEqual([
    ['scoring/A', null],
    ['scoring/C', 7],
  ]);
});
