/** FSx over the wire: the four kinds as AWS lists them, planted where the emulator leaves fields out. */
import { CreateFileSystemCommand, FSxClient } from '@aws-sdk/client-fsx';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inventoryTables, type Row } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
let emu: Emulator;
beforeAll(async () => {
  emu = await emulator();
});
afterAll(() => vi.unstubAllEnvs());

async function read(): Promise<readonly Row<'fsx_file_systems'>[]> {
  const connected = await signIn();
  const inventory = await discover({
    scopes: connected.scopes,
    tables: ['fsx_file_systems'],
    metrics: [],
    asOf,
  });
  connected.close();
  expect(inventory.coverage.map((c) => c.status)).toEqual(['ok']);
  const rows = (inventory.tables.fsx_file_systems ?? []) as unknown as readonly Row<'fsx_file_systems'>[];
  for (const row of rows)
    expect(
      faultsOf(inventoryTables.fsx_file_systems.columns, row as unknown as Record<string, unknown>),
    ).toEqual([]);
  return rows;
}

test('one that the emulator made', async () => {
  const account = emu.freshAccount();
  await asUser(emu.url, account);
  const fsx = new FSxClient({
    region: 'eu-west-1',
    endpoint: emu.url,
    credentials: await account.credentials(),
  });
  const { FileSystem } = await fsx.send(
    new CreateFileSystemCommand({
      FileSystemType: 'LUSTRE',
      StorageCapacity: 1200,
      StorageType: 'SSD',
      SubnetIds: ['subnet-1'],
      LustreConfiguration: { DeploymentType: 'SCRATCH_2' },
      Tags: [{ Key: 'Name', Value: 'render' }],
    }),
  );
  expect(await read()).toMatchObject([
    {
      file_system_id: FileSystem?.FileSystemId,
      file_system_type: 'LUSTRE',
      storage_gib: 1200,
      storage_type: 'SSD',
      deployment_type: 'SCRATCH_2',
      throughput_mbps: null,
      tags: { Name: 'render' },
    },
  ]);
});

test('what was made without saying a storage or deployment type has those that AWS gives', async () => {
  const account = emu.freshAccount();
  await asUser(emu.url, account);
  const fsx = new FSxClient({
    region: 'eu-west-1',
    endpoint: emu.url,
    credentials: await account.credentials(),
  });
  await fsx.send(
    new CreateFileSystemCommand({
      FileSystemType: 'WINDOWS',
      StorageCapacity: 300,
      SubnetIds: ['subnet-1'],
      WindowsConfiguration: { ThroughputCapacity: 32 },
    }),
  );
  expect(await read()).toMatchObject([
    { file_system_type: 'WINDOWS', storage_type: 'SSD', deployment_type: 'SINGLE_AZ_1', throughput_mbps: 32 },
  ]);
});

test('all four kinds, each with the configuration of its own', async () => {
  const account = emu.freshAccount();
  await asUser(emu.url, account);
  const listed = (FileSystemId: string, FileSystemType: string, more: object) => ({
    FileSystemId,
    FileSystemType,
    ResourceARN: `arn:aws:fsx:eu-west-1:${account.id}:file-system/${FileSystemId}`,
    CreationTime: '2026-03-01T08:00:00Z',
    Lifecycle: 'AVAILABLE',
    StorageCapacity: 2048,
    StorageType: 'SSD',
    VpcId: 'vpc-1',
    Tags: [],
    ...more,
  });
  await account.plant('fsx', 'DescribeFileSystems', {
    result: {
      FileSystems: [
        listed('fs-1', 'WINDOWS', {
          StorageType: 'HDD',
          WindowsConfiguration: {
            DeploymentType: 'MULTI_AZ_1',
            ThroughputCapacity: 64,
            AutomaticBackupRetentionDays: 0,
            CopyTagsToBackups: false,
            WeeklyMaintenanceStartTime: '7:03:00',
          },
        }),
        listed('fs-2', 'LUSTRE', {
          LustreConfiguration: { DeploymentType: 'PERSISTENT_2', PerUnitStorageThroughput: 250 },
        }),
        listed('fs-3', 'ONTAP', {
          OntapConfiguration: {
            DeploymentType: 'SINGLE_AZ_2',
            ThroughputCapacity: 6144,
            HAPairs: 4,
            AutomaticBackupRetentionDays: 7,
          },
        }),
        listed('fs-4', 'OPENZFS', {
          StorageCapacity: null,
          StorageType: 'INTELLIGENT_TIERING',
          OpenZFSConfiguration: { DeploymentType: 'MULTI_AZ_1', ThroughputCapacity: 160 },
        }),
      ],
    },
  });
  expect(await read()).toMatchObject([
    {
      file_system_id: 'fs-1',
      arn: `arn:aws:fsx:eu-west-1:${account.id}:file-system/fs-1`,
      lifecycle: 'AVAILABLE',
      storage_type: 'HDD',
      deployment_type: 'MULTI_AZ_1',
      throughput_mbps: 64,
      ha_pairs: 1,
      backup_retention_days: 0,
      copies_tags_to_backups: false,
      maintenance_start: '7:03:00',
      vpc_id: 'vpc-1',
      created_at: '2026-03-01T08:00:00.000Z',
    },
    { file_system_id: 'fs-2', throughput_mbps: null, throughput_per_tib: 250, copies_tags_to_backups: null },
    { file_system_id: 'fs-3', throughput_mbps: 6144, ha_pairs: 4, backup_retention_days: 7 },
    {
      file_system_id: 'fs-4',
      storage_type: 'INTELLIGENT_TIERING',
      storage_gib: null,
      throughput_mbps: 160,
      backup_retention_days: null,
    },
  ]);
});
