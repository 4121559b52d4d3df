import check from '../../../../checks/aws/rds/instance-stopped-storage.ts';
import { rdsIops, rdsStorage } from '../../../../prices/aws/rds.ts';
import { dbInstance, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const of = (storageType: string, deployment: 'single_az' | 'multi_az') => ({
  storageType,
  engine: 'postgres',
  deployment,
});
const stopped = (over: Parameters<typeof dbInstance>[0] = {}) => dbInstance({ status: 'stopped', ...over });
const price = [rdsStorage(REGION, of('gp3', 'single_az')), '0.127'] as const;

testCheck(check, {
  fails: [
    {
      name: 'stopped, and RDS will start it again',
      row: stopped({ restarts_at: '2026-11-30T08:00:00.000Z' }),
      prices: [price],
      says: 'RDS instance shop is stopped, and its 200 GiB of gp3 storage cost $25.40 a month; RDS starts it again on 2026-11-30.',
      saves: '25.400000',
      costs: '25.400000',
      claims: { 'shop/storage': '25.400000' },
      dimensions: { deployment: 'single_az' },
    },
    {
      name: 'two zones and all IOPS of io1',
      row: stopped({ multi_az: true, storage_type: 'io1', iops: 2000 }),
      prices: [
        [rdsStorage(REGION, of('io1', 'multi_az')), '0.276'],
        [rdsIops(REGION, of('io1', 'multi_az')), '0.22'],
      ],
      says: 'RDS instance shop is stopped, and its 200 GiB of io1 storage cost $495.20 a month.',
      saves: '495.200000',
    },
    {
      name: 'gp3 of 400 GiB includes 12,000 IOPS',
      row: stopped({ allocated_storage_gib: 400, iops: 12_000 }),
      prices: [price],
      says: 'RDS instance shop is stopped, and its 400 GiB of gp3 storage cost $50.80 a month.',
      saves: '50.800000',
    },
    {
      name: 'what is above them is billed',
      row: stopped({ allocated_storage_gib: 400, iops: 13_000 }),
      prices: [price, [rdsIops(REGION, of('gp3', 'single_az')), '0.022']],
      says: 'RDS instance shop is stopped, and its 400 GiB of gp3 storage cost $72.80 a month.',
      saves: '72.800000',
    },
    {
      name: 'no price, no savings',
      row: stopped(),
      says: 'RDS instance shop is stopped, and its 200 GiB of gp3 storage are still billed.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'DocumentDB, which the RDS API lists too',
      row: stopped({ engine: 'docdb', cluster_id: 'papers' }),
      skips: 'its storage is its cluster’s',
    },
    { name: 'available', row: dbInstance() },
    { name: 'stopping', row: dbInstance({ status: 'stopping' }) },
    {
      name: 'a stopped Aurora instance has no storage of its own',
      row: stopped({
        engine: 'aurora-mysql',
        storage_type: 'aurora',
        allocated_storage_gib: 1,
        cluster_id: 'ledger',
      }),
      skips: 'its storage is its cluster’s',
    },
  ],
  unknowns: [],
  neverUnknown: 'state and storage come with the listing',
});
