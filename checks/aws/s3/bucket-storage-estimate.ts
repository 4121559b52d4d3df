import { z } from 'zod';
import { defineCheck, pass, unknown } from '../../../contracts/check.ts';
import { Big } from '../../../contracts/money.ts';
import { type StorageClass, s3StorageGib } from '../../../prices/aws/s3.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import {
  BILLED_AS,
  GIB,
  latest,
  PUBLISHED_AFTER_DAYS,
  STORAGE_CLASSES,
  STORAGE_METRICS,
  type StorageMetric,
} from '../_lib/s3-storage.ts';
import { ageDays } from '../_lib/time.ts';

/** Above it the next tier of Standard is cheaper; tiers count all buckets of an account and region. Source: Amazon S3 pricing. */
const FIRST_TIER_GIB = 51_200;

export default defineCheck({
  id: 'aws.s3.cost.bucket.storage.estimate',
  title: 'What a bucket’s storage costs',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'info', score: 100 },
  table: 's3_buckets',
  metrics: STORAGE_METRICS,
  options: z.object({
    minimumGib: z.number().min(0).default(10).describe('GiB of all storage classes from which it is told'),
  }),
  messages: { stores: 'Bucket {id} stores {gib} GiB, most of it {class}[, for {cost} a month].' },
  why: 'The bill shows S3 by usage type, and not which bucket the storage is in.',
  fix: 'Nothing has to be done; compare it with what the data is worth.',
  links: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html'],
  prices: (row) => STORAGE_CLASSES.map((storageClass) => s3StorageGib(row.region, { storageClass })),
  evaluate(row, ctx) {
    const series = Object.fromEntries(STORAGE_METRICS.map((m) => [m, ctx.metric(m)]));
    const held = latest(series as Record<StorageMetric, ReturnType<typeof ctx.metric>>);
    const age = ageDays(row.created_at, ctx.asOf);
    if (!held && age !== undefined && age < PUBLISHED_AFTER_DAYS)
      return unknown(`it was created less than ${PUBLISHED_AFTER_DAYS} days ago`);
    const gibOf = new Map<StorageClass, number>();
    for (const m of STORAGE_METRICS)
      gibOf.set(BILLED_AS[m], (gibOf.get(BILLED_AS[m]) ?? 0) + (held?.[m] ?? 0) / GIB);
    const classes = [...gibOf].filter(([, gib]) => gib > 0).sort(([, a], [, b]) => b - a);
    const total = classes.reduce((all, [, gib]) => all + gib, 0);
    const [largest] = classes;
    if (!largest || total < ctx.options.minimumGib) return pass;

    const lines = classes.map(([storageClass, gib]) => ({
      gib,
      price: ctx.price(s3StorageGib(row.region, { storageClass })),
    }));
    const cost = lines.reduce<Big | undefined>(
      (all, { gib, price }) => (price ? all?.plus(price.usd.times(gib)) : undefined),
      new Big(0),
    );
    return {
      kind: 'info',
      message: 'stores',
      values: { id: row.bucket, gib: total.toFixed(1), class: largest[0].replaceAll('_', ' '), cost },
      monthlyCost: cost,
      confidence: least(85, ...lines.map(({ price }) => price?.confidence ?? 60)),
      notes: notesOf(
        'storage alone, without requests and transfer',
        total > FIRST_TIER_GIB ? 'at the price of the first 50 TB' : '',
        ...new Set(lines.map(({ price }) => price?.note ?? '')),
      ),
      metrics: Object.fromEntries([
        ['total_gib', total],
        ...classes.map(([storageClass, gib]) => [`${storageClass}_gib`, gib]),
      ]),
    };
  },
});
