import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { MEMBERS_MEASURED } from '../../../contracts/inventory/elasticache.ts';
import { perMonth } from '../../../contracts/money.ts';
import { elasticacheNodeHour } from '../../../prices/aws/elasticache.ts';
import { least } from '../_lib/least.ts';
import { published, total } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

const READS = [
  'elasticache_group_reads_1',
  'elasticache_group_reads_2',
  'elasticache_group_reads_3',
] as const;
const WRITES = [
  'elasticache_group_writes_1',
  'elasticache_group_writes_2',
  'elasticache_group_writes_3',
] as const;
const CONNECTIONS = [
  'elasticache_group_connections_maximum_1',
  'elasticache_group_connections_maximum_2',
  'elasticache_group_connections_maximum_3',
] as const;

/** A replica that nobody reads stands by for its primary: only all nodes together can be idle. */
export default defineCheck({
  id: 'aws.elasticache.replication.group.idle',
  title: 'Replication group gets no commands',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 600 },
  table: 'elasticache_replication_groups',
  metrics: [...READS, ...WRITES, ...CONNECTIONS],
  respectsKeepTags: true,
  options: z.object({
    // ElastiCache User Guide, "Metrics for Valkey and Redis OSS": two to four monitor each node
    monitoringConnections: z
      .int()
      .min(0)
      .default(4)
      .describe('Connections that ElastiCache itself holds to each node'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with datapoints, and age, that are needed'),
  }),
  messages: {
    idle: 'None of the {nodes} nodes ({type}) of replication group {id} got a read or write in {days} days[; they cost {savings} a month].',
    single:
      'The only node ({type}) of replication group {id} got no read or write in {days} days[; it costs {savings} a month].',
  },
  why: 'A cache is billed by the node-hour, with or without commands.',
  fix: 'Take a final backup and delete the group.',
  links: ['https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html'],
  prices: (row) =>
    row.status === 'available' && row.global_role !== 'SECONDARY'
      ? [elasticacheNodeHour(row.region, { nodeType: row.node_type, engine: row.engine })]
      : [],
  evaluate(row, ctx) {
    if (row.status !== 'available') return skip(`it is ${row.status}`);
    if (row.global_role === 'SECONDARY') return skip('the secondary of a global datastore stands by');
    const nodes = row.member_ids.length;
    if (nodes === 0) return skip('it has no nodes');
    if (nodes > MEMBERS_MEASURED)
      return unknown(`it has ${nodes} nodes, and those of ${MEMBERS_MEASURED} at most are measured`);
    const { minimumDays, monitoringConnections } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const of = (names: readonly Parameters<typeof ctx.metric>[0][]): number[][] =>
      names.slice(0, nodes).map((name) => published(ctx.metric(name)));
    const commands = [...of(READS), ...of(WRITES)];
    const connections = of(CONNECTIONS);
    if (commands.some((c) => total(c) > 0)) return pass;
    // without any connection there is no command, published or not
    const isAlone = connections.every((c) => c.length > 0 && Math.max(...c) === 0);
    const days = Math.min(...(isAlone ? connections : [...commands, ...connections]).map((s) => s.length));
    if (days < minimumDays)
      return unknown(`its commands were measured on ${days} days, ${minimumDays} are needed`);
    if (connections.some((c) => Math.max(...c) > monitoringConnections)) return pass;
    const price = ctx.price(elasticacheNodeHour(row.region, { nodeType: row.node_type, engine: row.engine }));
    const each = price && perMonth(price.usd);
    const savings = each?.times(nodes);
    return fail({
      message: nodes > 1 ? 'idle' : 'single',
      values: { id: row.replication_group_id, type: row.node_type, nodes, days, savings },
      monthlyCost: savings,
      // the bill knows the nodes
      claims: row.member_ids.map((resourceId) => ({ part: 'hours', resourceId, monthlySavings: each })),
      confidence: least(85, price?.confidence ?? 60),
      notes: price?.note ?? '',
      dimensions: { node_type: row.node_type, engine: row.engine },
    });
  },
});
