/** Inventory of Amazon Redshift (provisioned): only the fields that checks use. */
import { bool, int32, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const REDSHIFT = ['AmazonRedshift'];

const redshiftClusters = inventoryTable({
  name: 'redshift_clusters',
  comment: 'Provisioned Redshift clusters (DescribeClusters)',
  service: 'redshift',
  iamActions: ['redshift:DescribeClusters'],
  sortBy: ['cluster_id'],
  resource: {
    service: 'AmazonRedshift',
    type: 'redshift_cluster',
    idColumn: 'cluster_id',
    availabilityZoneColumn: 'availability_zone',
    arn: (r, partition) => `arn:${partition}:redshift:${r.region}:${r.account_id}:cluster:${r.cluster_id}`,
    billed: [
      { part: 'hours', services: REDSHIFT, usage: 'Node:' },
      { part: 'storage', services: REDSHIFT, usage: 'RMS|Storage' },
    ],
  },
  columns: {
    cluster_id: text('ClusterIdentifier'),
    namespace_arn: text('ClusterNamespaceArn: what its data shares are produced by'),
    node_type: text('e.g. ra3.xlplus'),
    nodes: int32('Nodes that are billed: the leader of several is not among them'),
    status: text('available | paused | resizing | deleting | …'),
    availability_zone: text('Availability Zone name'),
    created_at: nullable(timestamp('ClusterCreateTime')),
    tags: map(text('tag value'), 'Tags with their original keys'),
  },
});

const redshiftDatashares = inventoryTable({
  name: 'redshift_datashares',
  comment: 'Data shares, outbound and inbound (DescribeDataShares)',
  service: 'redshift',
  iamActions: ['redshift:DescribeDataShares'],
  sortBy: ['datashare_arn'],
  columns: {
    datashare_arn: text('DataShareArn'),
    producer_arn: text('Namespace whose data it shares'),
    has_consumers: bool('Somebody may read it: an association that was not refused or taken back'),
  },
});

type Cluster = RowOf<typeof redshiftClusters>;
const cluster = metricSpec<Cluster>();
/** Published every minute while it runs, zero or not. Source: Redshift Management Guide, "Performance data in Amazon Redshift". */
const daily = {
  table: 'redshift_clusters',
  namespace: 'AWS/Redshift',
  dimension: 'ClusterIdentifier',
  column: 'cluster_id',
  period: 86400,
  days: 14,
  silentAtZero: false,
  when: (r: Cluster) => r.status === 'available',
} as const;

export const metrics = {
  redshift_cluster_connections_maximum: cluster({
    ...daily,
    metric: 'DatabaseConnections',
    statistic: 'Maximum',
  }),
  redshift_cluster_cpu: cluster({ ...daily, metric: 'CPUUtilization', statistic: 'Average' }),
} as const;

export const tables = {
  redshift_clusters: redshiftClusters,
  redshift_datashares: redshiftDatashares,
} as const;
