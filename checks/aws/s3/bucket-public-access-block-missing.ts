import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';

const SETTINGS = {
  block_public_acls: 'BlockPublicAcls',
  ignore_public_acls: 'IgnorePublicAcls',
  block_public_policy: 'BlockPublicPolicy',
  restrict_public_buckets: 'RestrictPublicBuckets',
} as const;
const NAMES = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];

export default defineCheck({
  id: 'aws.s3.governance.public.access.block.missing',
  title: 'Nothing blocks public access to a bucket',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'high', score: 700 },
  table: 's3_bucket_public_access_blocks',
  optionalLookups: ['s3_account_public_access_block'],
  options: z.object({}),
  messages: { open: 'Bucket {id} lacks {missing}, and the account does not block it either.' },
  why: 'A policy or an access list can make the bucket public, and then anybody can read it and cause the bill for its transfer.',
  fix: 'Turn on all four settings for the account, or for this bucket; serve websites through CloudFront with origin access control.',
  links: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html'],
  evaluate(row, ctx) {
    // S3 applies the most restrictive of the bucket's and the account's settings, each by itself
    const own = NAMES.filter((n) => !row[n]);
    if (own.length === 0) return pass;
    const account = ctx.optionalLookup('s3_account_public_access_block');
    if (!account) return unknown('the settings of the account could not be read');
    const missing = own.filter((n) => !account.rows.some((a) => a[n]));
    if (missing.length === 0) return pass;
    return fail({
      message: 'open',
      values: { id: row.bucket, missing: missing.map((n) => SETTINGS[n]).join(', ') },
      confidence: 95,
      notes: 'it says what may become public, not that anything is',
    });
  },
});
