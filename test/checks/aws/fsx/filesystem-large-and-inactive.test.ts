import check from '../../../../checks/aws/fsx/filesystem-large-and-inactive.ts';
import { fsxStorage } from '../../../../prices/aws/fsx.ts';
import { fsxFileSystem } from '../../../support/makers/fsx.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const GIB = 1024 ** 3;
const price = [
  fsxStorage(REGION, { type: 'WINDOWS', deployment: 'SINGLE_AZ_2', storage: 'SSD', perTib: '' }),
  '0.13',
] as const;
const quiet = { fsx_data_read_bytes: 0.25 * GIB, fsx_data_write_bytes: 0.25 * GIB };

testCheck(check, {
  fails: [
    {
      name: 'half a GiB a day of 5,000',
      row: fsxFileSystem(),
      metrics: quiet,
      prices: [price],
      says: 'FSx file system fs-0f (WINDOWS) provisions 5000 GiB, and its clients moved 0.50 GiB on the busiest of 14 days; its storage costs $650.00 a month.',
      saves: null,
      costs: '650.000000',
      confidence: 50,
      notes: 'no saving is claimed: how much of it is wanted is not known',
      dimensions: { fs_type: 'WINDOWS', vpc_id: 'vpc-0a', deployment_type: 'SINGLE_AZ_2' },
    },
    {
      name: 'silent, a replication apart; no price',
      row: fsxFileSystem({ file_system_type: 'OPENZFS', deployment_type: 'SINGLE_AZ_2' }),
      metrics: { fsx_data_read_bytes: 0, fsx_data_write_bytes: 0 },
      says: 'FSx file system fs-0f (OPENZFS) provisions 5000 GiB, and its clients moved 0.00 GiB on the busiest of 14 days.',
      saves: null,
      notes:
        'no saving is claimed: how much of it is wanted is not known; what a replication sends to it does not count as use',
    },
    {
      name: 'neither its state nor its age is said',
      row: fsxFileSystem({ lifecycle: '', created_at: null }),
      metrics: quiet,
      says: 'FSx file system fs-0f (WINDOWS) provisions 5000 GiB, and its clients moved 0.50 GiB on the busiest of 14 days.',
      saves: null,
    },
  ],
  passes: [
    { name: 'small', row: fsxFileSystem({ storage_gib: 4095 }), metrics: quiet },
    {
      name: 'one busy day in a fortnight',
      row: fsxFileSystem(),
      metrics: { ...quiet, fsx_data_write_bytes: [9 * GIB, ...new Array<number>(13).fill(0)] },
    },
    {
      name: 'billed by use',
      row: fsxFileSystem({ storage_type: 'INTELLIGENT_TIERING', storage_gib: null }),
      skips: 'its storage is billed by use',
    },
    { name: 'failed', row: fsxFileSystem({ lifecycle: 'FAILED' }), skips: 'it is FAILED' },
  ],
  unknowns: [
    {
      name: 'no datapoints',
      row: fsxFileSystem(),
      because: 'its traffic is known for 0 days, 7 are needed',
    },
    {
      name: 'filled last week',
      row: fsxFileSystem({ created_at: daysAgo(6) }),
      metrics: quiet,
      because: 'it was created less than 7 days ago',
    },
  ],
});
