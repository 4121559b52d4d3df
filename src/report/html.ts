/** The report as one page: no script, nothing fetched, light and dark, readable on a phone and by a screen reader. */
import { type DiffRow, isCorrelation } from '../../contracts/diff.ts';
import type { Finding } from '../../contracts/finding.ts';
import { formatUsd } from '../../contracts/money.ts';
import type { Report } from '../../contracts/report.ts';
import { html } from './escape.ts';
import { bySavings, diffBySavings } from './order.ts';
import * as say from './words.ts';

const MAX_FINDINGS = 2000;

const STYLE = `
:root{color-scheme:light dark;--fg:#1b1f24;--soft:#57606a;--bg:#fff;--panel:#f6f8fa;--line:#d0d7de;--good:#116329;--warn:#7d4e00;--bad:#a40e26;--link:#0550ae}
@media(prefers-color-scheme:dark){:root{--fg:#e6edf3;--soft:#9ba7b4;--bg:#0d1117;--panel:#161b22;--line:#30363d;--good:#56d364;--warn:#e3b341;--bad:#ff7b72;--link:#79c0ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:76rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .25rem;text-wrap:balance}
h2{font-size:1.1rem;margin:2.5rem 0 .5rem}
p{margin:.25rem 0;max-width:70ch}
.soft{color:var(--soft)}
.gate{display:inline-block;margin:1rem 0 0;padding:.35rem .75rem;border:1px solid currentcolor;border-radius:.375rem;font-weight:600}
.pass{color:var(--good)}.warn{color:var(--warn)}.fail{color:var(--bad)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.75rem;margin:1.5rem 0;padding:0}
.tiles div{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
.tiles dt{color:var(--soft);font-size:.85rem}
.tiles dd{margin:0;font-size:1.5rem;font-weight:600;font-variant-numeric:tabular-nums}
.tiles dd small{display:block;font-size:.8rem;font-weight:400;color:var(--soft)}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:.5rem}
.scroll:focus-visible{outline:2px solid var(--link)}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem;border-bottom:1px solid var(--line)}
tr:last-child td{border-bottom:0}
th{background:var(--panel);font-weight:600;white-space:nowrap}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
td.t{min-width:18rem}
code{font:.8125rem/1.4 ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
.sev{white-space:nowrap;font-weight:600}
.critical,.high{color:var(--bad)}.medium{color:var(--warn)}.low,.info{color:var(--soft)}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.85rem}
`.trim();

interface Column {
  readonly head: string;
  readonly kind?: 'n' | 't';
}

function table(label: string, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const cell = (tag: 'th' | 'td', c: Column, text: string): string =>
    `<${tag}${c.kind ? ` class="${c.kind}"` : ''}${tag === 'th' ? ' scope="col"' : ''}>${text}</${tag}>`;
  return `<div class="scroll" tabindex="0" role="region" aria-label="${html(label)}"><table><thead><tr>${columns.map((c) => cell('th', c, c.head)).join('')}</tr></thead><tbody>${rows
    .map((r) => `<tr>${columns.map((c, i) => cell('td', c, r[i] ?? '')).join('')}</tr>`)
    .join('\n')}</tbody></table></div>`;
}

const severity = (level: string): string => `<span class="sev ${html(level)}">${html(level)}</span>`;
const mono = (s: string): string => `<code>${html(s, 200)}</code>`;
const section = (title: string, body: string): string =>
  body === '' ? '' : `<section><h2>${html(title)}</h2>${body}</section>`;

const FINDING_COLUMNS: readonly Column[] = [
  { head: 'a month', kind: 'n' },
  { head: 'severity' },
  { head: 'finding', kind: 't' },
  { head: 'resource' },
  { head: 'account' },
  { head: 'region' },
  { head: 'check' },
];

function findingsTable(label: string, findings: readonly Finding[]): string {
  const shown = bySavings(findings).slice(0, MAX_FINDINGS);
  if (shown.length === 0) return '';
  const rows = shown.map((f) => [
    formatUsd(f.estimated.monthly_savings),
    severity(f.severity.level),
    `${html(f.message, 600)}${f.labels.observation === 'carried_forward' ? ` <span class="soft">Not looked at this time, ${html(say.lastSeen(f.lifecycle.last_seen_at))}.</span>` : ''}<br><span class="soft">${html(f.recommendation, 400)}</span>`,
    mono(f.scope.resource_id),
    mono(f.scope.account_id),
    mono(f.scope.region),
    mono(f.check_id),
  ]);
  return `${table(label, FINDING_COLUMNS, rows)}${findings.length > shown.length ? `<p class="soft">… and ${findings.length - shown.length} more in export/findings.json.</p>` : ''}`;
}

const DIFF_COLUMNS: readonly Column[] = [
  { head: 'a month', kind: 'n' },
  { head: 'severity' },
  { head: 'finding', kind: 't' },
  { head: 'resource' },
  { head: 'account' },
  { head: 'region' },
  { head: 'why' },
];

