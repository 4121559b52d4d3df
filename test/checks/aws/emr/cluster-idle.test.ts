import check from '../../../../checks/aws/emr/cluster-idle.ts';
import { emrCluster } from '../../../support/makers/emr.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

/** Two days, hour by hour: busy until so many hours before their end. */
const idleFor = (hours: number) => [
  ...new Array<number>(48 - hours).fill(0),
  ...new Array<number>(hours).fill(1),
];

testCheck(check, {
  fails: [
    {
      name: 'idle for two days',
      row: emrCluster(),
      metrics: { emr_cluster_is_idle: 1 },
      says: 'EMR cluster j-0A (etl) did no work in the last 48 hours of what was read, and waits.',
      saves: null,
      confidence: 80,
      level: 'medium',
      notes: 'its instances are billed as EC2 and EMR; no savings are claimed',
      dimensions: { emr_cluster_id: 'j-0A' },
    },
    {
      name: 'idle since a day',
      row: emrCluster(),
      metrics: { emr_cluster_is_idle: idleFor(24) },
      says: 'EMR cluster j-0A (etl) did no work in the last 24 hours of what was read, and waits.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'works in the morning of every day, and is idle for the rest of it',
      row: emrCluster(),
      metrics: { emr_cluster_is_idle: idleFor(23) },
    },
    { name: 'at work', row: emrCluster(), metrics: { emr_cluster_is_idle: 0 } },
    {
      name: 'answers queries outside YARN, which looks idle',
      row: emrCluster({ applications: ['Hadoop', 'Trino'] }),
      metrics: { emr_cluster_is_idle: 1 },
      skips: 'Trino works outside of what EMR counts',
    },
    {
      name: 'a data store: it has no jobs',
      row: emrCluster({ applications: ['HBase'] }),
      metrics: { emr_cluster_is_idle: 1 },
      skips: 'HBase works outside of what EMR counts',
    },
  ],
  unknowns: [
    {
      name: 'nothing was published',
      row: emrCluster(),
      because: 'AWS published nothing about its last hour',
    },
    {
      name: 'published until an hour before the end',
      row: emrCluster(),
      metrics: { emr_cluster_is_idle: [...idleFor(47).slice(1), null] },
      because: 'AWS published nothing about its last hour',
    },
    {
      name: 'started yesterday: it has not been given work yet',
      row: emrCluster({ ready_at: daysAgo(1) }),
      metrics: { emr_cluster_is_idle: 1 },
      because: 'it is known for 18 hours, 24 are needed',
    },
  ],
});
