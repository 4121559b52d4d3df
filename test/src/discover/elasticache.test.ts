/** ElastiCache over the wire: answers as AWS gives them, rows by their fields. */

import { CreateCacheClusterCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { discover } from '../../../src/discover/discover.ts';
import { type Account, bornAt } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const born = '2026-03-01T08:00:00.000Z';
const region = 'eu-west-1';
let account: Account;
let inventory: Inventory;

beforeAll(async () => {
  const aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  const config = { region, endpoint: aws.url, credentials: await account.credentials() };
  await bornAt(new ElastiCacheClient(config), born).send(
    new CreateCacheClusterCommand({
      CacheClusterId: 'pages',
      CacheNodeType: 'cache.m6g.large',
      Engine: 'memcached',
      NumCacheNodes: 2,
      Tags: [{ Key: 'env', Value: 'prod' }],
    }),
  );
  await account.plant('elasticache', 'DescribeReplicationGroups', {
    result: {
      ReplicationGroups: [
        {
          ReplicationGroupId: 'carts',
          ARN: `arn:aws:elasticache:${region}:${account.id}:replicationgroup:carts`,
          Status: 'creating',
          CacheNodeType: 'cache.r6g.large',
          Engine: 'valkey',
          ReplicationGroupCreateTime: born,
          MemberClusters: ['carts-002', 'carts-001'],
          GlobalReplicationGroupInfo: {
            GlobalReplicationGroupId: 'ldgnf-carts',
            GlobalReplicationGroupMemberRole: 'SECONDARY',
          },
        },
        { ReplicationGroupId: 'bare' },
        {},
      ],
    },
  });
  const connected = await signIn();
  inventory = await discover({
    scopes: connected.scopes,
    tables: ['elasticache_clusters', 'elasticache_replication_groups'],
    metrics: [],
    asOf,
  });
  connected.close();
});
afterAll(() => vi.unstubAllEnvs());

test('a cluster with its tags', () => {
  expect(inventory.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  expect(inventory.tables.elasticache_clusters).toMatchObject([
    {
      cluster_id: 'pages',
      arn: `arn:aws:elasticache:${region}:${account.id}:cluster:pages`,
      node_type: 'cache.m6g.large',
      engine: 'memcached',
      nodes: 2,
      replication_group_id: '',
      status: 'available',
      created_at: born,
      tags: { env: 'prod' },
      unread: '',
    },
  ]);
});

test('groups: nodes by id, the role in a global datastore, and one that says nothing', () => {
  expect(inventory.tables.elasticache_replication_groups).toMatchObject([
    {
      replication_group_id: 'bare',
      engine: 'redis',
      created_at: null,
      member_ids: [],
      member_1: '',
      global_role: '',
    },
    {
      replication_group_id: 'carts',
      node_type: 'cache.r6g.large',
      engine: 'valkey',
      created_at: born,
      member_ids: ['carts-001', 'carts-002'],
      member_1: 'carts-001',
      member_2: 'carts-002',
      member_3: '',
      global_role: 'SECONDARY',
      tags: {},
      unread: '',
    },
  ]);
});

test('refused tags cost the tags alone, are told once and asked for no more', async () => {
  const aws = await emulator();
  const other = aws.freshAccount();
  await asUser(aws.url, other);
  const cluster = (n: number) => ({
    CacheClusterId: `pages-${n}`,
    ARN: `arn:aws:elasticache:${region}:${other.id}:cluster:pages-${n}`,
    CacheClusterStatus: 'available',
    CacheNodeType: 'cache.m6g.large',
    Engine: 'redis',
    CacheClusterCreateTime: born,
  });
  await other.plant('elasticache', 'DescribeCacheClusters', {
    result: { CacheClusters: Array.from({ length: 9 }, (_, i) => cluster(i + 1)) },
  });
  await other.plant('elasticache', 'ListTagsForResource', {
    error: { code: 'AccessDenied', message: 'not authorized', status: 403 },
  });
  const connected = await signIn();
  const read = await discover({
    scopes: connected.scopes,
    tables: ['elasticache_clusters'],
    metrics: [],
    asOf,
  });
  connected.close();
  expect(read.tables.elasticache_clusters).toHaveLength(9);
  for (const row of read.tables.elasticache_clusters ?? [])
    expect(row).toMatchObject({
      node_type: 'cache.m6g.large',
      nodes: 1,
      created_at: born,
      tags: {},
      unread: '',
    });
  const [covered] = read.coverage.filter((c) => c.table_name === 'elasticache_clusters' && c.rows > 0);
  expect(covered).toMatchObject({ status: 'ok', rows: 9, iam_action: 'elasticache:ListTagsForResource' });
  expect(covered?.message).toMatch(/^1 resource/);
  // those of the first round are on their way together
  const asked = (await other.calls()).filter((c) => c.operation === 'ListTagsForResource');
  expect(asked.length).toBeLessThanOrEqual(5);
});
