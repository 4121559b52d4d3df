import check from '../../../../checks/aws/rds/replica-unused.ts';
import { rdsInstanceHour, rdsStorage } from '../../../../prices/aws/rds.ts';
import { daysAgo, dbInstance, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const prices = [
  [
    rdsInstanceHour(REGION, {
      instanceClass: 'db.m5.large',
      engine: 'postgres',
      licenseModel: 'postgresql-license',
      deployment: 'single_az',
    }),
    '0.195',
  ],
  [rdsStorage(REGION, { storageType: 'gp3', engine: 'postgres', deployment: 'single_az' }), '0.127'],
] as const;
const replica = (over: Parameters<typeof dbInstance>[0] = {}) =>
  dbInstance({ db_instance_id: 'shop-read', replica_source: 'shop', ...over });
const quiet = { rds_instance_read_iops: 0.02, rds_instance_connections_maximum: 0 } as const;

testCheck(check, {
  fails: [
    {
      name: 'a week old to the second, with a week of datapoints; the price of its storage is not known',
      row: replica({ created_at: daysAgo(7) }),
      metrics: {
        rds_instance_read_iops: new Array<number>(7).fill(0),
        rds_instance_connections_maximum: new Array<number>(7).fill(0),
      },
      prices: prices.slice(0, 1),
      says: 'Read replica shop-read (db.m5.large) of shop had no connection and no reads in 7 days.',
      saves: null,
    },
    {
      name: 'no reads and no connections: compute and storage go',
      row: replica(),
      metrics: quiet,
      prices,
      says: 'Read replica shop-read (db.m5.large) of shop had no connection and no reads in 14 days and costs $167.75 a month.',
      saves: '167.750000',
      costs: '167.750000',
      claims: { 'shop-read/compute': '142.350000', 'shop-read/storage': '25.400000' },
      confidence: 80,
      dimensions: { replica_source: 'shop' },
    },
    {
      name: 'the API may give the ARN of a source in the same region',
      row: replica({ replica_source: 'arn:aws:rds:eu-west-1:111122223333:db:shop' }),
      metrics: quiet,
      says: 'Read replica shop-read (db.m5.large) of arn:aws:rds:eu-west-1:111122223333:db:shop had no connection and no reads in 14 days.',
      saves: null,
    },
    {
      name: 'no price, no savings',
      row: replica({ tags: { purpose: 'reports' } }),
      metrics: quiet,
      says: 'Read replica shop-read (db.m5.large) of shop had no connection and no reads in 14 days.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'a reader of DocumentDB, which the RDS API lists too',
      row: replica({ engine: 'docdb', cluster_id: 'papers' }),
      skips: 'a reader of a cluster',
    },
    {
      name: 'read on one day',
      row: replica(),
      metrics: { ...quiet, rds_instance_read_iops: [...new Array<number>(13).fill(0), 0.1] },
    },
    {
      name: 'connected, though everything is read from memory',
      row: replica(),
      metrics: { ...quiet, rds_instance_connections_maximum: [...new Array<number>(13).fill(0), 1] },
    },
    { name: 'no replica', row: dbInstance(), metrics: quiet, skips: 'no replica' },
    {
      name: 'stands by for a disaster, by its tag',
      row: replica({ tags: { Purpose: 'Disaster_Recovery' } }),
      metrics: quiet,
      skips: 'its tags say that it stands by',
    },
    {
      name: 'stands by for a disaster, by its source in another region',
      row: replica({ replica_source: 'arn:aws:rds:us-east-1:111122223333:db:shop' }),
      metrics: quiet,
      skips: 'its source is in another region, so it stands by for a disaster',
    },
    {
      name: 'waits for the switch to green',
      row: replica({ db_instance_id: 'shop-green-a1b2c3' }),
      metrics: quiet,
      skips: 'the green side of a blue/green deployment',
    },
    {
      name: 'a reader of a cluster',
      row: replica({ engine: 'aurora-postgresql', cluster_id: 'ledger' }),
      metrics: quiet,
      skips: 'a reader of a cluster',
    },
    { name: 'stopped', row: replica({ status: 'stopped' }), metrics: quiet, skips: 'it is stopped' },
  ],
  unknowns: [
    {
      name: 'made yesterday',
      row: replica({ created_at: daysAgo(1) }),
      metrics: quiet,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'connections are silent',
      row: replica(),
      metrics: { rds_instance_read_iops: 0 },
      because: 'reads and connections were measured on 0 days, 7 are needed',
    },
  ],
});
