/** The report on a terminal. */
import { styleText } from 'node:util';
import type { DiffRow } from '../../contracts/diff.ts';
import type { Finding } from '../../contracts/finding.ts';
import { formatUsd } from '../../contracts/money.ts';
import type { Report } from '../../contracts/report.ts';
import { printable } from '../shared/log.ts';
import { plain } from './escape.ts';
import { ordered, severityRank } from './order.ts';
import * as say from './words.ts';

export interface Screen {
  readonly columns: number;
  readonly colour: boolean;
}
type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

const MAX_ROWS = 10;
const MAX_CORRELATED = 5;
const MAX_NAME = 28;
/** A title narrower than this moves the resource to a line of its own. */
const MIN_TITLE = 36;
const MIN_COLUMNS = 40;
const LABEL = 10;

const SEVERITY_STYLE: Readonly<Record<string, Style>> = {
  critical: 'magenta',
  high: 'red',
  medium: 'yellow',
  low: 'blue',
  info: 'dim',
};
const GATE_STYLE = { fail: 'red', warn: 'yellow', pass: 'green' } as const;
const SEVERITY_WIDTH = 'critical'.length;

const painter =
  (colour: boolean): Paint =>
  (style, text) =>
    colour ? styleText(style, text, { validateStream: false }) : text;

/** Visible on a terminal and in a workflow's log, where some text is a command. */
const shown = (text: string, max = 300): string =>
  // any word can come to stand at the beginning of a line
  printable(plain(text, max)).replaceAll(/(?<=^|\s)::/g, ': :');

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;

/** Width on screen: wide characters count twice, marks that combine not at all. */
const width = (s: string): number =>
  [...s].reduce((n, c) => n + (WIDE.test(c) ? 2 : /\p{M}/u.test(c) ? 0 : 1), 0);

function clipped(s: string, w: number): string {
  if (width(s) <= w) return s;
  let out = '';
  let used = 0;
  for (const c of s) {
    used += width(c);
    if (used > w - 1) break;
    out += c;
  }
  return `${out.trimEnd()}…`;
}

function padded(s: string, w: number): string {
  const out = clipped(s, w);
  return out + ' '.repeat(Math.max(0, w - width(out)));
}

/** Lines of at most `columns`: `lead`, then the text, its further lines below its beginning. */
function wrapped(lead: string, text: string, columns: number): string[] {
  const indent = ' '.repeat(lead.length);
  const room = columns - lead.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && width(line) + 1 + width(word) > room) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((l, i) => (i === 0 ? lead : indent) + clipped(l, room));
}

const labelled = (label: string, text: string, s: Screen): string[] =>
  wrapped(label.padEnd(LABEL), shown(text, 2000), s.columns);

interface Row {
  readonly amount: string;
  readonly severity: string;
  readonly title: string;
  readonly resource: string;
  readonly place: string;
  readonly note: string;
}

const ofFinding = (f: Finding): Row => ({
  amount: say.amount(f.estimated.monthly_savings),
  severity: f.severity.level,
  title: shown(f.title),
  resource: shown(f.scope.resource_id, 200),
  place: shown(`${f.scope.account_id} ${f.scope.region}`),
  note: '',
});

const ofDiff =
  (note: (d: DiffRow) => string) =>
  (d: DiffRow): Row => ({
    amount: say.amount(d.monthly_savings),
    severity: d.severity,
    title: shown(d.title),
    resource: shown(d.resource_id, 200),
    place: shown(`${d.account_id} ${d.region}`),
    note: shown(note(d)),
  });

