import check from '../../../../checks/aws/elasticache/replication-group-idle.ts';
import { elasticacheNodeHour } from '../../../../prices/aws/elasticache.ts';
import { cacheGroup } from '../../../support/makers/elasticache.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [
  elasticacheNodeHour(REGION, { nodeType: 'cache.m6g.large', engine: 'redis' }),
  '0.166',
] as const;
const first = {
  elasticache_group_reads_1: 0,
  elasticache_group_writes_1: 0,
  elasticache_group_connections_maximum_1: 4,
} as const;
const silent = {
  ...first,
  elasticache_group_reads_2: 0,
  elasticache_group_writes_2: 0,
  elasticache_group_connections_maximum_2: 2,
} as const;
const lone = { member_ids: ['carts-001'], member_2: '' };

testCheck(check, {
  fails: [
    {
      name: 'neither the primary nor the replica is used',
      row: cacheGroup(),
      metrics: silent,
      prices: [price],
      says: 'None of the 2 nodes (cache.m6g.large) of replication group carts got a read or write in 14 days; they cost $242.36 a month.',
      saves: '242.360000',
      costs: '242.360000',
      claims: { 'carts-001/hours': '121.180000', 'carts-002/hours': '121.180000' },
      confidence: 85,
    },
    {
      name: 'no connection at all says that there was no command, where commands were not published',
      row: cacheGroup(),
      metrics: { elasticache_group_connections_maximum_1: 0, elasticache_group_connections_maximum_2: 0 },
      prices: [price],
      says: 'None of the 2 nodes (cache.m6g.large) of replication group carts got a read or write in 14 days; they cost $242.36 a month.',
      saves: '242.360000',
    },
    {
      name: 'one node; no price, no savings',
      row: cacheGroup(lone),
      metrics: first,
      says: 'The only node (cache.m6g.large) of replication group carts got no read or write in 14 days.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'only the replica is read: its data is written once a year',
      row: cacheGroup(),
      metrics: { ...silent, elasticache_group_reads_2: 12 },
    },
    {
      name: 'a queue of messages between subscribers, on the primary',
      row: cacheGroup(),
      metrics: { ...silent, elasticache_group_connections_maximum_1: 9 },
    },
    {
      name: 'the secondary of a global datastore',
      row: cacheGroup({ global_role: 'SECONDARY' }),
      metrics: silent,
      skips: 'the secondary of a global datastore stands by',
    },
    {
      name: 'creating',
      row: cacheGroup({ status: 'creating' }),
      metrics: silent,
      skips: 'it is creating',
    },
    {
      name: 'without nodes',
      row: cacheGroup({ member_ids: [], member_1: '', member_2: '' }),
      skips: 'it has no nodes',
    },
  ],
  unknowns: [
    {
      name: 'six shards: an empty slot says nothing of the others',
      row: cacheGroup({ member_ids: ['a', 'b', 'c', 'd', 'e', 'f'] }),
      metrics: silent,
      because: 'it has 6 nodes, and those of 3 at most are measured',
    },
    {
      name: 'created yesterday',
      row: cacheGroup({ created_at: daysAgo(1) }),
      metrics: silent,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'the replica published nothing',
      row: cacheGroup(),
      metrics: first,
      because: 'its commands were measured on 0 days, 7 are needed',
    },
  ],
});
