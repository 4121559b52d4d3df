import check from '../../../../checks/aws/ebs/snapshot-old.ts';
import { ebsSnapshotStorage } from '../../../../prices/aws/ebs.ts';
import { daysAgo, image, REGION, snapshot } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [ebsSnapshotStorage(REGION, { storageTier: 'standard' }), '0.05'] as const;

testCheck(check, {
  fails: [
    {
      name: 'on the day that it becomes old',
      row: snapshot({ start_time: daysAgo(45) }),
      says: 'Snapshot snap-0a of vol-0a (100 GiB) is 45 days old and behind no image.',
      saves: null,
    },
    {
      name: 'the whole volume is the upper bound',
      row: snapshot(),
      tables: { ec2_images: [image({ snapshot_ids: ['snap-0b'] })] },
      prices: [price],
      says: 'Snapshot snap-0a of vol-0a (100 GiB) is 90 days old, behind no image, and costs at most $5.00 a month.',
      saves: '5.000000',
      claims: { 'vol-0a/snapshots': '5.000000' },
      confidence: 40,
      notes: 'an upper bound: snapshots are incremental',
    },
    {
      name: 'the API knows how much is stored',
      row: snapshot({ full_snapshot_bytes: 10.5 * 1024 ** 3 }),
      prices: [price],
      says: 'Snapshot snap-0a of vol-0a (10.5 GiB) is 90 days old, behind no image, and costs at most $0.52 a month.',
      saves: '0.525000',
    },
    {
      name: 'archived, at the price of the archive',
      row: snapshot({ storage_tier: 'archive' }),
      prices: [[ebsSnapshotStorage(REGION, { storageTier: 'archive' }), '0.0125']],
      says: 'Snapshot snap-0a of vol-0a (100 GiB) is 90 days old, behind no image, and costs at most $1.25 a month.',
      saves: '1.250000',
      claims: { 'snap-0a/snapshots': '1.250000' },
    },
    {
      name: 'a copy, whose volume id means nothing',
      row: snapshot({ volume_id: 'vol-ffffffff' }),
      prices: [price],
      says: 'Snapshot snap-0a of an unnamed volume (100 GiB) is 90 days old, behind no image, and costs at most $5.00 a month.',
      saves: '5.000000',
      claims: { 'snap-0a/snapshots': '5.000000' },
    },
    {
      name: 'no price, no savings',
      row: snapshot(),
      says: 'Snapshot snap-0a of vol-0a (100 GiB) is 90 days old and behind no image.',
      saves: null,
    },
  ],
  passes: [
    { name: 'behind an image', row: snapshot(), tables: { ec2_images: [image()] } },
    { name: 'a day too young', row: snapshot({ start_time: daysAgo(44.9) }) },
    {
      name: 'of AWS Backup, by its tag',
      row: snapshot({ tags: { 'aws:backup:source-resource': 'arn:aws:ec2:::volume/vol-0a' } }),
      skips: 'kept by AWS Backup',
    },
    {
      name: 'of AWS Backup, by its description',
      row: snapshot({ description: 'This snapshot is created by the AWS Backup service.' }),
      skips: 'kept by AWS Backup',
    },
    {
      name: 'of Data Lifecycle Manager',
      row: snapshot({ tags: { 'aws:dlm:lifecycle-policy-id': 'policy-0a' } }),
      skips: 'kept by Data Lifecycle Manager',
    },
    { name: 'not finished', row: snapshot({ state: 'pending' }), skips: 'it is pending' },
  ],
  unknowns: [
    {
      name: 'without a date',
      row: snapshot({ start_time: '' }),
      because: 'AWS does not say when it was taken',
    },
  ],
});
