import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { BROKERS_READ } from '../../../contracts/inventory/kafka.ts';
import { perMonth } from '../../../contracts/money.ts';
import { brokerHour } from '../../../prices/aws/kafka.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since } from '../_lib/series.ts';

/** By broker, the first one first. */
const IN = [
  'kafka_broker_1_bytes_in',
  'kafka_broker_2_bytes_in',
  'kafka_broker_3_bytes_in',
  'kafka_broker_4_bytes_in',
  'kafka_broker_5_bytes_in',
  'kafka_broker_6_bytes_in',
] as const;
const OUT = [
  'kafka_broker_1_bytes_out',
  'kafka_broker_2_bytes_out',
  'kafka_broker_3_bytes_out',
  'kafka_broker_4_bytes_out',
  'kafka_broker_5_bytes_out',
  'kafka_broker_6_bytes_out',
] as const;

export default defineCheck({
  id: 'aws.kafka.clusters.idle',
  title: 'Kafka cluster that carries next to nothing',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'high', score: 660 },
  table: 'kafka_clusters',
  metrics: ['kafka_cluster_partitions', ...IN, ...OUT],
  respectsKeepTags: true,
  options: z.object({
    // MSK itself writes to canary topics on every broker, so that an idle one is not silent
    maximumBytesPerSecond: z
      .number()
      .min(0)
      .default(1024)
      .describe('Mean of the busiest day of the busiest broker, to or from clients'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    empty: 'Kafka cluster {name} ({hosts}) has had no topic for {days} days[ and costs {savings} a month].',
    idle: 'Kafka cluster {name} ({hosts}) carried {rate} bytes a second at most by broker and day in {days} days[ and costs {savings} a month].',
  },
  why: 'The brokers of a provisioned cluster are billed by the hour, with or without messages; it cannot be stopped.',
  fix: 'Delete the cluster when its topics are not needed, or move them to a cluster that others use too.',
  links: ['https://docs.aws.amazon.com/msk/latest/developerguide/metrics-details.html'],
  prices: (row) =>
    row.cluster_type === 'PROVISIONED' ? [brokerHour(row.region, { instanceType: row.instance_type })] : [],
  evaluate(row, ctx) {
    if (row.cluster_type !== 'PROVISIONED') return skip('it is serverless');
    if (row.state !== 'ACTIVE') return skip(`it is ${row.state}`);
    if (row.brokers > BROKERS_READ) return skip(`it has more than ${BROKERS_READ} brokers`);
    if (row.created_at === null) return unknown('AWS does not say when it was created');
    const { minimumDays, maximumBytesPerSecond } = ctx.options;
    const partitions = since(ctx.metric('kafka_cluster_partitions'), row.created_at);
    if (partitions.length < minimumDays)
      return unknown(`its partitions are known for ${partitions.length} days, ${minimumDays} are needed`);
    const isEmpty = Math.max(...partitions) === 0;
    const traffic = [...IN.slice(0, row.brokers), ...OUT.slice(0, row.brokers)].map((name) =>
      since(ctx.metric(name), row.created_at),
    );
    // without a topic nothing is published about traffic
    const days = isEmpty ? partitions.length : Math.min(...traffic.map((t) => t.length));
    if (days < minimumDays)
      return unknown(`the traffic of a broker is known for ${days} days, ${minimumDays} are needed`);
    const busiest = Math.max(0, ...traffic.flat());
    if (busiest > maximumBytesPerSecond) return pass;

    const price = ctx.price(brokerHour(row.region, { instanceType: row.instance_type }));
    const savings = price && perMonth(price.usd).times(row.brokers);
    return fail({
      message: isEmpty ? 'empty' : 'idle',
      values: {
        name: row.cluster_name,
        hosts: `${row.brokers} × ${row.instance_type}`,
        rate: Math.round(busiest),
        days,
        savings,
      },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(isEmpty ? 90 : 70, price?.confidence ?? 90),
      notes: notesOf(price?.note, 'without its storage'),
      dimensions: { cluster_name: row.cluster_name, instance_type: row.instance_type },
      metrics: { busiest_bytes_per_second: busiest },
    });
  },
});
