import check from '../../../../checks/aws/fsx/filesystem-underutilized-throughput.ts';
import { fsxThroughput } from '../../../../prices/aws/fsx.ts';
import { fsxFileSystem } from '../../../support/makers/fsx.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [fsxThroughput(REGION, { type: 'WINDOWS', deployment: 'SINGLE_AZ_2' }), '2.2'] as const;
const row = fsxFileSystem({ throughput_mbps: 512 });
const hours = (usual: number, ...last: number[]): number[] => [
  ...new Array<number>(336 - last.length).fill(usual),
  ...last,
];
const quiet = {
  fsx_network_utilization: hours(5, 12),
  fsx_disk_utilization: hours(3),
  fsx_cpu_utilization: hours(4),
};

testCheck(check, {
  fails: [
    {
      name: 'a quarter would do, and the busiest minute would still fit',
      row,
      metrics: quiet,
      prices: [price],
      says: 'FSx file system fs-0f (WINDOWS) has 512 MB/s of throughput capacity, of which 5.0% were needed in 95 of 100 hours and 12.0% at most; 128 MB/s would do and save $844.80 a month.',
      saves: '844.800000',
      costs: '1126.400000',
      claims: { 'fs-0f/throughput': '844.800000' },
      confidence: 70,
      notes: 'memory, cache and the most SSD IOPS shrink with it',
      dimensions: { fs_type: 'WINDOWS', vpc_id: 'vpc-0a', throughput_mbps: '512' },
    },
    {
      name: 'its busiest minute bounds how far: a quarter of 1,280 at 60 % needs 534',
      row: fsxFileSystem({
        file_system_type: 'OPENZFS',
        deployment_type: 'SINGLE_AZ_2',
        throughput_mbps: 1280,
      }),
      metrics: { ...quiet, fsx_disk_utilization: hours(3, 25) },
      unread: ['metric/fsx_cpu_utilization'],
      says: 'FSx file system fs-0f (OPENZFS) has 1280 MB/s of throughput capacity, of which 5.0% were needed in 95 of 100 hours and 25.0% at most; 640 MB/s would do.',
      saves: null,
      confidence: 60,
      notes: 'memory, cache and the most SSD IOPS shrink with it; its CPU could not be read',
    },
    {
      name: 'the first generation of ONTAP and OpenZFS has steps of its own',
      row: fsxFileSystem({
        file_system_type: 'ONTAP',
        deployment_type: 'MULTI_AZ_1',
        throughput_mbps: 256,
      }),
      metrics: quiet,
      prices: [[fsxThroughput(REGION, { type: 'ONTAP', deployment: 'MULTI_AZ_1' }), '1.2']],
      says: 'FSx file system fs-0f (ONTAP) has 256 MB/s of throughput capacity, of which 5.0% were needed in 95 of 100 hours and 12.0% at most; 128 MB/s would do and save $153.60 a month.',
      saves: '153.600000',
    },
    {
      name: 'its state is not said',
      row: { ...row, lifecycle: '' },
      metrics: quiet,
      says: 'FSx file system fs-0f (WINDOWS) has 512 MB/s of throughput capacity, of which 5.0% were needed in 95 of 100 hours and 12.0% at most; 128 MB/s would do.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'the network is idle, the disks are not',
      row,
      metrics: { ...quiet, fsx_disk_utilization: hours(70) },
    },
    {
      name: 'quiet, with one hour that needs it all',
      row,
      metrics: { ...quiet, fsx_network_utilization: hours(5, 95) },
    },
    {
      name: 'its CPU would not fit into a smaller server',
      row,
      metrics: { ...quiet, fsx_cpu_utilization: hours(45) },
    },
    { name: 'the least there is', row: fsxFileSystem({ throughput_mbps: 32 }), metrics: quiet },
    {
      name: 'Lustre',
      row: fsxFileSystem({ file_system_type: 'LUSTRE', throughput_mbps: null }),
      skips: 'its throughput comes with its storage',
    },
    {
      name: 'ONTAP with several pairs',
      row: fsxFileSystem({ file_system_type: 'ONTAP', deployment_type: 'SINGLE_AZ_2', ha_pairs: 4 }),
      skips: 'its servers are measured one by one',
    },
    { name: 'being changed', row: { ...row, lifecycle: 'UPDATING' }, skips: 'it is UPDATING' },
  ],
  unknowns: [
    {
      name: 'no datapoints are no idleness',
      row,
      because: 'its utilization is known for 0 days, 7 are needed',
    },
    {
      name: 'made three days ago',
      row: { ...row, created_at: daysAgo(3) },
      metrics: quiet,
      because: 'its utilization is known for 2 days, 7 are needed',
    },
  ],
});
