import check from '../../../../checks/aws/fsx/windows-storage-type-mismatch.ts';
import { fsxStorage } from '../../../../prices/aws/fsx.ts';
import { fsxFileSystem } from '../../../support/makers/fsx.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const MIB = 1024 ** 2;
const windows = { type: 'WINDOWS', deployment: 'SINGLE_AZ_2', perTib: '' };
const prices = [
  [fsxStorage(REGION, { ...windows, storage: 'SSD' }), '0.13'],
  [fsxStorage(REGION, { ...windows, storage: 'HDD' }), '0.013'],
] as const;
const hours = (usual: number, ...last: number[]): number[] => [
  ...new Array<number>(336 - last.length).fill(usual),
  ...last,
];
const quiet = {
  fsx_windows_read_bytes: hours(900 * MIB, 90_000 * MIB),
  fsx_windows_write_bytes: hours(900 * MIB),
  fsx_windows_read_operations: hours(7200),
  fsx_windows_write_operations: hours(3600),
};

testCheck(check, {
  fails: [
    {
      name: 'home directories on SSD',
      row: fsxFileSystem(),
      metrics: quiet,
      prices,
      says: 'FSx for Windows file system fs-0f keeps 5000 GiB on SSD, and its clients move 0.50 MiB/s with 3.0 operations a second in 95 of 100 hours; 5000 GiB of HDD would do and save $585.00 a month.',
      saves: '585.000000',
      costs: '650.000000',
      claims: { 'fs-0f/storage': '585.000000' },
      confidence: 60,
      notes: 'databases and other users of low latency should stay on SSD',
      dimensions: { fs_type: 'WINDOWS', storage_type: 'SSD', vpc_id: 'vpc-0a' },
    },
    {
      name: 'small, and the 2,000 GiB that HDD begins with are still cheaper',
      row: fsxFileSystem({ storage_gib: 1000 }),
      metrics: quiet,
      prices,
      says: 'FSx for Windows file system fs-0f keeps 1000 GiB on SSD, and its clients move 0.50 MiB/s with 3.0 operations a second in 95 of 100 hours; 2000 GiB of HDD would do and save $104.00 a month.',
      saves: '104.000000',
    },
    {
      name: 'one of the prices is not known',
      row: fsxFileSystem(),
      metrics: quiet,
      prices: [prices[0]],
      says: 'FSx for Windows file system fs-0f keeps 5000 GiB on SSD, and its clients move 0.50 MiB/s with 3.0 operations a second in 95 of 100 hours; 5000 GiB of HDD would do.',
      saves: null,
    },
    {
      name: 'its state is not said',
      row: fsxFileSystem({ lifecycle: '' }),
      metrics: quiet,
      says: 'FSx for Windows file system fs-0f keeps 5000 GiB on SSD, and its clients move 0.50 MiB/s with 3.0 operations a second in 95 of 100 hours; 5000 GiB of HDD would do.',
      saves: null,
    },
  ],
  passes: [
    { name: 'HDD already', row: fsxFileSystem({ storage_type: 'HDD' }) },
    {
      name: 'so small that HDD costs more',
      row: fsxFileSystem({ storage_gib: 150 }),
      metrics: quiet,
      prices,
    },
    { name: 'small, and no price to tell', row: fsxFileSystem({ storage_gib: 150 }), metrics: quiet },
    {
      name: 'busy in working hours',
      row: fsxFileSystem(),
      metrics: {
        ...quiet,
        fsx_windows_read_bytes: hours(900 * MIB, ...new Array<number>(80).fill(36_000 * MIB)),
      },
    },
    {
      name: 'few bytes in more operations than HDD sustains: a database',
      row: fsxFileSystem(),
      metrics: { ...quiet, fsx_windows_write_operations: hours(400_000) },
    },
    {
      name: 'ONTAP has no HDD',
      row: fsxFileSystem({ file_system_type: 'ONTAP' }),
      skips: 'it is no Windows file system',
    },
    { name: 'being changed', row: fsxFileSystem({ lifecycle: 'UPDATING' }), skips: 'it is UPDATING' },
  ],
  unknowns: [
    {
      name: 'no datapoints are no idleness',
      row: fsxFileSystem(),
      because: 'its traffic is known for 0 days, 7 are needed',
    },
    {
      name: 'made five days ago',
      row: fsxFileSystem({ created_at: daysAgo(5) }),
      metrics: quiet,
      because: 'its traffic is known for 4 days, 7 are needed',
    },
  ],
});
