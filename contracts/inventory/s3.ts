/** Inventory of Amazon S3: only the fields that checks use. A table for each call, so that a refusal costs what needs it alone. */
import { bool, int32, list, nullable, type RowOf, struct, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const S3 = ['AmazonS3', 'AmazonS3GlacierDeepArchive'];
const bucketKind = {
  service: 'AmazonS3',
  type: 's3_bucket',
  idColumn: 'bucket',
  billed: [
    { part: 'storage', services: S3, usage: 'TimedStorage|EarlyDelete' },
    { part: 'requests', services: S3, usage: 'Requests|Retrieval|Monitoring|Select' },
    { part: 'data_transfer', services: S3, usage: 'DataTransfer|-Bytes$' },
  ],
} as const;
const arn = (r: { readonly bucket: string }, partition: string): string =>
  `arn:${partition}:s3:::${r.bucket}`;

const bucket = text('Bucket name');
const unread = text('Why it could not be read, empty when it was');

const s3BucketList = inventoryTable({
  name: 's3_bucket_list',
  comment:
    'Buckets of the account with their regions (ListBuckets; GetBucketLocation where it names no region)',
  service: 's3',
  reach: 'account',
  iamActions: ['s3:ListAllMyBuckets', 's3:GetBucketLocation'],
  sortBy: ['bucket'],
  columns: {
    bucket,
    bucket_region: text('Region that the bucket is in'),
    created_at: nullable(timestamp('CreationDate')),
  },
});

const s3Buckets = inventoryTable({
  name: 's3_buckets',
  comment: 'Buckets in the region (from s3_bucket_list, without a call)',
  service: 's3',
  iamActions: [],
  after: ['s3_bucket_list'],
  sortBy: ['bucket'],
  resource: { ...bucketKind, arn },
  columns: { bucket, created_at: nullable(timestamp('CreationDate')) },
});

const s3BucketLifecycles = inventoryTable({
  name: 's3_bucket_lifecycles',
  comment: 'Lifecycle rules of the buckets in the region (GetBucketLifecycleConfiguration)',
  service: 's3',
  iamActions: ['s3:GetLifecycleConfiguration'],
  after: ['s3_buckets'],
  sortBy: ['bucket'],
  resource: { ...bucketKind, arn },
  columns: {
    bucket,
    created_at: nullable(timestamp('CreationDate of the bucket')),
    rules: list(
      struct(
        {
          enabled: bool('Status is Enabled'),
          whole_bucket: bool('No prefix, tag or size narrows it'),
          expiration_days: nullable(int32('Days after which current versions expire')),
          transitions: list(text('storage class'), 'Storage classes that current versions move to'),
          noncurrent_expires: bool('Noncurrent versions expire'),
          aborts_uploads: bool('Incomplete multipart uploads are aborted'),
        },
        'rule',
      ),
      'Rules, empty where the bucket has none',
    ),
    unread,
  },
});

const s3BucketEncryptions = inventoryTable({
  name: 's3_bucket_encryptions',
  comment: 'Default encryption of the buckets in the region (GetBucketEncryption)',
  service: 's3',
  iamActions: ['s3:GetEncryptionConfiguration'],
  after: ['s3_buckets'],
  sortBy: ['bucket'],
  resource: { ...bucketKind, arn },
  columns: {
    bucket,
    algorithm: text('AES256 | aws:kms | aws:kms:dsse, empty where the bucket has no default encryption'),
    unread,
  },
});

const publicAccess = {
  block_public_acls: bool('BlockPublicAcls'),
  ignore_public_acls: bool('IgnorePublicAcls'),
  block_public_policy: bool('BlockPublicPolicy'),
  restrict_public_buckets: bool('RestrictPublicBuckets'),
} as const;

const s3BucketPublicAccessBlocks = inventoryTable({
  name: 's3_bucket_public_access_blocks',
  comment: 'Public access block of the buckets in the region (GetPublicAccessBlock)',
  service: 's3',
  iamActions: ['s3:GetBucketPublicAccessBlock'],
  after: ['s3_buckets'],
  sortBy: ['bucket'],
  resource: { ...bucketKind, arn },
  columns: { bucket, ...publicAccess, unread },
});

const s3AccountPublicAccessBlock = inventoryTable({
  name: 's3_account_public_access_block',
  comment: 'Public access block of the account as a whole: one row (S3 Control, GetPublicAccessBlock)',
  service: 's3control',
  reach: 'account',
  iamActions: ['s3:GetAccountPublicAccessBlock'],
  sortBy: [],
  columns: publicAccess,
});

const s3BucketVersionings = inventoryTable({
  name: 's3_bucket_versionings',
  comment: 'Versioning of the buckets in the region (GetBucketVersioning)',
  service: 's3',
  iamActions: ['s3:GetBucketVersioning'],
  after: ['s3_buckets'],
  sortBy: ['bucket'],
  resource: { ...bucketKind, arn },
  columns: {
    bucket,
    created_at: nullable(timestamp('CreationDate of the bucket')),
    status: text('Enabled | Suspended, empty where versioning was never on'),
    unread,
  },
});

const s3BucketMultipartUploads = inventoryTable({
  name: 's3_bucket_multipart_uploads',
  comment:
    'Multipart uploads under way in the buckets of the region, 1,000 a bucket at most (ListMultipartUploads)',
  service: 's3',
  iamActions: ['s3:ListBucketMultipartUploads'],
  after: ['s3_buckets'],
  sortBy: ['bucket'],
  resource: { ...bucketKind, arn },
  columns: {
    bucket,
    uploads: int32('Uploads on the first page'),
    is_truncated: bool('There are more'),
    oldest_at: nullable(timestamp('Start of the oldest upload on the first page')),
    unread,
  },
});

const ofBucket = metricSpec<RowOf<typeof s3Buckets>>();
/**
 * Once a day for each storage class that holds anything; a class that holds nothing is not published.
 * Source: S3 User Guide, "Amazon S3 daily storage metrics for buckets in CloudWatch".
 */
const daily = {
  table: 's3_buckets',
  namespace: 'AWS/S3',
  dimension: 'BucketName',
  column: 'bucket',
  statistic: 'Average',
  period: 86400,
  // a day's value is published within a day or two
  days: 5,
  silentAtZero: true,
} as const;
const bytes = (StorageType: string) =>
  ofBucket({ ...daily, metric: 'BucketSizeBytes', fixed: { StorageType } });

/** The values of StorageType that are billed. Source: S3 User Guide, "Amazon S3 CloudWatch dimensions". */
export const metrics = {
  s3_bucket_objects: ofBucket({
    ...daily,
    metric: 'NumberOfObjects',
    fixed: { StorageType: 'AllStorageTypes' },
  }),
  s3_bucket_standard_bytes: bytes('StandardStorage'),
  s3_bucket_reduced_redundancy_bytes: bytes('ReducedRedundancyStorage'),
  s3_bucket_standard_ia_bytes: bytes('StandardIAStorage'),
  s3_bucket_standard_ia_size_overhead_bytes: bytes('StandardIASizeOverhead'),
  s3_bucket_one_zone_ia_bytes: bytes('OneZoneIAStorage'),
  s3_bucket_one_zone_ia_size_overhead_bytes: bytes('OneZoneIASizeOverhead'),
  s3_bucket_tiering_frequent_bytes: bytes('IntelligentTieringFAStorage'),
  s3_bucket_tiering_infrequent_bytes: bytes('IntelligentTieringIAStorage'),
  s3_bucket_tiering_archive_instant_bytes: bytes('IntelligentTieringAIAStorage'),
  s3_bucket_tiering_archive_bytes: bytes('IntelligentTieringAAStorage'),
  s3_bucket_tiering_archive_overhead_bytes: bytes('IntAAObjectOverhead'),
  s3_bucket_tiering_archive_index_bytes: bytes('IntAAS3ObjectOverhead'),
  s3_bucket_tiering_deep_archive_bytes: bytes('IntelligentTieringDAAStorage'),
  s3_bucket_tiering_deep_archive_overhead_bytes: bytes('IntDAAObjectOverhead'),
  s3_bucket_tiering_deep_archive_index_bytes: bytes('IntDAAS3ObjectOverhead'),
  s3_bucket_glacier_instant_bytes: bytes('GlacierInstantRetrievalStorage'),
  s3_bucket_glacier_instant_size_overhead_bytes: bytes('GlacierInstantRetrievalSizeOverhead'),
  s3_bucket_glacier_bytes: bytes('GlacierStorage'),
  s3_bucket_glacier_staging_bytes: bytes('GlacierStagingStorage'),
  s3_bucket_glacier_overhead_bytes: bytes('GlacierObjectOverhead'),
  s3_bucket_glacier_index_bytes: bytes('GlacierS3ObjectOverhead'),
  s3_bucket_deep_archive_bytes: bytes('DeepArchiveStorage'),
  s3_bucket_deep_archive_staging_bytes: bytes('DeepArchiveStagingStorage'),
  s3_bucket_deep_archive_overhead_bytes: bytes('DeepArchiveObjectOverhead'),
  s3_bucket_deep_archive_index_bytes: bytes('DeepArchiveS3ObjectOverhead'),
} as const;

export const tables = {
  s3_bucket_list: s3BucketList,
  s3_buckets: s3Buckets,
  s3_bucket_lifecycles: s3BucketLifecycles,
  s3_bucket_encryptions: s3BucketEncryptions,
  s3_bucket_public_access_blocks: s3BucketPublicAccessBlocks,
  s3_account_public_access_block: s3AccountPublicAccessBlock,
  s3_bucket_versionings: s3BucketVersionings,
  s3_bucket_multipart_uploads: s3BucketMultipartUploads,
} as const;
