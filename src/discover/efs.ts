/** EFS's answers as inventory rows, and which file systems AWS Backup backs up. */
import { ListProtectedResourcesCommand } from '@aws-sdk/client-backup';
import {
  DescribeBackupPolicyCommand,
  DescribeFileSystemsCommand,
  DescribeLifecycleConfigurationCommand,
} from '@aws-sdk/client-efs';
import { AwsFailure } from '../../contracts/discover.ts';
import type { tables } from '../../contracts/inventory/efs.ts';
import type { Collectors } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { instantOrNull, scopeOf, tagsOf, text, whole } from './read.ts';

const MaxItems = 100;

/** What a file system that never had a policy answers. Source: EFS API Reference, DescribeBackupPolicy, Errors. */
const NO_POLICY = new Set(['PolicyNotFound', 'PolicyNotFoundException']);

/** One answer, or nothing where there is no policy. */
async function policyOf<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsFailure && NO_POLICY.has(error.code)) return undefined;
    throw error;
  }
}

const BACKED_UP = new Set(['EFS', 'FSx']);

export const collectors: Collectors<keyof typeof tables> = {
  async *backed_up_file_systems(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('backup', new ListProtectedResourcesCommand({ MaxResults: 1000, NextToken }));
    for await (const page of pages(ask, (p) => p.NextToken))
      yield (page.Results ?? []).flatMap((p) =>
        p.ResourceArn && BACKED_UP.has(p.ResourceType ?? '')
          ? [
              {
                ...scopeOf(r),
                resource_arn: p.ResourceArn,
                last_backup_at: instantOrNull(p.LastBackupTime),
              },
            ]
          : [],
      );
  },

  async *efs_file_systems(r) {
    const ask = (Marker: string | undefined) =>
      r.send('efs', new DescribeFileSystemsCommand({ MaxItems, Marker }));
    for await (const page of pages(ask, (p) => p.NextMarker))
      yield (page.FileSystems ?? []).flatMap((f) => {
        if (!f.FileSystemId) return [];
        const infrequent = whole(f.SizeInBytes?.ValueInIA);
        const archive = whole(f.SizeInBytes?.ValueInArchive);
        const standard =
          f.SizeInBytes?.ValueInStandard ?? Math.max(0, whole(f.SizeInBytes?.Value) - infrequent - archive);
        return [
          {
            ...scopeOf(r),
            file_system_id: f.FileSystemId,
            arn: text(f.FileSystemArn),
            state: text(f.LifeCycleState),
            throughput_mode: text(f.ThroughputMode),
            provisioned_mibps: f.ProvisionedThroughputInMibps ?? null,
            availability_zone: text(f.AvailabilityZoneName),
            standard_bytes: whole(standard),
            infrequent_access_bytes: infrequent,
            archive_bytes: archive,
            mount_targets: whole(f.NumberOfMountTargets),
            encrypted: f.Encrypted ?? false,
            overwrite_protection: text(f.FileSystemProtection?.ReplicationOverwriteProtection),
            created_at: instantOrNull(f.CreationTime),
            tags: tagsOf(f.Tags),
          },
        ];
      });
  },

  async *efs_lifecycles(r) {
    const row = (FileSystemId: string, ia: string | undefined, archive: string | undefined, unread = '') => ({
      ...scopeOf(r),
      file_system_id: FileSystemId,
      to_infrequent_access: text(ia),
      to_archive: text(archive),
      unread,
    });
    yield* details(
      r,
      r.rows('efs_file_systems').map((f) => f.file_system_id),
      async (FileSystemId) => {
        const answer = await policyOf(
          r.send('efs', new DescribeLifecycleConfigurationCommand({ FileSystemId })),
        );
        const policies = answer?.LifecyclePolicies ?? [];
        return [
          row(
            FileSystemId,
            policies.find((p) => p.TransitionToIA)?.TransitionToIA,
            policies.find((p) => p.TransitionToArchive)?.TransitionToArchive,
          ),
        ];
      },
      (FileSystemId, why) => row(FileSystemId, undefined, undefined, why),
    );
  },

  async *efs_backup_policies(r) {
    const row = (FileSystemId: string, status: string, unread = '') => ({
      ...scopeOf(r),
      file_system_id: FileSystemId,
      status,
      unread,
    });
    yield* details(
      r,
      r.rows('efs_file_systems').map((f) => f.file_system_id),
      async (FileSystemId) => {
        const answer = await policyOf(r.send('efs', new DescribeBackupPolicyCommand({ FileSystemId })));
        return [row(FileSystemId, answer?.BackupPolicy?.Status ?? 'DISABLED')];
      },
      (FileSystemId, why) => row(FileSystemId, '', why),
    );
  },
};
