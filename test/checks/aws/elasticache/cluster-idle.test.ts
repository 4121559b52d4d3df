import check from '../../../../checks/aws/elasticache/cluster-idle.ts';
import { elasticacheNodeHour } from '../../../../prices/aws/elasticache.ts';
import { cacheCluster } from '../../../support/makers/elasticache.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const hour = (engine: string) =>
  [elasticacheNodeHour(REGION, { nodeType: 'cache.m6g.large', engine }), '0.166'] as const;
const silent = {
  elasticache_cluster_reads: 0,
  elasticache_cluster_writes: 0,
  elasticache_cluster_connections_maximum: 4,
} as const;
const memcached = cacheCluster({ engine: 'memcached', engine_version: '1.6.22', nodes: 3 });

testCheck(check, {
  fails: [
    {
      name: 'no command, and no connection but those that monitor it',
      row: cacheCluster(),
      metrics: silent,
      prices: [hour('redis')],
      says: 'Cache cluster sessions (cache.m6g.large) got no read or write in 14 days and costs $121.18 a month.',
      saves: '121.180000',
      costs: '121.180000',
      claims: { 'sessions/hours': '121.180000' },
      confidence: 85,
    },
    {
      name: 'no connection at all says that there was no command, where commands were not published',
      row: cacheCluster(),
      metrics: { elasticache_cluster_connections_maximum: 0 },
      prices: [hour('redis')],
      says: 'Cache cluster sessions (cache.m6g.large) got no read or write in 14 days and costs $121.18 a month.',
      saves: '121.180000',
    },
    {
      name: 'Memcached of three nodes, which holds connections of its own',
      row: memcached,
      metrics: { elasticache_memcached_reads: 0, elasticache_memcached_writes: 0 },
      prices: [hour('memcached')],
      says: 'Cache cluster sessions (cache.m6g.large, 3 nodes) got no read or write in 14 days and costs $363.54 a month.',
      saves: '363.540000',
    },
    {
      name: 'no price, no savings',
      row: cacheCluster(),
      metrics: silent,
      says: 'Cache cluster sessions (cache.m6g.large) got no read or write in 14 days.',
      saves: null,
      confidence: 60,
    },
  ],
  passes: [
    {
      name: 'one read on one day: a monthly job',
      row: cacheCluster(),
      metrics: { ...silent, elasticache_cluster_reads: [1, ...new Array<number>(13).fill(0)] },
    },
    {
      name: 'a subscriber that holds its connection: publishing is neither read nor write',
      row: cacheCluster(),
      metrics: { ...silent, elasticache_cluster_connections_maximum: 5 },
    },
    {
      name: 'Memcached that is written to',
      row: memcached,
      metrics: { elasticache_memcached_reads: 0, elasticache_memcached_writes: 3 },
    },
    {
      name: 'a replica, which stands by for its primary',
      row: cacheCluster({ replication_group_id: 'carts' }),
      metrics: silent,
      skips: 'judged with its replication group',
    },
    {
      name: 'deleting',
      row: cacheCluster({ status: 'deleting' }),
      metrics: silent,
      skips: 'it is deleting',
    },
  ],
  unknowns: [
    {
      name: 'created yesterday',
      row: cacheCluster({ created_at: daysAgo(1) }),
      metrics: silent,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'silent: ElastiCache publishes zeros, so no datapoint is no zero',
      row: cacheCluster(),
      because: 'its commands were measured on 0 days, 7 are needed',
    },
  ],
});
