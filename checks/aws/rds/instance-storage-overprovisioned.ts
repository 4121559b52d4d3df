import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { rdsStorage } from '../../../contracts/price.ts';
import { least } from '../_lib/least.ts';
import { deploymentOf, isAurora } from '../_lib/rds-storage-cost.ts';
import { published } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

const GIB = 1024 ** 3;
/** The least that RDS allocates: 20 GiB for SSD storage. Source: CreateDBInstance, AllocatedStorage. */
const LEAST_GIB = 20;

export default defineCheck({
  id: 'aws.rds.storage.overprovisioned',
  title: 'RDS instance has far more storage than it uses',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'low', score: 350 },
  table: 'rds_instances',
  metrics: ['rds_instance_free_storage_minimum'],
  options: z.object({
    maximumUsedShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.4)
      .describe('Largest share of storage in use, at the least free space of the window'),
    minimumExcessGib: z.number().min(0).default(20).describe('GiB that could go'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with datapoints, and age, that are needed'),
  }),
  messages: {
    excess:
      'RDS instance {id} never used more than {used} of its {gib} GiB in {days} days; {target} GiB would do and save {savings} a month.',
    unpriced:
      'RDS instance {id} never used more than {used} of its {gib} GiB in {days} days; {target} GiB would do.',
  },
  why: 'RDS bills allocated storage, used or not, and it never shrinks by itself.',
  fix: 'Storage cannot shrink in place: use a blue/green deployment with less storage, or restore into a smaller instance, and let storage autoscaling grow it.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/blue-green-deployments.html'],
  prices: (row) =>
    isAurora(row)
      ? []
      : [
          rdsStorage(row.region, {
            storageType: row.storage_type,
            engine: row.engine,
            deployment: deploymentOf(row),
          }),
        ],
  evaluate(row, ctx) {
    if (isAurora(row) || row.cluster_id !== '') return skip('its storage is its cluster’s');
    if (row.replica_source !== '') return skip('a replica has the storage of its source');
    if (row.status !== 'available') return skip(`it is ${row.status}`);
    const { minimumDays, maximumUsedShare, minimumExcessGib } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const free = published(ctx.metric('rds_instance_free_storage_minimum'));
    if (free.length < minimumDays)
      return unknown(`free storage was measured on ${free.length} days, ${minimumDays} are needed`);
    const allocated = row.allocated_storage_gib;
    const used = Math.max(0, allocated - Math.min(...free) / GIB);
    const target = Math.max(LEAST_GIB, Math.ceil(used / maximumUsedShare));
    const excess = allocated - target;
    if (used / allocated >= maximumUsedShare || excess < minimumExcessGib) return pass;
    const values = {
      id: row.db_instance_id,
      used: used.toFixed(0),
      gib: allocated,
      days: free.length,
      target,
    };
    const facts = {
      dimensions: {
        allocated_gb: String(allocated),
        estimated_used_gb: used.toFixed(1),
        min_free_gb: (Math.min(...free) / GIB).toFixed(1),
        datapoints: String(free.length),
      },
      metrics: { used_share: used / allocated },
    };
    const price = ctx.price(
      rdsStorage(row.region, {
        storageType: row.storage_type,
        engine: row.engine,
        deployment: deploymentOf(row),
      }),
    );
    if (!price) return fail({ message: 'unpriced', values, confidence: 50, ...facts });
    const savings = price.usd.times(excess);
    return fail({
      message: 'excess',
      values: { ...values, savings },
      monthlyCost: price.usd.times(allocated),
      claims: [{ part: 'storage', monthlySavings: savings }],
      confidence: least(70, price.confidence),
      notes: price.note,
      ...facts,
    });
  },
});
