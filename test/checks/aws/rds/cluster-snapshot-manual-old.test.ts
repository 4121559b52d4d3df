import check from '../../../../checks/aws/rds/cluster-snapshot-manual-old.ts';
import { rdsBackupStorage } from '../../../../prices/aws/rds.ts';
import { daysAgo, dbCluster, dbClusterSnapshot, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [rdsBackupStorage(REGION, { engine: 'aurora-postgresql' }), '0.095'] as const;
const alive = { rds_clusters: [dbCluster()] };

testCheck(check, {
  fails: [
    {
      name: 'its source was renamed',
      row: dbClusterSnapshot(),
      tables: { rds_clusters: [dbCluster({ db_cluster_id: 'other' })] },
      says: 'Manual snapshot ledger-before-upgrade of ledger is 90 days old.',
      saves: null,
    },
    {
      name: 'three months old, its source lives',
      row: dbClusterSnapshot(),
      tables: alive,
      prices: [price],
      says: 'Manual snapshot ledger-before-upgrade of ledger is 90 days old; its 200 GiB cost at most $19.00 a month.',
      saves: '19.000000',
      claims: { 'ledger/snapshots': '19.000000' },
      confidence: 40,
    },
    {
      name: 'a copy from another region is judged by its age; no price',
      row: dbClusterSnapshot({ source_region: 'us-east-1', created_at: daysAgo(30) }),
      says: 'Manual snapshot ledger-before-upgrade of ledger is 30 days old.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'a source without resource ids that is gone',
      row: dbClusterSnapshot({ source_resource_id: '' }),
      tables: { rds_clusters: [dbCluster({ db_cluster_id: 'other', cluster_resource_id: '' })] },
      skips: 'its source is gone: judged as orphaned',
    },
    { name: 'a day too young', row: dbClusterSnapshot({ created_at: daysAgo(29) }), tables: alive },
    {
      name: 'its source is gone: one finding is enough',
      row: dbClusterSnapshot(),
      skips: 'its source is gone: judged as orphaned',
    },
    {
      name: 'automated',
      row: dbClusterSnapshot({ snapshot_type: 'automated' }),
      tables: alive,
      skips: 'automated: kept by a plan',
    },
  ],
  unknowns: [
    {
      name: 'without a date',
      row: dbClusterSnapshot({ created_at: null }),
      tables: alive,
      because: 'AWS does not say when it was taken',
    },
  ],
});
