/** The one comment of a pull request: quiet, true, and the same bytes while nothing changes. */
import type { DiffRow } from '../../contracts/diff.ts';
import { formatUsd } from '../../contracts/money.ts';
import type { Report } from '../../contracts/report.ts';
import { code, markdown } from './escape.ts';
import { ordered } from './order.ts';
import * as say from './words.ts';

/** GitHub's limit is 65,536 characters; some room is left for what GitHub adds. */
const MAX_CHARACTERS = 60_000;
const MAX_ROWS = { new: 25, resolved: 15, unobserved: 10, gaps: 10, exemptions: 10, notices: 10 } as const;

/** The hidden mark by which the comment is found again. */
export const commentMarker = (key: string): string =>
  `<!-- finops-gate:${key.replaceAll(/[^\w.-]/g, '-')} -->`;

/** A tick only where nothing is left open to doubt. */
function mark(r: Report): string {
  if (r.gate.result === 'fail') return '❌ ';
  if (r.gate.result === 'warn') return '⚠️ ';
  return r.gate.conditions.length > 0 && !say.isPartial(r) ? '✅ ' : '';
}

const more = (total: number, shown: number, r: Report): string[] =>
  total > shown
    ? ['', `_… and ${say.number(total - shown)} more${r.runUrl ? `: see the [run](${r.runUrl})` : ''}._`]
    : [];

function changed(
  title: string,
  rows: readonly DiffRow[],
  max: number,
  r: Report,
  why?: (d: DiffRow) => string,
): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, max);
  return [
    '',
    `#### ${title}`,
    '',
    `| a&nbsp;month | severity | finding | resource | account, region |${why ? ' why |' : ''}`,
    `|---:|---|---|---|---|${why ? '---|' : ''}`,
    ...shown.map(
      (d) =>
        `| ${say.amount(d.monthly_savings)} | ${markdown(d.severity)} | ${markdown(d.title, 140)} | ${code(d.resource_id)} | ${markdown(d.account_id)}<br>${markdown(d.region)} |${why ? ` ${markdown(why(d))} |` : ''}`,
    ),
    ...more(rows.length, shown.length, r),
  ];
}

/** Counts and amounts per class, the frame for all that follows. */
function classTable(r: Report): string[] {
  if (r.baseline.state !== 'compared') return [];
  const { counts, savings } = r;
  const row = (name: string, n: number, sum: string, note = ''): string =>
    `| ${name} | ${say.number(n)} | ${sum} | ${note} |`;
  return [
    '',
    '| | findings | a&nbsp;month | |',
    '|---|---:|---:|---|',
    row('New', counts.new, say.change('+', savings.new)),
    row('Resolved', counts.resolved, say.change('−', savings.resolved), markdown(say.resolvedNote(r))),
    row('Unchanged', counts.unchanged, say.amount(savings.unchanged)),
    ...(counts.unobserved === 0
      ? []
      : [
          row(
            'Not looked at',
            counts.unobserved,
            say.amount(savings.unobserved),
            'carried forward, not resolved',
          ),
        ]),
    row('**Open**', counts.open, `**${formatUsd(savings.total)}**`, 'each billing item counted once'),
  ];
}

/** What could not be read, and so could not be judged. */
function gapLines(r: Report): string[] {
  if (!say.isPartial(r)) return [];
  if (r.totalsOnly) return ['', `**${say.coverageSentence(r)}**`];
  const all = say.gaps(r.coverage.gaps);
  const shown = all.slice(0, MAX_ROWS.gaps);
  return [
    '',
    `**${say.coverageSentence(r)}**`,
    '',
    ...shown.map(
      (g) =>
        `- ${markdown(g.account)} ${markdown(g.regions)}: ${markdown(g.what)} ${markdown(g.status)}${g.action === '' ? '' : ` (${code(g.action)})`}`,
    ),
    ...more(all.length, shown.length, r),
  ];
}

