/** Inventory of Amazon EMR on EC2. */
import { list, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const emrClusters = inventoryTable({
  name: 'emr_clusters',
  comment: 'Clusters that wait for work (ListClusters, DescribeCluster)',
  service: 'emr',
  iamActions: ['elasticmapreduce:ListClusters', 'elasticmapreduce:DescribeCluster'],
  sortBy: ['cluster_id'],
  resource: {
    service: 'ElasticMapReduce',
    type: 'emr_cluster',
    idColumn: 'cluster_id',
    arn: (r) => r.arn,
    // the instances under it are resources of their own
    billed: [{ part: 'hours', services: ['ElasticMapReduce'] }],
  },
  columns: {
    cluster_id: text('j-…'),
    name: text('Name'),
    arn: text('ClusterArn'),
    applications: list(text('e.g. Spark'), 'What is installed'),
    ready_at: nullable(timestamp('ReadyDateTime')),
    tags: map(text('tag value'), 'Tags with their original keys'),
    unread: text('Why it could not be read, empty when it was'),
  },
});

export const metrics = {
  emr_cluster_is_idle: metricSpec<RowOf<typeof emrClusters>>()({
    table: 'emr_clusters',
    namespace: 'AWS/ElasticMapReduce',
    metric: 'IsIdle',
    dimension: 'JobFlowId',
    column: 'cluster_id',
    statistic: 'Minimum',
    period: 3600,
    days: 2,
    silentAtZero: false,
  }),
} as const;

export const tables = { emr_clusters: emrClusters } as const;
