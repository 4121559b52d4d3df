/** AWS Backup's answers as inventory rows. Every listing gives 1,000 records a page at most. */
import {
  GetBackupPlanCommand,
  GetBackupVaultAccessPolicyCommand,
  ListBackupPlansCommand,
  ListBackupSelectionsCommand,
  ListBackupVaultsCommand,
  ListLegalHoldsCommand,
  ListRecoveryPointsByBackupVaultCommand,
  ListRecoveryPointsByLegalHoldCommand,
} from '@aws-sdk/client-backup';
import { AwsFailure } from '../../contracts/discover.ts';
import type { tables } from '../../contracts/inventory/backup.ts';
import type { Row } from '../../contracts/inventory/catalogue.ts';
import type { Collectors, Reading } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { instantOrNull, scopeOf, text, whole } from './read.ts';

const next = (page: { NextToken?: string | undefined }): string | undefined => page.NextToken;
const MaxResults = 1000;

/** Days of a lifecycle; -1 stands for never there. Source: AWS Backup API Reference, Lifecycle. */
const daysOf = (days: number | undefined): number => Math.max(0, whole(days));

type Plan = Row<'backup_plans'>;
type Vault = Row<'backup_vaults'>;

const ofPlan = (plan: Plan) => ({ plan_id: plan.plan_id, plan_name: plan.plan_name, plan_arn: plan.arn });

/** What a restore access vault shows is another account's, and billed to it. */
const ownVaults = (r: Reading): Vault[] =>
  r.rows('backup_vaults').filter((v) => v.vault_type !== 'RESTORE_ACCESS_BACKUP_VAULT');

async function rulesOf(r: Reading, plan: Plan): Promise<Row<'backup_rules'>[]> {
  const { BackupPlan } = await r.send('backup', new GetBackupPlanCommand({ BackupPlanId: plan.plan_id }));
  return (BackupPlan?.Rules ?? []).flatMap((rule) =>
    rule.RuleName
      ? [
          {
            ...scopeOf(r),
            ...ofPlan(plan),
            rule_key: `${plan.plan_id}:${rule.RuleName}`,
            rule_name: rule.RuleName,
            target_vault_name: text(rule.TargetBackupVaultName),
            cold_after_days: daysOf(rule.Lifecycle?.MoveToColdStorageAfterDays),
            delete_after_days: daysOf(rule.Lifecycle?.DeleteAfterDays),
            delete_after_event: text(rule.Lifecycle?.DeleteAfterEvent),
            continuous: rule.EnableContinuousBackup ?? false,
            unread: '',
          },
        ]
      : [],
  );
}

async function selectionsOf(r: Reading, plan: Plan): Promise<Row<'backup_selections'>[]> {
  const rows: Row<'backup_selections'>[] = [];
  const ask = (NextToken: string | undefined) =>
    r.send('backup', new ListBackupSelectionsCommand({ BackupPlanId: plan.plan_id, NextToken, MaxResults }));
  for await (const page of pages(ask, next))
    for (const s of page.BackupSelectionsList ?? [])
      if (s.SelectionId)
        rows.push({
          ...scopeOf(r),
          plan_id: plan.plan_id,
          selection_id: s.SelectionId,
          selection_name: text(s.SelectionName),
          unread: '',
        });
  return rows;
}

/** The policy's text, empty when the vault has none. */
async function policyOf(r: Reading, vault: Vault): Promise<string> {
  try {
    const command = new GetBackupVaultAccessPolicyCommand({ BackupVaultName: vault.vault_name });
    return text((await r.send('backup', command)).Policy);
  } catch (error) {
    if (error instanceof AwsFailure && /^ResourceNotFound/.test(error.code)) return '';
    throw error;
  }
}

const noPoint = (r: Reading, vault: Vault) => ({
  ...scopeOf(r),
  recovery_point_arn: vault.arn,
  vault_name: vault.vault_name,
  vault_type: vault.vault_type,
  resource_arn: '',
  resource_type: '',
  status: '',
  created_at: null,
  delete_at: null,
  cold_at: null,
  delete_after_event: '',
  archive_opt_in: false,
  size_bytes: 0,
  composite: false,
  unread: '',
});

