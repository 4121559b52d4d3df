import check from '../../../../checks/aws/neptune/instance-idle.ts';
import { neptuneInstanceHour } from '../../../../prices/aws/neptune.ts';
import { neptuneCluster, neptuneInstance } from '../../../support/makers/neptune.ts';
import { daysAgo, dbInstance, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const hour = [
  neptuneInstanceHour(REGION, { instanceClass: 'db.r6g.large', storage: 'standard' }),
  '0.36',
] as const;
const runs = { neptune_instance_cpu_maximum: 3 } as const;
const pair = { rds_clusters: [neptuneCluster()] };
const alone = { rds_clusters: [neptuneCluster({ member_ids: ['graph-1'] })] };

testCheck(check, {
  fails: [
    {
      name: 'silent: Neptune publishes no zero, and its CPU proves that it ran',
      row: neptuneInstance(),
      tables: pair,
      metrics: runs,
      prices: [hour],
      says: 'Neptune instance graph-1 (db.r6g.large) of cluster graph got no request in 14 days; its instance hours cost $262.80 a month.',
      saves: '262.800000',
      costs: '262.800000',
      claims: { 'graph-1/compute': '262.800000' },
      confidence: 80,
      dimensions: { engine: 'neptune', cluster_id: 'graph' },
    },
    {
      name: 'I/O-optimized by its cluster alone',
      row: neptuneInstance(),
      tables: { rds_clusters: [neptuneCluster({ member_ids: ['graph-1'], storage_type: 'iopt1' })] },
      metrics: runs,
      prices: [
        [
          neptuneInstanceHour(REGION, { instanceClass: 'db.r6g.large', storage: 'io_optimized' }),
          '0.5',
        ] as const,
      ],
      says: 'Neptune instance graph-1 (db.r6g.large) of cluster graph got no request in 14 days; its instance hours cost $365.00 a month.',
      saves: '365.000000',
    },
    {
      name: 'alone in its cluster; no price, no savings',
      row: neptuneInstance(),
      tables: alone,
      metrics: runs,
      says: 'Neptune instance graph-1 (db.r6g.large) of cluster graph got no request in 14 days.',
      saves: null,
      confidence: 60,
    },
  ],
  passes: [
    {
      name: 'asked on one day',
      row: neptuneInstance(),
      tables: pair,
      metrics: { ...runs, neptune_instance_requests_maximum: [0.2] },
    },
    {
      name: 'a reader beside a busy writer',
      row: neptuneInstance(),
      tables: pair,
      metrics: { ...runs, neptune_cluster_requests_maximum: 7 },
      skips: 'it stands by for the other members of its cluster',
    },
    {
      name: 'serverless',
      row: neptuneInstance({ instance_class: 'db.serverless' }),
      tables: pair,
      metrics: runs,
      skips: 'a serverless instance scales with its use',
    },
    {
      name: 'stopped, so that it publishes nothing',
      row: neptuneInstance({ status: 'stopped' }),
      tables: pair,
      skips: 'it is stopped',
    },
    { name: 'of RDS', row: dbInstance(), skips: 'not of Neptune' },
  ],
  unknowns: [
    {
      name: 'created yesterday',
      row: neptuneInstance({ created_at: daysAgo(1) }),
      tables: pair,
      metrics: runs,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'nothing is published, not even its CPU',
      row: neptuneInstance(),
      tables: alone,
      because: 'it published on 0 days, 7 are needed',
    },
    {
      name: 'its cluster came between the two listings',
      row: neptuneInstance(),
      metrics: runs,
      because: 'its cluster is not among those that were read',
    },
  ],
});
