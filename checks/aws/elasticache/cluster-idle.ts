import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { elasticacheNodeHour } from '../../../prices/aws/elasticache.ts';
import { least } from '../_lib/least.ts';
import { published, total } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.elasticache.cluster.idle',
  title: 'Cache cluster gets no commands',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 580 },
  table: 'elasticache_clusters',
  metrics: [
    'elasticache_cluster_reads',
    'elasticache_cluster_writes',
    'elasticache_cluster_connections_maximum',
    'elasticache_memcached_reads',
    'elasticache_memcached_writes',
  ],
  respectsKeepTags: true,
  options: z.object({
    // ElastiCache User Guide, "Metrics for Valkey and Redis OSS": two to four monitor each node
    monitoringConnections: z
      .int()
      .min(0)
      .default(4)
      .describe('Connections that ElastiCache itself holds; Memcached is judged by its commands alone'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with datapoints, and age, that are needed'),
  }),
  messages: {
    idle: 'Cache cluster {id} ({type}, {nodes} nodes) got no read or write in {days} days[ and costs {savings} a month].',
    single: 'Cache cluster {id} ({type}) got no read or write in {days} days[ and costs {savings} a month].',
  },
  why: 'A cache is billed by the node-hour, with or without commands.',
  fix: 'Take a backup where the engine has one, and delete the cluster.',
  links: ['https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html'],
  prices: (row) =>
    row.status === 'available' && row.replication_group_id === ''
      ? [elasticacheNodeHour(row.region, { nodeType: row.node_type, engine: row.engine })]
      : [],
  evaluate(row, ctx) {
    if (row.replication_group_id !== '') return skip('judged with its replication group');
    if (row.status !== 'available') return skip(`it is ${row.status}`);
    const { minimumDays, monitoringConnections } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const isMemcached = row.engine === 'memcached';
    const reads = published(
      ctx.metric(isMemcached ? 'elasticache_memcached_reads' : 'elasticache_cluster_reads'),
    );
    const writes = published(
      ctx.metric(isMemcached ? 'elasticache_memcached_writes' : 'elasticache_cluster_writes'),
    );
    const connections = published(ctx.metric('elasticache_cluster_connections_maximum'));
    // without any connection there is no command, published or not
    const isAlone = !isMemcached && connections.length > 0 && Math.max(...connections) === 0;
    const days = isAlone
      ? connections.length
      : Math.min(reads.length, writes.length, isMemcached ? 14 : connections.length);
    if (total([...reads, ...writes]) > 0) return pass;
    if (days < minimumDays)
      return unknown(`its commands were measured on ${days} days, ${minimumDays} are needed`);
    if (!isMemcached && Math.max(...connections) > monitoringConnections) return pass;
    const price = ctx.price(elasticacheNodeHour(row.region, { nodeType: row.node_type, engine: row.engine }));
    const savings = price && perMonth(price.usd).times(row.nodes);
    return fail({
      message: row.nodes > 1 ? 'idle' : 'single',
      values: { id: row.cluster_id, type: row.node_type, nodes: row.nodes, days, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(85, price?.confidence ?? 60),
      notes: price?.note ?? '',
      dimensions: { node_type: row.node_type, engine: row.engine },
    });
  },
});
