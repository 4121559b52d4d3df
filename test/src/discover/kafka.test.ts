/** MSK over the wire: clusters of both types, all pages, and the traffic of each broker. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const born = '2026-03-01T08:00:00.000Z';
let account: Account;

beforeAll(async () => {
  const aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  await account.plant('kafka', 'ListClustersV2', {
    result: {
      ClusterInfoList: [
        {
          ClusterName: 'events',
          ClusterArn: 'arn:events',
          ClusterType: 'PROVISIONED',
          State: 'ACTIVE',
          CreationTime: born,
          Tags: { team: 'shop' },
          Provisioned: {
            BrokerNodeGroupInfo: { InstanceType: 'kafka.m5.large', ClientSubnets: ['subnet-0a'] },
            NumberOfBrokerNodes: 2,
          },
        },
      ],
      NextToken: 'two',
    },
  });
  await account.plant('kafka', 'ListClustersV2', {
    match: { nextToken: 'two' },
    result: { ClusterInfoList: [{ ClusterName: 'auto', ClusterType: 'SERVERLESS', State: 'ACTIVE' }, {}] },
  });
  await account.metrics('eu-west-1', [
    {
      namespace: 'AWS/Kafka',
      metric: 'BytesInPerSec',
      dimensions: { 'Cluster Name': 'events', 'Broker ID': '2' },
      start: '2026-11-24T00:00:00Z',
      period: 86_400,
      values: [7],
    },
  ]);
});
afterAll(() => vi.unstubAllEnvs());

test('clusters, and a series for each broker that there is', async () => {
  const connected = await signIn();
  const inv = await discover({
    scopes: connected.scopes,
    tables: ['kafka_clusters'],
    metrics: ['kafka_broker_1_bytes_in', 'kafka_broker_2_bytes_in', 'kafka_broker_3_bytes_in'],
    asOf: '2026-11-25T10:30:00.000Z',
  });
  connected.close();
  expect(inv.coverage.filter((c) => c.status !== 'ok' || c.message !== '')).toEqual([]);
  for (const row of inv.tables.kafka_clusters ?? [])
    expect(
      faultsOf(inventoryTables.kafka_clusters.columns, row as unknown as Record<string, unknown>),
    ).toEqual([]);
  expect(inv.tables.kafka_clusters).toMatchObject([
    { cluster_name: 'auto', cluster_type: 'SERVERLESS', brokers: 0, instance_type: '' },
    {
      cluster_name: 'events',
      arn: 'arn:events',
      instance_type: 'kafka.m5.large',
      brokers: 2,
      created_at: born,
      tags: { team: 'shop' },
    },
  ]);
  expect(inv.metrics.map((m) => [m.metric, m.resource_id, m.values.at(-1)])).toEqual([
    ['kafka_broker_1_bytes_in', 'events', null],
    ['kafka_broker_2_bytes_in', 'events', 7],
  ]);
});
