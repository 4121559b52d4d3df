import check from '../../../../checks/aws/kafka/cluster-idle.ts';
import { brokerHour } from '../../../../prices/aws/kafka.ts';
import { kafkaCluster } from '../../../support/makers/kafka.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [brokerHour(REGION, { instanceType: 'kafka.m5.large' }), '0.23'] as const;
/** What MSK itself writes, on each of three brokers. */
const canary = {
  kafka_cluster_partitions: 56,
  kafka_broker_1_bytes_in: 200,
  kafka_broker_2_bytes_in: 210,
  kafka_broker_3_bytes_in: 220,
  kafka_broker_1_bytes_out: 100,
  kafka_broker_2_bytes_out: 100,
  kafka_broker_3_bytes_out: 100,
};

testCheck(check, {
  fails: [
    {
      name: 'nothing but the canary topics of MSK itself',
      row: kafkaCluster(),
      metrics: canary,
      prices: [price],
      says: 'Kafka cluster events (3 × kafka.m5.large) carried 220 bytes a second at most by broker and day in 14 days and costs $503.70 a month.',
      saves: '503.700000',
      costs: '503.700000',
      claims: { 'events/hours': '503.700000' },
      confidence: 70,
      level: 'high',
      notes: 'without its storage',
      dimensions: { cluster_name: 'events', instance_type: 'kafka.m5.large' },
    },
    {
      name: 'no topic at all: then nothing is published about traffic',
      row: kafkaCluster(),
      metrics: { kafka_cluster_partitions: 0 },
      prices: [price],
      says: 'Kafka cluster events (3 × kafka.m5.large) has had no topic for 14 days and costs $503.70 a month.',
      saves: '503.700000',
      confidence: 90,
    },
    {
      name: 'no price is known for Express brokers',
      row: kafkaCluster({ instance_type: 'express.m7g.large' }),
      metrics: canary,
      says: 'Kafka cluster events (3 × express.m7g.large) carried 220 bytes a second at most by broker and day in 14 days.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'one busy day of one broker',
      row: kafkaCluster(),
      metrics: {
        ...canary,
        kafka_broker_3_bytes_in: [...new Array<number>(13).fill(200), 50_000],
      },
    },
    {
      name: 'nothing is written, and much is read',
      row: kafkaCluster(),
      metrics: { ...canary, kafka_broker_2_bytes_out: 50_000 },
    },
    {
      name: 'serverless',
      row: kafkaCluster({ cluster_type: 'SERVERLESS', instance_type: '', brokers: 0 }),
      skips: 'it is serverless',
    },
    { name: 'being made', row: kafkaCluster({ state: 'CREATING' }), skips: 'it is CREATING' },
    {
      name: 'large: its traffic is not read',
      row: kafkaCluster({ brokers: 9 }),
      skips: 'it has more than 6 brokers',
    },
  ],
  unknowns: [
    {
      name: 'created three days ago',
      row: kafkaCluster({ created_at: daysAgo(3) }),
      metrics: canary,
      because: 'its partitions are known for 2 days, 7 are needed',
    },
    {
      name: 'nothing was published at all',
      row: kafkaCluster(),
      because: 'its partitions are known for 0 days, 7 are needed',
    },
    {
      name: 'a broker with another number is silent: silence is not idleness',
      row: kafkaCluster(),
      metrics: { kafka_cluster_partitions: 56, kafka_broker_1_bytes_in: 200 },
      because: 'the traffic of a broker is known for 0 days, 7 are needed',
    },
    {
      name: 'no date',
      row: kafkaCluster({ created_at: null }),
      because: 'AWS does not say when it was created',
    },
  ],
});
