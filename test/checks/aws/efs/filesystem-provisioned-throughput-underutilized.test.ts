import check from '../../../../checks/aws/efs/filesystem-provisioned-throughput-underutilized.ts';
import { efsThroughput } from '../../../../prices/aws/efs.ts';
import { efsFileSystem } from '../../../support/makers/efs.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const MIB = 1024 ** 2;
const price = [efsThroughput(REGION, {}), '6.60'] as const;
/** Of 110 MiB/s, 10 come with the 200 GiB that it stores. */
const row = efsFileSystem({ throughput_mode: 'provisioned', provisioned_mibps: 110 });
const hourOf = (mibps: number): number => mibps * MIB * 3600;
const note = 'averages of hours: peaks of minutes are higher';

testCheck(check, {
  fails: [
    {
      name: 'twice the busiest hour would do',
      row,
      metrics: { efs_metered_bytes: [hourOf(11), ...new Array<null>(40).fill(null)] },
      prices: [price],
      says: 'EFS file system fs-0a provisions 110 MiB/s and moved 11.00 MiB/s in its busiest hour of 14 days; 22 MiB/s would do and save $580.80 a month.',
      saves: '580.800000',
      costs: '660.000000',
      claims: { 'fs-0a/throughput': '580.800000' },
      confidence: 70,
      notes: note,
      dimensions: { throughput_mode: 'provisioned', provisioned_throughput_mibps: '110' },
    },
    {
      name: 'below what the storage includes nothing more is saved',
      row,
      prices: [price],
      says: 'EFS file system fs-0a provisions 110 MiB/s and moved 0.00 MiB/s in its busiest hour of 14 days; 1 MiB/s would do and save $660.00 a month.',
      saves: '660.000000',
    },
    {
      name: 'no price, no savings',
      row,
      says: 'EFS file system fs-0a provisions 110 MiB/s and moved 0.00 MiB/s in its busiest hour of 14 days; 1 MiB/s would do.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'one busy hour in a fortnight',
      row,
      metrics: { efs_metered_bytes: [hourOf(80), ...new Array<null>(200).fill(null)] },
    },
    {
      name: 'its storage includes all that it provisions: nothing is billed',
      row: efsFileSystem({
        throughput_mode: 'provisioned',
        provisioned_mibps: 64,
        standard_bytes: 2 * 1024 ** 4,
      }),
    },
    { name: 'the least that can be had', row: { ...row, provisioned_mibps: 1, standard_bytes: 0 } },
    { name: 'elastic', row: efsFileSystem(), skips: 'its throughput is not provisioned' },
    {
      name: 'a standby is provisioned for the day it is needed',
      row: { ...row, overwrite_protection: 'REPLICATING' },
      skips: 'it is the destination of a replication',
    },
    { name: 'updating', row: { ...row, state: 'updating' }, skips: 'it is updating' },
  ],
  unknowns: [
    {
      name: 'written every day, and nothing is metered',
      row,
      metrics: { efs_data_write_bytes: 50_000_000_000 },
      because: 'it is read or written, and CloudWatch has no metered bytes of it',
    },
    {
      name: 'made five days ago',
      row: { ...row, created_at: daysAgo(5) },
      because: 'its throughput is known for 4 days, 7 are needed',
    },
  ],
});
