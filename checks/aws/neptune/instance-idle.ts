import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { isServing } from '../../../contracts/inventory/rds.ts';
import { perMonth } from '../../../contracts/money.ts';
import { neptuneInstanceHour } from '../../../prices/aws/neptune.ts';
import { least } from '../_lib/least.ts';
import { storageModel } from '../_lib/rds-engine.ts';
import { published, since, total } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.neptune.instance.idle',
  title: 'Neptune instance gets no requests',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 600 },
  table: 'rds_instances',
  lookups: ['rds_clusters'],
  metrics: [
    'neptune_instance_requests_maximum',
    'neptune_cluster_requests_maximum',
    'neptune_instance_cpu_maximum',
  ],
  respectsKeepTags: true,
  options: z.object({
    minimumDays: z.int().min(1).max(14).default(7).describe('Days on which it ran, and age, that are needed'),
  }),
  messages: {
    idle: 'Neptune instance {id} ({class}) of cluster {cluster} got no request in {days} days[; its instance hours cost {savings} a month].',
  },
  why: 'An instance that nobody queries is billed like any other.',
  fix: 'Stop the cluster for up to a week at a time, or take a final snapshot and delete it.',
  links: ['https://docs.aws.amazon.com/neptune/latest/userguide/manage-console-stop-start.html'],
  prices: (row, _options, lookup) =>
    row.engine === 'neptune' && isServing(row) && row.instance_class !== 'db.serverless'
      ? [
          neptuneInstanceHour(row.region, {
            instanceClass: row.instance_class,
            storage: storageModel(row, ...lookup('rds_clusters').where('db_cluster_id', row.cluster_id)),
          }),
        ]
      : [],
  evaluate(row, ctx) {
    if (row.engine !== 'neptune') return skip('not of Neptune');
    if (!isServing(row)) return skip(`it is ${row.status}`);
    if (row.instance_class === 'db.serverless') return skip('a serverless instance scales with its use');
    const { minimumDays } = ctx.options;
    const [cluster] = ctx.lookup('rds_clusters').where('db_cluster_id', row.cluster_id);
    if (!cluster) return unknown('its cluster is not among those that were read');
    if (total(since(ctx.metric('neptune_instance_requests_maximum'), null)) > 0) return pass;
    // a reader without requests stands by for a writer that has some
    if (
      cluster.member_ids.length > 1 &&
      total(since(ctx.metric('neptune_cluster_requests_maximum'), null)) > 0
    )
      return skip('it stands by for the other members of its cluster');
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const days = published(ctx.metric('neptune_instance_cpu_maximum')).length;
    if (days < minimumDays) return unknown(`it published on ${days} days, ${minimumDays} are needed`);
    const price = ctx.price(
      neptuneInstanceHour(row.region, {
        instanceClass: row.instance_class,
        storage: storageModel(row, cluster),
      }),
    );
    const savings = price && perMonth(price.usd);
    return fail({
      message: 'idle',
      values: {
        id: row.db_instance_id,
        class: row.instance_class,
        cluster: row.cluster_id,
        days,
        savings,
      },
      monthlyCost: savings,
      claims: [{ part: 'compute', monthlySavings: savings }],
      confidence: least(80, price?.confidence ?? 60),
      notes: price?.note ?? '',
      dimensions: { instance_class: row.instance_class, engine: row.engine, cluster_id: row.cluster_id },
    });
  },
});
