/** Inventory of Amazon FSx: only the fields that checks use. */
import { bool, int32, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const FSX = ['AmazonFSx'];

const fsxFileSystems = inventoryTable({
  name: 'fsx_file_systems',
  comment: 'FSx file systems for Windows File Server, Lustre, ONTAP and OpenZFS (DescribeFileSystems)',
  service: 'fsx',
  iamActions: ['fsx:DescribeFileSystems'],
  sortBy: ['file_system_id'],
  resource: {
    service: 'AmazonFSx',
    type: 'fsx_file_system',
    idColumn: 'file_system_id',
    arn: (r) => r.arn,
    billed: [
      { part: 'snapshots', services: FSX, usage: 'Backup' },
      { part: 'iops', services: FSX, usage: 'IOPS' },
      { part: 'throughput', services: FSX, usage: 'Throughput' },
      { part: 'storage', services: FSX, usage: 'Storage' },
    ],
  },
  columns: {
    file_system_id: text('fs-…'),
    arn: text('ResourceARN'),
    file_system_type: text('WINDOWS | LUSTRE | ONTAP | OPENZFS'),
    lifecycle: text('AVAILABLE | CREATING | FAILED | DELETING | MISCONFIGURED | UPDATING | …'),
    storage_type: text('SSD | HDD | INTELLIGENT_TIERING'),
    storage_gib: nullable(int32('StorageCapacity in GiB, null where it grows by itself')),
    deployment_type: text('e.g. SINGLE_AZ_2, MULTI_AZ_1, SCRATCH_2, PERSISTENT_2'),
    throughput_mbps: nullable(
      int32('ThroughputCapacity in MB/s, null where it comes with the storage (Lustre)'),
    ),
    throughput_per_tib: nullable(int32('PerUnitStorageThroughput of Lustre in MB/s per TiB')),
    ha_pairs: int32('Pairs of file servers of ONTAP, 1 for the others'),
    backup_retention_days: nullable(int32('AutomaticBackupRetentionDays, null when the API does not say')),
    copies_tags_to_backups: nullable(bool('CopyTagsToBackups, null when the API does not say')),
    maintenance_start: text('WeeklyMaintenanceStartTime, d:HH:MM in UTC with 1 for Monday, empty for none'),
    vpc_id: text('vpc-…'),
    created_at: nullable(timestamp('CreationTime')),
    tags: map(text('tag value'), 'Tags with their original keys'),
  },
});

export const tables = { fsx_file_systems: fsxFileSystems } as const;

type FileSystem = RowOf<typeof fsxFileSystems>;
const fileSystem = metricSpec<FileSystem>();
/** One whose state is not said may be running: its datapoints tell. */
const isRunning = (r: FileSystem): boolean => r.lifecycle === 'AVAILABLE' || r.lifecycle === '';
/**
 * All four kinds publish these by FileSystemId, zeros included: no datapoint is no evidence.
 * Source: FSx User Guides for Windows, Lustre, ONTAP and OpenZFS, "Metrics and dimensions".
 */
const daily = {
  table: 'fsx_file_systems',
  namespace: 'AWS/FSx',
  dimension: 'FileSystemId',
  column: 'file_system_id',
  statistic: 'Sum',
  period: 86400,
  days: 14,
  silentAtZero: false,
  when: isRunning,
} as const;
/** Of file servers with a throughput capacity of their own; Lustre publishes them by server. */
const utilization = {
  ...daily,
  statistic: 'Maximum',
  period: 3600,
  when: (r: FileSystem) => isRunning(r) && r.throughput_mbps !== null && r.file_system_type !== 'LUSTRE',
} as const;
const ofWindowsSsd = {
  ...daily,
  period: 3600,
  when: (r: FileSystem) => isRunning(r) && r.file_system_type === 'WINDOWS' && r.storage_type === 'SSD',
} as const;

export const metrics = {
  fsx_data_read_bytes: fileSystem({ ...daily, metric: 'DataReadBytes' }),
  fsx_data_write_bytes: fileSystem({ ...daily, metric: 'DataWriteBytes' }),
  fsx_metadata_operations: fileSystem({ ...daily, metric: 'MetadataOperations' }),
  /** Replication included, which the bytes of clients are not. */
  fsx_network_received_bytes: fileSystem({
    ...daily,
    metric: 'NetworkReceivedBytes',
    when: (r) => isRunning(r) && r.file_system_type === 'ONTAP',
  }),
  fsx_network_utilization: fileSystem({ ...utilization, metric: 'NetworkThroughputUtilization' }),
  fsx_disk_utilization: fileSystem({ ...utilization, metric: 'FileServerDiskThroughputUtilization' }),
  fsx_cpu_utilization: fileSystem({ ...utilization, metric: 'CPUUtilization' }),
  fsx_windows_read_bytes: fileSystem({ ...ofWindowsSsd, metric: 'DataReadBytes' }),
  fsx_windows_write_bytes: fileSystem({ ...ofWindowsSsd, metric: 'DataWriteBytes' }),
  fsx_windows_read_operations: fileSystem({ ...ofWindowsSsd, metric: 'DataReadOperations' }),
  fsx_windows_write_operations: fileSystem({ ...ofWindowsSsd, metric: 'DataWriteOperations' }),
} as const;
