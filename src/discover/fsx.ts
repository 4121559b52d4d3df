/** FSx's answers as inventory rows: one listing says everything, tags included. */
import { DescribeFileSystemsCommand, type FileSystem } from '@aws-sdk/client-fsx';
import type { tables } from '../../contracts/inventory/fsx.ts';
import type { Collectors } from './collector.ts';
import { pages } from './pages.ts';
import { instantOrNull, tagsOf, text, whole, wholeOrNull } from './read.ts';

const MaxResults = 100;

/** What the four kinds say under the same name; the one that a file system has. */
interface Configuration {
  readonly DeploymentType?: string | undefined;
  readonly ThroughputCapacity?: number | undefined;
  readonly AutomaticBackupRetentionDays?: number | undefined;
  readonly CopyTagsToBackups?: boolean | undefined;
  readonly WeeklyMaintenanceStartTime?: string | undefined;
}
const configurationOf = (f: FileSystem): Configuration =>
  f.WindowsConfiguration ?? f.LustreConfiguration ?? f.OntapConfiguration ?? f.OpenZFSConfiguration ?? {};

/** What is made where nothing is asked for. Source: FSx API Reference, CreateFileSystem and its Windows and Lustre configurations. */
const STORAGE_TYPE = 'SSD';
const DEPLOYMENT_TYPE: Readonly<Record<string, string>> = { WINDOWS: 'SINGLE_AZ_1', LUSTRE: 'SCRATCH_1' };

export const collectors: Collectors<keyof typeof tables> = {
  async *fsx_file_systems(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('fsx', new DescribeFileSystemsCommand({ MaxResults, NextToken }));
    for await (const page of pages(ask, (p) => p.NextToken))
      yield (page.FileSystems ?? []).flatMap((f) => {
        if (!f.FileSystemId) return [];
        const c = configurationOf(f);
        return [
          {
            account_id: r.accountId,
            region: r.region,
            file_system_id: f.FileSystemId,
            arn: text(f.ResourceARN),
            file_system_type: text(f.FileSystemType),
            lifecycle: text(f.Lifecycle),
            storage_type: f.StorageType ?? STORAGE_TYPE,
            storage_gib: wholeOrNull(f.StorageCapacity),
            deployment_type: c.DeploymentType ?? DEPLOYMENT_TYPE[text(f.FileSystemType)] ?? '',
            throughput_mbps: wholeOrNull(c.ThroughputCapacity),
            throughput_per_tib: wholeOrNull(f.LustreConfiguration?.PerUnitStorageThroughput),
            ha_pairs: whole(f.OntapConfiguration?.HAPairs ?? 1),
            backup_retention_days: wholeOrNull(c.AutomaticBackupRetentionDays),
            copies_tags_to_backups: c.CopyTagsToBackups ?? null,
            maintenance_start: text(c.WeeklyMaintenanceStartTime),
            vpc_id: text(f.VpcId),
            created_at: instantOrNull(f.CreationTime),
            tags: tagsOf(f.Tags),
          },
        ];
      });
  },
};
