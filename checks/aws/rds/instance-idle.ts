import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { isServing } from '../../../contracts/inventory/rds.ts';
import { perMonth } from '../../../contracts/money.ts';
import { isGreen } from '../_lib/blue-green.ts';
import { least } from '../_lib/least.ts';
import { isClusterMember, otherService } from '../_lib/rds-engine.ts';
import { instanceHour } from '../_lib/rds-hour.ts';
import { published } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.rds.instances.idle',
  title: 'RDS instance has no connections',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 600 },
  table: 'rds_instances',
  optionalLookups: ['rds_clusters'],
  metrics: ['rds_instance_connections_maximum'],
  optionalMetrics: ['rds_cluster_connections_maximum'],
  respectsKeepTags: true,
  options: z.object({
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with datapoints, and age, that are needed'),
  }),
  messages: {
    idle: 'RDS instance {id} ({class}) had no connection in {days} days; its instance hours cost {savings} a month.',
    unpriced: 'RDS instance {id} ({class}) had no connection in {days} days.',
  },
  why: 'A database that nobody connects to is billed like any other.',
  fix: 'Take a final snapshot and delete it, or stop it when it is needed again within days.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html'],
  prices: (row) =>
    isServing(row) && row.replica_source === '' && row.instance_class !== 'db.serverless'
      ? [instanceHour(row)]
      : [],
  evaluate(row, ctx) {
    const { minimumDays } = ctx.options;
    const other = otherService(row);
    if (other) return skip(`of ${other}`);
    if (!isServing(row)) return skip(`it is ${row.status}`);
    if (row.replica_source !== '') return skip('a replica, judged by its reads');
    if (row.replica_ids.length > 0) return skip('its replicas live on it');
    if (isGreen(row)) return skip('the green side of a blue/green deployment');
    if (row.instance_class === 'db.serverless') return skip('a serverless instance scales with its use');
    if (isClusterMember(row)) {
      const cluster = ctx.optionalLookup('rds_clusters')?.where('db_cluster_id', row.cluster_id)[0];
      if (!cluster) return unknown('its cluster could not be read');
      if (cluster.member_ids.length > 1) {
        // a reader without connections stands by for a writer that has some
        const ofCluster = ctx.optionalMetric('rds_cluster_connections_maximum');
        if (!ofCluster) return unknown('the connections of its cluster could not be read');
        const theirs = published(ofCluster);
        if (theirs.length < minimumDays || Math.max(...theirs) > 0)
          return skip('it stands by for the other members of its cluster');
      }
    }
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const connections = published(ctx.metric('rds_instance_connections_maximum'));
    if (connections.length < minimumDays)
      return unknown(`connections were measured on ${connections.length} days, ${minimumDays} are needed`);
    if (Math.max(...connections) > 0) return pass;
    const values = { id: row.db_instance_id, class: row.instance_class, days: connections.length };
    const dimensions = { instance_class: row.instance_class, engine: row.engine };
    const price = ctx.price(instanceHour(row));
    if (!price) return fail({ message: 'unpriced', values, confidence: 60, dimensions });
    const savings = perMonth(price.usd);
    return fail({
      message: 'idle',
      values: { ...values, savings },
      monthlyCost: savings,
      claims: [{ part: 'compute', monthlySavings: savings }],
      confidence: least(85, price.confidence),
      notes: price.note,
      dimensions,
    });
  },
});
