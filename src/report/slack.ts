/** One Slack message as single-line Block Kit JSON (Slack docs, "Blocks": 50 blocks, header 150, section 3,000 characters). */
import type { Report } from '../../contracts/report.ts';
import { plain, slack, slackCode } from './escape.ts';
import { ordered } from './order.ts';
import * as say from './words.ts';

const MAX_HEADER = 150;
/** Slack refuses messages whose blocks add up to some 12,000 characters, which it does not document. */
const MAX_SECTION = 2500;
const MAX_ROWS = 8;
const MAX_GAPS = 5;

/** Whole lines up to the limit: a cut inside one could split an escape. */
function section(lines: readonly string[]): object {
  let text = '';
  for (const line of lines) {
    if (text.length + line.length + 1 > MAX_SECTION) break;
    text += `${text === '' ? '' : '\n'}${line}`;
  }
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true } };
}

function listed(r: Report, c: 'new' | 'resolved'): string[] {
  const all = say.of(r, c);
  const left = all.length - MAX_ROWS;
  return [
    ...all.slice(0, MAX_ROWS).map((d) => {
      const why = c === 'resolved' ? ` (${say.reasonWords(d.reason)})` : '';
      return `• ${say.amount(d.monthly_savings)}  ${slack(d.title, 90)}  ${slackCode(d.resource_id, 60)}  ${slack(d.account_id)} ${slack(d.region)}${why}`;
    }),
    ...(left > 0 ? [`… and ${say.number(left)} more`] : []),
  ];
}

function gapLines(r: Report): string[] {
  const all = say.gaps(r.coverage.gaps);
  const left = all.length - MAX_GAPS;
  return [
    ...all
      .slice(0, MAX_GAPS)
      .map(
        (g) =>
          `• ${slack(g.account)} ${slack(g.regions)}: ${slack(g.what)} ${slack(g.status)}${g.action === '' ? '' : ` (${slack(g.action, 80)})`}`,
      ),
    ...(left > 0 ? [`… and ${say.number(left)} more`] : []),
  ];
}

export function renderSlack(report: Report): string {
  const r = ordered(report);
  const title = plain(`FinOps Gate: ${say.title(r)}`, 1000);
  const blocks: object[] = [
    {
      type: 'header',
      text: { type: 'plain_text', text: plain(`FinOps Gate: ${say.headline(r)}`, MAX_HEADER), emoji: false },
    },
    section([
      `*${slack(say.changes(r))}*`,
      slack(say.gateSentence(r), 600),
      slack(say.savingsSentence(r), 400),
      slack(say.baselineSentence(r), 400),
      ...[say.billingSentence(r), ...say.realizedSentences(r)]
        .filter((s) => s !== '')
        .map((s) => slack(s, 400)),
    ]),
  ];
  if (say.isPartial(r))
    blocks.push(section([`*${slack(say.coverageSentence(r), 400)}*`, ...(r.totalsOnly ? [] : gapLines(r))]));
  if (!r.totalsOnly && r.counts.new > 0) blocks.push(section(['*New*', ...listed(r, 'new')]));
  if (!r.totalsOnly && r.counts.resolved > 0) blocks.push(section(['*Resolved*', ...listed(r, 'resolved')]));
  if (r.runUrl)
    blocks.push({
      type: 'context',
      elements: [{ type: 'mrkdwn', text: `<${slack(r.runUrl, 500)}|The run>` }],
    });
  return JSON.stringify({ text: title, blocks });
}
