import check from '../../../../checks/aws/rds/instance-storage-overprovisioned.ts';
import { rdsStorage } from '../../../../prices/aws/rds.ts';
import { daysAgo, dbInstance, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const GIB = 1024 ** 3;
const of = (storageType: string, deployment: 'single_az' | 'multi_az' = 'single_az') =>
  rdsStorage(REGION, { storageType, engine: 'postgres', deployment });
const free = (gib: number) => ({ rds_instance_free_storage_minimum: gib * GIB });
const fullOnOneDay = [...new Array<number>(13).fill(180 * GIB), 100 * GIB];

testCheck(check, {
  fails: [
    {
      name: 'exactly 20 GiB too many, a week old to the second, with a week of datapoints',
      row: dbInstance({ allocated_storage_gib: 40, created_at: daysAgo(7) }),
      metrics: { rds_instance_free_storage_minimum: new Array<number>(7).fill(36 * GIB) },
      says: 'RDS instance shop never used more than 4 of its 40 GiB in 7 days; 20 GiB would do.',
      saves: null,
    },
    {
      name: 'gp3 of 400 GiB that stays striped would lose nothing, but 250 GiB would',
      row: dbInstance({ allocated_storage_gib: 400 }),
      metrics: free(300),
      prices: [[of('gp3'), '0.127']],
      says: 'RDS instance shop never used more than 100 of its 400 GiB in 14 days; 250 GiB would do and save $19.05 a month.',
      saves: '19.050000',
      notes: 'gp3 has 12,000 IOPS from 400 GiB on and 3,000 below: see ReadIOPS and WriteIOPS first',
    },
    {
      name: 'to 400 GiB it stays striped; the least free space is the lowest',
      row: dbInstance({ allocated_storage_gib: 1000 }),
      metrics: { rds_instance_free_storage_minimum: [...new Array<number>(13).fill(900 * GIB), 840 * GIB] },
      prices: [[of('gp3'), '0.127']],
      says: 'RDS instance shop never used more than 160 of its 1000 GiB in 14 days; 400 GiB would do and save $76.20 a month.',
      saves: '76.200000',
      notes: '',
      dimensions: { min_free_gb: '840.0' },
    },
    {
      name: '20 of 200 GiB used at the most',
      row: dbInstance(),
      metrics: free(180),
      prices: [[of('gp3'), '0.127']],
      says: 'RDS instance shop never used more than 20 of its 200 GiB in 14 days; 50 GiB would do and save $19.05 a month.',
      saves: '19.050000',
      costs: '25.400000',
      claims: { 'shop/storage': '19.050000' },
      confidence: 70,
      notes: '',
      dimensions: { estimated_used_gb: '20.0', min_free_gb: '180.0' },
    },
    {
      name: 'two zones, no less than 100 GiB of io1',
      row: dbInstance({ storage_type: 'io1', iops: 1000, multi_az: true }),
      metrics: free(180),
      prices: [[of('io1', 'multi_az'), '0.276']],
      says: 'RDS instance shop never used more than 20 of its 200 GiB in 14 days; 100 GiB would do and save $27.60 a month.',
      saves: '27.600000',
    },
    {
      name: 'gp2 gets slower with its size',
      row: dbInstance({ storage_type: 'gp2', iops: 600 }),
      metrics: free(180),
      prices: [[of('gp2'), '0.127']],
      says: 'RDS instance shop never used more than 20 of its 200 GiB in 14 days; 50 GiB would do and save $19.05 a month.',
      saves: '19.050000',
      notes: 'gp2 has 3 IOPS per GiB: see ReadIOPS and WriteIOPS first',
    },
    {
      name: 'gp3 is slower below 400 GiB',
      row: dbInstance({ allocated_storage_gib: 500, iops: 12_000 }),
      metrics: free(450),
      prices: [[of('gp3'), '0.127']],
      says: 'RDS instance shop never used more than 50 of its 500 GiB in 14 days; 125 GiB would do and save $47.62 a month.',
      saves: '47.625000',
      notes: 'gp3 has 12,000 IOPS from 400 GiB on and 3,000 below: see ReadIOPS and WriteIOPS first',
    },
    {
      name: 'no price, no savings',
      row: dbInstance(),
      metrics: free(180),
      says: 'RDS instance shop never used more than 20 of its 200 GiB in 14 days; 50 GiB would do.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'Neptune, which the RDS API lists too',
      row: dbInstance({ engine: 'neptune', cluster_id: 'graph' }),
      skips: 'its storage is its cluster’s',
    },
    {
      name: 'used exactly to the share that is wanted',
      row: dbInstance({ allocated_storage_gib: 1000 }),
      metrics: free(600),
      options: { minimumExcessGib: 0 },
    },
    {
      name: 'half full on one day: the least free space counts',
      row: dbInstance(),
      metrics: { rds_instance_free_storage_minimum: fullOnOneDay },
    },
    { name: 'too small to matter', row: dbInstance({ allocated_storage_gib: 39 }), metrics: free(36) },
    {
      name: 'a replica has the storage of its source',
      row: dbInstance({ replica_source: 'primary' }),
      metrics: free(180),
      skips: 'a replica has the storage of its source',
    },
    {
      name: 'Aurora grows and shrinks by itself',
      row: dbInstance({ engine: 'aurora-mysql', cluster_id: 'ledger' }),
      metrics: free(180),
      skips: 'its storage is its cluster’s',
    },
    { name: 'stopped', row: dbInstance({ status: 'stopped' }), metrics: free(180), skips: 'it is stopped' },
  ],
  unknowns: [
    {
      name: 'restored three days ago',
      row: dbInstance({ created_at: daysAgo(3) }),
      metrics: free(180),
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'six days of datapoints',
      row: dbInstance(),
      metrics: { rds_instance_free_storage_minimum: new Array<number>(6).fill(180 * GIB) },
      because: 'free storage was measured on 6 days, 7 are needed',
    },
  ],
});