/** One line per row where there is room, else two. */
function rowLines(list: readonly Row[], s: Screen): string[] {
  const paint = painter(s.colour);
  const widest = (of: (r: Row) => string): number => Math.max(...list.map((r) => width(of(r))));
  const amount = widest((r) => r.amount);
  const resource = Math.min(
    MAX_NAME,
    widest((r) => r.resource),
  );
  const place = widest((r) => r.place);
  const note = widest((r) => r.note);
  const lead = 2 + amount + 2 + SEVERITY_WIDTH + 2;
  const rest = 2 + resource + 2 + place + (note > 0 ? 2 + note : 0);
  const title = Math.min(
    s.columns - lead - rest,
    Math.max(
      MIN_TITLE,
      widest((r) => r.title),
    ),
  );
  const start = (r: Row): string =>
    `  ${r.amount.padStart(amount)}  ${paint(SEVERITY_STYLE[r.severity] ?? 'reset', padded(r.severity, SEVERITY_WIDTH))}  `;
  if (title < MIN_TITLE) {
    const room = s.columns - lead;
    return list.flatMap((r) => [
      start(r) + clipped(r.title, room),
      ' '.repeat(lead) +
        paint('dim', clipped([r.resource, r.place, r.note].filter((x) => x !== '').join('  '), room)),
    ]);
  }
  return list.map((r) => {
    const dim = `${padded(r.place, place)}${r.note === '' ? '' : `  ${r.note}`}`.trimEnd();
    return `${start(r)}${padded(r.title, title)}  ${padded(r.resource, resource)}  ${paint('dim', dim)}`;
  });
}

function section<T>(
  title: string,
  all: readonly T[],
  toRow: (item: T) => Row,
  s: Screen,
  max = MAX_ROWS,
): string[] {
  if (all.length === 0) return [];
  const paint = painter(s.colour);
  const list = all.slice(0, max).map(toRow);
  const left = all.length - list.length;
  return [
    '',
    paint('bold', clipped(title, s.columns)),
    ...rowLines(list, s),
    ...(left > 0 ? [paint('dim', `  … and ${say.number(left)} more`)] : []),
  ];
}

/** Findings without savings, counted by check: a governance gap is a number, not a row each. */
function withoutSavings(findings: readonly Finding[], s: Screen): string[] {
  const free = findings.filter((f) => say.isZero(f.estimated.monthly_savings));
  if (free.length === 0) return [];
  const paint = painter(s.colour);
  const groups = [
    ...Map.groupBy(free, (f) => JSON.stringify([f.severity.level, f.check_id, f.title])).entries(),
  ].sort(
    ([a, x], [b, y]) =>
      severityRank(y[0]?.severity.level ?? '') - severityRank(x[0]?.severity.level ?? '') ||
      y.length - x.length ||
      (a < b ? -1 : 1),
  );
  const list = groups
    .slice(0, MAX_ROWS)
    .flatMap(([, fs]) => fs.slice(0, 1).map((f) => ({ f, n: fs.length })));
  const w = Math.max(...list.map(({ n }) => say.number(n).length));
  const left = groups.length - list.length;
  return [
    '',
    paint('bold', 'Without savings'),
    ...list.map(({ f, n }) => {
      const level = paint(
        SEVERITY_STYLE[f.severity.level] ?? 'reset',
        padded(f.severity.level, SEVERITY_WIDTH),
      );
      return `  ${say.number(n).padStart(w)}  ${level}  ${clipped(shown(f.title), s.columns - w - SEVERITY_WIDTH - 6)}`;
    }),
    ...(left > 0 ? [paint('dim', `  … and ${say.count(left, 'more check')}`)] : []),
  ];
}

function gapLines(r: Report, s: Screen): string[] {
  const paint = painter(s.colour);
  const all = say.gaps(r.coverage.gaps);
  const list = all.slice(0, MAX_ROWS);
  return [
    ...list.flatMap((g) => {
      const action = g.action === '' ? '' : ` (${g.action})`;
      const text = shown(`${g.account} ${g.regions}: ${g.what} ${g.status}${action}`, 400);
      return wrapped(' '.repeat(LABEL), text, s.columns).map((line) => paint('yellow', line));
    }),
    ...(all.length > list.length
      ? [paint('dim', `${' '.repeat(LABEL)}… and ${say.number(all.length - list.length)} more`)]
      : []),
  ];
}

