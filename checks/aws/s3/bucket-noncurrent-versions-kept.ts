import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { isEmpty, isOlderThanDated, PUBLISHED_AFTER_DAYS } from '../_lib/s3-storage.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.s3.buckets.noncurrent.versions.kept',
  title: 'Versioned bucket never expires old versions',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'medium', score: 420 },
  table: 's3_bucket_versionings',
  lookups: ['s3_bucket_lifecycles'],
  // by its rows the series are asked for
  optionalLookups: ['s3_buckets'],
  optionalMetrics: ['s3_bucket_objects', 's3_bucket_standard_bytes'],
  options: z.object({
    minimumAgeDays: z
      .number()
      .min(PUBLISHED_AFTER_DAYS)
      .default(30)
      .describe('Days since the bucket was created'),
  }),
  messages: {
    kept: 'Bucket {id} keeps every version of its objects, and no lifecycle rule expires old ones.',
  },
  why: 'Each overwritten or deleted object stays as a noncurrent version, which is billed like the current one for as long as it exists.',
  fix: 'Add a rule with NoncurrentVersionExpiration, keeping as many days or versions as a recovery needs.',
  links: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html'],
  evaluate(row, ctx) {
    if (row.status !== 'Enabled') return skip(row.status ? 'versioning is suspended' : 'it is not versioned');
    const [lifecycle] = ctx.lookup('s3_bucket_lifecycles').where('bucket', row.bucket);
    if (!lifecycle || lifecycle.unread)
      return unknown(`its lifecycle rules could not be read${lifecycle ? `: ${lifecycle.unread}` : ''}`);
    if (lifecycle.rules.some((r) => r.enabled && r.noncurrent_expires)) return pass;
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
      message: 'kept',
      values: { id: row.bucket },
      confidence: 75,
      notes: 'how much of it are old versions is not measured',
    });
  },
});
