import check from '../../../../checks/aws/backup/recovery-point-stale.ts';
import { backupStorage } from '../../../../prices/aws/backup.ts';
import { ebsSnapshotStorage } from '../../../../prices/aws/ebs.ts';
import { rdsBackupStorage } from '../../../../prices/aws/rds.ts';
import { backupVault, heldPoint, recoveryPoint } from '../../../support/makers/backup.ts';
import { dynamodbTable } from '../../../support/makers/dynamodb.ts';
import { efsFileSystem } from '../../../support/makers/efs.ts';
import { fsxFileSystem } from '../../../support/makers/fsx.ts';
import { ACCOUNT, daysAgo, dbInstance, dbSnapshot, REGION, volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const efs = [backupStorage(REGION, { resourceType: 'EFS', tier: 'warm' }), '0.05'] as const;
const efsCold = [backupStorage(REGION, { resourceType: 'EFS', tier: 'cold' }), '0.01'] as const;
const dynamo = [backupStorage(REGION, { resourceType: 'DynamoDB', tier: 'warm' }), '0.10'] as const;
const bucket = [backupStorage(REGION, { resourceType: 'S3', tier: 'warm' }), '0.05'] as const;
const ebs = [ebsSnapshotStorage(REGION, { storageTier: 'standard' }), '0.05'] as const;
const rds = [rdsBackupStorage(REGION, { engine: 'postgres' }), '0.095'] as const;

const arn = (service: string, id: string, region = REGION): string =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${id}`;
/** Last night's, of the same file system unless said otherwise. */
const newer = (resource_arn = arn('elasticfilesystem', 'file-system/fs-0a')) =>
  recoveryPoint({
    recovery_point_arn: arn('backup', 'recovery-point:0z'),
    resource_arn,
    created_at: daysAgo(1),
    delete_at: daysAgo(-34),
  });
const beside = {
  backup_vaults: [backupVault()],
  backup_recovery_points: [newer()],
  efs_file_systems: [efsFileSystem()],
};

const ofVolume = {
  recovery_point_arn: arn('ec2', 'snapshot/snap-0a'),
  resource_arn: arn('ec2', 'volume/vol-0a'),
  resource_type: 'EBS',
};
const ofDatabase = {
  recovery_point_arn: arn('rds', 'snapshot:awsbackup:job-0a'),
  resource_arn: arn('rds', 'db:shop'),
  resource_type: 'RDS',
  size_bytes: 0,
};
const databaseSnapshot = dbSnapshot({
  arn: arn('rds', 'snapshot:awsbackup:job-0a'),
  snapshot_type: 'awsbackup',
});

testCheck(check, {
  fails: [
    {
      name: 'kept for ever while newer ones are made',
      row: recoveryPoint(),
      tables: beside,
      prices: [efs],
      says: 'Recovery point 0a of fs-0a in vault main is 200 days old, newer ones exist, and nothing will delete it; its 100 GiB cost at most $5.00 a month.',
      saves: '5.000000',
      costs: '5.000000',
      claims: { [`${arn('backup', 'recovery-point:0a')}/storage`]: '5.000000' },
      level: 'low',
      confidence: 40,
      notes: 'an upper bound: backups are incremental',
      dimensions: { vault_name: 'main', resource_type: 'EFS', size_gb: '100' },
    },
    {
      name: 'cold for half a year, at the price of cold storage',
      row: recoveryPoint({ cold_at: daysAgo(170) }),
      tables: beside,
      prices: [efs, efsCold],
      says: 'Recovery point 0a of fs-0a in vault main is 200 days old, newer ones exist, and nothing will delete it; its 100 GiB cost at most $1.00 a month.',
      saves: '1.000000',
    },
    {
      name: 'cold for a month: deleted early it is billed all the same',
      row: recoveryPoint({ cold_at: daysAgo(30) }),
      tables: beside,
      prices: [efs, efsCold],
      says: 'Recovery point 0a of fs-0a in vault main is 200 days old, newer ones exist, and nothing will delete it; its 100 GiB cost at most $1.00 a month.',
      saves: null,
      costs: '1.000000',
      notes:
        'an upper bound: backups are incremental; cold storage is billed for 90 days, whenever it is deleted',
    },
    {
      name: 'a table is backed up whole',
      row: recoveryPoint({
        resource_type: 'DynamoDB',
        resource_arn: arn('dynamodb', 'table/orders'),
      }),
      tables: {
        ...beside,
        backup_recovery_points: [newer(arn('dynamodb', 'table/orders'))],
        dynamodb_tables: [dynamodbTable()],
      },
      prices: [dynamo],
      says: 'Recovery point 0a of orders in vault main is 200 days old, newer ones exist, and nothing will delete it; its 100 GiB cost at most $10.00 a month.',
      saves: '10.000000',
      confidence: 75,
      notes: '',
    },
    {
      name: 'backups of one bucket share what did not change',
      row: recoveryPoint({ resource_type: 'S3', resource_arn: 'arn:aws:s3:::logs' }),
      tables: { ...beside, backup_recovery_points: [newer('arn:aws:s3:::logs')] },
      prices: [bucket],
      says: 'Recovery point 0a of logs in vault main is 200 days old, newer ones exist, and nothing will delete it; its 100 GiB cost at most $5.00 a month.',
      saves: '5.000000',
      claims: { 'arn:aws:s3:::logs/backups': '5.000000' },
    },
    {
      name: 'a kind without a price',
      row: recoveryPoint({ resource_type: 'Timestream' }),
      tables: beside,
      says: 'Recovery point 0a of fs-0a in vault main is 200 days old, newer ones exist, and nothing will delete it.',
      saves: null,
      confidence: 30,
    },
    {
      name: 'expired, and AWS Backup could not delete it: still billed, in a locked vault too',
      row: recoveryPoint({ status: 'EXPIRED', delete_at: daysAgo(40) }),
      tables: { backup_vaults: [backupVault({ locked: true, min_retention_days: 30 })] },
      prices: [efs],
      says: 'Recovery point 0a of fs-0a in vault main is past its retention since 2026-10-16 and was not deleted; its 100 GiB cost at most $5.00 a month.',
      saves: '5.000000',
      level: 'medium',
    },
    {
      name: 'expired in an air-gapped vault, whose prices are others',
      row: recoveryPoint({ status: 'EXPIRED', vault_type: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' }),
      tables: { backup_vaults: [backupVault({ locked: true })] },
      says: 'Recovery point 0a of fs-0a in vault main is past its retention and was not deleted.',
      saves: null,
    },
    {
      name: 'continuous of a bucket, expired',
      row: recoveryPoint({
        recovery_point_arn: arn('backup', 'recovery-point:continuous:logs-0a'),
        resource_arn: 'arn:aws:s3:::logs',
        resource_type: 'S3',
        status: 'EXPIRED',
      }),
      tables: beside,
      prices: [bucket],
      says: 'Recovery point logs-0a of logs in vault main is past its retention and was not deleted; its 100 GiB cost at most $5.00 a month.',
      saves: '5.000000',
    },
    {
      name: 'expired without a date',
      row: recoveryPoint({ status: 'EXPIRED', resource_arn: '' }),
      tables: beside,
      says: 'Recovery point 0a of an unnamed resource in vault main is past its retention and was not deleted.',
      saves: null,
    },
    {
      name: 'its volume is gone, the only backup of it',
      row: recoveryPoint({ ...ofVolume, created_at: daysAgo(40) }),
      tables: { backup_vaults: [backupVault()], ec2_volumes: [volume({ volume_id: 'vol-0b' })] },
      prices: [ebs],
      says: 'Recovery point snap-0a in vault main is 40 days old, vol-0a is gone, and nothing will delete it; its 100 GiB cost at most $5.00 a month.',
      saves: '5.000000',
      claims: { 'vol-0a/snapshots': '5.000000' },
      level: 'medium',
    },
    {
      name: 'its instance is gone',
      row: recoveryPoint({
        ...ofVolume,
        resource_type: 'EC2',
        resource_arn: arn('ec2', 'instance/i-0a'),
      }),
      tables: { backup_vaults: [backupVault()] },
      prices: [ebs],
      says: 'Recovery point snap-0a in vault main is 200 days old, i-0a is gone, and nothing will delete it; its 100 GiB cost at most $5.00 a month.',
      saves: '5.000000',
    },
    {
      name: 'its file system is gone, the only backup of it',
      row: recoveryPoint({ created_at: daysAgo(40) }),
      tables: { backup_vaults: [backupVault()], efs_file_systems: [] },
      prices: [efs],
      says: 'Recovery point 0a in vault main is 40 days old, fs-0a is gone, and nothing will delete it; its 100 GiB cost at most $5.00 a month.',
      saves: '5.000000',
      level: 'medium',
    },
    {
      name: 'its table is gone',
      row: recoveryPoint({ resource_type: 'DynamoDB', resource_arn: arn('dynamodb', 'table/carts') }),
      tables: { backup_vaults: [backupVault()], dynamodb_tables: [dynamodbTable()] },
      prices: [dynamo],
      says: 'Recovery point 0a in vault main is 200 days old, carts is gone, and nothing will delete it; its 100 GiB cost at most $10.00 a month.',
      saves: '10.000000',
    },
    {
      name: 'its database is gone; the snapshot behind it knows its size',
      row: recoveryPoint(ofDatabase),
      tables: { backup_vaults: [backupVault()], rds_snapshots: [databaseSnapshot] },
      prices: [rds],
      says: 'Recovery point job-0a in vault main is 200 days old, shop is gone, and nothing will delete it; its 200 GiB cost at most $19.00 a month.',
      saves: '19.000000',
      claims: { 'shop/snapshots': '19.000000' },
    },
    {
      name: 'volumes were refused: old, with newer ones beside it',
      row: recoveryPoint(ofVolume),
      tables: { ...beside, backup_recovery_points: [newer(ofVolume.resource_arn)] },
      unread: ['ec2_volumes'],
      prices: [ebs],
      says: 'Recovery point snap-0a of vol-0a in vault main is 200 days old, newer ones exist, and nothing will delete it; its 100 GiB cost at most $5.00 a month.',
      saves: '5.000000',
    },
    {
      name: 'legal holds were refused',
      row: recoveryPoint(),
      tables: beside,
      unread: ['backup_held_recovery_points'],
      prices: [efs],
      says: 'Recovery point 0a of fs-0a in vault main is 200 days old, newer ones exist, and nothing will delete it; its 100 GiB cost at most $5.00 a month.',
      saves: '5.000000',
      confidence: 25,
      notes: 'an upper bound: backups are incremental; legal holds were not read: one may keep it',
    },
  ],
  passes: [
    {
      name: 'kept for seven years on purpose',
      row: recoveryPoint({ delete_at: daysAgo(-2300) }),
      tables: beside,
    },
    {
      name: 'its volume is gone, and its retention ends it',
      row: recoveryPoint({ ...ofVolume, delete_at: daysAgo(-100) }),
      tables: { backup_vaults: [backupVault()] },
    },
    {
      name: 'deleted once it is copied',
      row: recoveryPoint({ delete_after_event: 'DELETE_AFTER_COPY' }),
      tables: beside,
    },
    { name: 'two months old', row: recoveryPoint({ created_at: daysAgo(60) }), tables: beside },
    {
      name: 'its volume is gone since last week at most',
      row: recoveryPoint({ ...ofVolume, created_at: daysAgo(7) }),
      tables: { backup_vaults: [backupVault()] },
    },
    {
      name: 'the last backup of a file system',
      row: recoveryPoint(),
      tables: { backup_vaults: [backupVault()], efs_file_systems: [efsFileSystem()] },
    },
    {
      name: 'its table was listed, and describing it was refused',
      row: recoveryPoint({ resource_type: 'DynamoDB', resource_arn: arn('dynamodb', 'table/orders') }),
      tables: {
        backup_vaults: [backupVault()],
        dynamodb_tables: [dynamodbTable({ arn: '', unread: 'Access Denied' })],
      },
    },
    {
      name: 'file systems were refused: it may live',
      row: recoveryPoint(),
      tables: { backup_vaults: [backupVault()] },
      unread: ['efs_file_systems'],
    },
    {
      name: 'of a volume of ONTAP, and volumes are not listed',
      row: recoveryPoint({ resource_type: 'FSx', resource_arn: arn('fsx', 'volume/fs-0f/fsvol-0a') }),
      tables: { backup_vaults: [backupVault()] },
    },
    {
      name: 'the last backup of a Windows file system',
      row: recoveryPoint({ resource_type: 'FSx', resource_arn: arn('fsx', 'file-system/fs-0f') }),
      tables: { backup_vaults: [backupVault()], fsx_file_systems: [fsxFileSystem()] },
    },
    {
      name: 'the newer one failed half-way',
      row: recoveryPoint(),
      tables: { ...beside, backup_recovery_points: [{ ...newer(), status: 'PARTIAL' }] },
    },
    {
      name: 'a copy from another region: its volume is not expected here',
      row: recoveryPoint({ ...ofVolume, resource_arn: arn('ec2', 'volume/vol-0a', 'us-east-1') }),
      tables: { backup_vaults: [backupVault()] },
    },
    {
      name: 'its database was renamed: the resource id lives',
      row: recoveryPoint(ofDatabase),
      tables: {
        backup_vaults: [backupVault()],
        rds_snapshots: [databaseSnapshot],
        rds_instances: [dbInstance({ db_instance_id: 'shop-old', arn: arn('rds', 'db:shop-old') })],
      },
    },
    {
      name: 'databases are known and snapshots are not: it may have been renamed',
      row: recoveryPoint(ofDatabase),
      tables: { backup_vaults: [backupVault()] },
      unread: ['rds_snapshots'],
    },
    {
      name: 'under a legal hold',
      row: recoveryPoint({ status: 'EXPIRED' }),
      tables: { ...beside, backup_held_recovery_points: [heldPoint()] },
      skips: 'under a legal hold',
    },
    {
      name: 'its vault is locked',
      row: recoveryPoint(),
      tables: { ...beside, backup_vaults: [backupVault({ locked: true, min_retention_days: 30 })] },
      skips: 'its vault is locked: kept on purpose',
    },
    {
      name: 'its vault is air-gapped',
      row: recoveryPoint({ vault_type: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT' }),
      tables: beside,
      skips: 'its vault is locked: kept on purpose',
    },
    {
      name: 'continuous: it began years ago and holds the last weeks',
      row: recoveryPoint({
        recovery_point_arn: arn('backup', 'recovery-point:continuous:shop-0a'),
        resource_type: 'S3',
      }),
      tables: beside,
      skips: 'a continuous backup: its window moves on',
    },
    {
      name: 'continuous of a database, expired for a day: the next run renews it',
      row: recoveryPoint({
        ...ofDatabase,
        recovery_point_arn: arn('backup', 'recovery-point:continuous:db-0a'),
        status: 'EXPIRED',
      }),
      tables: beside,
      skips: 'a continuous backup: its window moves on',
    },
    {
      name: 'a stack, whose parts are backed up as such',
      row: recoveryPoint({ composite: true, size_bytes: 0, resource_type: 'CloudFormation' }),
      tables: beside,
      skips: 'its nested recovery points are judged',
    },
    {
      name: 'on its way out',
      row: recoveryPoint({ status: 'DELETING' }),
      tables: beside,
      skips: 'it is DELETING',
    },
  ],
  unknowns: [
    {
      name: 'no date',
      row: recoveryPoint({ created_at: null }),
      tables: beside,
      because: 'AWS does not say when it was made',
    },
  ],
});
