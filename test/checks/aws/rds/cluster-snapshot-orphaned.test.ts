import { expect, test } from 'vitest';
import { snapshotPrices } from '../../../../checks/aws/_lib/rds-snapshot.ts';
import check from '../../../../checks/aws/rds/cluster-snapshot-orphaned.ts';
import { rdsBackupStorage } from '../../../../prices/aws/rds.ts';
import { daysAgo, dbCluster, dbClusterSnapshot, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [rdsBackupStorage(REGION, { engine: 'aurora-postgresql' }), '0.095'] as const;
const others = { rds_clusters: [dbCluster({ db_cluster_id: 'other', cluster_resource_id: 'db-OTHER' })] };

testCheck(check, {
  fails: [
    {
      name: 'of DocumentDB, whose price is another',
      row: dbClusterSnapshot({ engine: 'docdb' }),
      tables: others,
      says: 'Snapshot ledger-before-upgrade is 90 days old and its source ledger is gone.',
      saves: null,
      confidence: 30,
    },
    {
      name: 'its cluster is gone',
      row: dbClusterSnapshot(),
      tables: others,
      prices: [price],
      says: 'Snapshot ledger-before-upgrade is 90 days old and its source ledger is gone; its 200 GiB cost at most $19.00 a month.',
      saves: '19.000000',
      claims: { 'ledger/snapshots': '19.000000' },
      confidence: 40,
      notes:
        'an upper bound: snapshots are incremental, and backup storage is free up to the size of the databases',
    },
    {
      name: 'no resource id, no price',
      row: dbClusterSnapshot({ source_resource_id: '' }),
      tables: { rds_clusters: [dbCluster({ db_cluster_id: 'other', cluster_resource_id: '' })] },
      says: 'Snapshot ledger-before-upgrade is 90 days old and its source ledger is gone.',
      saves: null,
    },
  ],
  passes: [
    { name: 'its cluster lives', row: dbClusterSnapshot(), tables: { rds_clusters: [dbCluster()] } },
    {
      name: 'its cluster was renamed',
      row: dbClusterSnapshot(),
      tables: { rds_clusters: [dbCluster({ db_cluster_id: 'store' })] },
    },
    {
      name: 'a copy from another region: its source lives there',
      row: dbClusterSnapshot({ source_region: 'us-east-1' }),
      skips: 'a copy from another region or account',
    },
    {
      name: 'a copy in the account where backups of others are kept',
      row: dbClusterSnapshot({ source_account: '444455556666' }),
      skips: 'a copy from another region or account',
    },
    {
      name: 'automated ones go by themselves',
      row: dbClusterSnapshot({ snapshot_type: 'automated' }),
      skips: 'automated: kept by a plan',
    },
    {
      name: 'AWS Backup’s go by its plan',
      row: dbClusterSnapshot({ snapshot_type: 'awsbackup' }),
      skips: 'awsbackup: kept by a plan',
    },
    { name: 'not finished', row: dbClusterSnapshot({ status: 'creating' }), skips: 'it is creating' },
  ],
  unknowns: [
    {
      name: 'the last snapshot of a cluster deleted this week',
      row: dbClusterSnapshot({ created_at: daysAgo(2) }),
      because: 'it was taken less than 7 days ago',
    },
    {
      name: 'without a date',
      row: dbClusterSnapshot({ created_at: null }),
      because: 'AWS does not say when it was taken',
    },
  ],
});

test('no price of RDS is asked for a snapshot of DocumentDB or Neptune', () => {
  expect(['docdb', 'neptune'].flatMap((engine) => snapshotPrices(dbClusterSnapshot({ engine })))).toEqual([]);
});
