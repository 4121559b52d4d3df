import check from '../../../../checks/aws/documentdb/instance-idle.ts';
import { documentdbInstanceHour } from '../../../../prices/aws/documentdb.ts';
import { documentdbCluster, documentdbInstance } from '../../../support/makers/documentdb.ts';
import { daysAgo, dbInstance, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const hour = (storage: 'standard' | 'io_optimized', usd: string) =>
  [documentdbInstanceHour(REGION, { instanceClass: 'db.r6g.large', storage }), usd] as const;
const silent = {
  documentdb_instance_connections_maximum: 0,
  documentdb_cluster_connections_maximum: 0,
} as const;
const pair = { rds_clusters: [documentdbCluster()] };
const alone = { rds_clusters: [documentdbCluster({ member_ids: ['papers-1'] })] };

testCheck(check, {
  fails: [
    {
      name: 'nobody connects to any member of its cluster',
      row: documentdbInstance(),
      tables: pair,
      metrics: silent,
      prices: [hour('standard', '0.29')],
      says: 'DocumentDB instance papers-1 (db.r6g.large) of cluster papers had no connection in 14 days; its instance hours cost $211.70 a month.',
      saves: '211.700000',
      costs: '211.700000',
      claims: { 'papers-1/compute': '211.700000' },
      confidence: 80,
      dimensions: { engine: 'docdb', cluster_id: 'papers' },
    },
    {
      name: 'I/O-optimized, which costs more by the hour',
      row: documentdbInstance({ storage_type: 'iopt1' }),
      tables: alone,
      metrics: silent,
      prices: [hour('io_optimized', '0.319')],
      says: 'DocumentDB instance papers-1 (db.r6g.large) of cluster papers had no connection in 14 days; its instance hours cost $232.87 a month.',
      saves: '232.870000',
    },
    {
      name: 'I/O-optimized by its cluster alone',
      row: documentdbInstance(),
      tables: { rds_clusters: [documentdbCluster({ member_ids: ['papers-1'], storage_type: 'iopt1' })] },
      metrics: silent,
      prices: [hour('io_optimized', '0.319')],
      says: 'DocumentDB instance papers-1 (db.r6g.large) of cluster papers had no connection in 14 days; its instance hours cost $232.87 a month.',
      saves: '232.870000',
    },
    {
      name: 'alone in its cluster; no price, no savings',
      row: documentdbInstance(),
      tables: alone,
      metrics: silent,
      says: 'DocumentDB instance papers-1 (db.r6g.large) of cluster papers had no connection in 14 days.',
      saves: null,
      confidence: 60,
    },
  ],
  passes: [
    {
      name: 'one connection on one day',
      row: documentdbInstance(),
      tables: pair,
      metrics: {
        ...silent,
        documentdb_instance_connections_maximum: [1, ...new Array<number>(13).fill(0)],
      },
    },
    {
      name: 'a reader beside a busy writer',
      row: documentdbInstance(),
      tables: pair,
      metrics: { ...silent, documentdb_cluster_connections_maximum: 7 },
      skips: 'it stands by for the other members of its cluster',
    },
    {
      name: 'serverless',
      row: documentdbInstance({ instance_class: 'db.serverless' }),
      tables: pair,
      metrics: silent,
      skips: 'a serverless instance scales with its use',
    },
    {
      name: 'stopped',
      row: documentdbInstance({ status: 'stopped' }),
      tables: pair,
      skips: 'it is stopped',
    },
    { name: 'of RDS', row: dbInstance(), skips: 'not of DocumentDB' },
  ],
  unknowns: [
    {
      name: 'the cluster published nothing: nobody knows whom it stands by for',
      row: documentdbInstance(),
      tables: pair,
      metrics: { documentdb_instance_connections_maximum: 0 },
      because: 'connections of its cluster were measured on 0 days, 7 are needed',
    },
    {
      name: 'created yesterday',
      row: documentdbInstance({ created_at: daysAgo(1) }),
      tables: pair,
      metrics: silent,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'silent: no datapoint is not a connection count of zero',
      row: documentdbInstance(),
      tables: alone,
      because: 'connections were measured on 0 days, 7 are needed',
    },
    {
      name: 'its cluster came between the two listings',
      row: documentdbInstance(),
      metrics: silent,
      because: 'its cluster is not among those that were read',
    },
  ],
});
