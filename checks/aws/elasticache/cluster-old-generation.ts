import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { elasticacheNodeHour } from '../../../prices/aws/elasticache.ts';
import { isOlder } from '../_lib/engine-version.ts';
import { least } from '../_lib/least.ts';

/** Graviton families that take the same sizes. Source: ElastiCache User Guide, "Supported node types". */
const SUCCESSORS: Readonly<Record<string, string>> = {
  t1: 't4g',
  t2: 't4g',
  m1: 'm6g',
  m2: 'r6g',
  m3: 'm6g',
  m4: 'm6g',
  c1: 'm6g',
  r3: 'r6g',
  r4: 'r6g',
};
/** From these versions on Graviton nodes are offered. Source: the same page. */
const GRAVITON: Readonly<Record<string, string>> = { redis: '5.0.6', memcached: '1.5.16', valkey: '7.2' };

/** Sizes that those families have. */
const SIZES = { t: /^(micro|small|medium)$/, other: /^(|2|4|8|12|16)x?large$/ } as const;

function successor(nodeType: string): string | undefined {
  const [cache, family = '', size = ''] = nodeType.split('.');
  const next = SUCCESSORS[family];
  return next && SIZES[next === 't4g' ? 't' : 'other'].test(size) ? `${cache}.${next}.${size}` : undefined;
}
const hourOf = (r: { region: string; engine: string }, nodeType: string) =>
  elasticacheNodeHour(r.region, { nodeType, engine: r.engine });

export default defineCheck({
  id: 'aws.elasticache.node.old.generation',
  title: 'Cache node is of an earlier generation',
  kind: 'cost',
  category: 'modernisation',
  severity: { level: 'low', score: 320 },
  table: 'elasticache_clusters',
  options: z.object({
    oldFamilies: z
      .array(z.string())
      .default(['t1', 't2', 'm1', 'm2', 'm3', 'm4', 'c1', 'r3', 'r4'])
      .describe('Families that a later generation replaces'),
  }),
  messages: {
    old: 'Cache cluster {id} runs on {type}, an earlier generation.',
    cheaper: 'Cache cluster {id} runs on {type}, an earlier generation; {next} would save {savings} a month.',
  },
  why: 'Later generations give more for the same money or less, and AWS retires early ones.',
  fix: 'Modify the cluster to the current generation of the same size, Graviton where the engine version runs on it.',
  links: ['https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html'],
  prices: (row, options) => {
    const next = successor(row.node_type);
    return next && options.oldFamilies.includes(row.node_type.split('.')[1] ?? '')
      ? [hourOf(row, row.node_type), hourOf(row, next)]
      : [];
  },
  evaluate(row, ctx) {
    if (/^(creating|deleting|deleted)$/.test(row.status)) return skip(`it is ${row.status}`);
    const family = row.node_type.split('.')[1] ?? '';
    if (!ctx.options.oldFamilies.includes(family)) return pass;
    const next = successor(row.node_type);
    const [now, then] = [
      ctx.price(hourOf(row, row.node_type)),
      next ? ctx.price(hourOf(row, next)) : undefined,
    ];
    const facts = {
      confidence: 90,
      dimensions: { node_type: row.node_type, family, engine: row.engine },
      monthlyCost: now && perMonth(now.usd).times(row.nodes),
    };
    const values = { id: row.cluster_id, type: row.node_type };
    const isOffered = !isOlder(row.engine_version, GRAVITON[row.engine] ?? '0');
    // two sources of prices would compare a list with an estimate
    if (!next || !now || !then || now.source !== then.source || !isOffered || then.usd.gte(now.usd))
      return fail({ message: 'old', values, ...facts });
    const savings = perMonth(now.usd.minus(then.usd)).times(row.nodes);
    return fail({
      message: 'cheaper',
      values: { ...values, next, savings },
      ...facts,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(85, now.confidence, then.confidence),
      notes: now.note,
    });
  },
});
