import check from '../../../../checks/aws/rds/instance-multi-az-non-production.ts';
import { rdsInstanceHour, rdsStorage } from '../../../../prices/aws/rds.ts';
import { dbInstance, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const hour = (deployment: 'single_az' | 'multi_az', usd: string) =>
  [
    rdsInstanceHour(REGION, {
      instanceClass: 'db.m5.large',
      engine: 'postgres',
      licenseModel: 'postgresql-license',
      deployment,
    }),
    usd,
  ] as const;
const disk = (deployment: 'single_az' | 'multi_az', usd: string) =>
  [rdsStorage(REGION, { storageType: 'gp3', engine: 'postgres', deployment }), usd] as const;
const prices = [
  hour('single_az', '0.195'),
  hour('multi_az', '0.39'),
  disk('single_az', '0.127'),
  disk('multi_az', '0.254'),
];
const twoZones = (over: Parameters<typeof dbInstance>[0] = {}) =>
  dbInstance({ multi_az: true, tags: { Environment: 'Dev' }, ...over });

testCheck(check, {
  fails: [
    {
      name: 'no price of storage, no savings',
      row: twoZones({ tags: { environment: 'qa' } }),
      prices: [hour('single_az', '0.195'), hour('multi_az', '0.39'), disk('single_az', '0.127')],
      says: 'RDS instance shop (db.m5.large) is tagged qa and runs Multi-AZ, which doubles its cost.',
      saves: null,
    },
    {
      name: 'the second half of compute and of storage',
      row: twoZones(),
      prices,
      says: 'RDS instance shop (db.m5.large) is tagged Dev and runs Multi-AZ; one zone would save $167.75 a month.',
      saves: '167.750000',
      costs: '335.500000',
      claims: { 'shop/compute': '142.350000', 'shop/storage': '25.400000' },
      confidence: 80,
      dimensions: { environment: 'Dev' },
    },
    {
      name: 'stopped, only storage is billed; the stage is spelt with an underscore',
      row: twoZones({ status: 'stopped', tags: { stage: 'NON_PROD' } }),
      prices,
      says: 'RDS instance shop (db.m5.large) is tagged NON_PROD and stopped; storage in one zone instead of two would save $25.40 a month.',
      saves: '25.400000',
      costs: '50.800000',
      claims: { 'shop/storage': '25.400000' },
    },
    {
      name: 'no price of one zone, no savings',
      row: twoZones(),
      prices: [hour('multi_az', '0.39')],
      says: 'RDS instance shop (db.m5.large) is tagged Dev and runs Multi-AZ, which doubles its cost.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'DocumentDB, which the RDS API lists too',
      row: twoZones({ engine: 'docdb', cluster_id: 'papers', tags: { env: 'test' } }),
      skips: 'its zones are its cluster’s',
    },
    { name: 'one zone', row: twoZones({ multi_az: false }) },
    { name: 'production', row: twoZones({ tags: { env: 'production' } }) },
    { name: 'no stage', row: twoZones({ tags: { Name: 'dev' } }) },
    {
      name: 'one tag says test, another production',
      row: twoZones({ tags: { env: 'prod', Environment: 'test' } }),
    },
    { name: 'another stage is configured', row: twoZones(), options: { nonProduction: ['playground'] } },
    {
      name: 'a member of a cluster',
      row: twoZones({ cluster_id: 'ledger' }),
      skips: 'its zones are its cluster’s',
    },
    { name: 'going away', row: twoZones({ status: 'deleting' }), skips: 'it is deleting' },
  ],
  unknowns: [],
  neverUnknown: 'tags and deployment come with the listing',
});
