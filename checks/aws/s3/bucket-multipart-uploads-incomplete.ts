import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.s3.buckets.multipart.uploads.incomplete',
  title: 'Multipart uploads were never finished',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'low', score: 320 },
  table: 's3_bucket_multipart_uploads',
  lookups: ['s3_bucket_lifecycles'],
  options: z.object({
    // AWS Trusted Advisor, "Amazon S3 Incomplete Multipart Upload Abort Configuration": 7 days
    minimumAgeDays: z.number().min(1).default(7).describe('Days since the oldest upload began'),
  }),
  messages: {
    incomplete: 'Bucket {id} holds {uploads}, begun up to {days} days ago, and no rule aborts what is left.',
  },
  why: 'The parts of an upload that was never finished are billed as storage, and no listing of objects shows them.',
  fix: 'Add a lifecycle rule with AbortIncompleteMultipartUpload, 7 days after the upload began.',
  links: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html',
  ],
  evaluate(row, ctx) {
    if (row.uploads === 0) return pass;
    const [lifecycle] = ctx.lookup('s3_bucket_lifecycles').where('bucket', row.bucket);
    if (!lifecycle || lifecycle.unread)
      return unknown(`its lifecycle rules could not be read${lifecycle ? `: ${lifecycle.unread}` : ''}`);
    if (lifecycle.rules.some((r) => r.enabled && r.aborts_uploads)) return pass;
    const age = ageDays(row.oldest_at, ctx.asOf);
    if (age === undefined) return unknown('AWS does not say when the uploads began');
    if (age < ctx.options.minimumAgeDays) return pass;
    return fail({
      message: 'incomplete',
      values: {
        id: row.bucket,
        uploads: `${row.is_truncated ? 'more than ' : ''}${row.uploads} unfinished multipart upload${row.uploads === 1 ? '' : 's'}`,
        days: Math.floor(age),
      },
      confidence: 90,
      notes: 'how large their parts are is not measured',
      metrics: { uploads: row.uploads },
    });
  },
});
