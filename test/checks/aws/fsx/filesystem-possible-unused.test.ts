import check from '../../../../checks/aws/fsx/filesystem-possible-unused.ts';
import { fsxStorage, fsxThroughput } from '../../../../prices/aws/fsx.ts';
import { fsxFileSystem } from '../../../support/makers/fsx.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const windows = { type: 'WINDOWS', deployment: 'SINGLE_AZ_2' };
const ssd = [fsxStorage(REGION, { ...windows, storage: 'SSD', perTib: '' }), '0.13'] as const;
const hdd = [fsxStorage(REGION, { ...windows, storage: 'HDD', perTib: '' }), '0.013'] as const;
const throughput = [fsxThroughput(REGION, windows), '2.2'] as const;
const silent = { fsx_data_read_bytes: 0, fsx_data_write_bytes: 0 };
const dead = { ...silent, fsx_metadata_operations: 0 };
const ontap = fsxFileSystem({ file_system_type: 'ONTAP', deployment_type: 'MULTI_AZ_1', storage_gib: 1024 });

testCheck(check, {
  fails: [
    {
      name: 'nothing at all in a fortnight',
      row: fsxFileSystem(),
      metrics: dead,
      prices: [ssd, throughput],
      says: 'FSx file system fs-0f (WINDOWS, 5000 GiB) was neither read nor written in 14 days and costs $931.60 a month.',
      saves: '931.600000',
      costs: '931.600000',
      claims: { 'fs-0f/storage': '650.000000', 'fs-0f/throughput': '281.600000' },
      confidence: 85,
      dimensions: { fs_type: 'WINDOWS', vpc_id: 'vpc-0a', deployment_type: 'SINGLE_AZ_2' },
    },
    {
      name: 'HDD storage has the price of HDD; somebody still looks at names',
      row: fsxFileSystem({ storage_type: 'HDD' }),
      metrics: { ...silent, fsx_metadata_operations: 12 },
      prices: [hdd, throughput],
      says: 'FSx file system fs-0f (WINDOWS, 5000 GiB) was neither read nor written in 14 days and costs $346.60 a month.',
      saves: '346.600000',
      confidence: 60,
      notes: 'clients look at names and attributes: it is mounted somewhere',
    },
    {
      name: 'Lustre: throughput comes with the storage',
      row: fsxFileSystem({
        file_system_type: 'LUSTRE',
        deployment_type: 'PERSISTENT_2',
        storage_gib: 1200,
        throughput_mbps: null,
        throughput_per_tib: 125,
      }),
      metrics: dead,
      prices: [
        [
          fsxStorage(REGION, { type: 'LUSTRE', deployment: 'PERSISTENT_2', storage: 'SSD', perTib: '125' }),
          '0.145',
        ],
      ],
      says: 'FSx file system fs-0f (LUSTRE, 1200 GiB) was neither read nor written in 14 days and costs $174.00 a month.',
      saves: '174.000000',
      claims: { 'fs-0f/storage': '174.000000' },
    },
    {
      name: 'ONTAP that receives next to nothing; the price of its throughput is not known',
      row: ontap,
      metrics: { ...dead, fsx_network_received_bytes: 5_000_000 },
      prices: [
        [fsxStorage(REGION, { type: 'ONTAP', deployment: 'MULTI_AZ_1', storage: 'SSD', perTib: '' }), '0.25'],
      ],
      says: 'FSx file system fs-0f (ONTAP, 1024 GiB) was neither read nor written in 14 days and costs $256.00 a month.',
      saves: '256.000000',
      claims: { 'fs-0f/storage': '256.000000' },
      notes: 'the price of its throughput is not known',
    },
    {
      name: 'OpenZFS whose storage grows by itself, no price',
      row: fsxFileSystem({
        file_system_type: 'OPENZFS',
        deployment_type: 'MULTI_AZ_1',
        storage_type: 'INTELLIGENT_TIERING',
        storage_gib: null,
        throughput_mbps: 1280,
      }),
      metrics: dead,
      says: 'FSx file system fs-0f (OPENZFS) was neither read nor written in 14 days.',
      saves: null,
      notes: 'snapshots that another file system sends to it do not count as use',
    },
    {
      name: 'neither its state nor its age is said: a fortnight of datapoints is evidence enough',
      row: fsxFileSystem({ lifecycle: '', created_at: null }),
      metrics: dead,
      prices: [ssd, throughput],
      says: 'FSx file system fs-0f (WINDOWS, 5000 GiB) was neither read nor written in 14 days and costs $931.60 a month.',
      saves: '931.600000',
    },
  ],
  passes: [
    {
      name: 'read on one day of the fortnight',
      row: fsxFileSystem(),
      metrics: { ...dead, fsx_data_read_bytes: [4096, ...new Array<number>(13).fill(0)] },
    },
    {
      name: 'a standby: nobody reads or writes, SnapMirror fills it every night',
      row: ontap,
      metrics: { ...dead, fsx_network_received_bytes: [40_000_000_000, ...new Array<number>(9).fill(0)] },
    },
    {
      name: 'being deleted',
      row: fsxFileSystem({ lifecycle: 'DELETING' }),
      skips: 'it is DELETING',
    },
    {
      name: 'its settings are wrong, so that nobody can use it: that is to be repaired first',
      row: fsxFileSystem({ lifecycle: 'MISCONFIGURED' }),
      skips: 'it is MISCONFIGURED',
    },
  ],
  unknowns: [
    {
      name: 'no datapoints are no evidence',
      row: fsxFileSystem(),
      because: 'its traffic is known for 0 days, 7 are needed',
    },
    {
      name: 'reads without writes are half of it',
      row: fsxFileSystem(),
      metrics: { fsx_data_read_bytes: 0 },
      because: 'its traffic is known for 0 days, 7 are needed',
    },
    {
      name: 'its age is not said, and six days have datapoints',
      row: fsxFileSystem({ created_at: null }),
      metrics: {
        ...dead,
        fsx_data_read_bytes: new Array<number>(6).fill(0),
        fsx_data_write_bytes: new Array<number>(6).fill(0),
      },
      because: 'its traffic is known for 6 days, 7 are needed',
    },
    {
      name: 'three days old',
      row: fsxFileSystem({ created_at: daysAgo(3) }),
      metrics: dead,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'ONTAP, and what it receives was refused',
      row: ontap,
      metrics: dead,
      unread: ['metric/fsx_network_received_bytes'],
      because: 'whether it is the target of a replication could not be read',
    },
  ],
});
