/** RDS's answers as inventory rows. Every listing gives 100 records a page at most. */
import {
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBMajorEngineVersionsCommand,
  DescribeDBSnapshotsCommand,
} from '@aws-sdk/client-rds';
import type { tables } from '../../contracts/inventory/rds.ts';
import type { Collectors, Reading } from './collector.ts';
import { pages } from './pages.ts';
import { dayOrNull, instantOrNull, present, scopeOf, tagsOf, text, whole, wholeOrNull } from './read.ts';

const marker = (page: { Marker?: string | undefined }): string | undefined => page.Marker;
const MaxRecords = 100;

/** Without SnapshotType the API lists the account's own snapshots only; this holds if it ever does not. */
const isOwn = (snapshot: { SnapshotType?: string | undefined }): boolean =>
  snapshot.SnapshotType !== 'shared' && snapshot.SnapshotType !== 'public';

/** Region and account that the ARN of a copy's source names, empty where they are its own or unknown. */
function origin(sourceArn: string | undefined, r: Reading): { region: string; account: string } {
  const [, , , region = '', account = ''] = sourceArn?.startsWith('arn:') ? sourceArn.split(':') : [];
  return { region: region === r.region ? '' : region, account: account === r.accountId ? '' : account };
}

export const collectors: Collectors<keyof typeof tables> = {
  async *rds_instances(r) {
    const ask = (Marker: string | undefined) =>
      r.send('rds', new DescribeDBInstancesCommand({ MaxRecords, Marker }));
    for await (const page of pages(ask, marker))
      yield (page.DBInstances ?? []).flatMap((d) =>
        d.DBInstanceIdentifier
          ? [
              {
                ...scopeOf(r),
                db_instance_id: d.DBInstanceIdentifier,
                dbi_resource_id: text(d.DbiResourceId),
                arn: text(d.DBInstanceArn),
                instance_class: text(d.DBInstanceClass),
                engine: text(d.Engine),
                engine_version: text(d.EngineVersion),
                license_model: text(d.LicenseModel),
                engine_lifecycle_support: text(d.EngineLifecycleSupport),
                status: text(d.DBInstanceStatus),
                multi_az: d.MultiAZ ?? false,
                availability_zone: text(d.AvailabilityZone),
                storage_type: text(d.StorageType),
                allocated_storage_gib: whole(d.AllocatedStorage),
                iops: wholeOrNull(d.Iops),
                storage_throughput_mibps: wholeOrNull(d.StorageThroughput),
                created_at: instantOrNull(d.InstanceCreateTime),
                replica_source: text(
                  d.ReadReplicaSourceDBInstanceIdentifier || d.ReadReplicaSourceDBClusterIdentifier,
                ),
                replica_ids: present(d.ReadReplicaDBInstanceIdentifiers),
                cluster_id: text(d.DBClusterIdentifier),
                restarts_at: instantOrNull(d.AutomaticRestartTime),
                security_group_ids: present((d.VpcSecurityGroups ?? []).map((g) => g.VpcSecurityGroupId)),
                tags: tagsOf(d.TagList),
              },
            ]
          : [],
      );
  },

  async *rds_clusters(r) {
    const ask = (Marker: string | undefined) =>
      r.send('rds', new DescribeDBClustersCommand({ MaxRecords, Marker }));
    for await (const page of pages(ask, marker))
      yield (page.DBClusters ?? []).flatMap((c) =>
        c.DBClusterIdentifier
          ? [
              {
                ...scopeOf(r),
                db_cluster_id: c.DBClusterIdentifier,
                cluster_resource_id: text(c.DbClusterResourceId),
                arn: text(c.DBClusterArn),
                engine: text(c.Engine),
                engine_version: text(c.EngineVersion),
                engine_mode: text(c.EngineMode),
                engine_lifecycle_support: text(c.EngineLifecycleSupport),
                status: text(c.Status),
                storage_type: text(c.StorageType),
                created_at: instantOrNull(c.ClusterCreateTime),
                member_ids: present((c.DBClusterMembers ?? []).map((m) => m.DBInstanceIdentifier)),
                tags: tagsOf(c.TagList),
              },
            ]
          : [],
      );
  },

  async *rds_snapshots(r) {
    const ask = (Marker: string | undefined) =>
      r.send('rds', new DescribeDBSnapshotsCommand({ MaxRecords, Marker }));
    for await (const page of pages(ask, marker))
      yield (page.DBSnapshots ?? []).filter(isOwn).flatMap((s) =>
        s.DBSnapshotIdentifier
          ? [
              {
                ...scopeOf(r),
                snapshot_id: s.DBSnapshotIdentifier,
                arn: text(s.DBSnapshotArn),
                source_id: text(s.DBInstanceIdentifier),
                source_resource_id: text(s.DbiResourceId),
                source_created_at: instantOrNull(s.InstanceCreateTime),
                snapshot_type: text(s.SnapshotType),
                status: text(s.Status),
                created_at: instantOrNull(s.SnapshotCreateTime),
                source_region: text(s.SourceRegion),
                source_account: origin(s.SourceDBSnapshotIdentifier, r).account,
                allocated_storage_gib: whole(s.AllocatedStorage),
                engine: text(s.Engine),
                encrypted: s.Encrypted ?? false,
                tags: tagsOf(s.TagList),
              },
            ]
          : [],
      );
  },

  async *rds_cluster_snapshots(r) {
    const ask = (Marker: string | undefined) =>
      r.send('rds', new DescribeDBClusterSnapshotsCommand({ MaxRecords, Marker }));
    for await (const page of pages(ask, marker))
      yield (page.DBClusterSnapshots ?? []).filter(isOwn).flatMap((s) =>
        s.DBClusterSnapshotIdentifier
          ? [
              {
                ...scopeOf(r),
                snapshot_id: s.DBClusterSnapshotIdentifier,
                arn: text(s.DBClusterSnapshotArn),
                source_id: text(s.DBClusterIdentifier),
                source_resource_id: text(s.DbClusterResourceId),
                source_created_at: instantOrNull(s.ClusterCreateTime),
                snapshot_type: text(s.SnapshotType),
                status: text(s.Status),
                created_at: instantOrNull(s.SnapshotCreateTime),
                source_region: origin(s.SourceDBClusterSnapshotArn, r).region,
                source_account: origin(s.SourceDBClusterSnapshotArn, r).account,
                allocated_storage_gib: whole(s.AllocatedStorage),
                engine: text(s.Engine),
                encrypted: s.StorageEncrypted ?? false,
                tags: tagsOf(s.TagList),
              },
            ]
          : [],
      );
  },

  async *rds_engine_lifecycles(r) {
    const ask = (Marker: string | undefined) =>
      r.send('rds', new DescribeDBMajorEngineVersionsCommand({ MaxRecords, Marker }));
    for await (const page of pages(ask, marker))
      yield (page.DBMajorEngineVersions ?? []).flatMap((v) =>
        (v.SupportedEngineLifecycles ?? []).flatMap((l) =>
          v.Engine && v.MajorEngineVersion && l.LifecycleSupportName
            ? [
                {
                  ...scopeOf(r),
                  engine: v.Engine,
                  major_version: v.MajorEngineVersion,
                  support: l.LifecycleSupportName,
                  starts_on: dayOrNull(l.LifecycleSupportStartDate),
                  ends_on: dayOrNull(l.LifecycleSupportEndDate),
                },
              ]
            : [],
        ),
      );
  },
};
