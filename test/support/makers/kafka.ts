/** Rows of MSK. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

/** Provisioned, three brokers, three months old. */
export const kafkaCluster = maker('kafka_clusters', {
  cluster_name: 'events',
  arn: `arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/events/0a-1`,
  cluster_type: 'PROVISIONED',
  state: 'ACTIVE',
  instance_type: 'kafka.m5.large',
  brokers: 3,
  created_at: daysAgo(90),
});
