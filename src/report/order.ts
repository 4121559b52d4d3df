/** One order for everything that is listed, whatever order it came in. */
import type { DiffRow } from '../../contracts/diff.ts';
import { type Finding, SEVERITIES, type Severity } from '../../contracts/finding.ts';
import type { Report } from '../../contracts/report.ts';

type Key = readonly (string | number | bigint)[];

/** Money in storage has six decimals: without its point it is a whole number of millionths. */
const millionths = (amount: string): bigint => BigInt(amount.replace('.', ''));
export const severityRank = (level: string): number => SEVERITIES.indexOf(level as Severity);

function compare(a: Key, b: Key): number {
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? x;
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}

/** Sorted by keys that are made once per item: there may be hundreds of thousands. */
const sorted = <T>(items: readonly T[], key: (item: T) => Key): T[] =>
  items
    .map((item) => ({ item, key: key(item) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ item }) => item);

/** Highest savings first, then severity, then fingerprint. */
export const bySavings = (findings: readonly Finding[]): Finding[] =>
  sorted(findings, (f) => [
    -millionths(f.estimated.monthly_savings),
    -severityRank(f.severity.level),
    f.fingerprint,
  ]);
const diffBySavings = (rows: readonly DiffRow[]): DiffRow[] =>
  sorted(rows, (d) => [-millionths(d.monthly_savings), -severityRank(d.severity), d.fingerprint]);

/** Check by check, as the export lists findings. */
export const byCheck = (findings: readonly Finding[]): Finding[] =>
  sorted(findings, (f) => [f.check_id, f.fingerprint]);

const text = (value: unknown): Key => [JSON.stringify(value)];
const done = new WeakMap<Report, Report>();

/** The report with every list in its order, so that the same facts give the same bytes. */
export function ordered(r: Report): Report {
  const known = done.get(r);
  if (known) return known;
  const result: Report = {
    ...r,
    accounts: sorted(r.accounts, (a) => [a.accountId]).map((a) => ({
      ...a,
      regions: a.regions.toSorted(),
    })),
    findings: bySavings(r.findings),
    correlated: bySavings(r.correlated),
    diff: diffBySavings(r.diff),
    coverage: {
      ...r.coverage,
      gaps: sorted(r.coverage.gaps, (c) => [c.account_id, c.region, c.table_name, c.status]),
      rows: sorted(r.coverage.rows, (c) => [c.account_id, c.region, c.table_name, c.status]),
      evaluations: sorted(r.coverage.evaluations, (e) => [e.check_id, e.account_id, e.region]).map((e) => ({
        ...e,
        missing: e.missing.toSorted(),
      })),
    },
    exemptions: sorted(r.exemptions, (e) => [
      e.state === 'expired' ? 0 : 1,
      e.exemption.expires,
      ...text(e.exemption),
    ]),
    gate: { ...r.gate, conditions: sorted(r.gate.conditions, (c) => [c.held ? 0 : 1, c.text]) },
    dropped: sorted(r.dropped, text),
    crashed: sorted(r.crashed, text),
    ruleFailures: sorted(r.ruleFailures, text),
    notices: r.notices.toSorted(),
  };
  done.set(r, result);
  done.set(result, result);
  return result;
}