async function pointsOf(r: Reading, vault: Vault): Promise<Row<'backup_recovery_points'>[]> {
  const rows: Row<'backup_recovery_points'>[] = [];
  const ask = (NextToken: string | undefined) =>
    r.send(
      'backup',
      new ListRecoveryPointsByBackupVaultCommand({
        BackupVaultName: vault.vault_name,
        NextToken,
        MaxResults,
      }),
    );
  for await (const page of pages(ask, next))
    for (const p of page.RecoveryPoints ?? [])
      if (p.RecoveryPointArn)
        rows.push({
          ...noPoint(r, vault),
          recovery_point_arn: p.RecoveryPointArn,
          resource_arn: text(p.ResourceArn),
          resource_type: text(p.ResourceType),
          status: text(p.Status),
          created_at: instantOrNull(p.CreationDate),
          delete_at: instantOrNull(p.CalculatedLifecycle?.DeleteAt),
          cold_at: instantOrNull(p.CalculatedLifecycle?.MoveToColdStorageAt),
          delete_after_event: text(p.Lifecycle?.DeleteAfterEvent),
          archive_opt_in: p.Lifecycle?.OptInToArchiveForSupportedResources ?? false,
          size_bytes: whole(p.BackupSizeInBytes),
          composite: p.IsParent ?? false,
        });
  return rows;
}

export const collectors: Collectors<keyof typeof tables> = {
  async *backup_plans(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('backup', new ListBackupPlansCommand({ NextToken, MaxResults }));
    for await (const page of pages(ask, next))
      yield (page.BackupPlansList ?? []).flatMap((p) =>
        p.BackupPlanId && !p.DeletionDate
          ? [
              {
                ...scopeOf(r),
                plan_id: p.BackupPlanId,
                plan_name: text(p.BackupPlanName),
                arn: text(p.BackupPlanArn),
                created_at: instantOrNull(p.CreationDate),
                last_run_at: instantOrNull(p.LastExecutionDate),
              },
            ]
          : [],
      );
  },

  async *backup_rules(r) {
    yield* details(
      r,
      r.rows('backup_plans'),
      (plan) => rulesOf(r, plan),
      (plan, why) => ({
        ...scopeOf(r),
        ...ofPlan(plan),
        rule_key: plan.plan_id,
        rule_name: '',
        target_vault_name: '',
        cold_after_days: 0,
        delete_after_days: 0,
        delete_after_event: '',
        continuous: false,
        unread: why,
      }),
    );
  },

  async *backup_selections(r) {
    yield* details(
      r,
      r.rows('backup_plans'),
      (plan) => selectionsOf(r, plan),
      (plan, why) => ({
        ...scopeOf(r),
        plan_id: plan.plan_id,
        selection_id: '',
        selection_name: '',
        unread: why,
      }),
    );
  },

  async *backup_vaults(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('backup', new ListBackupVaultsCommand({ NextToken, MaxResults }));
    for await (const page of pages(ask, next))
      yield (page.BackupVaultList ?? []).flatMap((v) =>
        v.BackupVaultName
          ? [
              {
                ...scopeOf(r),
                vault_name: v.BackupVaultName,
                arn: text(v.BackupVaultArn),
                vault_type: text(v.VaultType),
                vault_state: text(v.VaultState),
                created_at: instantOrNull(v.CreationDate),
                recovery_points: whole(v.NumberOfRecoveryPoints),
                locked: v.Locked ?? false,
                min_retention_days: daysOf(v.MinRetentionDays),
                max_retention_days: daysOf(v.MaxRetentionDays),
              },
            ]
          : [],
      );
  },

  async *backup_vault_policies(r) {
    const row = (vault: Vault, policy: string, unread: string) => ({
      ...scopeOf(r),
      vault_name: vault.vault_name,
      arn: vault.arn,
      recovery_points: vault.recovery_points,
      policy,
      unread,
    });
    yield* details(
      r,
      ownVaults(r),
      async (vault) => [row(vault, await policyOf(r, vault), '')],
      (vault, why) => row(vault, '', why),
    );
  },

  async *backup_recovery_points(r) {
    yield* details(
      r,
      ownVaults(r),
      (vault) => pointsOf(r, vault),
      (vault, why) => ({ ...noPoint(r, vault), unread: why }),
    );
  },

  async *backup_held_recovery_points(r) {
    const holds = (NextToken: string | undefined) =>
      r.send('backup', new ListLegalHoldsCommand({ NextToken, MaxResults }));
    for await (const page of pages(holds, next))
      for (const hold of page.LegalHolds ?? []) {
        const { LegalHoldId } = hold;
        if (!LegalHoldId || hold.Status === 'CANCELED') continue;
        const points = (NextToken: string | undefined) =>
          r.send('backup', new ListRecoveryPointsByLegalHoldCommand({ LegalHoldId, NextToken, MaxResults }));
        for await (const held of pages(points, next))
          yield (held.RecoveryPoints ?? []).flatMap((p) =>
            p.RecoveryPointArn
              ? [
                  {
                    ...scopeOf(r),
                    recovery_point_arn: p.RecoveryPointArn,
                    legal_hold_id: LegalHoldId,
                  },
                ]
              : [],
          );
      }
  },
};
