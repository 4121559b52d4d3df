/** Inventory of Amazon RDS and Aurora: only the fields that checks use. */
import { bool, date, int32, list, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const tags = map(text('tag value'), 'Tags with their original keys (TagList of the describe call)');

/** The RDS API lists DocumentDB and Neptune too, and their lines carry the same ARNs. */
const RDS = ['AmazonRDS', 'AmazonDocDB', 'AmazonNeptune'];
const backups = { part: 'snapshots', services: RDS, usage: 'ChargedBackupUsage|BackupUsage|SnapshotExport' };
const parts = [
  { part: 'extended_support', services: RDS, usage: 'ExtendedSupport' },
  {
    part: 'compute',
    services: RDS,
    usage: 'InstanceUsage|Multi-AZ(ClusterUsage|Usage)|ServerlessV2Usage|CPUCredits',
  },
  backups,
  { part: 'storage', services: RDS, usage: 'Storage|PIOPS|Throughput|IOUsage' },
  { part: 'data_transfer', services: RDS, usage: 'DataTransfer|-Bytes$' },
];

const rdsInstances = inventoryTable({
  name: 'rds_instances',
  comment: 'RDS and Aurora DB instances (DescribeDBInstances)',
  service: 'rds',
  iamActions: ['rds:DescribeDBInstances'],
  sortBy: ['db_instance_id'],
  resource: {
    service: 'AmazonRDS',
    type: 'db_instance',
    idColumn: 'db_instance_id',
    availabilityZoneColumn: 'availability_zone',
    arn: (r) => r.arn,
    billed: parts,
  },
  columns: {
    db_instance_id: text('DBInstanceIdentifier'),
    dbi_resource_id: text('DbiResourceId: survives a rename'),
    arn: text('DBInstanceArn'),
    instance_class: text('e.g. db.m5.large'),
    engine: text('API engine id, e.g. mysql, postgres, aurora-mysql, sqlserver-se'),
    engine_version: text('e.g. 8.0.39'),
    license_model: text(
      'general-public-license | postgresql-license | license-included | bring-your-own-license',
    ),
    engine_lifecycle_support: text(
      'open-source-rds-extended-support | …-disabled, empty when the API does not say',
    ),
    status: text('available | stopped | …'),
    multi_az: bool('Multi-AZ deployment with a standby'),
    availability_zone: text('Availability Zone name'),
    storage_type: text('gp2 | gp3 | io1 | io2 | standard | aurora | aurora-iopt1'),
    allocated_storage_gib: int32('Allocated storage in GiB (1 for Aurora, where it means nothing)'),
    iops: nullable(int32('Provisioned or baseline IOPS')),
    storage_throughput_mibps: nullable(int32('gp3 throughput in MiB/s')),
    created_at: nullable(timestamp('InstanceCreateTime')),
    replica_source: text('ReadReplicaSourceDBInstanceIdentifier or …ClusterIdentifier, empty for none'),
    replica_ids: list(text('identifier'), 'Its own read replicas'),
    cluster_id: text('DB cluster it is a member of, empty for none'),
    restarts_at: nullable(timestamp('AutomaticRestartTime of a stopped instance')),
    security_group_ids: list(text('sg-…'), 'VPC security groups'),
    tags,
  },
});

const rdsClusters = inventoryTable({
  name: 'rds_clusters',
  comment: 'DB clusters (DescribeDBClusters)',
  service: 'rds',
  iamActions: ['rds:DescribeDBClusters'],
  sortBy: ['db_cluster_id'],
  resource: {
    service: 'AmazonRDS',
    type: 'db_cluster',
    idColumn: 'db_cluster_id',
    arn: (r) => r.arn,
    billed: parts,
  },
  columns: {
    db_cluster_id: text('DBClusterIdentifier'),
    cluster_resource_id: text('DbClusterResourceId'),
    arn: text('DBClusterArn'),
    engine: text('API engine id'),
    engine_version: text('Version'),
    engine_mode: text('provisioned | serverless | …'),
    engine_lifecycle_support: text('As for instances'),
    status: text('available | stopped | …'),
    storage_type: text('aurora | aurora-iopt1 | io1 …'),
    created_at: nullable(timestamp('ClusterCreateTime')),
    member_ids: list(text('identifier'), 'DB instances of the cluster'),
    tags,
  },
});

const snapshotColumns = {
  snapshot_id: text('Snapshot identifier'),
  arn: text('Snapshot ARN'),
  source_id: text('Identifier of the DB instance or cluster it was taken of'),
  source_resource_id: text(
    'DbiResourceId or DbClusterResourceId of the source, empty when the API does not say',
  ),
  source_created_at: nullable(timestamp('Creation of the source: InstanceCreateTime or ClusterCreateTime')),
  snapshot_type: text('manual | automated | awsbackup | shared | public'),
  status: text('available | creating | …'),
  created_at: nullable(timestamp('SnapshotCreateTime')),
  source_region: text('Region it was copied from, empty for none'),
  source_account: text('Account it was copied from, empty for none and for its own'),
  allocated_storage_gib: int32('Allocated storage of the source in GiB: an upper bound of what is billed'),
  engine: text('API engine id'),
  encrypted: bool('Encrypted at rest'),
  tags,
};

const rdsSnapshots = inventoryTable({
  name: 'rds_snapshots',
  comment: 'DB snapshots owned by the account (DescribeDBSnapshots)',
  service: 'rds',
  iamActions: ['rds:DescribeDBSnapshots'],
  sortBy: ['snapshot_id'],
  resource: {
    service: 'AmazonRDS',
    type: 'db_snapshot',
    idColumn: 'snapshot_id',
    arn: (r) => r.arn,
    billed: [backups],
  },
  columns: snapshotColumns,
});

const rdsClusterSnapshots = inventoryTable({
  name: 'rds_cluster_snapshots',
  comment: 'DB cluster snapshots owned by the account (DescribeDBClusterSnapshots)',
  service: 'rds',
  iamActions: ['rds:DescribeDBClusterSnapshots'],
  sortBy: ['snapshot_id'],
  resource: {
    service: 'AmazonRDS',
    type: 'db_cluster_snapshot',
    idColumn: 'snapshot_id',
    arn: (r) => r.arn,
    billed: [backups],
  },
  columns: snapshotColumns,
});

const rdsEngineLifecycles = inventoryTable({
  name: 'rds_engine_lifecycles',
  comment: 'Support dates of major engine versions (DescribeDBMajorEngineVersions)',
  service: 'rds',
  iamActions: ['rds:DescribeDBMajorEngineVersions'],
  sortBy: ['engine', 'major_version', 'support'],
  columns: {
    engine: text('API engine id'),
    major_version: text('e.g. 8.0, 13'),
    support: text('open-source-rds-standard-support | open-source-rds-extended-support'),
    starts_on: nullable(date('First day')),
    ends_on: nullable(date('Last day')),
  },
});

type DbInstance = RowOf<typeof rdsInstances>;
const instance = metricSpec<DbInstance>();
const ofInstance = {
  table: 'rds_instances',
  namespace: 'AWS/RDS',
  dimension: 'DBInstanceIdentifier',
  column: 'db_instance_id',
  period: 86400,
  days: 14,
  silentAtZero: false,
} as const;
/** States in which an instance does not run. Source: RDS User Guide, "Viewing Amazon RDS DB instance status". */
const AT_REST =
  /^(stopp(ed|ing)|starting|creating|delet(ing|e-precheck)|failed|restore-error|inaccessible-encryption-credentials.*|incompatible-.*|insufficient-capacity)$/;
/** True while clients can use it: a backup, a modification or an upgrade of its storage does not make it stop. */
export const isServing = (r: Pick<DbInstance, 'status'>): boolean => !AT_REST.test(r.status);
/** DocumentDB and Neptune publish in namespaces of their own (documentdb.ts, neptune.ts). */
const publishes = (r: DbInstance): boolean => isServing(r) && r.engine !== 'docdb' && r.engine !== 'neptune';

export const metrics = {
  rds_instance_free_storage_minimum: instance({
    ...ofInstance,
    metric: 'FreeStorageSpace',
    statistic: 'Minimum',
    when: (r) => publishes(r) && !r.engine.startsWith('aurora'),
  }),
  rds_instance_connections_maximum: instance({
    ...ofInstance,
    metric: 'DatabaseConnections',
    statistic: 'Maximum',
    when: publishes,
  }),
  rds_cluster_connections_maximum: instance({
    ...ofInstance,
    dimension: 'DBClusterIdentifier',
    column: 'cluster_id',
    metric: 'DatabaseConnections',
    statistic: 'Maximum',
    when: (r) => publishes(r) && r.cluster_id !== '',
  }),
  rds_instance_read_iops: instance({
    ...ofInstance,
    metric: 'ReadIOPS',
    statistic: 'Average',
    when: (r) => publishes(r) && r.replica_source !== '',
  }),
} as const;

export const tables = {
  rds_instances: rdsInstances,
  rds_clusters: rdsClusters,
  rds_snapshots: rdsSnapshots,
  rds_cluster_snapshots: rdsClusterSnapshots,
  rds_engine_lifecycles: rdsEngineLifecycles,
} as const;
