/** Rows of S3. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { daysAgo, maker } from '../makers.ts';

/** Three months old. */
export const bucket = maker('s3_buckets', { bucket: 'shop', created_at: daysAgo(90) });
/** Without rules. */
export const lifecycle = maker('s3_bucket_lifecycles', { bucket: 'shop', created_at: daysAgo(90) });
/** Enabled, for the whole bucket, and without any action. */
export const lifecycleRule = (
  over: Partial<Row<'s3_bucket_lifecycles'>['rules'][number]> = {},
): Row<'s3_bucket_lifecycles'>['rules'][number] => ({
  enabled: true,
  whole_bucket: true,
  expiration_days: null,
  transitions: [],
  noncurrent_expires: false,
  aborts_uploads: false,
  ...over,
});
export const encryption = maker('s3_bucket_encryptions', { bucket: 'shop', algorithm: 'AES256' });
/** Blocks nothing. */
export const publicAccessBlock = maker('s3_bucket_public_access_blocks', { bucket: 'shop' });
export const accountPublicAccessBlock = maker('s3_account_public_access_block', { region: 'global' });
export const versioning = maker('s3_bucket_versionings', {
  bucket: 'shop',
  created_at: daysAgo(90),
  status: 'Enabled',
});
/** Three uploads, the oldest a month old. */
export const multipartUploads = maker('s3_bucket_multipart_uploads', {
  bucket: 'shop',
  uploads: 3,
  oldest_at: daysAgo(30),
});
