import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { isEmpty, isOlderThanDated, PUBLISHED_AFTER_DAYS } from '../_lib/s3-storage.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.s3.governance.lifecycle.missing',
  title: 'Bucket has no lifecycle rule',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 350 },
  table: 's3_bucket_lifecycles',
  // by its rows the series are asked for
  optionalLookups: ['s3_buckets'],
  optionalMetrics: ['s3_bucket_objects', 's3_bucket_standard_bytes'],
  options: z.object({
    minimumAgeDays: z
      .number()
      .min(PUBLISHED_AFTER_DAYS)
      .default(7)
      .describe('Days since the bucket was created'),
  }),
  messages: { missing: 'Bucket {id} has no lifecycle rule in force.' },
  why: 'Without a rule objects, old versions and broken uploads stay, in the class they were written to, until somebody deletes them.',
  fix: 'Add rules that expire or move what gets old, and one that aborts incomplete multipart uploads.',
  links: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html'],
  evaluate(row, ctx) {
    if (row.rules.some((r) => r.enabled)) return pass;
    const objects = ctx.optionalMetric('s3_bucket_objects');
    const standard = ctx.optionalMetric('s3_bucket_standard_bytes');
    const age = ageDays(row.created_at, ctx.asOf);
    if (
      age !== undefined &&
      age < ctx.options.minimumAgeDays &&
      !isOlderThanDated(row.created_at, objects, standard)
    )
      return unknown(`it was created less than ${ctx.options.minimumAgeDays} days ago`);
    if (objects && age !== undefined && isEmpty(objects, standard)) return skip('it holds no objects');
    return fail({
      message: 'missing',
      values: { id: row.bucket },
      confidence: objects ? 95 : 80,
      dimensions: { disabled_rules: String(row.rules.length) },
    });
  },
});
