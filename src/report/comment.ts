/** The one comment of a pull request: quiet, true, and the same bytes while nothing changes. */
import { type DiffRow, isCorrelation } from '../../contracts/diff.ts';
import { formatUsd } from '../../contracts/money.ts';
import type { Report } from '../../contracts/report.ts';
import { code, markdown } from './escape.ts';
import { diffBySavings } from './order.ts';
import * as say from './words.ts';

/** GitHub's limit is 65,536 characters; some room is left for what GitHub adds. */
const MAX_CHARACTERS = 60_000;
const MAX_ROWS = { new: 25, resolved: 15, unobserved: 10, gaps: 10 } as const;

const MARK = { pass: '✅', warn: '⚠️', fail: '❌' } as const;

/** The hidden mark by which the comment is found again. */
export const commentMarker = (key: string): string =>
  `<!-- finops-gate:${key.replaceAll(/[^\w.-]/g, '-')} -->`;

const usd = (s: string): string => markdown(formatUsd(s));

function table(head: readonly string[], align: string, rows: readonly string[]): string[] {
  return [`| ${head.join(' | ')} |`, align, ...rows];
}

const more = (total: number, shown: number, r: Report): string[] =>
  total > shown ? [`_… and ${total - shown} more${r.runUrl ? `: see the [run](${r.runUrl})` : ''}._`] : [];

function changed(
  title: string,
  rows: readonly DiffRow[],
  max: number,
  r: Report,
  note: (d: DiffRow) => string,
): string[] {
  if (rows.length === 0) return [];
  const shown = diffBySavings(rows).slice(0, max);
  const lines = shown.map(
    (d) =>
      `| ${usd(d.monthly_savings)} | ${d.severity} | ${markdown(d.title, 140)} | ${code(d.resource_id)} | ${d.account_id} ${d.region} | ${note(d)} |`,
  );
  return [
    '',
    `#### ${title}`,
    '',
    ...table(
      ['a month', 'severity', 'finding', 'resource', 'where', ''],
      '|---:|---|---|---|---|---|',
      lines,
    ),
    ...more(rows.length, shown.length, r),
  ];
}

function gapLines(r: Report): string[] {
  if (!say.isPartial(r)) return [];
  const all = say.gaps(r.coverage.gaps);
  const shown = all.slice(0, MAX_ROWS.gaps);
  const lines = shown.map(
    (g) =>
      `- ${markdown(g.where)}: ${markdown(g.what)} — **${g.status}**${g.action === '' ? '' : ` (${code(g.action)})`}`,
  );
  return ['', `**${say.coverageSentence(r)}**`, '', ...lines, ...more(all.length, shown.length, r)];
}

function exemptionLines(r: Report): string[] {
  const expired = r.exemptions.filter((e) => e.state === 'expired');
  const lines = expired.map(
    (e) =>
      `- Exemption of ${markdown(e.exemption.owner, 80)} expired on ${e.exemption.expires} (${markdown(e.exemption.reason, 160)}): ${say.count(e.findings, 'finding')}, ${usd(e.monthlySavings)} a month, ${e.findings === 1 ? 'counts' : 'count'} again.`,
  );
  const effect = r.configEffect;
  if (effect && effect.newlyExempted.findings > 0) {
    lines.push(
      `- This change of ${code(r.configPath)} newly exempts ${say.count(effect.newlyExempted.findings, 'finding')} worth ${usd(effect.newlyExempted.monthlySavings)} a month.`,
    );
  }
  if (effect && effect.broughtBack.findings > 0) {
    lines.push(
      `- This change of ${code(r.configPath)} brings back ${say.count(effect.broughtBack.findings, 'finding')} worth ${usd(effect.broughtBack.monthlySavings)} a month.`,
    );
  }
  return lines.length === 0 ? [] : ['', '#### Exemptions', '', ...lines];
}

/** Counts by check, for where nothing may be named. */
function totalsByCheck(r: Report): string[] {
  const by = Map.groupBy(r.findings, (f) => f.check_id);
  const rows = [...by]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, list]) => `| ${code(id)} | ${list.length} |`);
  return [
    '',
    ...(rows.length === 0 ? [] : [...table(['check', 'findings'], '|---|---:|', rows), '']),
    `_This repository is public, so accounts and resources are not named. ${code('allow-public: true')} changes that._`,
  ];
}

/** Whole lines up to the limit, with a closing line that says so. */
function cut(lines: readonly string[], r: Report): string {
  const closing = `\n_Cut here: the whole report is in the ${r.runUrl ? `[run](${r.runUrl})` : 'job summary'}._`;
  const kept: string[] = [];
  let length = closing.length;
  for (const line of lines) {
    length += line.length + 1;
    if (length > MAX_CHARACTERS) return `${kept.join('\n')}\n${closing}\n`;
    kept.push(line);
  }
  return `${kept.join('\n')}\n`;
}

/** Markdown of at most 60,000 characters, its first line the hidden mark. */
export function renderComment(r: Report, key: string): string {
  const of = (c: DiffRow['class']): DiffRow[] => r.diff.filter((d) => d.class === c && !isCorrelation(d));
  const lines = [
    commentMarker(key),
    `### ${MARK[r.gate.result]} FinOps Gate: ${markdown(say.headline(r))}`,
    '',
    markdown(say.gateSentence(r), 1000),
    `${markdown(say.savingsSentence(r), 1000)} ${markdown(say.baselineSentence(r), 1000)}`,
  ];
  if (r.totalsOnly)
    return cut(
      [...lines, ...(say.isPartial(r) ? ['', `**${say.coverageSentence(r)}**`] : []), ...totalsByCheck(r)],
      r,
    );
  const unobserved = of('unobserved');
  lines.push(
    ...gapLines(r),
    ...changed(
      `New: ${say.count(r.counts.new, 'finding')}, +${usd(r.savings.new)} a month`,
      of('new'),
      MAX_ROWS.new,
      r,
      (d) => (d.reason === 'appeared' ? '' : say.reasonWords(d.reason)),
    ),
    ...changed(`Resolved: ${say.reasonCounts(of('resolved'))}`, of('resolved'), MAX_ROWS.resolved, r, (d) =>
      say.reasonWords(d.reason),
    ),
    ...changed(
      'Not looked at this time (carried forward, not resolved)',
      unobserved,
      MAX_ROWS.unobserved,
      r,
      (d) => `${say.reasonWords(d.reason)}, ${say.lastSeen(d.last_seen_at)}`,
    ),
    ...exemptionLines(r),
    ...r.notices.map((n) => `\n_${markdown(n, 600)}_`),
  );
  return cut(lines, r);
}
