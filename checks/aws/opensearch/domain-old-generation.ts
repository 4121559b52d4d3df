import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';

/** Source: OpenSearch Service Developer Guide, "Supported instance types", previous generation. */
export default defineCheck({
  id: 'aws.opensearch.domain.old.generation',
  title: 'Search domain runs on an earlier generation',
  kind: 'cost',
  category: 'modernisation',
  severity: { level: 'low', score: 320 },
  table: 'opensearch_domains',
  options: z.object({
    oldFamilies: z
      .array(z.string())
      .default(['t2', 'm3', 'm4', 'c4', 'r3', 'r4', 'i2'])
      .describe('Families that a later generation replaces'),
  }),
  messages: { old: 'Domain {id} runs on {types}, an earlier generation.' },
  why: 'Later generations give more for the same money or less, and new engine versions and features need them.',
  fix: 'Change the domain to a current type, Graviton from Elasticsearch 7.9 on.',
  links: [
    'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/supported-instance-types.html',
  ],
  evaluate(row, ctx) {
    if (row.deleted) return skip('it is being deleted');
    const types = [row.instance_type, row.master_type].filter((t) =>
      ctx.options.oldFamilies.includes(t.split('.')[0] ?? ''),
    );
    if (types.length === 0) return pass;
    return fail({
      message: 'old',
      values: { id: row.domain_name, types: [...new Set(types)].join(' and ') },
      confidence: 90,
      dimensions: { instance_type: row.instance_type, engine_version: row.engine_version },
    });
  },
});
