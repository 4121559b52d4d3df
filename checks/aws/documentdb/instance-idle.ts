import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { isServing } from '../../../contracts/inventory/rds.ts';
import { perMonth } from '../../../contracts/money.ts';
import { documentdbInstanceHour } from '../../../prices/aws/documentdb.ts';
import { least } from '../_lib/least.ts';
import { storageModel } from '../_lib/rds-engine.ts';
import { published } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.documentdb.instance.idle',
  title: 'DocumentDB instance has no connections',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 600 },
  table: 'rds_instances',
  lookups: ['rds_clusters'],
  metrics: ['documentdb_instance_connections_maximum', 'documentdb_cluster_connections_maximum'],
  respectsKeepTags: true,
  options: z.object({
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with datapoints, and age, that are needed'),
  }),
  messages: {
    idle: 'DocumentDB instance {id} ({class}) of cluster {cluster} had no connection in {days} days[; its instance hours cost {savings} a month].',
  },
  why: 'An instance that nobody connects to is billed like any other.',
  fix: 'Stop the cluster for up to a week at a time, or take a final snapshot and delete it.',
  links: ['https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-stop-start.html'],
  prices: (row, _options, lookup) =>
    row.engine === 'docdb' && isServing(row) && row.instance_class !== 'db.serverless'
      ? [
          documentdbInstanceHour(row.region, {
            instanceClass: row.instance_class,
            storage: storageModel(row, ...lookup('rds_clusters').where('db_cluster_id', row.cluster_id)),
          }),
        ]
      : [],
  evaluate(row, ctx) {
    if (row.engine !== 'docdb') return skip('not of DocumentDB');
    if (!isServing(row)) return skip(`it is ${row.status}`);
    if (row.instance_class === 'db.serverless') return skip('a serverless instance scales with its use');
    const { minimumDays } = ctx.options;
    const [cluster] = ctx.lookup('rds_clusters').where('db_cluster_id', row.cluster_id);
    if (!cluster) return unknown('its cluster is not among those that were read');
    const connections = published(ctx.metric('documentdb_instance_connections_maximum'));
    if (Math.max(0, ...connections) > 0) return pass;
    if (cluster.member_ids.length > 1) {
      // a reader without connections stands by for a writer that has some
      const theirs = published(ctx.metric('documentdb_cluster_connections_maximum'));
      if (Math.max(0, ...theirs) > 0) return skip('it stands by for the other members of its cluster');
      if (theirs.length < minimumDays)
        return unknown(
          `connections of its cluster were measured on ${theirs.length} days, ${minimumDays} are needed`,
        );
    }
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    if (connections.length < minimumDays)
      return unknown(`connections were measured on ${connections.length} days, ${minimumDays} are needed`);
    const price = ctx.price(
      documentdbInstanceHour(row.region, {
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
        days: connections.length,
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
