import check from '../../../../checks/aws/elasticache/cluster-old-generation.ts';
import { elasticacheNodeHour } from '../../../../prices/aws/elasticache.ts';
import { cacheCluster } from '../../../support/makers/elasticache.ts';
import { REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const hour = (nodeType: string, usd: string) =>
  [elasticacheNodeHour(REGION, { nodeType, engine: 'redis' }), usd] as const;
const r4 = [hour('cache.r4.large', '0.254'), hour('cache.r6g.large', '0.228')];

testCheck(check, {
  fails: [
    {
      name: 'r4, and the Graviton successor is cheaper',
      row: cacheCluster({ node_type: 'cache.r4.large' }),
      prices: r4,
      says: 'Cache cluster sessions runs on cache.r4.large, an earlier generation; cache.r6g.large would save $18.98 a month.',
      saves: '18.980000',
      costs: '185.420000',
      claims: { 'sessions/hours': '18.980000' },
      confidence: 85,
    },
    {
      name: 'its engine is too old for Graviton',
      row: cacheCluster({ node_type: 'cache.r4.large', engine_version: '3.2.10' }),
      prices: r4,
      says: 'Cache cluster sessions runs on cache.r4.large, an earlier generation.',
      saves: null,
    },
    {
      name: 'the successor costs more',
      row: cacheCluster({ node_type: 'cache.m4.large' }),
      prices: [hour('cache.m4.large', '0.156'), hour('cache.m6g.large', '0.166')],
      says: 'Cache cluster sessions runs on cache.m4.large, an earlier generation.',
      saves: null,
    },
    {
      name: 'a size that the successor does not have',
      row: cacheCluster({ node_type: 'cache.m4.10xlarge' }),
      says: 'Cache cluster sessions runs on cache.m4.10xlarge, an earlier generation.',
      saves: null,
    },
  ],
  passes: [
    { name: 'current', row: cacheCluster() },
    { name: 'x86 of the fifth generation', row: cacheCluster({ node_type: 'cache.r5.large' }) },
    {
      name: 'deleting',
      row: cacheCluster({ node_type: 'cache.r4.large', status: 'deleting' }),
      skips: 'it is deleting',
    },
  ],
  unknowns: [],
  neverUnknown: 'a node type is told with the cluster',
});
