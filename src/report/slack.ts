/** One Slack message as single-line Block Kit JSON (Slack docs, "Blocks": 50 blocks, header 150, section 3,000 characters). */
import { isCorrelation } from '../../contracts/diff.ts';
import { formatUsd } from '../../contracts/money.ts';
import type { Report } from '../../contracts/report.ts';
import { plain, slack } from './escape.ts';
import { diffBySavings } from './order.ts';
import * as say from './words.ts';

/** Slack refuses messages whose blocks add up to some 12,000 characters, which it does not document. */
const MAX_SECTION = 2800;
const MAX_ROWS = 8;

const section = (text: string): object => ({
  type: 'section',
  text: { type: 'mrkdwn', text: text.length > MAX_SECTION ? `${text.slice(0, MAX_SECTION - 1)}…` : text },
});

export function renderSlack(r: Report): string {
  const head = plain(`FinOps Gate: ${say.headline(r)}`, 150);
  const list = (c: 'new' | 'resolved'): string => {
    const all = diffBySavings(r.diff.filter((d) => d.class === c && !isCorrelation(d)));
    const lines = all
      .slice(0, MAX_ROWS)
      .map(
        (d) =>
          `• ${formatUsd(d.monthly_savings)}  ${slack(d.title, 120)}  \`${slack(d.resource_id, 80)}\`  ${d.account_id} ${d.region}${c === 'resolved' ? ` (${say.reasonWords(d.reason)})` : ''}`,
      );
    return [...lines, ...(all.length > lines.length ? [`… and ${all.length - lines.length} more`] : [])].join(
      '\n',
    );
  };
  const blocks: object[] = [
    { type: 'header', text: { type: 'plain_text', text: head, emoji: false } },
    section(
      `${slack(say.gateSentence(r), 800)}\n${slack(say.savingsSentence(r), 400)}\n${slack(say.baselineSentence(r), 400)}`,
    ),
  ];
  if (say.isPartial(r)) blocks.push(section(`:warning: ${slack(say.coverageSentence(r), 400)}`));
  if (!r.totalsOnly && r.counts.new > 0) blocks.push(section(`*New*\n${list('new')}`));
  if (!r.totalsOnly && r.counts.resolved > 0) blocks.push(section(`*Resolved*\n${list('resolved')}`));
  if (r.runUrl)
    blocks.push({ type: 'context', elements: [{ type: 'mrkdwn', text: `<${r.runUrl}|The run>` }] });
  return JSON.stringify({ text: head, blocks });
}
