import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { isServing } from '../../../contracts/inventory/rds.ts';
import { perMonth } from '../../../contracts/money.ts';
import { isGreen } from '../_lib/blue-green.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { isClusterMember } from '../_lib/rds-engine.ts';
import { instanceHour } from '../_lib/rds-hour.ts';
import { storageCost, storagePrices } from '../_lib/rds-storage-cost.ts';
import { percentile, published } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

const PURPOSE_KEYS = new Set(['purpose', 'role', 'usage', 'workload', 'service', 'component']);

/** True when a tag says that the replica stands by on purpose. */
const standsBy = (tags: Readonly<Record<string, string>>, purposes: readonly string[]): boolean =>
  Object.entries(tags).some(
    ([k, v]) =>
      PURPOSE_KEYS.has(k.trim().toLowerCase()) &&
      purposes.includes(v.trim().toLowerCase().replaceAll(/[_ ]/g, '-')),
  );

export default defineCheck({
  id: 'aws.rds.read.replica.unused',
  title: 'RDS read replica is read by nobody',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 560 },
  table: 'rds_instances',
  metrics: ['rds_instance_read_iops', 'rds_instance_connections_maximum'],
  respectsKeepTags: true,
  options: z.object({
    maximumReadIops: z.number().min(0).default(0.1).describe('95th percentile of the daily averages'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with datapoints, and age, that are needed'),
    standbyPurposes: z
      .array(z.string())
      .default(['failover', 'disaster-recovery', 'disasterrecovery', 'dr', 'migration'])
      .describe('Values of purpose-like tags that say it stands by'),
  }),
  messages: {
    unused:
      'Read replica {id} ({class}) of {source} had no connection and no reads in {days} days and costs {savings} a month.',
    unpriced: 'Read replica {id} ({class}) of {source} had no connection and no reads in {days} days.',
  },
  why: 'A replica costs as much as its source, and one that nobody reads helps nobody.',
  fix: 'Delete the replica, or tag its purpose when it stands by for a disaster.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html'],
  prices: (row) =>
    row.replica_source !== '' && !isClusterMember(row) ? [instanceHour(row), ...storagePrices(row)] : [],
  evaluate(row, ctx) {
    if (row.replica_source === '') return skip('no replica');
    if (isClusterMember(row)) return skip('a reader of a cluster');
    if (isGreen(row)) return skip('the green side of a blue/green deployment');
    const [, , , sourceRegion] = row.replica_source.split(':');
    if (sourceRegion !== undefined && sourceRegion !== row.region)
      return skip('its source is in another region, so it stands by for a disaster');
    if (!isServing(row)) return skip(`it is ${row.status}`);
    if (standsBy(row.tags, ctx.options.standbyPurposes)) return skip('its tags say that it stands by');
    const { minimumDays } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const [reads, connections] = [
      published(ctx.metric('rds_instance_read_iops')),
      published(ctx.metric('rds_instance_connections_maximum')),
    ];
    const days = Math.min(reads.length, connections.length);
    if (days < minimumDays)
      return unknown(`reads and connections were measured on ${days} days, ${minimumDays} are needed`);
    if (percentile(reads, 95) >= ctx.options.maximumReadIops || Math.max(...connections) > 0) return pass;
    const values = { id: row.db_instance_id, class: row.instance_class, source: row.replica_source, days };
    const facts = {
      dimensions: { replica_source: row.replica_source, instance_class: row.instance_class },
      metrics: { read_iops_p95: percentile(reads, 95) },
    };
    const price = ctx.price(instanceHour(row));
    const storage = storageCost(row, ctx.price);
    if (!price || !storage) return fail({ message: 'unpriced', values, confidence: 60, ...facts });
    const compute = perMonth(price.usd);
    return fail({
      message: 'unused',
      values: { ...values, savings: compute.plus(storage.monthly) },
      monthlyCost: compute.plus(storage.monthly),
      claims: [
        { part: 'compute', monthlySavings: compute },
        { part: 'storage', monthlySavings: storage.monthly },
      ],
      confidence: least(80, price.confidence, storage.confidence),
      notes: notesOf(price.note, storage.note),
      ...facts,
    });
  },
});
