/** One order for everything that is listed, whatever order it came in. */
import type { DiffRow } from '../../contracts/diff.ts';
import { type Finding, SEVERITIES } from '../../contracts/finding.ts';
import { Big } from '../../contracts/money.ts';

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const rank = (level: string): number => SEVERITIES.indexOf(level as (typeof SEVERITIES)[number]);

/** Highest savings first, then severity, then fingerprint. */
export const bySavings = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted(
    (a, b) =>
      new Big(b.estimated.monthly_savings).cmp(a.estimated.monthly_savings) ||
      b.severity.score - a.severity.score ||
      text(a.fingerprint, b.fingerprint),
  );

export const diffBySavings = (rows: readonly DiffRow[]): DiffRow[] =>
  rows.toSorted(
    (a, b) =>
      new Big(b.monthly_savings).cmp(a.monthly_savings) ||
      rank(b.severity) - rank(a.severity) ||
      text(a.fingerprint, b.fingerprint),
  );
