import { z } from 'zod';
import { defineCheck, fail, type Outcome, pass, unknown } from '../../../contracts/check.ts';
import type { Severity } from '../../../contracts/finding.ts';
import { type Exposure, exposureOf, type Harm, statementsOf } from '../_lib/backup-policy.ts';
import { notesOf } from '../_lib/notes.ts';

const DO: Readonly<Record<Harm, string>> = {
  destroy: 'delete or unprotect its backups',
  read: 'restore its backups or copy them elsewhere',
  write: 'copy backups into it, which are billed to this account',
};
const whoOf = ({ who, names }: Exposure): string => {
  const list = names.join(', ');
  if (who === 'organization') return `everyone in organization ${list}`;
  if (who === 'network') return `everyone behind ${list}`;
  if (who === 'accounts') return `account(s) ${list}`;
  return who === 'service' ? `service ${list}, whoever it acts for,` : 'everyone';
};
const levelOf = (score: number): Severity => (score < 400 ? 'low' : score < 650 ? 'medium' : 'high');

export default defineCheck({
  id: 'aws.backup.vaults.access.policy.misconfig',
  title: 'Backup vault is open to those it should not be',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'high', score: 700 },
  table: 'backup_vault_policies',
  options: z.object({
    allowedAccounts: z
      .array(z.string().regex(/^\d{12}$/))
      .default([])
      .describe(
        'Accounts trusted like the vault’s own; when any is given, others may not copy into it either',
      ),
  }),
  messages: {
    open: 'Vault {id} lets {who} {do}[ (statement {sid})].',
    none: 'Vault {id} has no access policy: IAM alone decides who may delete its backups.',
  },
  why: 'Backups are the last defence against deletion by mistake or malice, and copies by others are billed to the vault’s owner.',
  fix: 'Name the principals and the few actions that they need, bound wildcards by aws:PrincipalOrgID, and deny deletion to all but a break-glass role.',
  links: ['https://docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html'],
  evaluate(row, ctx): Outcome<'open' | 'none'> {
    const statements = statementsOf(row.policy);
    if (!statements) return unknown('its access policy cannot be understood');
    const dimensions = { vault_name: row.vault_name, vault_arn: row.arn };
    if (statements.length === 0)
      return row.recovery_points === 0
        ? pass
        : {
            kind: 'info',
            message: 'none',
            values: { id: row.vault_name },
            confidence: 100,
            severity: { level: 'info', score: 100 },
            dimensions: { ...dimensions, rule: 'no_access_policy' },
          };
    const worst = exposureOf(statements, {
      accountId: row.account_id,
      vaultArn: row.arn,
      allowedAccounts: ctx.options.allowedAccounts,
    });
    if (!worst) return pass;
    return fail({
      message: 'open',
      values: {
        id: row.vault_name,
        who: whoOf(worst),
        do: DO[worst.harm],
        sid: worst.sid === '' ? undefined : worst.sid,
      },
      confidence: 90,
      severity: { level: levelOf(worst.score), score: worst.score },
      notes: notesOf(
        worst.harm !== 'write' && worst.who !== 'service'
          ? 'AWS Backup refuses other accounts everything but copying into a vault; every principal of this account is let in'
          : undefined,
        worst.who === 'organization' ? 'whether that organization is your own is not read' : undefined,
      ),
      dimensions: {
        ...dimensions,
        rule: worst.who,
        sid: worst.sid,
        actions: worst.actions.join(','),
        principals: worst.names.join(','),
      },
    });
  },
});
