import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { isServing } from '../../../contracts/inventory/rds.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { isClusterMember } from '../_lib/rds-engine.ts';
import { storageGib, stripesFromGib } from '../_lib/rds-storage-cost.ts';
import { published } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

const GIB = 1024 ** 3;
/** The least that RDS allocates. Source: RDS API Reference, CreateDBInstance, AllocatedStorage. */
const leastGib = (storageType: string): number => (storageType.startsWith('io') ? 100 : 20);

/** What else shrinks with the storage, empty for nothing. */
function lostSpeed(r: Row<'rds_instances'>, targetGib: number): string {
  if (r.storage_type === 'gp2') return 'gp2 has 3 IOPS per GiB: see ReadIOPS and WriteIOPS first';
  const stripes = stripesFromGib(r.engine);
  return r.storage_type === 'gp3' && r.allocated_storage_gib >= stripes && targetGib < stripes
    ? `gp3 has 12,000 IOPS from ${stripes} GiB on and 3,000 below: see ReadIOPS and WriteIOPS first`
    : '';
}

export default defineCheck({
  id: 'aws.rds.storage.overprovisioned',
  title: 'RDS instance has far more storage than it uses',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'low', score: 350 },
  table: 'rds_instances',
  metrics: ['rds_instance_free_storage_minimum'],
  respectsKeepTags: true,
  options: z.object({
    maximumUsedShare: z
      .number()
      .min(0.01)
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
    isClusterMember(row) || row.replica_source !== '' || !isServing(row) ? [] : [storageGib(row)],
  evaluate(row, ctx) {
    if (isClusterMember(row)) return skip('its storage is its cluster’s');
    if (row.replica_source !== '') return skip('a replica has the storage of its source');
    if (!isServing(row)) return skip(`it is ${row.status}`);
    const { minimumDays, maximumUsedShare, minimumExcessGib } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const free = published(ctx.metric('rds_instance_free_storage_minimum'));
    if (free.length < minimumDays)
      return unknown(`free storage was measured on ${free.length} days, ${minimumDays} are needed`);
    const allocated = row.allocated_storage_gib;
    const used = Math.max(0, allocated - Math.min(...free) / GIB);
    const target = Math.max(leastGib(row.storage_type), Math.ceil(used / maximumUsedShare));
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
    const price = ctx.price(storageGib(row));
    if (!price) return fail({ message: 'unpriced', values, confidence: 50, ...facts });
    const savings = price.usd.times(excess);
    return fail({
      message: 'excess',
      values: { ...values, savings },
      monthlyCost: price.usd.times(allocated),
      claims: [{ part: 'storage', monthlySavings: savings }],
      confidence: least(70, price.confidence),
      notes: notesOf(price.note, lostSpeed(row, target)),
      ...facts,
    });
  },
});
