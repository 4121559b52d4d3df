import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { notesOf } from '../_lib/notes.ts';

export default defineCheck({
  id: 'aws.backup.rules.no.lifecycle',
  title: 'Backup rule keeps recovery points for ever',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'medium', score: 450 },
  table: 'backup_rules',
  optionalLookups: ['backup_selections', 'backup_vaults'],
  options: z.object({}),
  messages: {
    never: 'Rule {rule} of backup plan {plan} never deletes what it puts into vault {vault}.',
    coldForEver:
      'Rule {rule} of backup plan {plan} moves backups in vault {vault} to cold storage after {cold} days and never deletes them.',
  },
  why: 'Every run adds a backup and nothing takes one away: the bill of the vault only grows.',
  fix: 'Give the rule a retention (at least 90 days beyond the move to cold storage); it holds for new backups, those that exist keep theirs.',
  links: ['https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html'],
  evaluate(row, ctx) {
    if (row.delete_after_days > 0 || row.delete_after_event !== '') return pass;
    const selections = ctx.optionalLookup('backup_selections')?.where('plan_id', row.plan_id);
    // nothing grows yet; whoever assigns resources to the plan makes it
    const isIdle = selections?.length === 0 && !row.plan_id.startsWith('orgs/');
    const vault = ctx.optionalLookup('backup_vaults')?.where('vault_name', row.target_vault_name)[0];
    // a job whose retention does not fit the lock fails: AWS Backup Developer Guide, "AWS Backup Vault Lock"
    if (vault?.locked && vault.max_retention_days > 0)
      return skip(`its vault is locked to ${vault.max_retention_days} days at most`);
    const cold = row.cold_after_days;
    return fail({
      message: cold > 0 ? 'coldForEver' : 'never',
      values: { rule: row.rule_name, plan: row.plan_name || row.plan_id, vault: row.target_vault_name, cold },
      confidence: 95,
      ...(isIdle || cold > 0 ? { severity: { level: 'low', score: isIdle ? 220 : 350 } as const } : {}),
      notes: notesOf(
        isIdle ? 'its plan backs up nothing so far' : undefined,
        row.continuous ? 'continuous backups of it end after 35 days; its snapshots do not' : undefined,
        row.plan_id.startsWith('orgs/') ? 'to be changed in the organization’s backup policy' : undefined,
      ),
      dimensions: {
        plan_id: row.plan_id,
        plan_name: row.plan_name,
        rule_name: row.rule_name,
        vault_name: row.target_vault_name,
        target_vault_name: row.target_vault_name,
        move_to_cold_after_days: String(cold),
        delete_after_days: '0',
      },
    });
  },
});
