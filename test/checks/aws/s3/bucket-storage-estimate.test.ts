import check from '../../../../checks/aws/s3/bucket-storage-estimate.ts';
import { type StorageClass, s3StorageGib } from '../../../../prices/aws/s3.ts';
import { bucket } from '../../../support/makers/s3.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = (storageClass: StorageClass, usd: string) =>
  [s3StorageGib(REGION, { storageClass }), usd] as const;
const GIB = 1024 ** 3;

testCheck(check, {
  fails: [
    {
      name: 'two classes, each at its price',
      row: bucket(),
      metrics: { s3_bucket_standard_bytes: 100 * GIB, s3_bucket_glacier_instant_bytes: 500 * GIB },
      prices: [price('standard', '0.023'), price('glacier_instant', '0.005')],
      says: 'Bucket shop stores 600.0 GiB, most of it glacier instant, for $4.80 a month.',
      saves: null,
      costs: '4.800000',
      level: 'info',
      confidence: 85,
      notes: 'storage alone, without requests and transfer',
    },
    {
      name: 'an archive’s index is billed like Standard, its overhead like the archive',
      row: bucket(),
      metrics: {
        s3_bucket_deep_archive_bytes: 1000 * GIB,
        s3_bucket_deep_archive_overhead_bytes: 20 * GIB,
        s3_bucket_deep_archive_index_bytes: 5 * GIB,
      },
      prices: [price('standard', '0.02'), price('deep_archive', '0.001')],
      says: 'Bucket shop stores 1025.0 GiB, most of it deep archive, for $1.12 a month.',
      saves: null,
      costs: '1.120000',
    },
    {
      name: 'a price is missing: then so is the sum',
      row: bucket(),
      metrics: { s3_bucket_standard_bytes: 100 * GIB, s3_bucket_one_zone_ia_bytes: GIB },
      prices: [price('standard', '0.023')],
      says: 'Bucket shop stores 101.0 GiB, most of it standard.',
      saves: null,
      costs: '0.000000',
    },
    {
      name: 'what was moved yesterday is not counted twice',
      row: bucket(),
      metrics: {
        s3_bucket_standard_bytes: [60_000 * GIB, null],
        s3_bucket_tiering_frequent_bytes: [null, 60_000 * GIB],
      },
      prices: [price('tiering_frequent', '0.023')],
      says: 'Bucket shop stores 60000.0 GiB, most of it tiering frequent, for $1,380.00 a month.',
      saves: null,
      notes: 'storage alone, without requests and transfer; at the price of the first 50 TB',
    },
    {
      name: 'its policy was edited yesterday, which moves the date of its creation',
      row: bucket({ created_at: daysAgo(1) }),
      metrics: { s3_bucket_standard_bytes: 100 * GIB },
      prices: [price('standard', '0.023')],
      says: 'Bucket shop stores 100.0 GiB, most of it standard, for $2.30 a month.',
      saves: null,
      costs: '2.300000',
    },
  ],
  passes: [
    { name: 'empty', row: bucket() },
    { name: 'small', row: bucket(), metrics: { s3_bucket_standard_bytes: 9 * GIB } },
  ],
  unknowns: [
    {
      name: 'nothing is published about it yet',
      row: bucket({ created_at: daysAgo(2) }),
      because: 'it was created less than 3 days ago',
    },
  ],
});
