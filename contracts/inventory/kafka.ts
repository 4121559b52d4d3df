/** Inventory of Amazon MSK. */
import { int32, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const kafkaClusters = inventoryTable({
  name: 'kafka_clusters',
  comment: 'Provisioned and serverless clusters (ListClustersV2)',
  service: 'kafka',
  iamActions: ['kafka:ListClustersV2'],
  sortBy: ['cluster_name'],
  resource: {
    service: 'AmazonMSK',
    type: 'kafka_cluster',
    idColumn: 'cluster_name',
    arn: (r) => r.arn,
    billed: [
      { part: 'storage', services: ['AmazonMSK'], usage: 'Storage' },
      { part: 'hours', services: ['AmazonMSK'], usage: 'Kafka\\.' },
    ],
  },
  columns: {
    cluster_name: text('ClusterName'),
    arn: text('ClusterArn'),
    cluster_type: text('PROVISIONED | SERVERLESS'),
    state: text('ACTIVE | CREATING | DELETING | UPDATING …'),
    instance_type: text('e.g. kafka.m5.large, express.m7g.large; empty for a serverless one'),
    brokers: int32('NumberOfBrokerNodes'),
    created_at: nullable(timestamp('CreationTime')),
    tags: map(text('tag value'), 'Tags with their original keys'),
  },
});

type Cluster = RowOf<typeof kafkaClusters>;
const cluster = metricSpec<Cluster>();
/** Brokers whose traffic is read: it is published by broker, never for a cluster. */
export const BROKERS_READ = 6;
const isRead = (r: Cluster): boolean =>
  r.cluster_type === 'PROVISIONED' && r.state === 'ACTIVE' && r.brokers <= BROKERS_READ;
// Amazon MSK Developer Guide, "Amazon MSK metrics for monitoring … brokers with CloudWatch": at the DEFAULT level, free, all the time
const ofCluster = {
  table: 'kafka_clusters',
  namespace: 'AWS/Kafka',
  dimension: 'Cluster Name',
  column: 'cluster_name',
  period: 86400,
  days: 14,
  silentAtZero: false,
} as const;
const ofBroker = (id: number, metric: 'BytesInPerSec' | 'BytesOutPerSec') =>
  cluster({
    ...ofCluster,
    metric,
    fixed: { 'Broker ID': String(id) },
    statistic: 'Average',
    when: (r) => isRead(r) && r.brokers >= id,
  });

export const metrics = {
  kafka_cluster_partitions: cluster({
    ...ofCluster,
    metric: 'GlobalPartitionCount',
    statistic: 'Maximum',
    when: isRead,
  }),
  kafka_broker_1_bytes_in: ofBroker(1, 'BytesInPerSec'),
  kafka_broker_2_bytes_in: ofBroker(2, 'BytesInPerSec'),
  kafka_broker_3_bytes_in: ofBroker(3, 'BytesInPerSec'),
  kafka_broker_4_bytes_in: ofBroker(4, 'BytesInPerSec'),
  kafka_broker_5_bytes_in: ofBroker(5, 'BytesInPerSec'),
  kafka_broker_6_bytes_in: ofBroker(6, 'BytesInPerSec'),
  kafka_broker_1_bytes_out: ofBroker(1, 'BytesOutPerSec'),
  kafka_broker_2_bytes_out: ofBroker(2, 'BytesOutPerSec'),
  kafka_broker_3_bytes_out: ofBroker(3, 'BytesOutPerSec'),
  kafka_broker_4_bytes_out: ofBroker(4, 'BytesOutPerSec'),
  kafka_broker_5_bytes_out: ofBroker(5, 'BytesOutPerSec'),
  kafka_broker_6_bytes_out: ofBroker(6, 'BytesOutPerSec'),
} as const;

export const tables = { kafka_clusters: kafkaClusters } as const;
