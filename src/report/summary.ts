/** The job summary: everything a reader of the run wants, in Markdown, below 1 MiB. */
import { type DiffRow, isCorrelation } from '../../contracts/diff.ts';
import type { Finding } from '../../contracts/finding.ts';
import { formatUsd } from '../../contracts/money.ts';
import type { Report } from '../../contracts/report.ts';
import { commentMarker, renderComment } from './comment.ts';
import { code, markdown } from './escape.ts';
import { bySavings } from './order.ts';
import * as say from './words.ts';

const MAX_FINDINGS = 200;
const usd = (s: string): string => markdown(formatUsd(s));

function findingsTable(title: string, findings: readonly Finding[], r: Report): string[] {
  if (findings.length === 0) return [];
  const shown = bySavings(findings).slice(0, MAX_FINDINGS);
  return [
    '',
    `#### ${title}`,
    '',
    '| a month | severity | finding | resource | where | check |',
    '|---:|---|---|---|---|---|',
    ...shown.map(
      (f) =>
        `| ${usd(f.estimated.monthly_savings)} | ${f.severity.level} | ${markdown(f.message, 300)}${f.labels.observation === 'carried_forward' ? ` _(${say.lastSeen(f.lifecycle.last_seen_at)})_` : ''} | ${code(f.scope.resource_id)} | ${f.scope.account_id} ${f.scope.region} | ${code(f.check_id)} |`,
    ),
    ...(findings.length > shown.length
      ? [`_… and ${findings.length - shown.length} more in export/findings.json._`]
      : []),
    ...(r.runUrl ? [] : []),
  ];
}

function classTable(r: Report): string[] {
  if (r.baseline.state !== 'compared') return [];
  const of = (c: DiffRow['class']): DiffRow[] => r.diff.filter((d) => d.class === c && !isCorrelation(d));
  const row = (name: string, n: number, amount: string, note: string): string =>
    `| ${name} | ${n} | ${usd(amount)} | ${markdown(note)} |`;
  return [
    '',
    '| | findings | a month | |',
    '|---|---:|---:|---|',
    row('new', r.counts.new, r.savings.new, say.reasonCounts(of('new'))),
    row('unchanged', r.counts.unchanged, r.savings.unchanged, ''),
    row(
      'not looked at, carried forward',
      r.counts.unobserved,
      r.savings.unobserved,
      say.reasonCounts(of('unobserved')),
    ),
    row('**total**', r.counts.open, r.savings.total, 'each billing item counted once'),
    row('resolved', r.counts.resolved, r.savings.resolved, say.reasonCounts(of('resolved'))),
  ];
}

/** Markdown. */
export function renderSummary(r: Report, key: string): string {
  const comment = renderComment(r, key).replace(`${commentMarker(key)}\n`, '');
  if (r.totalsOnly)
    return `${comment}\n${markdown(say.callsSentence(r))} ${markdown(say.pricingSentence(r))}\n`;
  const scanned = r.accounts
    .map((a) => `${code(a.accountId)} (${a.regions.map((x) => markdown(x)).join(', ')})`)
    .join('; ');
  return [
    comment,
    ...classTable(r),
    ...findingsTable('All open findings', r.findings, r),
    ...findingsTable('Findings that belong together', r.correlated, r),
    '',
    `Accounts: ${scanned}. ${say.count(r.counts.exempted, 'finding')} exempted or suppressed, ${say.count(r.counts.unknown, 'resource')} with too little evidence to judge.`,
    '',
    `${markdown(say.callsSentence(r))} ${markdown(say.pricingSentence(r))} finops-gate ${markdown(r.engineVersion)}.`,
    ...r.dropped
      .slice(0, 20)
      .map(
        (d) =>
          `\n_Dropped: a finding of ${code(d.checkId)} on ${code(d.resourceId)} could not be stored: ${markdown(d.reason)}._`,
      ),
    ...r.ruleFailures.map((f) => `\n_Rule ${code(f.ruleId)} failed: ${markdown(f.reason)}._`),
    '',
  ].join('\n');
}
