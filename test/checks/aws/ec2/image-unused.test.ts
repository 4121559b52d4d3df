import check from '../../../../checks/aws/ec2/image-unused.ts';
import { ebsSnapshotStorage } from '../../../../prices/aws/ebs.ts';
import { launchConfiguration } from '../../../support/makers/autoscaling.ts';
import {
  daysAgo,
  image,
  instance,
  launchTemplateVersion,
  REGION,
  snapshot,
} from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [ebsSnapshotStorage(REGION, { storageTier: 'standard' }), '0.05'] as const;
const old = (over: Parameters<typeof image>[0] = {}) => image({ created_at: daysAgo(200), ...over });

testCheck(check, {
  fails: [
    {
      name: 'never launched; the whole volume is the upper bound',
      row: old(),
      tables: { ec2_snapshots: [snapshot()], ec2_instances: [instance({ image_id: 'ami-0b' })] },
      prices: [price],
      says: 'Image ami-0a (golden) is 200 days old, was not launched lately and is named by no instance or launch template; its 1 snapshot(s) cost at most $5.00 a month.',
      saves: '5.000000',
      claims: { 'vol-0a/snapshots': '5.000000' },
      confidence: 40,
      notes: 'an upper bound: snapshots are incremental; parameters that name it are not seen',
      dimensions: { image_name: 'golden', age_days: '200', last_launched_on: '' },
    },
    {
      name: 'two of one volume share their blocks, and one is also behind another image',
      row: old({
        created_at: daysAgo(400),
        last_launched_at: daysAgo(181),
        snapshot_ids: ['snap-0a', 'snap-0b', 'snap-0c', 'snap-0d'],
      }),
      tables: {
        ec2_images: [image({ image_id: 'ami-0b', snapshot_ids: ['snap-0d'] })],
        ec2_snapshots: [
          snapshot({ full_snapshot_bytes: 40 * 1024 ** 3 }),
          snapshot({ snapshot_id: 'snap-0b', full_snapshot_bytes: 60 * 1024 ** 3 }),
          snapshot({ snapshot_id: 'snap-0c', volume_id: 'vol-0b', volume_size_gib: 10 }),
          snapshot({ snapshot_id: 'snap-0d', volume_id: 'vol-0c', volume_size_gib: 1000 }),
        ],
      },
      prices: [price],
      says: 'Image ami-0a (golden) is 400 days old, was not launched lately and is named by no instance or launch template; its 3 snapshot(s) cost at most $3.50 a month.',
      saves: '3.500000',
      claims: { 'vol-0a/snapshots': '3.000000', 'vol-0b/snapshots': '0.500000' },
    },
    {
      name: 'its snapshots could not be read: no savings',
      row: old({ state: 'disabled' }),
      unread: ['ec2_snapshots', 'autoscaling_launch_configurations'],
      says: 'Image ami-0a (golden) is 200 days old, was not launched lately and is named by no instance or launch template.',
      saves: null,
      notes: 'launch configurations and parameters that name it are not seen',
    },
    {
      name: 'AWS Backup keeps its snapshot: nothing to save',
      row: old(),
      tables: { ec2_snapshots: [snapshot({ tags: { 'aws:backup:source-resource': 'x' } })] },
      says: 'Image ami-0a (golden) is 200 days old, was not launched lately and is named by no instance or launch template.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'a launch configuration names it, whose group may be empty now',
      row: old(),
      tables: { autoscaling_launch_configurations: [launchConfiguration()] },
    },
    { name: 'a day too young', row: image({ created_at: daysAgo(179) }) },
    { name: 'launched last month, perhaps by another account', row: old({ last_launched_at: daysAgo(30) }) },
    { name: 'behind an instance', row: old(), tables: { ec2_instances: [instance({ state: 'stopped' })] } },
    {
      name: 'named by a launch template that has no instance now',
      row: old(),
      tables: { ec2_launch_template_versions: [launchTemplateVersion({ image_id: 'ami-0a' })] },
    },
    { name: 'public', row: old({ public: true }), skips: 'anybody may launch it' },
    { name: 'protected', row: old({ protected: true }), skips: 'protected against deregistration' },
    {
      name: 'a recovery point',
      row: old({ tags: { 'aws:backup:source-resource': 'i-0a' } }),
      skips: 'kept by AWS Backup',
    },
    {
      name: 'of Data Lifecycle Manager',
      row: old({ tags: { 'aws:dlm:lifecycle-policy-id': 'policy-0a' } }),
      skips: 'kept by Data Lifecycle Manager',
    },
    { name: 'not finished', row: old({ state: 'pending' }), skips: 'it is pending' },
  ],
  unknowns: [
    { name: 'without a date', row: old({ created_at: null }), because: 'AWS does not say when it was made' },
  ],
});
