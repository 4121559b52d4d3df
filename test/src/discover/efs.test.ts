/** EFS over the wire: what the emulator made, and what it cannot say planted. */
import { CreateFileSystemCommand, EFSClient, PutLifecycleConfigurationCommand } from '@aws-sdk/client-efs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables, type Row } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const tables = [
  'backed_up_file_systems',
  'efs_backup_policies',
  'efs_file_systems',
  'efs_lifecycles',
] as const;
const arnOf = (id: string): string => `arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/${id}`;

let emu: Emulator;
beforeAll(async () => {
  emu = await emulator();
});
afterAll(() => vi.unstubAllEnvs());

async function read(): Promise<Inventory> {
  const connected = await signIn();
  const inventory = await discover({ scopes: connected.scopes, tables, metrics: [], asOf });
  connected.close();
  return inventory;
}
const rowsOf = <T extends (typeof tables)[number]>(inventory: Inventory, table: T): readonly Row<T>[] =>
  (inventory.tables[table] ?? []) as unknown as readonly Row<T>[];

test('a file system without policies: no lifecycle, and no backup policy is a disabled one', async () => {
  const account = emu.freshAccount();
  await asUser(emu.url, account);
  const efs = new EFSClient({
    region: 'eu-west-1',
    endpoint: emu.url,
    credentials: await account.credentials(),
  });
  const make = async (token: string) =>
    (
      await efs.send(
        new CreateFileSystemCommand({
          CreationToken: token,
          Encrypted: token === 'first',
          ThroughputMode: 'provisioned',
          ProvisionedThroughputInMibps: 12.5,
          Tags: [{ Key: 'Name', Value: token }],
        }),
      )
    ).FileSystemId ?? '';
  const first = await make('first');
  const second = await make('second');
  await efs.send(
    new PutLifecycleConfigurationCommand({
      FileSystemId: second,
      LifecyclePolicies: [
        { TransitionToIA: 'AFTER_30_DAYS' },
        { TransitionToPrimaryStorageClass: 'AFTER_1_ACCESS' },
      ],
    }),
  );
  // the emulator does not know the operation
  await account.plant('backup', 'ListProtectedResources', { result: { Results: [] } });
  const inventory = await read();
  expect(inventory.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  for (const table of tables)
    for (const row of rowsOf(inventory, table))
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  const of = (id: string) => rowsOf(inventory, 'efs_file_systems').find((f) => f.file_system_id === id);
  expect(of(first)).toMatchObject({
    state: 'available',
    throughput_mode: 'provisioned',
    provisioned_mibps: 12.5,
    mount_targets: 0,
    encrypted: true,
    tags: { Name: 'first' },
  });
  expect(of(second)?.encrypted).toBe(false);
  const lifecycles = rowsOf(inventory, 'efs_lifecycles');
  expect(lifecycles.find((l) => l.file_system_id === first)?.to_infrequent_access).toBe('');
  expect(lifecycles.find((l) => l.file_system_id === second)).toMatchObject({
    to_infrequent_access: 'AFTER_30_DAYS',
    to_archive: '',
    unread: '',
  });
  expect(rowsOf(inventory, 'efs_backup_policies').map((b) => [b.status, b.unread])).toEqual([
    ['DISABLED', ''],
    ['DISABLED', ''],
  ]);
});

test('classes, a replica, one refused policy, and what AWS Backup saved', async () => {
  const account = emu.freshAccount();
  await asUser(emu.url, account);
  const listed = (id: string, more: object) => ({
    OwnerId: account.id,
    CreationToken: id,
    FileSystemId: id,
    FileSystemArn: arnOf(id),
    CreationTime: '2026-03-01T08:00:00Z',
    LifeCycleState: 'available',
    NumberOfMountTargets: 2,
    PerformanceMode: 'generalPurpose',
    Tags: [],
    ...more,
  });
  await account.plant('efs', 'DescribeFileSystems', {
    result: {
      FileSystems: [
        listed('fs-classes', {
          AvailabilityZoneName: 'eu-west-1a',
          SizeInBytes: { Value: 600, ValueInStandard: 300, ValueInIA: 200, ValueInArchive: 100 },
        }),
        listed('fs-replica', {
          SizeInBytes: { Value: 50, ValueInIA: 20 },
          FileSystemProtection: { ReplicationOverwriteProtection: 'REPLICATING' },
        }),
      ],
    },
  });
  for (const FileSystemId of ['fs-classes', 'fs-replica']) {
    await account.plant('efs', 'DescribeLifecycleConfiguration', {
      match: { FileSystemId },
      result: {
        LifecyclePolicies: [{ TransitionToIA: 'AFTER_7_DAYS' }, { TransitionToArchive: 'AFTER_90_DAYS' }],
      },
    });
  }
  await account.plant('efs', 'DescribeBackupPolicy', {
    match: { FileSystemId: 'fs-classes' },
    result: { BackupPolicy: { Status: 'ENABLED' } },
  });
  await account.plant('efs', 'DescribeBackupPolicy', {
    match: { FileSystemId: 'fs-replica' },
    error: { code: 'AccessDeniedException', message: 'not authorized', status: 403 },
  });
  await account.plant('backup', 'ListProtectedResources', {
    result: {
      Results: [
        {
          ResourceArn: arnOf('fs-classes'),
          ResourceType: 'EFS',
          LastBackupTime: '2026-11-24T05:00:00Z',
        },
        { ResourceArn: 'arn:aws:ec2:eu-west-1:123456789012:volume/vol-1', ResourceType: 'EBS' },
      ],
    },
  });
  const inventory = await read();
  expect(rowsOf(inventory, 'efs_file_systems')).toMatchObject([
    {
      file_system_id: 'fs-classes',
      arn: arnOf('fs-classes'),
      availability_zone: 'eu-west-1a',
      standard_bytes: 300,
      infrequent_access_bytes: 200,
      archive_bytes: 100,
      mount_targets: 2,
      created_at: '2026-03-01T08:00:00.000Z',
    },
    { file_system_id: 'fs-replica', standard_bytes: 30, overwrite_protection: 'REPLICATING' },
  ]);
  expect(rowsOf(inventory, 'efs_lifecycles')[0]).toMatchObject({
    to_infrequent_access: 'AFTER_7_DAYS',
    to_archive: 'AFTER_90_DAYS',
  });
  const policies = rowsOf(inventory, 'efs_backup_policies');
  expect(policies.map((p) => p.status)).toEqual(['ENABLED', '']);
  expect(policies[1]?.unread).toContain('not authorized');
  expect(rowsOf(inventory, 'backed_up_file_systems')).toMatchObject([
    { resource_arn: arnOf('fs-classes'), last_backup_at: '2026-11-24T05:00:00.000Z' },
  ]);
});
