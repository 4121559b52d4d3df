import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { Big, perMonth } from '../../../contracts/money.ts';
import type { Price, PriceRequest } from '../../../contracts/price.ts';
import { opensearchInstanceHour, opensearchStorage } from '../../../prices/aws/opensearch.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { published } from '../_lib/series.ts';

type Domain = Row<'opensearch_domains'>;
const hourOf = (r: Domain, instanceType: string) => opensearchInstanceHour(r.region, { instanceType });
const gibOf = (r: Domain) => opensearchStorage(r.region, { volumeType: r.volume_type });

/** Undefined when a price of one of its parts is not known. */
function costOf(r: Domain, price: (q: PriceRequest) => Price | undefined) {
  const data = price(hourOf(r, r.instance_type));
  const master = r.masters > 0 ? price(hourOf(r, r.master_type)) : undefined;
  const gib = r.volume_gib > 0 ? price(gibOf(r)) : undefined;
  if (!data || (r.masters > 0 && !master) || (r.volume_gib > 0 && !gib)) return undefined;
  return {
    hours: perMonth(data.usd.times(r.instances).plus(master?.usd.times(r.masters) ?? 0)),
    storage: gib?.usd.times(r.volume_gib).times(r.instances) ?? new Big(0),
    confidence: Math.min(data.confidence, master?.confidence ?? 100, gib?.confidence ?? 100),
    note: notesOf(data.note, master?.note, gib?.note),
  };
}

export default defineCheck({
  id: 'aws.opensearch.domain.idle',
  title: 'Search domain is neither searched nor written',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 600 },
  table: 'opensearch_domains',
  metrics: ['opensearch_domain_search_rate_maximum', 'opensearch_domain_indexing_rate_maximum'],
  respectsKeepTags: true,
  options: z.object({
    maximumPerMinute: z
      .number()
      .min(0)
      .default(0)
      .describe('Searches, and documents indexed, in the busiest minute of any node'),
    // a domain does not tell when it was created: its datapoints say how old it is at least
    minimumDays: z.int().min(1).max(14).default(14).describe('Days with datapoints that are needed'),
  }),
  messages: {
    idle: 'Domain {id} ({nodes} × {type}) was neither searched nor written in {days} days[ and costs {savings} a month].',
  },
  why: 'Nodes and volumes of a domain are billed by the hour, with or without requests.',
  fix: 'Take a manual snapshot to S3 and delete the domain.',
  links: [
    'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/managedomains-cloudwatchmetrics.html',
  ],
  prices: (row) =>
    row.created && !row.deleted && row.warm_nodes === 0
      ? [
          hourOf(row, row.instance_type),
          ...(row.masters > 0 ? [hourOf(row, row.master_type)] : []),
          ...(row.volume_gib > 0 ? [gibOf(row)] : []),
        ]
      : [],
  evaluate(row, ctx) {
    if (!row.created) return skip('it is being created');
    if (row.deleted) return skip('it is being deleted');
    if (row.warm_nodes > 0) return unknown('searches of its warm nodes are not measured');
    const searches = published(ctx.metric('opensearch_domain_search_rate_maximum'));
    const writes = published(ctx.metric('opensearch_domain_indexing_rate_maximum'));
    const { minimumDays, maximumPerMinute } = ctx.options;
    if (Math.max(0, ...searches, ...writes) > maximumPerMinute) return pass;
    const days = Math.min(searches.length, writes.length);
    if (days < minimumDays)
      return unknown(`its requests were measured on ${days} days, ${minimumDays} are needed`);
    const cost = costOf(row, ctx.price);
    const savings = cost?.hours.plus(cost.storage);
    return fail({
      message: 'idle',
      values: { id: row.domain_name, nodes: row.instances, type: row.instance_type, days, savings },
      monthlyCost: savings,
      claims: [
        { part: 'hours', monthlySavings: cost?.hours },
        { part: 'storage', monthlySavings: row.volume_gib > 0 ? cost?.storage : undefined },
      ],
      confidence: least(80, cost?.confidence ?? 60),
      notes: cost?.note ?? '',
      dimensions: { instance_type: row.instance_type, engine_version: row.engine_version },
    });
  },
});
