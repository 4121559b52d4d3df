/** The report as one page: no script, nothing fetched, light and dark, readable on a phone and by a screen reader. */
import type { DiffRow } from '../../contracts/diff.ts';
import type { Finding } from '../../contracts/finding.ts';
import { formatUsd } from '../../contracts/money.ts';
import type { Report } from '../../contracts/report.ts';
import { html } from './escape.ts';
import { ordered } from './order.ts';
import { STYLE } from './page-style.ts';
import * as say from './words.ts';

const MAX_ROWS = 2000;

interface Column {
  readonly head: string;
  /** n: number · t: text that may wrap · r: identifiers, some of them long */
  readonly kind?: 'n' | 't' | 'r';
}
const MONEY: Column = { head: 'a month', kind: 'n' };
const BILLED: Column = { head: 'billed, 30 days', kind: 'n' };
const SEVERITY: Column = { head: 'severity' };
const FINDING: Column = { head: 'finding', kind: 't' };
const RESOURCE: Column = { head: 'resource', kind: 'r' };
const WHY: Column = { head: 'why', kind: 'r' };
const PLACE: Column = { head: 'account, region' };

/** A table that scrolls inside its box; `label` is its accessible name. */
function table(
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  total = rows.length,
): string {
  if (rows.length === 0) return '';
  const kind = (c: Column): string => (c.kind ? ` class="${c.kind}"` : '');
  const head = columns.map((c) => `<th scope="col"${kind(c)}>${c.head}</th>`).join('');
  const body = rows
    .slice(0, MAX_ROWS)
    .map((row) => `<tr>${columns.map((c, i) => `<td${kind(c)}>${row[i] ?? ''}</td>`).join('')}</tr>`);
  const left = total - body.length;
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="${html(label)}"><table><thead><tr>${head}</tr></thead><tbody>`,
    ...body,
    '</tbody></table></div>',
    ...(left > 0 ? [`<p class="soft">… and ${say.number(left)} more in <code>export/</code>.</p>`] : []),
  ].join('\n');
}

const severity = (level: string): string => `<span class="sev ${html(level)}">${html(level)}</span>`;
const mono = (s: string): string => (s === '' ? '' : `<code>${html(s, 200)}</code>`);
const place = (account: string, region: string): string => `${mono(account)}<br>${mono(region)}`;
const soft = (s: string): string => `<span class="soft">${s}</span>`;
const section = (title: string, note: string, body: string): string =>
  body === ''
    ? ''
    : `<section><h2>${title}</h2>${note === '' ? '' : `<p class="soft">${note}</p>`}${body}</section>`;

function findingsTable(label: string, findings: readonly Finding[], r: Report): string {
  const hasBill = r.billing?.state === 'used';
  const carried = (f: Finding): string =>
    f.labels.observation === 'carried_forward'
      ? ` ${soft(`Not looked at this run, ${html(say.lastSeen(f.lifecycle.last_seen_at))}.`)}`
      : '';
  return table(
    label,
    [MONEY, ...(hasBill ? [BILLED] : []), SEVERITY, FINDING, RESOURCE, PLACE],
    findings
      .slice(0, MAX_ROWS)
      .map((f) => [
        say.amount(f.estimated.monthly_savings),
        ...(hasBill ? [html(say.billedCost(f))] : []),
        severity(f.severity.level),
        `<strong>${html(f.title)}</strong><br>${html(f.message, 600)}${carried(f)}<br>${soft(html(f.recommendation, 400))}<br><code class="soft">${html(f.check_id)}</code>`,
        mono(f.scope.resource_id),
        place(f.scope.account_id, f.scope.region),
      ]),
    findings.length,
  );
}

function diffTable(label: string, rows: readonly DiffRow[], why?: (d: DiffRow) => string): string {
  return table(
    label,
    [MONEY, SEVERITY, FINDING, RESOURCE, PLACE, ...(why ? [WHY] : [])],
    rows
      .slice(0, MAX_ROWS)
      .map((d) => [
        say.amount(d.monthly_savings),
        severity(d.severity),
        html(d.title),
        mono(d.resource_id),
        place(d.account_id, d.region),
        ...(why ? [html(why(d))] : []),
      ]),
    rows.length,
  );
}

function tiles(r: Report): string {
  const tile = (name: string, value: string, note: string): string =>
    `<div><dt>${name}</dt><dd>${value}<small>${note}</small></dd></div>`;
  const { counts, savings } = r;
  const high = counts.bySeverity.critical + counts.bySeverity.high;
  const compared =
    r.baseline.state !== 'compared'
      ? []
      : [
          tile('New', say.change('+', savings.new), say.count(counts.new, 'finding')),
          tile('Resolved', say.change('−', savings.resolved), say.count(counts.resolved, 'finding')),
          ...(counts.unobserved === 0
            ? []
            : [
                tile(
                  'Not looked at',
                  say.amount(savings.unobserved),
                  `${say.count(counts.unobserved, 'finding')}, carried forward`,
                ),
              ]),
        ];
  return `<dl class="tiles">${[
    tile(
      'To save a month',
      formatUsd(savings.total),
      `each item counted once; ${formatUsd(savings.gross)} as a plain sum`,
    ),
    ...compared,
    tile('Open findings', say.number(counts.open), `${say.number(high)} high or critical`),
    tile(
      'Coverage',
      say.sawNothing(r) ? '—' : `${r.coverage.percent} %`,
      say.isPartial(r) ? 'not everything could be read' : 'everything was read',
    ),
  ].join('')}</dl>`;
}

function gate(r: Report): string {
  const conditions = r.gate.conditions.map(
    (c) =>
      `<li class="${c.held ? r.gate.result : 'soft'}"><code>${html(c.text)}</code> ${c.held ? 'holds' : 'does not hold'}: ${html(c.because)}</li>`,
  );
  if (conditions.length === 0) return `<p class="soft">${say.gateSentence(r)}</p>`;
  return `<div class="gate ${r.gate.result}"><p><strong>${say.gateWord(r)}</strong></p><ul>${conditions.join('')}</ul></div>`;
}

function coverageSection(r: Report): string {
  const gaps = table(
    'What could not be read',
    [
      PLACE,
      { head: 'what', kind: 'r' },
      { head: 'status' },
      { head: 'action', kind: 'r' },
      { head: 'message', kind: 't' },
    ],
    say
      .gaps(r.coverage.gaps)
      .map((g) => [
        place(g.account, g.regions),
        mono(g.what),
        `<strong>${html(g.status)}</strong>`,
        mono(g.action),
        html(g.message, 400),
      ]),
  );
  const missed = r.coverage.evaluations.filter((e) => !e.observed);
  const list = table(
    'Checks that could not be judged',
    [{ head: 'check', kind: 'r' }, PLACE, { head: 'why', kind: 't' }],
    missed.map((e) => [mono(e.check_id), place(e.account_id, e.region), html(e.reason, 300)]),
  );
  const details =
    list === ''
      ? ''
      : `<details><summary>${say.count(missed.length, 'check')} that could not be judged</summary>${list}</details>`;
  return section('What we could not see', html(say.coverageSentence(r)), `${gaps}${details}`);
}

function exemptionSection(r: Report): string {
  const rows = r.exemptions.map((e) => {
    const { check, resource, tag, account, owner, reason, expires } = e.exemption;
    const what = [check, resource, tag, account].filter((x) => x !== undefined);
    return [
      e.state === 'expired' ? '<strong class="warn">expired</strong>' : 'in force',
      html(expires),
      what.map(mono).join('<br>'),
      html(owner),
      html(reason),
      say.number(e.findings),
      say.amount(e.monthlySavings),
    ];
  });
  const effects = say.effectSentences(r, mono(r.configPath)).map((s) => `<p>${s}</p>`);
  return section(
    'Exemptions',
    '',
    `${effects.join('')}${table(
      'Exemptions',
      [
        { head: 'state' },
        { head: 'until' },
        { head: 'what' },
        { head: 'owner' },
        { head: 'reason', kind: 't' },
        { head: 'findings', kind: 'n' },
        MONEY,
      ],
      rows,
    )}`,
  );
}

function faultSection(r: Report): string {
  const rows = [
    ...r.crashed.map((c) => [mono(c.checkId), mono(c.resourceId), html(c.reason)]),
    ...r.dropped.map((d) => [mono(d.checkId), mono(d.resourceId), html(`not stored: ${d.reason}`)]),
    ...r.ruleFailures.map((f) => [mono(f.ruleId), '', html(f.reason)]),
  ];
  return section(
    'What went wrong',
    'The run went on without these.',
    table(
      'What went wrong',
      [{ head: 'check or rule', kind: 'r' }, RESOURCE, { head: 'reason', kind: 't' }],
      rows,
    ),
  );
}

function sections(r: Report): string {
  if (r.totalsOnly)
    return '<p class="soft">Accounts and resources are not named, because this repository is public.</p>';
  const cause = say.whyUnobserved(r);
  const reason = (d: DiffRow): string => say.reasonWords(d.reason);
  const fresh = say.of(r, 'new');
  const returned = fresh.some((d) => d.reason !== 'appeared');
  return [
    say.isPartial(r) ? coverageSection(r) : '',
    section('New', '', diffTable('New findings', fresh, returned ? reason : undefined)),
    section(
      'Resolved',
      html(say.resolvedNote(r)),
      diffTable('Resolved findings', say.of(r, 'resolved'), reason),
    ),
    section(
      'Not looked at this run',
      'Carried forward from the previous run, not resolved.',
      diffTable(
        'Findings carried forward',
        say.of(r, 'unobserved'),
        (d) => `${cause(d)}, ${say.lastSeen(d.last_seen_at)}`,
      ),
    ),
    section('Open findings', '', findingsTable('Open findings', r.findings, r)),
    section(
      'Belongs together',
      'Several findings with one cause; their savings are already counted above.',
      findingsTable('Correlated findings', r.correlated, r),
    ),
    exemptionSection(r),
    say.isPartial(r) ? '' : coverageSection(r),
    faultSection(r),
  ]
    .filter((s) => s !== '')
    .join('\n');
}

/** A whole HTML document. */
export function renderHtml(report: Report): string {
  const r = ordered(report);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${html(`FinOps Gate: ${say.title(r)}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<p class="soft">FinOps Gate</p>
<h1>${html(say.headline(r))}</h1>
<p>${html(say.changes(r))}. <span class="soft">${html(say.baselineSentence(r), 600)}</span></p>
${gate(r)}
${tiles(r)}
${r.notices.map((n) => `<p class="notice">${html(n, 600)}</p>`).join('\n')}
${sections(r)}
<footer>
<p>${html(say.savingsSentence(r), 600)}</p>
<p>${html(say.coverageSentence(r), 600)}</p>
${[say.billingSentence(r), ...say.realizedSentences(r)]
  .filter((s) => s !== '')
  .map((s) => `<p>${html(s, 600)}</p>`)
  .join('\n')}
<p>${html(say.callsSentence(r))} ${html(say.pricingSentence(r))} ${say.asideSentence(r)}</p>
<p>finops-gate ${html(r.engineVersion)}, ${r.totalsOnly ? '' : `run ${mono(r.runId)}, `}as of ${html(r.runTs)}.</p>
</footer>
</main>
</body>
</html>
`;
}
