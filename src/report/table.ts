/** The report on a terminal. */
import { styleText } from 'node:util';
import { type DiffRow, isCorrelation } from '../../contracts/diff.ts';
import { formatUsd } from '../../contracts/money.ts';
import type { Report } from '../../contracts/report.ts';
import { plain } from './escape.ts';
import { bySavings, diffBySavings } from './order.ts';
import * as say from './words.ts';

export interface Screen {
  readonly columns: number;
  readonly colour: boolean;
}
type Style = Parameters<typeof styleText>[0];
const MAX_ROWS = 15;

const SEVERITY_STYLE: Readonly<Record<string, Style>> = {
  critical: 'magenta',
  high: 'red',
  medium: 'yellow',
  low: 'blue',
  info: 'dim',
};

/** Width on screen, wide characters counted twice. */
const width = (s: string): number =>
  [...s].reduce(
    (n, c) =>
      n +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u.test(
        c,
      )
        ? 2
        : 1),
    0,
  );

function padded(s: string, w: number): string {
  if (width(s) <= w) return s + ' '.repeat(w - width(s));
  let out = '';
  for (const c of s) {
    if (width(out + c) > w - 1) break;
    out += c;
  }
  return `${out}…${' '.repeat(Math.max(0, w - 1 - width(out)))}`;
}

interface Row {
  readonly amount: string;
  readonly severity: string;
  readonly title: string;
  readonly resource: string;
  readonly where: string;
}

function painter(colour: boolean): (style: Style, text: string) => string {
  return (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text);
}

function rows(list: readonly Row[], screen: Screen): string[] {
  const paint = painter(screen.colour);
  const amount = Math.max(...list.map((r) => r.amount.length));
  const where = Math.min(30, Math.max(...list.map((r) => r.where.length)));
  const resource = Math.min(30, Math.max(...list.map((r) => r.resource.length)));
  const title = Math.max(24, screen.columns - amount - 8 - where - resource - 10);
  return list.map((r) =>
    `  ${r.amount.padStart(amount)}  ${paint(SEVERITY_STYLE[r.severity] ?? 'reset', padded(r.severity, 8))}  ${padded(r.title, title)}  ${padded(r.resource, resource)}  ${paint('dim', padded(r.where, where))}`.trimEnd(),
  );
}

function section(title: string, list: readonly Row[], total: number, screen: Screen): string[] {
  if (list.length === 0) return [];
  const paint = painter(screen.colour);
  return [
    '',
    paint('bold', title),
    ...rows(list, screen),
    ...(total > list.length ? [paint('dim', `  … and ${total - list.length} more`)] : []),
  ];
}

/** Text for standard output; lines end where the screen ends, with a floor of 80 columns. */
export function renderTable(r: Report, screen: Screen): string {
  const s = { ...screen, columns: Math.max(80, screen.columns) };
  const paint = painter(s.colour);
  const diffRow =
    (note: (d: DiffRow) => string) =>
    (d: DiffRow): Row => ({
      amount: formatUsd(d.monthly_savings),
      severity: d.severity,
      title: plain(d.title) + note(d),
      resource: plain(d.resource_id),
      where: `${d.account_id} ${d.region}`,
    });
  const of = (c: DiffRow['class'], note: (d: DiffRow) => string): { all: number; shown: Row[] } => {
    const all = diffBySavings(r.diff.filter((d) => d.class === c && !isCorrelation(d)));
    return { all: all.length, shown: all.slice(0, MAX_ROWS).map(diffRow(note)) };
  };
  const fresh = of('new', (d) => (d.reason === 'appeared' ? '' : ` (${say.reasonWords(d.reason)})`));
  const resolved = of('resolved', (d) => ` (${say.reasonWords(d.reason)})`);
  const unobserved = of(
    'unobserved',
    (d) => ` (${say.reasonWords(d.reason)}, ${say.lastSeen(d.last_seen_at)})`,
  );
  const top = bySavings(r.findings).slice(0, MAX_ROWS);
  const gateStyle: Style = r.gate.result === 'fail' ? 'red' : r.gate.result === 'warn' ? 'yellow' : 'green';
  const gapList = say.gaps(r.coverage.gaps);
  return [
    paint('bold', `FinOps Gate  ${say.headline(r)}`),
    '',
    `${paint(gateStyle, say.gateSentence(r))}`,
    `Savings   ${say.savingsSentence(r)}`,
    `Baseline  ${say.baselineSentence(r)}`,
    `Coverage  ${say.coverageSentence(r)}`,
    ...gapList
      .slice(0, MAX_ROWS)
      .map((g) =>
        paint(
          'yellow',
          plain(`  ${g.where}  ${g.what}  ${g.status}${g.action === '' ? '' : `  ${g.action}`}`, 200),
        ),
      ),
    ...(gapList.length > MAX_ROWS ? [paint('dim', `  … and ${gapList.length - MAX_ROWS} more`)] : []),
    ...section(`New  +${formatUsd(r.savings.new)} a month`, fresh.shown, fresh.all, s),
    ...section(`Resolved  −${formatUsd(r.savings.resolved)} a month`, resolved.shown, resolved.all, s),
    ...section('Not looked at this time, carried forward', unobserved.shown, unobserved.all, s),
    ...section(
      'Top savings',
      top.map((f) => ({
        amount: formatUsd(f.estimated.monthly_savings),
        severity: f.severity.level,
        title: plain(f.title),
        resource: plain(f.scope.resource_id),
        where: `${f.scope.account_id} ${f.scope.region}`,
      })),
      r.findings.length,
      s,
    ),
    ...section(
      'Belongs together',
      bySavings(r.correlated)
        .slice(0, MAX_ROWS)
        .map((f) => ({
          amount: formatUsd(f.estimated.monthly_savings),
          severity: f.severity.level,
          title: plain(f.title),
          resource: plain(f.scope.resource_id),
          where: `${f.scope.account_id} ${f.scope.region}`,
        })),
      r.correlated.length,
      s,
    ),
    ...exemptions(r, paint),
    '',
    paint('dim', `${say.callsSentence(r)} ${say.pricingSentence(r)}`),
    ...r.notices.map((n) => paint('dim', plain(n, 600))),
    '',
  ].join('\n');
}

function exemptions(r: Report, paint: (style: Style, text: string) => string): string[] {
  const expired = r.exemptions.filter((e) => e.state === 'expired');
  if (expired.length === 0 && r.counts.exempted === 0) return [];
  return [
    '',
    paint('bold', 'Exemptions'),
    ...(r.counts.exempted > 0
      ? [`  ${say.count(r.counts.exempted, 'finding')} exempted or suppressed by a tag`]
      : []),
    ...expired.map((e) =>
      paint(
        'yellow',
        plain(
          `  expired ${e.exemption.expires}: ${e.exemption.owner}, ${e.exemption.reason} (${say.count(e.findings, 'finding')}, ${formatUsd(e.monthlySavings)} a month)`,
          200,
        ),
      ),
    ),
  ];
}
