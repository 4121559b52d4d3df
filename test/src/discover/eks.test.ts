/** EKS's tables: clusters that the emulator holds, and answers that it gives over the wire. */
import { CreateClusterCommand, CreateNodegroupCommand, EKSClient } from '@aws-sdk/client-eks';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import { bornAt } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const born = '2026-03-01T08:00:00.000Z';
const region = 'eu-west-1';
const tables = ['eks_clusters', 'eks_nodegroups', 'eks_cluster_versions'] as const;
let id = '';
let read: Inventory;

beforeAll(async () => {
  const aws = await emulator();
  const account = aws.freshAccount();
  id = account.id;
  await asUser(aws.url, account);
  const config = { region, endpoint: aws.url, credentials: await account.credentials() };
  const eks = bornAt(new EKSClient(config), born);
  const roleArn = `arn:aws:iam::${id}:role/eks`;
  for (const name of ['secret', 'shop'])
    await eks.send(
      new CreateClusterCommand({
        name,
        roleArn,
        version: '1.33',
        resourcesVpcConfig: { subnetIds: ['subnet-1'] },
        tags: { env: 'dev' },
      }),
    );
  await eks.send(
    new CreateNodegroupCommand({
      clusterName: 'shop',
      nodegroupName: 'workers',
      nodeRole: roleArn,
      subnets: ['subnet-1'],
      instanceTypes: ['m5.large'],
      scalingConfig: { minSize: 1, maxSize: 5, desiredSize: 3 },
      tags: { stage: 'test' },
    }),
  );
  await account.plant('eks', 'DescribeCluster', {
    match: { name: 'secret' },
    error: { code: 'AccessDeniedException', message: 'not this one', status: 403 },
  });
  await account.plant('eks', 'ListNodegroups', {
    match: { name: 'secret' },
    error: { code: 'AccessDeniedException', message: 'not this one', status: 403 },
  });
  await account.plant('eks', 'DescribeClusterVersions', {
    match: { includeAll: 'true' },
    result: {
      clusterVersions: [
        {
          clusterVersion: '1.31',
          versionStatus: 'EXTENDED_SUPPORT',
          endOfStandardSupportDate: '2025-11-26T00:00:00Z',
          endOfExtendedSupportDate: '2026-11-26T00:00:00Z',
        },
        { clusterVersion: '1.33', status: 'standard-support' },
        {},
      ],
    },
  });
  const connected = await signIn();
  read = await discover({ scopes: connected.scopes, tables: [...tables], metrics: [], asOf });
  connected.close();
});
afterAll(() => vi.unstubAllEnvs());

test.each(tables)('%s is as its contract says', (table) => {
  expect(read.tables[table]?.length).toBeGreaterThan(0);
  for (const row of read.tables[table] ?? [])
    expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
});

test('clusters; the one that AWS will not tell of says so', () => {
  expect(read.tables.eks_clusters).toMatchObject([
    { cluster_name: 'secret', version: '', unread: expect.stringContaining('eks:DescribeCluster') },
    {
      cluster_name: 'shop',
      arn: `arn:aws:eks:${region}:${id}:cluster/shop`,
      status: 'ACTIVE',
      version: '1.33',
      created_at: born,
      is_local: false,
      tags: { env: 'dev' },
      unread: '',
    },
  ]);
});

test('node groups; those of a cluster that AWS will not tell of stand as one', () => {
  expect(read.tables.eks_nodegroups).toMatchObject([
    { nodegroup_id: 'secret/*', unread: expect.stringContaining('eks:ListNodegroups') },
    {
      nodegroup_id: 'shop/workers',
      cluster_name: 'shop',
      status: 'ACTIVE',
      capacity_type: 'ON_DEMAND',
      instance_types: ['m5.large'],
      desired_size: 3,
      tags: { stage: 'test' },
      unread: '',
    },
  ]);
});

test('versions, in the words of either field', () => {
  expect(read.tables.eks_cluster_versions).toEqual([
    {
      account_id: id,
      region,
      version: '1.31',
      status: 'EXTENDED_SUPPORT',
      standard_support_ends: '2025-11-26T00:00:00.000Z',
      extended_support_ends: '2026-11-26T00:00:00.000Z',
    },
    expect.objectContaining({
      version: '1.33',
      status: 'STANDARD_SUPPORT',
      standard_support_ends: null,
    }),
  ]);
});

test('what networks reach the API server, and which logs are written', async () => {
  const account = (await emulator()).freshAccount();
  await asUser((await emulator()).url, account);
  await account.plant('eks', 'ListClusters', { result: { clusters: ['open', 'local'] } });
  await account.plant('eks', 'DescribeCluster', {
    match: { name: 'local' },
    result: {
      cluster: { name: 'local', outpostConfig: { outpostArns: [], controlPlaneInstanceType: 'm5.large' } },
    },
  });
  await account.plant('eks', 'DescribeCluster', {
    match: { name: 'open' },
    result: {
      cluster: {
        name: 'open',
        resourcesVpcConfig: {
          endpointPublicAccess: true,
          endpointPrivateAccess: false,
          publicAccessCidrs: ['0.0.0.0/0'],
        },
        logging: {
          clusterLogging: [
            { types: ['audit', 'api'], enabled: true },
            { types: ['scheduler'], enabled: false },
          ],
        },
        upgradePolicy: { supportType: 'STANDARD' },
      },
    },
  });
  const connected = await signIn();
  const found = await discover({ scopes: connected.scopes, tables: ['eks_clusters'], metrics: [], asOf });
  connected.close();
  expect(found.tables.eks_clusters).toMatchObject([
    { cluster_name: 'local', is_local: true },
    {
      cluster_name: 'open',
      is_local: false,
      endpoint_public: true,
      endpoint_private: false,
      public_cidrs: ['0.0.0.0/0'],
      log_types: ['audit', 'api'],
      upgrade_support: 'STANDARD',
    },
  ]);
});
