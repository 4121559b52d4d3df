/** Inventory of Amazon EFS: only the fields that checks use. */
import { bool, double, int32, int64, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const EFS = ['AmazonEFS'];

const efsFileSystems = inventoryTable({
  name: 'efs_file_systems',
  comment: 'EFS file systems (DescribeFileSystems)',
  service: 'efs',
  iamActions: ['elasticfilesystem:DescribeFileSystems'],
  sortBy: ['file_system_id'],
  resource: {
    service: 'AmazonEFS',
    type: 'efs_file_system',
    idColumn: 'file_system_id',
    availabilityZoneColumn: 'availability_zone',
    arn: (r) => r.arn,
    billed: [
      { part: 'storage', services: EFS, usage: 'TimedStorage' },
      { part: 'throughput', services: EFS, usage: 'ProvisionedTP' },
      { part: 'requests', services: EFS, usage: 'DataAccess|ElasticThroughput|-Bytes$' },
    ],
  },
  columns: {
    file_system_id: text('fs-…'),
    arn: text('FileSystemArn'),
    state: text('LifeCycleState: creating | available | updating | deleting | deleted | error'),
    throughput_mode: text('bursting | provisioned | elastic'),
    provisioned_mibps: nullable(double('ProvisionedThroughputInMibps, null in other modes')),
    availability_zone: text('Zone of a One Zone file system, empty for a Regional one'),
    standard_bytes: int64('Metered bytes in the Standard (or One Zone) class'),
    infrequent_access_bytes: int64('Metered bytes in Infrequent Access'),
    archive_bytes: int64('Metered bytes in Archive'),
    mount_targets: int32('NumberOfMountTargets'),
    encrypted: bool('Encrypted at rest'),
    overwrite_protection: text(
      'ENABLED | DISABLED | REPLICATING: the read-only destination of a replication, empty when the API does not say',
    ),
    created_at: nullable(timestamp('CreationTime')),
    tags: map(text('tag value'), 'Tags with their original keys'),
  },
});

const unread = text('Why it could not be read, empty when it was');

const efsLifecycles = inventoryTable({
  name: 'efs_lifecycles',
  comment: 'Lifecycle policies of EFS file systems (DescribeLifecycleConfiguration of each)',
  service: 'efs',
  iamActions: ['elasticfilesystem:DescribeLifecycleConfiguration'],
  sortBy: ['file_system_id'],
  after: ['efs_file_systems'],
  columns: {
    file_system_id: text('fs-…'),
    to_infrequent_access: text('TransitionToIA, e.g. AFTER_30_DAYS, empty for never'),
    to_archive: text('TransitionToArchive, e.g. AFTER_90_DAYS, empty for never'),
    unread,
  },
});

const efsBackupPolicies = inventoryTable({
  name: 'efs_backup_policies',
  comment: 'Automatic backups of EFS file systems (DescribeBackupPolicy of each)',
  service: 'efs',
  iamActions: ['elasticfilesystem:DescribeBackupPolicy'],
  sortBy: ['file_system_id'],
  after: ['efs_file_systems'],
  columns: {
    file_system_id: text('fs-…'),
    status: text('ENABLED | ENABLING | DISABLED | DISABLING; DISABLED where there is no policy'),
    unread,
  },
});

const backedUpFileSystems = inventoryTable({
  name: 'backed_up_file_systems',
  comment: 'EFS and FSx file systems that AWS Backup has backed up (ListProtectedResources)',
  service: 'backup',
  iamActions: ['backup:ListProtectedResources'],
  sortBy: ['resource_arn'],
  columns: {
    resource_arn: text('ARN of the file system'),
    last_backup_at: nullable(timestamp('LastBackupTime')),
  },
});

export const tables = {
  backed_up_file_systems: backedUpFileSystems,
  efs_file_systems: efsFileSystems,
  efs_lifecycles: efsLifecycles,
  efs_backup_policies: efsBackupPolicies,
} as const;

type FileSystem = RowOf<typeof efsFileSystems>;
const fileSystem = metricSpec<FileSystem>();
const isAvailable = (r: FileSystem): boolean => r.state === 'available' || r.state === 'updating';
/** EFS publishes I/O and connections while there are some. Source: EFS User Guide, "CloudWatch metrics for Amazon EFS". */
const whileUsed = {
  table: 'efs_file_systems',
  namespace: 'AWS/EFS',
  dimension: 'FileSystemId',
  column: 'file_system_id',
  statistic: 'Sum',
  days: 14,
  silentAtZero: true,
} as const;

export const metrics = {
  efs_client_connections: fileSystem({
    ...whileUsed,
    metric: 'ClientConnections',
    period: 86400,
    when: isAvailable,
  }),
  efs_data_read_bytes: fileSystem({
    ...whileUsed,
    metric: 'DataReadIOBytes',
    period: 86400,
    when: isAvailable,
  }),
  efs_data_write_bytes: fileSystem({
    ...whileUsed,
    metric: 'DataWriteIOBytes',
    period: 86400,
    when: isAvailable,
  }),
  efs_metered_bytes: fileSystem({
    ...whileUsed,
    metric: 'MeteredIOBytes',
    period: 3600,
    when: (r) => isAvailable(r) && r.throughput_mode === 'provisioned',
  }),
} as const;
