/** Rows of EMR. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

/** Waiting, with Spark, a month old. */
export const emrCluster = maker('emr_clusters', {
  cluster_id: 'j-0A',
  name: 'etl',
  arn: `arn:aws:elasticmapreduce:${REGION}:${ACCOUNT}:cluster/j-0A`,
  applications: ['Hadoop', 'Spark'],
  ready_at: daysAgo(30),
});