function exemptionLines(r: Report): string[] {
  const expired = r.exemptions.filter((e) => e.state === 'expired');
  const shown = expired.slice(0, r.totalsOnly ? 0 : MAX_ROWS.exemptions);
  const lines = [
    ...shown.map(
      (e) =>
        `- Expired on ${markdown(e.exemption.expires)}: ${markdown(e.exemption.reason, 160)} (${markdown(e.exemption.owner, 80)}); ${say.expiredEffect(e)}.`,
    ),
    ...(r.totalsOnly && expired.length > 0
      ? [`- ${say.count(expired.length, 'exemption')} ${expired.length === 1 ? 'has' : 'have'} expired.`]
      : []),
    ...say.effectSentences(r, code(r.configPath)).map((s) => `- ${s}`),
  ];
  if (lines.length === 0) return [];
  return [
    '',
    '#### Exemptions',
    '',
    ...lines,
    ...(r.totalsOnly ? [] : more(expired.length, shown.length, r)),
  ];
}

/** Counts by check, for where nothing may be named. */
function totalsByCheck(r: Report): string[] {
  const by = [...Map.groupBy([...r.findings, ...r.correlated], (f) => f.check_id)];
  const rows = by
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, list]) => `| ${code(id)} | ${say.number(list.length)} |`);
  return [
    ...(rows.length === 0 ? [] : ['', '| check | findings |', '|---|---:|', ...rows]),
    '',
    `_This repository is public, so accounts and resources are not named. ${code('allow-public: true')} changes that._`,
  ];
}

function details(r: Report): string[] {
  if (r.totalsOnly) return totalsByCheck(r);
  const fresh = say.of(r, 'new');
  const cause = say.whyUnobserved(r);
  const returned = fresh.some((d) => d.reason !== 'appeared');
  const new_ = `New: ${say.count(r.counts.new, 'finding')}${say.isZero(r.savings.new) ? '' : `, ${say.change('+', r.savings.new)} a month`}`;
  return [
    ...changed(new_, fresh, MAX_ROWS.new, r, returned ? (d) => say.reasonWords(d.reason) : undefined),
    ...changed(`Resolved: ${say.resolvedNote(r)}`, say.of(r, 'resolved'), MAX_ROWS.resolved, r, (d) =>
      say.reasonWords(d.reason),
    ),
    ...changed(
      'Not looked at this run',
      say.of(r, 'unobserved'),
      MAX_ROWS.unobserved,
      r,
      (d) => `${cause(d)}, ${say.lastSeen(d.last_seen_at)}`,
    ),
  ];
}

/** Nothing that a reader would have to act on or to know. */
const isQuiet = (r: Report): boolean =>
  r.baseline.state === 'compared' &&
  r.counts.new + r.counts.resolved + r.counts.unobserved === 0 &&
  r.gate.result === 'pass';

/** Whole lines up to the limit, with a closing line that says so. */
function cut(lines: readonly string[], r: Report): string {
  const closing = `\n_Cut here: the whole report is in the ${r.runUrl ? `[run](${r.runUrl})` : 'job summary'}._\n`;
  const kept: string[] = [];
  let length = closing.length;
  for (const line of lines) {
    length += line.length + 1;
    if (length > MAX_CHARACTERS) return `${kept.join('\n')}\n${closing}`;
    kept.push(line);
  }
  return `${kept.join('\n')}\n`;
}

/**
 * Markdown of at most 60,000 characters, its first line the hidden mark. Nothing in it differs from run to run while the
 * findings are the same, but for the link to the run: what it cost to look is in the job summary.
 */
export function renderComment(report: Report, key: string): string {
  const r = ordered(report);
  const reasons = r.gate.conditions.filter((c) => c.held).map((c) => markdown(c.because));
  const sums = `${say.savingsSentence(r)} ${markdown(say.baselineSentence(r), 500)}`;
  return cut(
    [
      commentMarker(key),
      `### ${mark(r)}${say.headline(r)}`,
      '',
      ...reasons.map((reason) => `- ${reason}`),
      ...(reasons.length === 0 ? [] : ['']),
      ...(isQuiet(r)
        ? [`Nothing new and nothing resolved. ${sums}`]
        : [`<sub>${sums}</sub>`, ...classTable(r)]),
      ...gapLines(r),
      ...details(r),
      ...exemptionLines(r),
      ...r.notices.slice(0, MAX_ROWS.notices).map((n) => `\n> ${markdown(n, 600)}`),
    ],
    r,
  );
}