function diffTable(label: string, rows: readonly DiffRow[]): string {
  if (rows.length === 0) return '';
  return table(
    label,
    DIFF_COLUMNS,
    diffBySavings(rows)
      .slice(0, MAX_FINDINGS)
      .map((d) => [
        formatUsd(d.monthly_savings),
        severity(d.severity),
        html(d.title),
        mono(d.resource_id),
        mono(d.account_id),
        mono(d.region),
        html(
          d.class === 'unobserved'
            ? `${say.reasonWords(d.reason)}, ${say.lastSeen(d.last_seen_at)}`
            : say.reasonWords(d.reason),
        ),
      ]),
  );
}

function tiles(r: Report): string {
  const tile = (name: string, value: string, note: string): string =>
    `<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`;
  const compared = r.baseline.state === 'compared';
  return `<dl class="tiles">${[
    tile(
      'To save a month',
      formatUsd(r.savings.total),
      `each item once; ${formatUsd(r.savings.gross)} as a plain sum`,
    ),
    ...(compared
      ? [
          tile('New', `+${formatUsd(r.savings.new)}`, say.count(r.counts.new, 'finding')),
          tile('Resolved', `−${formatUsd(r.savings.resolved)}`, say.count(r.counts.resolved, 'finding')),
          ...(r.counts.unobserved > 0
            ? [
                tile(
                  'Not looked at',
                  formatUsd(r.savings.unobserved),
                  `${say.count(r.counts.unobserved, 'finding')}, carried forward`,
                ),
              ]
            : []),
        ]
      : []),
    tile(
      'Open findings',
      r.counts.open.toLocaleString('en-US'),
      `${r.counts.bySeverity.critical + r.counts.bySeverity.high} high or critical`,
    ),
    tile(
      'Coverage',
      `${r.coverage.percent} %`,
      say.isPartial(r) ? 'not everything could be read' : 'everything was read',
    ),
  ].join('')}</dl>`;
}

function coverageSection(r: Report): string {
  const list = say.gaps(r.coverage.gaps);
  const rows = list.map((g) => [
    html(g.where),
    html(g.what),
    `<strong>${html(g.status)}</strong>`,
    mono(g.action),
    html(g.message, 400),
  ]);
  const body =
    rows.length === 0
      ? ''
      : table(
          'What could not be read',
          [
            { head: 'account and region' },
            { head: 'what' },
            { head: 'status' },
            { head: 'action' },
            { head: 'message', kind: 't' },
          ],
          rows,
        );
  return section('What we could not see', `<p>${html(say.coverageSentence(r))}</p>${body}`);
}

function exemptionSection(r: Report): string {
  if (r.exemptions.length === 0) return '';
  const rows = r.exemptions.map((e) => {
    const { check, resource, tag, account, owner, reason, expires } = e.exemption;
    return [
      `<span class="${e.state === 'expired' ? 'warn' : ''}">${e.state}</span>`,
      html([check, resource, tag, account].filter((x) => x !== undefined).join(' · ')),
      html(owner),
      html(reason),
      html(expires),
      String(e.findings),
      formatUsd(e.monthlySavings),
    ];
  });
  return section(
    'Exemptions',
    table(
      'Exemptions',
      [
        { head: 'state' },
        { head: 'what' },
        { head: 'owner' },
        { head: 'reason', kind: 't' },
        { head: 'until' },
        { head: 'findings', kind: 'n' },
        { head: 'a month', kind: 'n' },
      ],
      rows,
    ),
  );
}

export function renderHtml(r: Report): string {
  const of = (c: DiffRow['class']): DiffRow[] => r.diff.filter((d) => d.class === c && !isCorrelation(d));
  const named = r.totalsOnly
    ? '<p class="soft">Accounts and resources are not named, because this repository is public.</p>'
    : [
        section('New', diffTable('New findings', of('new'))),
        section('Resolved', diffTable('Resolved findings', of('resolved'))),
        section('Not looked at this time', diffTable('Findings carried forward', of('unobserved'))),
        coverageSection(r),
        section('Belongs together', findingsTable('Correlated findings', r.correlated)),
        section('All open findings', findingsTable('All open findings', r.findings)),
        exemptionSection(r),
      ].join('\n');
  const title = `FinOps Gate: ${say.headline(r)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${html(title)}</h1>
<p class="soft">${html(say.baselineSentence(r))}</p>
<p class="gate ${r.gate.result}">${html(say.gateSentence(r), 1000)}</p>
${tiles(r)}
${named}
<footer>
<p>${html(say.savingsSentence(r), 600)}</p>
<p>${html(say.callsSentence(r))} ${html(say.pricingSentence(r))}</p>
${r.notices.map((n) => `<p>${html(n, 600)}</p>`).join('\n')}
<p>finops-gate ${html(r.engineVersion)}, run ${html(r.runId)} as of ${html(r.runTs)}.</p>
</footer>
</main>
</body>
</html>
`;
}
