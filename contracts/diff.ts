/** What changed since the baseline run. */
import { defineTable, money, nullable, type RowOf, text, timestamp } from './table.ts';

export const DIFF_CLASSES = ['new', 'resolved', 'unchanged', 'unobserved'] as const;
export type DiffClass = (typeof DIFF_CLASSES)[number];
/**
 * new: appeared | exemption_ended · resolved: fixed | gone | exempted | check_disabled | check_changed · unchanged: still_there ·
 * unobserved: not_covered (a read failed) | not_scanned (account or region left out) | not_run (check left out by --only) |
 * inconclusive (judged, but the evidence was missing).
 */
export const DIFF_REASONS = [
  'appeared',
  'exemption_ended',
  'fixed',
  'gone',
  'exempted',
  'check_disabled',
  'check_changed',
  'still_there',
  'not_covered',
  'not_scanned',
  'not_run',
  'inconclusive',
] as const;
export type DiffReason = (typeof DIFF_REASONS)[number];

export const diffTable = defineTable({
  name: 'diff',
  comment: 'One row per open finding of this run or of the baseline',
  sortBy: ['class', 'check_id', 'fingerprint'],
  columns: {
    fingerprint: text('Finding'),
    class: text('new | resolved | unchanged | unobserved'),
    reason: text('Why it is in that class'),
    check_id: text('Check or rule'),
    account_id: text('12-digit account id'),
    region: text('AWS region code'),
    resource_type: text('Resource type'),
    resource_id: text('Resource id'),
    severity: text('Severity level'),
    title: text('Title'),
    monthly_savings: money('Now; for resolved and unobserved findings as of the baseline'),
    previous_monthly_savings: nullable(money('In the baseline, null when new')),
    last_seen_at: nullable(timestamp('Last run that observed it')),
  },
});
export type DiffRow = RowOf<typeof diffTable>;

/** A correlation restates what its sources say, money included: lists and counts of findings leave it out. */
export const isCorrelation = (row: { readonly check_id: string }): boolean =>
  row.check_id.includes('.correlation.');

/** Deduplicated monthly amounts, decimal text. total = unchanged + unobserved + new, to the last decimal. */
export interface SavingsTotals {
  /** Highest claim per billing item over all open findings. */
  readonly total: string;
  /** Plain sum of the open findings' savings (correlations excluded, they repeat their sources). */
  readonly gross: string;
  readonly unchanged: string;
  /** Carried forward: not looked at in this run. */
  readonly unobserved: string;
  /** What new findings add to the items that others already claimed. */
  readonly new: string;
  /** What resolved findings took off, items still claimed by others left out. Only reasons fixed and gone. */
  readonly resolved: string;
  /** The same for findings that left for another reason: exempted, check disabled or changed. */
  readonly dismissed: string;
}
