import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { perMonth } from '../../../contracts/money.ts';
import { rdsInstanceHour } from '../../../contracts/price.ts';
import { isNonProduction } from '../_lib/environment-tag.ts';
import { least } from '../_lib/least.ts';
import { isAurora, storageCost, storagePrices } from '../_lib/rds-storage-cost.ts';

const hour = (r: Row<'rds_instances'>, deployment: 'single_az' | 'multi_az') =>
  rdsInstanceHour(r.region, {
    instanceClass: r.instance_class,
    engine: r.engine,
    licenseModel: r.license_model,
    deployment,
  });

export default defineCheck({
  id: 'aws.rds.multi.az.non.prod',
  title: 'Non-production RDS instance runs in two zones',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 520 },
  table: 'rds_instances',
  options: z.object({
    nonProduction: z
      .array(z.string())
      .default([
        'dev',
        'development',
        'test',
        'testing',
        'nprd',
        'staging',
        'stage',
        'nonprod',
        'non-prod',
        'sandbox',
        'qa',
        'uat',
        'demo',
      ])
      .describe('Values of env, environment, stage or tier tags'),
    production: z
      .array(z.string())
      .default(['prod', 'production', 'prd', 'live'])
      .describe('Values that win over those'),
  }),
  messages: {
    twice:
      'RDS instance {id} ({class}) is tagged {environment} and runs Multi-AZ; one zone would save {savings} a month.',
    stopped:
      'RDS instance {id} ({class}) is tagged {environment} and stopped; one zone instead of two would save {savings} a month of storage.',
    unpriced:
      'RDS instance {id} ({class}) is tagged {environment} and runs Multi-AZ, which doubles its cost.',
  },
  why: 'Multi-AZ doubles instance and storage for availability that non-production seldom needs.',
  fix: 'Modify the instance to Single-AZ.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html'],
  prices: (row) =>
    row.multi_az && !isAurora(row)
      ? [
          hour(row, 'single_az'),
          hour(row, 'multi_az'),
          ...storagePrices(row, 'single_az'),
          ...storagePrices(row, 'multi_az'),
        ]
      : [],
  evaluate(row, ctx) {
    if (isAurora(row) || row.cluster_id !== '') return skip('its zones are its cluster’s');
    if (!row.multi_az || !isNonProduction(row.tags, ctx.options.nonProduction, ctx.options.production))
      return pass;
    const environment =
      Object.entries(row.tags).find(([k]) => /^(env|environment|stage|tier)$/i.test(k.trim()))?.[1] ?? '';
    const values = { id: row.db_instance_id, class: row.instance_class, environment };
    const [single, multi] = [ctx.price(hour(row, 'single_az')), ctx.price(hour(row, 'multi_az'))];
    const [one, two] = [storageCost(row, 'single_az', ctx.price), storageCost(row, 'multi_az', ctx.price)];
    const running = row.status !== 'stopped';
    const storage = one && two && two.monthly.gt(one.monthly) ? two.monthly.minus(one.monthly) : undefined;
    if ((running && (!single || !multi)) || !storage || !one || !two)
      return fail({
        message: 'unpriced',
        values,
        confidence: 50,
        dimensions: { instance_class: row.instance_class, environment },
      });
    const compute =
      running && single && multi && multi.usd.gt(single.usd)
        ? perMonth(multi.usd.minus(single.usd))
        : undefined;
    const savings = compute ? compute.plus(storage) : storage;
    return fail({
      message: running ? 'twice' : 'stopped',
      values: { ...values, savings },
      monthlyCost: running && multi ? perMonth(multi.usd).plus(two.monthly) : two.monthly,
      claims: [
        ...(compute ? [{ part: 'compute', monthlySavings: compute }] : []),
        { part: 'storage', monthlySavings: storage },
      ],
      confidence: least(
        80,
        single?.confidence ?? 100,
        multi?.confidence ?? 100,
        one.confidence,
        two.confidence,
      ),
      notes: [...new Set([single?.note ?? '', two.note].filter((n) => n !== ''))].join('; '),
      dimensions: { instance_class: row.instance_class, environment },
    });
  },
});
