import check from '../../../../checks/aws/rds/snapshot-manual-old.ts';
import { rdsBackupStorage } from '../../../../prices/aws/rds.ts';
import { daysAgo, dbInstance, dbSnapshot, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [rdsBackupStorage(REGION, { engine: 'postgres' }), '0.095'] as const;
const alive = { rds_instances: [dbInstance()] };

testCheck(check, {
  fails: [
    {
      name: 'its source was renamed',
      row: dbSnapshot(),
      tables: { rds_instances: [dbInstance({ db_instance_id: 'other' })] },
      says: 'Manual snapshot shop-before-upgrade of shop is 90 days old.',
      saves: null,
    },
    {
      name: 'three months old, its source lives',
      row: dbSnapshot(),
      tables: alive,
      prices: [price],
      says: 'Manual snapshot shop-before-upgrade of shop is 90 days old; its 200 GiB cost at most $19.00 a month.',
      saves: '19.000000',
      claims: { 'shop/snapshots': '19.000000' },
      confidence: 40,
    },
    {
      name: 'a copy from another region is judged by its age; no price',
      row: dbSnapshot({ source_region: 'us-east-1', created_at: daysAgo(30) }),
      says: 'Manual snapshot shop-before-upgrade of shop is 30 days old.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'a source without resource ids that is gone',
      row: dbSnapshot({ source_resource_id: '' }),
      tables: { rds_instances: [dbInstance({ db_instance_id: 'other', dbi_resource_id: '' })] },
      skips: 'its source is gone: judged as orphaned',
    },
    { name: 'a day too young', row: dbSnapshot({ created_at: daysAgo(29) }), tables: alive },
    {
      name: 'its source is gone: one finding is enough',
      row: dbSnapshot(),
      skips: 'its source is gone: judged as orphaned',
    },
    {
      name: 'automated',
      row: dbSnapshot({ snapshot_type: 'automated' }),
      tables: alive,
      skips: 'automated: kept by a plan',
    },
  ],
  unknowns: [
    {
      name: 'without a date',
      row: dbSnapshot({ created_at: null }),
      tables: alive,
      because: 'AWS does not say when it was taken',
    },
  ],
});
