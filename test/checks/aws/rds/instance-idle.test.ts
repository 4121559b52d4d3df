import check from '../../../../checks/aws/rds/instance-idle.ts';
import { rdsInstanceHour } from '../../../../prices/aws/rds.ts';
import { daysAgo, dbCluster, dbInstance, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const hour = (engine: string, licenseModel: string, deployment: 'single_az' | 'multi_az', usd: string) =>
  [rdsInstanceHour(REGION, { instanceClass: 'db.m5.large', engine, licenseModel, deployment }), usd] as const;
const aurora = (over: Parameters<typeof dbInstance>[0] = {}) =>
  dbInstance({
    db_instance_id: 'ledger-1',
    engine: 'aurora-postgresql',
    storage_type: 'aurora',
    cluster_id: 'ledger',
    ...over,
  });
const none = { rds_instance_connections_maximum: 0 } as const;

testCheck(check, {
  fails: [
    {
      name: 'a week old to the second, with a week of datapoints',
      row: dbInstance({ created_at: daysAgo(7) }),
      metrics: { rds_instance_connections_maximum: new Array<number>(7).fill(0) },
      says: 'RDS instance shop (db.m5.large) had no connection in 7 days.',
      saves: null,
    },
    {
      name: 'nobody connected in a fortnight; its storage is not part of it',
      row: dbInstance(),
      metrics: none,
      prices: [hour('postgres', 'postgresql-license', 'single_az', '0.195')],
      says: 'RDS instance shop (db.m5.large) had no connection in 14 days; its instance hours cost $142.35 a month.',
      saves: '142.350000',
      costs: '142.350000',
      claims: { 'shop/compute': '142.350000' },
      confidence: 85,
    },
    {
      name: 'two zones cost twice',
      row: dbInstance({ multi_az: true }),
      metrics: none,
      prices: [hour('postgres', 'postgresql-license', 'multi_az', '0.39')],
      says: 'RDS instance shop (db.m5.large) had no connection in 14 days; its instance hours cost $284.70 a month.',
      saves: '284.700000',
    },
    {
      name: 'one of two members of a cluster that nobody connects to',
      row: aurora(),
      tables: { rds_clusters: [dbCluster({ member_ids: ['ledger-1', 'ledger-2'] })] },
      metrics: { ...none, rds_cluster_connections_maximum: 0 },
      says: 'RDS instance ledger-1 (db.m5.large) had no connection in 14 days.',
      saves: null,
    },
    {
      name: 'during its backup: it serves',
      row: dbInstance({ status: 'backing-up' }),
      metrics: none,
      says: 'RDS instance shop (db.m5.large) had no connection in 14 days.',
      saves: null,
    },
    {
      name: 'alone in its cluster; no price, no savings',
      row: aurora(),
      tables: { rds_clusters: [dbCluster()] },
      metrics: none,
      says: 'RDS instance ledger-1 (db.m5.large) had no connection in 14 days.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'a reader without connections beside a busy writer',
      row: aurora(),
      tables: { rds_clusters: [dbCluster({ member_ids: ['ledger-1', 'ledger-2'] })] },
      metrics: { ...none, rds_cluster_connections_maximum: 7 },
      skips: 'it stands by for the other members of its cluster',
    },
    {
      name: 'one connection on one day: a monthly job',
      row: dbInstance(),
      metrics: { rds_instance_connections_maximum: [1, ...new Array<number>(13).fill(0)] },
    },
    {
      name: 'an Aurora reader that waits for a failover',
      row: aurora(),
      tables: { rds_clusters: [dbCluster({ member_ids: ['ledger-1', 'ledger-2'] })] },
      metrics: none,
      skips: 'it stands by for the other members of its cluster',
    },
    {
      name: 'a replica',
      row: dbInstance({ replica_source: 'shop-primary' }),
      metrics: none,
      skips: 'a replica, judged by its reads',
    },
    {
      name: 'the source of a replica that serves the reads',
      row: dbInstance({ replica_ids: ['shop-replica'] }),
      metrics: none,
      skips: 'its replicas live on it',
    },
    {
      name: 'the green side of a deployment, which nobody uses before the switch',
      row: dbInstance({ db_instance_id: 'shop-green-a1b2c3' }),
      metrics: none,
      skips: 'the green side of a blue/green deployment',
    },
    {
      name: 'serverless, which pauses or shrinks by itself',
      row: aurora({ instance_class: 'db.serverless' }),
      tables: { rds_clusters: [dbCluster()] },
      metrics: none,
      skips: 'a serverless instance scales with its use',
    },
    { name: 'stopped', row: dbInstance({ status: 'stopped' }), metrics: none, skips: 'it is stopped' },
    {
      name: 'Neptune, which the RDS API lists too',
      row: dbInstance({ engine: 'neptune', cluster_id: 'graph' }),
      metrics: none,
      skips: 'of Amazon Neptune',
    },
  ],
  unknowns: [
    {
      name: 'the connections of its cluster were refused',
      row: aurora(),
      tables: { rds_clusters: [dbCluster({ member_ids: ['ledger-1', 'ledger-2'] })] },
      unread: ['metric/rds_cluster_connections_maximum'],
      metrics: none,
      because: 'the connections of its cluster could not be read',
    },
    {
      name: 'created yesterday',
      row: dbInstance({ created_at: daysAgo(1) }),
      metrics: none,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'silent: no datapoint is not a connection count of zero',
      row: dbInstance(),
      because: 'connections were measured on 0 days, 7 are needed',
    },
    {
      name: 'clusters were refused',
      row: aurora(),
      unread: ['rds_clusters'],
      metrics: none,
      because: 'its cluster could not be read',
    },
  ],
});
