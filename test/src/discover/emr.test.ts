/** Clusters over the wire: only those that wait, with what they run and their tags. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const born = '2026-03-01T08:00:00.000Z';
const cluster = (Id: string) => ({
  Id,
  Name: 'etl',
  ClusterArn: `arn:${Id}`,
  Status: { State: 'WAITING', Timeline: { ReadyDateTime: born } },
});
let account: Account;

beforeAll(async () => {
  const aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  await account.plant('emr', 'ListClusters', { result: { Clusters: [cluster('j-0A')], Marker: 'two' } });
  await account.plant('emr', 'ListClusters', {
    match: { Marker: 'two' },
    result: { Clusters: [cluster('j-0B')] },
  });
  await account.plant('emr', 'DescribeCluster', {
    match: { ClusterId: 'j-0A' },
    result: {
      Cluster: {
        ...cluster('j-0A'),
        Applications: [{ Name: 'Spark' }, {}],
        Tags: [{ Key: 'team', Value: 'shop' }],
      },
    },
  });
  await account.plant('emr', 'DescribeCluster', {
    match: { ClusterId: 'j-0B' },
    error: { code: 'AccessDeniedException', message: 'no', status: 400 },
  });
  await account.metrics('eu-west-1', [
    {
      namespace: 'AWS/ElasticMapReduce',
      metric: 'IsIdle',
      dimensions: { JobFlowId: 'j-0A' },
      start: '2026-11-24T23:00:00Z',
      period: 3600,
      values: [1],
    },
  ]);
});
afterAll(() => vi.unstubAllEnvs());

test('waiting clusters, and one that refuses', async () => {
  const connected = await signIn();
  const inv = await discover({
    scopes: connected.scopes,
    tables: ['emr_clusters'],
    metrics: ['emr_cluster_is_idle'],
    asOf: '2026-11-25T10:30:00.000Z',
  });
  connected.close();
  for (const row of inv.tables.emr_clusters ?? [])
    expect(faultsOf(inventoryTables.emr_clusters.columns, row as unknown as Record<string, unknown>)).toEqual(
      [],
    );
  expect(inv.tables.emr_clusters).toMatchObject([
    {
      cluster_id: 'j-0A',
      name: 'etl',
      arn: 'arn:j-0A',
      applications: ['Spark'],
      ready_at: born,
      tags: { team: 'shop' },
      unread: '',
    },
    { cluster_id: 'j-0B', unread: expect.stringMatching(/./) },
  ]);
  expect(inv.metrics.find((m) => m.resource_id === 'j-0A')?.values.at(-1)).toBe(1);
  const [first] = (await account.calls()).filter((c) => c.operation === 'ListClusters');
  expect(first?.params).toMatchObject({ ClusterStates: ['WAITING'] });
});
