import check from '../../../../checks/aws/efs/filesystem-unused.ts';
import { efsStorage, efsThroughput } from '../../../../prices/aws/efs.ts';
import { efsFileSystem } from '../../../support/makers/efs.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const GIB = 1024 ** 3;
const standard = [efsStorage(REGION, { storageClass: 'standard' }), '0.33'] as const;
const infrequent = [efsStorage(REGION, { storageClass: 'infrequent_access' }), '0.018'] as const;
const throughput = [efsThroughput(REGION, {}), '6.60'] as const;

testCheck(check, {
  fails: [
    {
      name: 'silent: EFS publishes nothing while nothing is mounted',
      row: efsFileSystem(),
      prices: [standard],
      says: 'EFS file system fs-0a (200.0 GiB) had no client in 14 days and costs $66.00 a month.',
      saves: '66.000000',
      costs: '66.000000',
      claims: { 'fs-0a/storage': '66.000000' },
      confidence: 90,
      dimensions: { throughput_mode: 'elastic', mount_targets: '2' },
    },
    {
      name: 'two classes, and throughput above the 10 MiB/s that 200 GiB include',
      row: efsFileSystem({
        throughput_mode: 'provisioned',
        provisioned_mibps: 60,
        infrequent_access_bytes: 100 * GIB,
      }),
      prices: [standard, infrequent, throughput],
      says: 'EFS file system fs-0a (300.0 GiB) had no client in 14 days and costs $397.80 a month.',
      saves: '397.800000',
      claims: { 'fs-0a/storage': '67.800000', 'fs-0a/throughput': '330.000000' },
    },
    {
      name: 'Infrequent Access is cheaper with Elastic throughput',
      row: efsFileSystem({ standard_bytes: 0, infrequent_access_bytes: 100 * GIB, archive_bytes: 100 * GIB }),
      prices: [
        [efsStorage(REGION, { storageClass: 'infrequent_access_elastic' }), '0.016'],
        [efsStorage(REGION, { storageClass: 'archive' }), '0.008'],
      ],
      says: 'EFS file system fs-0a (200.0 GiB) had no client in 14 days and costs $2.40 a month.',
      saves: '2.400000',
    },
    {
      name: 'One Zone has prices of its own; a backup reads a little',
      row: efsFileSystem({ availability_zone: 'eu-west-1a' }),
      metrics: { efs_data_read_bytes: 5_242_880 },
      prices: [[efsStorage(REGION, { storageClass: 'one_zone' }), '0.176']],
      says: 'EFS file system fs-0a (200.0 GiB) had no client in 14 days and costs $35.20 a month.',
      saves: '35.200000',
    },
    {
      name: 'no mount target, metrics refused: nothing can use it',
      row: efsFileSystem({ mount_targets: 0 }),
      unread: ['metric/efs_client_connections'],
      prices: [standard],
      says: 'EFS file system fs-0a (200.0 GiB) has no mount target, so nothing can use it, and costs $66.00 a month.',
      saves: '66.000000',
      confidence: 75,
      notes: 'its connections could not be read: it may be mounted for a while now and then',
    },
    {
      name: 'empty: nothing is billed',
      row: efsFileSystem({ standard_bytes: 0 }),
      says: 'EFS file system fs-0a (0.0 GiB) had no client in 14 days.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'a client on one day of the fortnight',
      row: efsFileSystem(),
      metrics: { efs_client_connections: [1, null, null, null] },
    },
    {
      name: 'no mount target today, mounted by a job three days ago',
      row: efsFileSystem({ mount_targets: 0 }),
      metrics: { efs_client_connections: [12, null, null] },
    },
    {
      name: 'moved by something that is no client: a weekly synchronisation',
      row: efsFileSystem(),
      metrics: { efs_data_write_bytes: [50 * GIB, null, null] },
    },
    {
      name: 'the standby of a replication is never mounted',
      row: efsFileSystem({ overwrite_protection: 'REPLICATING', mount_targets: 0 }),
      skips: 'it is the destination of a replication',
    },
    { name: 'being deleted', row: efsFileSystem({ state: 'deleting' }), skips: 'it is deleting' },
  ],
  unknowns: [
    {
      name: 'new: silence is not a fortnight of it',
      row: efsFileSystem({ created_at: daysAgo(3), mount_targets: 0 }),
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'seven days old, with six whole ones',
      row: efsFileSystem({ created_at: daysAgo(7) }),
      because: 'its use is known for 6 days, 7 are needed',
    },
    {
      name: 'refused metrics are not silence',
      row: efsFileSystem(),
      unread: ['metric/efs_data_read_bytes'],
      because: 'its connections or its reads and writes could not be read',
    },
  ],
});
