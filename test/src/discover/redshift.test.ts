/** Redshift over the wire: clusters and data shares, rows by their fields. */
import { afterAll, expect, test, vi } from 'vitest';
import { discover } from '../../../src/discover/discover.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';

afterAll(() => vi.unstubAllEnvs());

test('clusters and their data shares', async () => {
  const aws = await emulator();
  const account = aws.freshAccount();
  await asUser(aws.url, account);
  const producer = `arn:aws:redshift:eu-west-1:${account.id}:namespace:0a`;
  await account.plant('redshift', 'DescribeClusters', {
    result: {
      Clusters: [
        {
          ClusterIdentifier: 'warehouse',
          ClusterNamespaceArn: producer,
          NodeType: 'ra3.xlplus',
          NumberOfNodes: 2,
          ClusterStatus: 'available',
          AvailabilityZone: 'eu-west-1a',
          ClusterCreateTime: '2026-03-01T08:00:00Z',
          Tags: [{ Key: 'env', Value: 'prod' }],
        },
        { ClusterIdentifier: 'bare' },
        {},
      ],
    },
  });
  await account.plant('redshift', 'DescribeDataShares', {
    result: {
      DataShares: [
        {
          DataShareArn: 'arn:aws:redshift:eu-west-1:1:datashare:0a/refused',
          ProducerArn: producer,
          DataShareAssociations: [{ Status: 'DEAUTHORIZED' }, { Status: 'REJECTED' }],
        },
        {
          DataShareArn: 'arn:aws:redshift:eu-west-1:1:datashare:0a/sales',
          ProducerArn: producer,
          DataShareAssociations: [{ Status: 'REJECTED' }, { Status: 'ACTIVE' }],
        },
      ],
    },
  });
  const connected = await signIn();
  const inventory = await discover({
    scopes: connected.scopes,
    tables: ['redshift_clusters', 'redshift_datashares'],
    metrics: [],
    asOf: '2026-11-25T10:30:00.000Z',
  });
  connected.close();
  expect(inventory.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  expect(inventory.tables.redshift_clusters).toMatchObject([
    { cluster_id: 'bare', nodes: 1, status: '' },
    {
      cluster_id: 'warehouse',
      namespace_arn: producer,
      node_type: 'ra3.xlplus',
      nodes: 2,
      status: 'available',
      availability_zone: 'eu-west-1a',
      created_at: '2026-03-01T08:00:00.000Z',
      tags: { env: 'prod' },
    },
  ]);
  expect(inventory.tables.redshift_datashares).toMatchObject([
    { producer_arn: producer, has_consumers: false },
    { producer_arn: producer, has_consumers: true },
  ]);
});