function exemptions(r: Report, s: Screen): string[] {
  const expired = r.exemptions.filter((e) => e.state === 'expired');
  const lines = [
    ...expired.map(
      (e) =>
        `Expired on ${e.exemption.expires}: ${e.exemption.reason} (${e.exemption.owner}); ${say.expiredEffect(e)}.`,
    ),
    ...say.effectSentences(r, r.configPath),
  ].slice(0, MAX_ROWS);
  if (lines.length === 0) return [];
  const paint = painter(s.colour);
  return [
    '',
    paint('bold', 'Exemptions'),
    ...lines.flatMap((line) => wrapped('  ', shown(line, 400), s.columns)),
  ];
}

const faults = (r: Report): string[] =>
  [
    ...r.crashed.map((c) => `Check ${c.checkId} failed on ${c.resourceId}: ${c.reason}`),
    ...r.dropped.map((d) => `A finding of ${d.checkId} on ${d.resourceId} could not be stored: ${d.reason}`),
    ...r.ruleFailures.map((f) => `Rule ${f.ruleId} failed: ${f.reason}`),
  ].slice(0, MAX_ROWS);

/** Text for standard output. No line is wider than the screen, down to 40 columns. */
export function renderTable(report: Report, screen: Screen): string {
  const r = ordered(report);
  const s = { ...screen, columns: Math.max(MIN_COLUMNS, screen.columns) };
  const paint = painter(s.colour);
  const gateStyle: Style = GATE_STYLE[r.gate.result];
  const cause = say.whyUnobserved(r);
  const saving = r.findings.filter((f) => !say.isZero(f.estimated.monthly_savings));
  const sum = (word: string, sign: '+' | '−', usd: string): string =>
    say.isZero(usd) ? word : `${word}, ${say.change(sign, usd)} a month`;
  const small = [
    say.callsSentence(r),
    say.pricingSentence(r),
    say.asideSentence(r),
    ...r.notices,
    ...faults(r),
  ];
  return [
    ...wrapped('FinOps Gate  ', say.headline(r), s.columns).map((line) => paint('bold', line)),
    ...wrapped(' '.repeat(13), say.changes(r), s.columns),
    '',
    ...labelled('Gate', say.gateSentence(r), s).map((line) => paint(gateStyle, line)),
    ...labelled('Savings', say.savingsSentence(r), s),
    ...(r.billing ? labelled('Bill', say.billingSentence(r), s) : []),
    ...say.realizedSentences(r).flatMap((t) => labelled('', t, s)),
    ...labelled('Baseline', say.baselineSentence(r), s),
    ...labelled('Coverage', say.coverageSentence(r), s),
    ...(say.isPartial(r) ? gapLines(r, s) : []),
    ...section(
      sum('New', '+', r.savings.new),
      say.of(r, 'new'),
      ofDiff((d) => (d.reason === 'appeared' ? '' : say.reasonWords(d.reason))),
      s,
    ),
    ...section(
      sum('Resolved', '−', r.savings.resolved),
      say.of(r, 'resolved'),
      ofDiff((d) => say.reasonWords(d.reason)),
      s,
    ),
    ...section(
      `Not looked at this run${say.isZero(r.savings.unobserved) ? '' : `, ${formatUsd(r.savings.unobserved)} a month carried forward`}`,
      say.of(r, 'unobserved'),
      ofDiff((d) => `${cause(d)}, ${say.lastSeen(d.last_seen_at)}`),
      s,
    ),
    ...section('Top savings', saving, ofFinding, s),
    ...withoutSavings(r.findings, s),
    ...section('Belongs together', r.correlated, ofFinding, s, MAX_CORRELATED),
    ...exemptions(r, s),
    '',
    ...small
      .filter((t) => t !== '')
      .flatMap((t) => wrapped('', shown(t, 600), s.columns))
      .map((line) => paint('dim', line)),
    '',
  ].join('\n');
}
