import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { type Big, sum } from '../../../contracts/money.ts';
import { isContinuous, pointCost, pointPrices } from '../_lib/backup-point.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays } from '../_lib/time.ts';

type Point = Row<'backup_recovery_points'>;
const isEndless = (p: Point): boolean =>
  p.delete_at === null && p.delete_after_event === '' && !p.composite && p.unread === '' && !isContinuous(p);
/** Sizes of databases stand in tables that this check does not read. */
const unread = () => undefined;

export default defineCheck({
  id: 'aws.backup.vaults.no.lifecycle',
  title: 'Backup vault bounds no retention',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 240 },
  table: 'backup_vaults',
  optionalLookups: ['backup_rules', 'backup_recovery_points'],
  options: z.object({
    minimumAgeDays: z.int().min(0).default(7).describe('Days since the vault was made'),
    requireLock: z
      .boolean()
      .default(true)
      .describe('Whether a vault without a lock is told of although all it holds will expire'),
    expectedMinimumDays: z.int().min(1).nullable().default(null).describe('Least retention of a lock'),
    expectedMaximumDays: z.int().min(1).nullable().default(null).describe('Greatest retention of a lock'),
  }),
  messages: {
    unlocked:
      'Vault {id} has no lock: nothing bounds how long or how short its backups are kept[; {endless} of {points} never expire][ and cost at most {cost} a month].',
    noMaximum:
      'Vault {id} is locked without a greatest retention[; {endless} of its {points} backups never expire][ and cost at most {cost} a month].',
    outOfStandard: 'Vault {id} is locked to between {min} and {max} days, and not within {standard}.',
  },
  why: 'A lock with a least and a greatest retention keeps backups from being deleted too early and from being paid for ever.',
  fix: 'Lock the vault with both retentions; try it in governance mode first, compliance mode cannot be undone.',
  links: ['https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html'],
  prices: (row, _options, lookup) =>
    lookup('backup_recovery_points')
      .where('vault_name', row.vault_name)
      .filter(isEndless)
      .flatMap((p) => pointPrices(p, unread)),
  evaluate(row, ctx) {
    if (row.vault_state !== '' && row.vault_state !== 'AVAILABLE') return skip(`it is ${row.vault_state}`);
    if (row.vault_type === 'RESTORE_ACCESS_BACKUP_VAULT')
      return skip('what it shows belongs to another account');
    if (row.vault_name.startsWith('aws/')) return skip('AWS makes it for automatic backups, which expire');
    const { minimumAgeDays, requireLock, expectedMinimumDays, expectedMaximumDays } = ctx.options;
    const bounds = {
      vault_name: row.vault_name,
      vault_arn: row.arn,
      locked: String(row.locked),
      min_retention_days: String(row.min_retention_days),
      max_retention_days: String(row.max_retention_days),
    };
    if (row.locked && row.max_retention_days > 0) {
      const short = expectedMinimumDays !== null && row.min_retention_days < expectedMinimumDays;
      const long = expectedMaximumDays !== null && row.max_retention_days > expectedMaximumDays;
      if (!short && !long) return pass;
      const standard = `${expectedMinimumDays ?? 1} to ${expectedMaximumDays ?? 'any number of'} days`;
      return fail({
        message: 'outOfStandard',
        values: {
          id: row.vault_name,
          min: Math.max(1, row.min_retention_days),
          max: row.max_retention_days,
          standard,
        },
        confidence: 100,
        dimensions: bounds,
      });
    }
    // always locked, with both retentions: AWS Backup Developer Guide, "Logically air-gapped vault"
    if (row.vault_type === 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT') return pass;
    const rules = ctx.optionalLookup('backup_rules');
    const writers = rules?.where('target_vault_name', row.vault_name) ?? [];
    if (row.recovery_points === 0 && writers.length === 0)
      return !rules || rules.rows.some((r) => r.unread !== '')
        ? unknown('it is empty, and which rules write to it could not be read')
        : skip('it is empty, and no rule writes to it');
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumAgeDays)
      return unknown(`it was made less than ${minimumAgeDays} days ago`);
    const endlessRules = writers.filter((r) => r.delete_after_days === 0 && r.delete_after_event === '');
    const points = ctx.optionalLookup('backup_recovery_points')?.where('vault_name', row.vault_name) ?? [];
    const endless = points.filter(isEndless);
    const isUnbounded = endless.length > 0 || endlessRules.length > 0;
    if (!row.locked && !isUnbounded && !requireLock) return pass;
    const costs = endless.flatMap((p) => pointCost(p, ctx, unread) ?? []);
    // backups that share their blocks are one item, as in every sum of claims
    const items = new Map<string, Big>();
    for (const [i, c] of costs.entries()) {
      const item = c.claim?.resourceId ?? String(i);
      const known = items.get(item);
      if (!known || c.monthly.gt(known)) items.set(item, c.monthly);
    }
    const cost = items.size > 0 ? sum(items.values()) : undefined;
    return fail({
      message: row.locked ? 'noMaximum' : 'unlocked',
      values: {
        id: row.vault_name,
        points: row.recovery_points,
        endless: endless.length > 0 ? endless.length : undefined,
        cost,
      },
      monthlyCost: cost,
      confidence: least(90, ...costs.map((c) => c.confidence)),
      notes: notesOf(
        ...costs.flatMap((c) => c.notes),
        endlessRules.length > 0
          ? `${endlessRules.length} rule(s) write backups that never expire`
          : undefined,
      ),
      ...(isUnbounded ? { severity: { level: 'medium', score: row.locked ? 460 : 420 } as const } : {}),
      dimensions: { ...bounds, endless_recovery_points: String(endless.length) },
    });
  },
});
