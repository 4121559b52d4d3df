/** AWS Backup over the wire: what the emulator holds, and what it lacks planted. */
import {
  BackupClient,
  CreateBackupPlanCommand,
  CreateBackupVaultCommand,
  PutBackupVaultLockConfigurationCommand,
} from '@aws-sdk/client-backup';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { tables as backupTables } from '../../../contracts/inventory/backup.ts';
import { inventoryTables, type Row, type TableName } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import { type Account, bornAt, type Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const born = '2026-03-01T08:00:00.000Z';
const region = 'eu-west-1';
const names = Object.keys(backupTables) as (keyof typeof backupTables)[];
let aws: Emulator;
let account: Account;
let inventory: Inventory;
let plans: string[] = [];

const read = async (tables: readonly TableName[]): Promise<Inventory> => {
  const connected = await signIn();
  const found = await discover({ scopes: connected.scopes, tables, metrics: [], asOf });
  connected.close();
  return found;
};
const rows = <T extends TableName>(table: T, of = inventory): readonly Row<T>[] =>
  (of.tables[table] ?? []) as unknown as readonly Row<T>[];
const seconds = (iso: string): number => Date.parse(iso) / 1000;
const vaultArn = (name: string): string => `arn:aws:backup:${region}:${account.id}:backup-vault:${name}`;

beforeAll(async () => {
  aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  const client = bornAt(
    new BackupClient({ region, endpoint: aws.url, credentials: await account.credentials() }),
    born,
  );
  for (const BackupVaultName of ['main', 'locked'])
    await client.send(new CreateBackupVaultCommand({ BackupVaultName }));
  await client.send(
    new PutBackupVaultLockConfigurationCommand({
      BackupVaultName: 'locked',
      MinRetentionDays: 30,
      MaxRetentionDays: 365,
    }),
  );
  const plan = async (BackupPlanName: string, Lifecycle?: object): Promise<string> => {
    const made = await client.send(
      new CreateBackupPlanCommand({
        BackupPlan: {
          BackupPlanName,
          Rules: [{ RuleName: 'daily', TargetBackupVaultName: 'main', ...(Lifecycle ? { Lifecycle } : {}) }],
        },
      }),
    );
    return made.BackupPlanId ?? '';
  };
  plans = [
    await plan('nightly', { MoveToColdStorageAfterDays: 30, DeleteAfterDays: 365 }),
    // -1 stands for never
    await plan('forgotten', { MoveToColdStorageAfterDays: -1, DeleteAfterDays: -1 }),
  ];
  await account.plant('backup', 'ListBackupSelections', {
    match: { backupPlanId: plans[0] },
    result: { BackupSelectionsList: [{ SelectionId: 'sel-1', SelectionName: 'databases' }, {}] },
  });
  await account.plant('backup', 'ListBackupSelections', {
    match: { backupPlanId: plans[1] },
    result: { BackupSelectionsList: [] },
  });
  await account.plant('backup', 'GetBackupVaultAccessPolicy', {
    match: { backupVaultName: 'main' },
    result: { BackupVaultName: 'main', Policy: '{"Statement":[]}' },
  });
  await account.plant('backup', 'GetBackupVaultAccessPolicy', {
    match: { backupVaultName: 'locked' },
    error: { code: 'ResourceNotFoundException', message: 'No policy', status: 400 },
  });
  await account.plant('backup', 'ListRecoveryPointsByBackupVault', {
    match: { backupVaultName: 'main', nextToken: 'two' },
    result: { RecoveryPoints: [{ RecoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-2' }, {}] },
  });
  await account.plant('backup', 'ListRecoveryPointsByBackupVault', {
    match: { backupVaultName: 'main' },
    times: 1,
    result: {
      NextToken: 'two',
      RecoveryPoints: [
        {
          RecoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-1',
          BackupVaultName: 'main',
          ResourceArn: `arn:aws:ec2:eu-west-1:${account.id}:volume/vol-1`,
          ResourceType: 'EBS',
          Status: 'EXPIRED',
          CreationDate: seconds(born),
          BackupSizeInBytes: 107_374_182_400,
          CalculatedLifecycle: {
            MoveToColdStorageAt: seconds('2026-03-31T08:00:00Z'),
            DeleteAt: seconds('2026-07-01T08:00:00Z'),
          },
          Lifecycle: { OptInToArchiveForSupportedResources: true },
          IsParent: false,
        },
      ],
    },
  });
  await account.plant('backup', 'ListRecoveryPointsByBackupVault', {
    match: { backupVaultName: 'locked' },
    result: { RecoveryPoints: [] },
  });
  await account.plant('backup', 'ListLegalHolds', {
    result: {
      LegalHolds: [
        { LegalHoldId: 'hold-1', Status: 'ACTIVE' },
        { LegalHoldId: 'hold-0', Status: 'CANCELED' },
      ],
    },
  });
  await account.plant('backup', 'ListRecoveryPointsByLegalHold', {
    match: { legalHoldId: 'hold-1' },
    result: { RecoveryPoints: [{ RecoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-1' }] },
  });
  inventory = await read(names);
});
afterAll(() => vi.unstubAllEnvs());

test('every table was read whole, and all rows are as the contract says', () => {
  expect(inventory.coverage.filter((c) => c.status !== 'ok' || c.message !== '')).toEqual([]);
  for (const table of names)
    for (const row of rows(table)) {
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
      expect(row).toMatchObject({ account_id: account.id, region });
    }
});

test('plans, their rules and what they back up', () => {
  expect(rows('backup_plans').find((p) => p.plan_id === plans[0])).toMatchObject({
    plan_name: 'nightly',
    arn: `arn:aws:backup:${region}:${account.id}:backup-plan:${plans[0]}`,
    created_at: born,
    last_run_at: null,
  });
  expect(rows('backup_rules').find((r) => r.plan_id === plans[0])).toMatchObject({
    rule_key: `${plans[0]}:daily`,
    plan_name: 'nightly',
    rule_name: 'daily',
    target_vault_name: 'main',
    cold_after_days: 30,
    delete_after_days: 365,
    delete_after_event: '',
    continuous: false,
    unread: '',
  });
  expect(rows('backup_rules').find((r) => r.plan_id === plans[1])).toMatchObject({
    cold_after_days: 0,
    delete_after_days: 0,
  });
  expect(rows('backup_selections')).toEqual([
    {
      account_id: account.id,
      region,
      plan_id: plans[0],
      selection_id: 'sel-1',
      selection_name: 'databases',
      unread: '',
    },
  ]);
});

test('vaults, their locks and their policies', () => {
  expect(rows('backup_vaults').map((v) => [v.vault_name, v.arn, v.created_at, v.locked])).toEqual([
    ['locked', vaultArn('locked'), born, true],
    ['main', vaultArn('main'), born, false],
  ]);
  expect(rows('backup_vaults')[0]).toMatchObject({ min_retention_days: 30, max_retention_days: 365 });
  expect(rows('backup_vault_policies').map((v) => [v.vault_name, v.policy, v.unread])).toEqual([
    ['locked', '', ''],
    ['main', '{"Statement":[]}', ''],
  ]);
});

test('recovery points of every page, and those under a legal hold', () => {
  expect(rows('backup_recovery_points')).toMatchObject([
    {
      recovery_point_arn: 'arn:aws:ec2:eu-west-1::snapshot/snap-1',
      vault_name: 'main',
      resource_arn: `arn:aws:ec2:eu-west-1:${account.id}:volume/vol-1`,
      resource_type: 'EBS',
      status: 'EXPIRED',
      created_at: born,
      delete_at: '2026-07-01T08:00:00.000Z',
      cold_at: '2026-03-31T08:00:00.000Z',
      archive_opt_in: true,
      size_bytes: 107_374_182_400,
      composite: false,
    },
    {
      recovery_point_arn: 'arn:aws:ec2:eu-west-1::snapshot/snap-2',
      created_at: null,
      delete_at: null,
      size_bytes: 0,
    },
  ]);
  expect(rows('backup_held_recovery_points')).toMatchObject([
    { recovery_point_arn: 'arn:aws:ec2:eu-west-1::snapshot/snap-1', legal_hold_id: 'hold-1' },
  ]);
});

test('one vault that refuses to tell leaves the others readable', async () => {
  await account.plant('backup', 'ListRecoveryPointsByBackupVault', {
    match: { backupVaultName: 'main' },
    result: { RecoveryPoints: [{ RecoveryPointArn: 'arn:aws:ec2:eu-west-1::snapshot/snap-3' }] },
  });
  await account.plant('backup', 'ListRecoveryPointsByBackupVault', {
    match: { backupVaultName: 'locked' },
    error: { code: 'AccessDeniedException', message: 'no', status: 403 },
  });
  const again = await read(['backup_recovery_points']);
  expect(again.coverage.find((c) => c.table_name === 'backup_recovery_points')).toMatchObject({
    status: 'ok',
    iam_action: 'backup:ListRecoveryPointsByBackupVault',
  });
  expect(rows('backup_recovery_points', again)).toMatchObject([
    {
      recovery_point_arn: vaultArn('locked'),
      vault_name: 'locked',
      unread: expect.stringContaining('refused'),
    },
    { recovery_point_arn: 'arn:aws:ec2:eu-west-1::snapshot/snap-3', vault_name: 'main', unread: '' },
  ]);
});

test('a window into another account’s vault is listed, and not asked for what it shows', async () => {
  const guest = aws.freshAccount();
  await asUser(aws.url, guest);
  await guest.plant('backup', 'ListBackupVaults', {
    result: {
      BackupVaultList: [
        {
          BackupVaultName: 'theirs',
          VaultType: 'RESTORE_ACCESS_BACKUP_VAULT',
          VaultState: 'AVAILABLE',
          NumberOfRecoveryPoints: 3,
        },
        {},
      ],
    },
  });
  const shown = await read(['backup_recovery_points', 'backup_vault_policies']);
  expect(shown.coverage.map((c) => [c.table_name, c.status])).toEqual([
    ['backup_vaults', 'ok'],
    ['backup_vault_policies', 'ok'],
    ['backup_recovery_points', 'ok'],
  ]);
  expect(rows('backup_vaults', shown)).toMatchObject([
    { vault_name: 'theirs', vault_type: 'RESTORE_ACCESS_BACKUP_VAULT', recovery_points: 3, locked: false },
  ]);
  expect(rows('backup_vault_policies', shown)).toEqual([]);
  expect((await guest.calls()).map((c) => c.operation)).not.toContain('ListRecoveryPointsByBackupVault');
});
