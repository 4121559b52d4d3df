import check from '../../../../checks/aws/s3/bucket-standard-untiered.ts';
import { s3StorageGib } from '../../../../prices/aws/s3.ts';
import { bucket, lifecycle, lifecycleRule } from '../../../support/makers/s3.ts';
import { REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [s3StorageGib(REGION, { storageClass: 'standard' }), '0.023'] as const;
const TIB = 1024 ** 4;
const metrics = { s3_bucket_standard_bytes: 2 * TIB, s3_bucket_objects: 100_000 };
const under = (rule: Parameters<typeof lifecycleRule>[0]) => ({
  s3_bucket_lifecycles: [lifecycle({ rules: [lifecycleRule(rule)] })],
});
const tables = { s3_bucket_lifecycles: [lifecycle()] };

testCheck(check, {
  fails: [
    {
      name: 'two TiB and no rule',
      row: bucket(),
      tables,
      metrics,
      prices: [price],
      says: 'Bucket shop holds 2048 GiB in Standard for $47.10 a month, and no rule moves any of it to a cheaper class.',
      saves: null,
      costs: '47.104000',
      confidence: 55,
      notes: 'what can be saved depends on how often it is read, which is not measured',
    },
    {
      name: 'it expires after a year, and no price is known',
      row: bucket(),
      tables: under({ expiration_days: 365 }),
      metrics,
      says: 'Bucket shop holds 2048 GiB in Standard, and no rule moves any of it to a cheaper class.',
      saves: null,
    },
    {
      name: 'a part of it is short-lived',
      row: bucket(),
      tables: under({ expiration_days: 7, whole_bucket: false }),
      metrics,
      says: 'Bucket shop holds 2048 GiB in Standard, and no rule moves any of it to a cheaper class.',
      saves: null,
    },
    {
      name: 'its objects are not counted',
      row: bucket(),
      tables,
      metrics: { s3_bucket_standard_bytes: 2 * TIB },
      says: 'Bucket shop holds 2048 GiB in Standard, and no rule moves any of it to a cheaper class.',
      saves: null,
      confidence: 40,
      notes:
        'what can be saved depends on how often it is read, which is not measured; how large its objects are is not known: below 128 KiB none is moved',
    },
  ],
  passes: [
    { name: 'small', row: bucket(), tables, metrics: { ...metrics, s3_bucket_standard_bytes: TIB / 2 } },
    { name: 'empty', row: bucket(), tables },
    {
      name: 'moved to Intelligent-Tiering',
      row: bucket(),
      tables: under({ transitions: ['INTELLIGENT_TIERING'] }),
      metrics,
    },
    { name: 'short-lived', row: bucket(), tables: under({ expiration_days: 30 }), metrics },
    {
      name: 'small objects, which no class takes gladly',
      row: bucket(),
      tables,
      metrics: { ...metrics, s3_bucket_objects: 100_000_000 },
    },
    {
      name: 'it was moved: Standard is published no more',
      row: bucket(),
      tables,
      metrics: { s3_bucket_standard_bytes: [2 * TIB, null], s3_bucket_objects: 100_000 },
    },
  ],
  unknowns: [
    {
      name: 'its rules are refused',
      row: bucket(),
      tables: { s3_bucket_lifecycles: [lifecycle({ unread: 'Access Denied' })] },
      metrics,
      because: 'its lifecycle rules could not be read: Access Denied',
    },
  ],
});
