/** Rows of ElastiCache, whole and valid. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

/** One Redis node outside any group, available, three months old. */
export const cacheCluster = maker('elasticache_clusters', {
  cluster_id: 'sessions',
  arn: `arn:aws:elasticache:${REGION}:${ACCOUNT}:cluster:sessions`,
  node_type: 'cache.m6g.large',
  engine: 'redis',
  engine_version: '7.1.0',
  nodes: 1,
  status: 'available',
  created_at: daysAgo(90),
});
/** A primary and a replica, available, three months old. */
export const cacheGroup = maker('elasticache_replication_groups', {
  replication_group_id: 'carts',
  arn: `arn:aws:elasticache:${REGION}:${ACCOUNT}:replicationgroup:carts`,
  node_type: 'cache.m6g.large',
  engine: 'redis',
  status: 'available',
  created_at: daysAgo(90),
  member_ids: ['carts-001', 'carts-002'],
  member_1: 'carts-001',
  member_2: 'carts-002',
});
