/** Inventory of Amazon ElastiCache: only the fields that checks use. */
import { int32, list, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const parts = [
  {
    part: 'hours',
    services: ['AmazonElastiCache'],
    usage: 'NodeUsage',
  },
  { part: 'snapshots', services: ['AmazonElastiCache'], usage: 'BackupUsage' },
  { part: 'data_transfer', services: ['AmazonElastiCache'], usage: 'DataTransfer|-Bytes$' },
];
const shared = {
  arn: text('ARN'),
  node_type: text('e.g. cache.m6g.large'),
  engine: text('redis | valkey | memcached'),
  status: text('available | creating | modifying | deleting | …'),
  created_at: nullable(timestamp('Creation')),
  tags: map(text('tag value'), 'Tags with their original keys (ListTagsForResource)'),
  unread: text('Why it could not be read, empty when it was'),
};

const elasticacheClusters = inventoryTable({
  name: 'elasticache_clusters',
  comment:
    'Cache clusters: Memcached clusters, single nodes, and each node of a replication group (DescribeCacheClusters)',
  service: 'elasticache',
  iamActions: ['elasticache:DescribeCacheClusters', 'elasticache:ListTagsForResource'],
  sortBy: ['cluster_id'],
  resource: {
    service: 'AmazonElastiCache',
    type: 'cache_cluster',
    idColumn: 'cluster_id',
    arn: (r) => r.arn,
    billed: parts,
  },
  columns: {
    cluster_id: text('CacheClusterId'),
    engine_version: text('e.g. 7.1.0'),
    nodes: int32('NumCacheNodes: 1 but for Memcached'),
    replication_group_id: text('Replication group that it is a node of, empty for none'),
    ...shared,
  },
});

const elasticacheReplicationGroups = inventoryTable({
  name: 'elasticache_replication_groups',
  comment: 'Replication groups of Redis OSS and Valkey (DescribeReplicationGroups)',
  service: 'elasticache',
  iamActions: ['elasticache:DescribeReplicationGroups', 'elasticache:ListTagsForResource'],
  sortBy: ['replication_group_id'],
  resource: {
    service: 'AmazonElastiCache',
    type: 'cache_replication_group',
    idColumn: 'replication_group_id',
    arn: (r) => r.arn,
    billed: [],
  },
  columns: {
    replication_group_id: text('ReplicationGroupId'),
    member_ids: list(text('CacheClusterId'), 'Its nodes, by id'),
    member_1: text('The first of them, for its series'),
    member_2: text('The second, empty for none'),
    member_3: text('The third, empty for none'),
    global_role: text('PRIMARY | SECONDARY of a global datastore, empty for none'),
    ...shared,
  },
});

type Cluster = RowOf<typeof elasticacheClusters>;
type Group = RowOf<typeof elasticacheReplicationGroups>;
const cluster = metricSpec<Cluster>();
const group = metricSpec<Group>();
/** Published every minute, zero or not. Source: ElastiCache User Guide, "Metrics for Valkey and Redis OSS". */
const daily = { namespace: 'AWS/ElastiCache', dimension: 'CacheClusterId', period: 86400, days: 14 } as const;
const stable = { ...daily, silentAtZero: false } as const;
const single = (r: Cluster): boolean =>
  r.replication_group_id === '' && r.engine !== 'memcached' && r.status === 'available';
const ofCluster = { ...stable, table: 'elasticache_clusters', column: 'cluster_id', when: single } as const;
const ofMemcached = {
  ...ofCluster,
  when: (r: Cluster) => r.engine === 'memcached' && r.status === 'available',
} as const;

/** Groups of more nodes are not judged: their series would be asked for in vain. */
export const MEMBERS_MEASURED = 3;
const measured = (r: Group, member: number): boolean =>
  r.status === 'available' &&
  r.global_role !== 'SECONDARY' &&
  r.member_ids.length >= member &&
  r.member_ids.length <= MEMBERS_MEASURED;
const ofGroup = (member: 1 | 2 | 3) =>
  ({
    ...stable,
    table: 'elasticache_replication_groups',
    column: `member_${member}`,
    key: 'replication_group_id',
    when: (r: Group) => measured(r, member),
  }) as const;
const reads = { metric: 'GetTypeCmds', statistic: 'Sum' } as const;
const writes = { metric: 'SetTypeCmds', statistic: 'Sum' } as const;
const connections = { metric: 'CurrConnections', statistic: 'Maximum' } as const;

export const metrics = {
  elasticache_cluster_reads: cluster({ ...ofCluster, ...reads }),
  elasticache_cluster_writes: cluster({ ...ofCluster, ...writes }),
  elasticache_cluster_connections_maximum: cluster({ ...ofCluster, ...connections }),
  elasticache_memcached_reads: cluster({ ...ofMemcached, metric: 'CmdGet', statistic: 'Sum' }),
  elasticache_memcached_writes: cluster({ ...ofMemcached, metric: 'CmdSet', statistic: 'Sum' }),
  elasticache_group_reads_1: group({ ...ofGroup(1), ...reads }),
  elasticache_group_writes_1: group({ ...ofGroup(1), ...writes }),
  elasticache_group_connections_maximum_1: group({ ...ofGroup(1), ...connections }),
  elasticache_group_reads_2: group({ ...ofGroup(2), ...reads }),
  elasticache_group_writes_2: group({ ...ofGroup(2), ...writes }),
  elasticache_group_connections_maximum_2: group({ ...ofGroup(2), ...connections }),
  elasticache_group_reads_3: group({ ...ofGroup(3), ...reads }),
  elasticache_group_writes_3: group({ ...ofGroup(3), ...writes }),
  elasticache_group_connections_maximum_3: group({ ...ofGroup(3), ...connections }),
} as const;

export const tables = {
  elasticache_clusters: elasticacheClusters,
  elasticache_replication_groups: elasticacheReplicationGroups,
} as const;
