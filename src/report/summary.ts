/** The job summary: everything a reader of the run wants, in Markdown, below 1 MiB. */
import type { Finding } from '../../contracts/finding.ts';
import type { Report } from '../../contracts/report.ts';
import { commentMarker, renderComment } from './comment.ts';
import { code, markdown } from './escape.ts';
import { ordered } from './order.ts';
import * as say from './words.ts';

const MAX_FINDINGS = 200;
const MAX_FAULTS = 20;

function findingsTable(title: string, findings: readonly Finding[], r: Report): string[] {
  const hasBill = r.billing?.state === 'used';
  if (findings.length === 0) return [];
  const shown = findings.slice(0, MAX_FINDINGS);
  const left = findings.length - shown.length;
  return [
    '',
    `#### ${title}`,
    '',
    `| a&nbsp;month |${hasBill ? ' billed, 30&nbsp;days |' : ''} severity | finding | resource | account, region |`,
    `|---:|${hasBill ? '---:|' : ''}---|---|---|---|`,
    ...shown.map(
      (f) =>
        `| ${say.amount(f.estimated.monthly_savings)} |${hasBill ? ` ${say.billedCost(f)} |` : ''} ${markdown(f.severity.level)} | **${markdown(f.title, 140)}**<br>${markdown(f.message, 300)}${f.labels.observation === 'carried_forward' ? ` _(${say.lastSeen(f.lifecycle.last_seen_at)})_` : ''} | ${code(f.scope.resource_id)} | ${markdown(f.scope.account_id)}<br>${markdown(f.scope.region)} |`,
    ),
    ...(left > 0 ? ['', `_… and ${say.number(left)} more in \`export/findings.json\`._`] : []),
  ];
}

function activeExemptions(r: Report): string[] {
  const active = r.exemptions.filter((e) => e.state === 'active');
  if (active.length === 0) return [];
  const what = (e: (typeof active)[number]): string =>
    [e.exemption.check, e.exemption.resource, e.exemption.tag, e.exemption.account]
      .filter((x) => x !== undefined)
      .map((x) => code(x))
      .join(' ');
  return [
    '',
    '#### Exemptions in force',
    '',
    '| until | what | owner | reason | findings | a month |',
    '|---|---|---|---|---:|---:|',
    ...active
      .slice(0, MAX_FINDINGS)
      .map(
        (e) =>
          `| ${markdown(e.exemption.expires)} | ${what(e)} | ${markdown(e.exemption.owner, 80)} | ${markdown(e.exemption.reason, 160)} | ${say.number(e.findings)} | ${say.amount(e.monthlySavings)} |`,
      ),
  ];
}

/** What went wrong inside the engine; the run went on without it. */
const faults = (r: Report): string[] =>
  [
    ...r.crashed.map(
      (c) => `Check ${code(c.checkId)} failed on ${code(c.resourceId)}: ${markdown(c.reason)}`,
    ),
    ...r.dropped.map(
      (d) =>
        `A finding of ${code(d.checkId)} on ${code(d.resourceId)} could not be stored: ${markdown(d.reason)}`,
    ),
    ...r.ruleFailures.map((f) => `Rule ${code(f.ruleId)} failed: ${markdown(f.reason)}`),
  ]
    .slice(0, MAX_FAULTS)
    .map((line) => `- ${line}`);

/** Markdown. */
export function renderSummary(report: Report, key: string): string {
  const r = ordered(report);
  const comment = renderComment(r, key).replace(`${commentMarker(key)}\n`, '');
  const bill = [say.billingSentence(r), ...say.realizedSentences(r)]
    .filter((s) => s !== '')
    .map((s) => markdown(s));
  const costs = [
    ...bill,
    `${say.callsSentence(r)} ${markdown(say.pricingSentence(r))} ${say.asideSentence(r)}`.trim(),
  ].join('\n\n');
  if (r.totalsOnly) return `${comment}\n${costs}\n`;
  const scanned = r.accounts
    .map((a) => `${code(a.accountId)} (${a.regions.map((x) => markdown(x)).join(', ')})`)
    .join('; ');
  const wrong = faults(r);
  return [
    comment,
    ...findingsTable('Open findings', r.findings, r),
    ...findingsTable('Findings that belong together', r.correlated, r),
    ...activeExemptions(r),
    ...(wrong.length === 0 ? [] : ['', '#### What went wrong', '', ...wrong]),
    '',
    ...(say.isPartial(r) ? [] : [say.coverageSentence(r), '']),
    costs,
    '',
    `${scanned === '' ? '' : `Accounts: ${scanned}. `}finops-gate ${r.engineVersion}.`,
    '',
  ].join('\n');
}
