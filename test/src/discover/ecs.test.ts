/** ECS's tables and series, from answers that the emulator gives over the wire. */
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const born = '2026-03-01T08:00:00.000Z';
const region = 'eu-west-1';
const tables = ['ecs_clusters', 'ecs_services', 'ecs_task_definitions'] as const;
const ELEVEN = Array.from({ length: 11 }, (_, i) => `web-${i}`);
let account: Account;
let read: Inventory;
const arn = (what: string): string => `arn:aws:ecs:${region}:${account.id}:${what}`;

/** The answer to a call about eleven services, of which ten fit in one. */
const described = (names: readonly string[]) => ({
  services: names.map((serviceName) => ({
    serviceName,
    serviceArn: arn(`service/shop/${serviceName}`),
    status: 'ACTIVE',
    desiredCount: 2,
    runningCount: 1,
    pendingCount: 1,
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }, { capacityProvider: 'FARGATE_SPOT' }],
    platformFamily: 'Linux',
    taskDefinition: arn(serviceName === 'web-10' ? 'task-definition/secret:1' : 'task-definition/web:7'),
    createdAt: born,
    deployments: [{ createdAt: '2026-04-01T08:00:00Z' }, { createdAt: '2026-05-01T08:00:00Z' }],
    tags: [{ key: 'env', value: 'test' }],
  })),
});

beforeAll(async () => {
  const aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  await account.plant('ecs', 'ListClusters', {
    result: { clusterArns: [arn('cluster/shop'), arn('cluster/empty')] },
  });
  await account.plant('ecs', 'DescribeClusters', {
    match: { include: ['TAGS'] },
    result: {
      clusters: [
        {
          clusterName: 'shop',
          clusterArn: arn('cluster/shop'),
          status: 'ACTIVE',
          runningTasksCount: 11,
          pendingTasksCount: 2,
          registeredContainerInstancesCount: 3,
          capacityProviders: ['FARGATE'],
          tags: [{ key: 'team', value: 'shop' }],
        },
        { clusterName: 'empty', clusterArn: arn('cluster/empty'), status: 'ACTIVE' },
        { clusterName: 'gone', clusterArn: arn('cluster/gone'), status: 'INACTIVE' },
        {},
      ],
    },
  });
  await account.plant('ecs', 'ListServices', {
    match: { cluster: arn('cluster/shop') },
    result: { serviceArns: ELEVEN.map((n) => arn(`service/shop/${n}`)) },
  });
  await account.plant('ecs', 'ListServices', {
    match: { cluster: arn('cluster/empty') },
    result: { serviceArns: [] },
  });
  for (const names of [ELEVEN.slice(0, 10), ELEVEN.slice(10)])
    await account.plant('ecs', 'DescribeServices', {
      match: { services: names.map((n) => arn(`service/shop/${n}`)), include: ['TAGS'] },
      result: described(names),
    });
  await account.plant('ecs', 'DescribeTaskDefinition', {
    match: { taskDefinition: arn('task-definition/web:7') },
    result: { taskDefinition: { cpu: '512', memory: '1024', runtimePlatform: { cpuArchitecture: 'ARM64' } } },
  });
  await account.plant('ecs', 'DescribeTaskDefinition', {
    match: { taskDefinition: arn('task-definition/secret:1') },
    error: { code: 'AccessDeniedException', message: 'not this one', status: 400 },
  });
  await account.metrics(region, [
    {
      namespace: 'AWS/ECS',
      metric: 'CPUUtilization',
      dimensions: { ClusterName: 'shop', ServiceName: 'web-3' },
      start: '2026-11-24T00:00:00Z',
      period: 86_400,
      values: [17],
    },
  ]);
  const connected = await signIn();
  read = await discover({
    scopes: connected.scopes,
    tables: [...tables],
    metrics: ['ecs_service_cpu_maximum'],
    asOf,
  });
  connected.close();
});
afterAll(() => vi.unstubAllEnvs());

test.each(tables)('%s is as its contract says', (table) => {
  expect(read.tables[table]?.length).toBeGreaterThan(0);
  for (const row of read.tables[table] ?? [])
    expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
});

test('clusters; each but a deleted one is asked for services, whatever its description counts', async () => {
  expect(read.tables.ecs_clusters).toMatchObject([
    { cluster_name: 'empty', active_services: 0, tags: {} },
    { cluster_name: 'gone', status: 'INACTIVE' },
    {
      cluster_name: 'shop',
      arn: arn('cluster/shop'),
      status: 'ACTIVE',
      active_services: 0,
      running_tasks: 11,
      pending_tasks: 2,
      container_instances: 3,
      capacity_providers: ['FARGATE'],
      tags: { team: 'shop' },
    },
  ]);
  const calls = await account.calls();
  expect(calls.filter((c) => c.operation === 'ListServices')).toHaveLength(2);
});

test('services, ten a call, and since when they are as they are', async () => {
  expect(read.tables.ecs_services).toHaveLength(11);
  expect(read.tables.ecs_services?.[0]).toMatchObject({
    service_id: 'shop/web-0',
    service_name: 'web-0',
    cluster_name: 'shop',
    arn: arn('service/shop/web-0'),
    desired_count: 2,
    running_count: 1,
    pending_count: 1,
    launch_type: '',
    capacity_providers: ['FARGATE', 'FARGATE_SPOT'],
    platform_family: 'Linux',
    task_definition: arn('task-definition/web:7'),
    created_at: born,
    deployed_at: '2026-05-01T08:00:00.000Z',
    tags: { env: 'test' },
  });
  const calls = await account.calls();
  expect(calls.filter((c) => c.operation === 'DescribeServices')).toHaveLength(2);
});

test('task definitions, each asked about once', async () => {
  expect(read.tables.ecs_task_definitions).toMatchObject([
    { arn: arn('task-definition/secret:1'), unread: expect.stringContaining('ecs:DescribeTaskDefinition') },
    {
      arn: arn('task-definition/web:7'),
      cpu_units: 512,
      memory_mib: 1024,
      architecture: 'ARM64',
      unread: '',
    },
  ]);
  const calls = await account.calls();
  expect(calls.filter((c) => c.operation === 'DescribeTaskDefinition')).toHaveLength(2);
});

test('the series of a service is known by its cluster too', () => {
  const series = read.metrics.find((m) => m.resource_id === 'shop/web-3');
  expect(series?.values.at(-1)).toBe(17);
  expect(read.metrics.filter((m) => m.values.some((v) => v !== null))).toHaveLength(1);
});

test('a service that was made by the API is found, where the description of its cluster counts none', async () => {
  const aws = await emulator();
  const fresh = aws.freshAccount();
  const ecs = new ECSClient({ region, endpoint: aws.url, credentials: await fresh.credentials() });
  await ecs.send(new CreateClusterCommand({ clusterName: 'lab' }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      cpu: '1024',
      memory: '2048',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [{ name: 'web', image: 'web' }],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'lab',
      serviceName: 'web',
      taskDefinition: 'web',
      launchType: 'FARGATE',
      desiredCount: 2,
    }),
  );
  await asUser(aws.url, fresh);
  const connected = await signIn();
  const found = await discover({ scopes: connected.scopes, tables: [...tables], metrics: [], asOf });
  connected.close();
  expect(found.tables.ecs_services).toMatchObject([
    { service_id: 'lab/web', status: 'ACTIVE', desired_count: 2, launch_type: 'FARGATE' },
  ]);
  expect(found.tables.ecs_task_definitions).toMatchObject([{ cpu_units: 1024, memory_mib: 2048 }]);
});
