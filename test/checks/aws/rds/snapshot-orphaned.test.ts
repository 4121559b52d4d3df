import check from '../../../../checks/aws/rds/snapshot-orphaned.ts';
import { rdsBackupStorage } from '../../../../prices/aws/rds.ts';
import { daysAgo, dbInstance, dbSnapshot, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [rdsBackupStorage(REGION, { engine: 'postgres' }), '0.095'] as const;
const others = { rds_instances: [dbInstance({ db_instance_id: 'other', dbi_resource_id: 'db-OTHER' })] };

testCheck(check, {
  fails: [
    {
      name: 'its database is gone',
      row: dbSnapshot(),
      tables: others,
      prices: [price],
      says: 'Snapshot shop-before-upgrade is 90 days old and its source shop is gone; its 200 GiB cost at most $19.00 a month.',
      saves: '19.000000',
      claims: { 'shop/snapshots': '19.000000' },
      confidence: 40,
      notes:
        'an upper bound: snapshots are incremental, and backup storage is free up to the size of the databases',
    },
    {
      name: 'no resource id, no price',
      row: dbSnapshot({ source_resource_id: '' }),
      tables: { rds_instances: [dbInstance({ db_instance_id: 'other', dbi_resource_id: '' })] },
      says: 'Snapshot shop-before-upgrade is 90 days old and its source shop is gone.',
      saves: null,
    },
    {
      name: 'a resource id that two databases carry identifies none',
      row: dbSnapshot(),
      tables: {
        rds_instances: [dbInstance({ db_instance_id: 'a' }), dbInstance({ db_instance_id: 'b' })],
      },
      says: 'Snapshot shop-before-upgrade is 90 days old and its source shop is gone.',
      saves: null,
    },
    {
      name: 'a database of its resource id that was made later is another one',
      row: dbSnapshot({ source_created_at: daysAgo(200) }),
      tables: { rds_instances: [dbInstance({ db_instance_id: 'store', created_at: daysAgo(60) })] },
      says: 'Snapshot shop-before-upgrade is 90 days old and its source shop is gone.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'its database was renamed, as the day of its creation says too',
      row: dbSnapshot({ source_created_at: daysAgo(200) }),
      tables: { rds_instances: [dbInstance({ db_instance_id: 'store', created_at: daysAgo(200) })] },
    },
    { name: 'its database lives', row: dbSnapshot(), tables: { rds_instances: [dbInstance()] } },
    {
      name: 'its database was renamed',
      row: dbSnapshot(),
      tables: { rds_instances: [dbInstance({ db_instance_id: 'store' })] },
    },
    {
      name: 'a copy from another region: its source lives there',
      row: dbSnapshot({ source_region: 'us-east-1' }),
      skips: 'a copy from another region or account',
    },
    {
      name: 'a copy in the account where backups of others are kept',
      row: dbSnapshot({ source_account: '444455556666' }),
      skips: 'a copy from another region or account',
    },
    {
      name: 'automated ones go by themselves',
      row: dbSnapshot({ snapshot_type: 'automated' }),
      skips: 'automated: kept by a plan',
    },
    {
      name: 'AWS Backup’s go by its plan',
      row: dbSnapshot({ snapshot_type: 'awsbackup' }),
      skips: 'awsbackup: kept by a plan',
    },
    { name: 'not finished', row: dbSnapshot({ status: 'creating' }), skips: 'it is creating' },
  ],
  unknowns: [
    {
      name: 'the last snapshot of a database deleted this week',
      row: dbSnapshot({ created_at: daysAgo(2) }),
      because: 'it was taken less than 7 days ago',
    },
    {
      name: 'without a date',
      row: dbSnapshot({ created_at: null }),
      because: 'AWS does not say when it was taken',
    },
  ],
});
