/** The sentences and figures that every report shares: said once, so that they are the same everywhere. */
import type { CoverageRow } from '../../contracts/coverage.ts';
import type { DiffReason } from '../../contracts/diff.ts';
import { Big, formatUsd } from '../../contracts/money.ts';
import type { Report } from '../../contracts/report.ts';

export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
/** e.g. `$1,234.50/mo` */
export const perMonth = (amount: string): string => `${formatUsd(amount)}/mo`;
export const isZero = (amount: string): boolean => new Big(amount).eq(0);

/** `Gate passed`, `Gate holds: …`, `Gate would hold (warn only): …`, or nothing when no condition is set. */
export function gateSentence(r: Report): string {
  const held = r.gate.conditions.filter((c) => c.held).map((c) => c.because);
  if (r.gate.conditions.length === 0) return 'No gate conditions are set.';
  if (held.length === 0) return `Gate passed: none of ${count(r.gate.conditions.length, 'condition')} holds.`;
  return r.gate.result === 'warn'
    ? `Gate would hold (mode: warn): ${held.join('; ')}.`
    : `Gate holds: ${held.join('; ')}.`;
}

/** e.g. `3 days old`; empty for a live run. */
export function age(r: Report): string {
  if (r.mode === 'live') return '';
  const hours = Math.floor((Date.parse(r.runTs) - Date.parse(r.inventoryAsOf)) / 3_600_000);
  if (hours < 1) return `from a recorded inventory (${r.inventoryAsOf.slice(0, 10)})`;
  return `from an inventory recorded ${hours < 48 ? `${count(hours, 'hour')}` : count(Math.floor(hours / 24), 'day')} ago`;
}

export const isPartial = (r: Report): boolean => r.coverage.percent < 100;

/** One line: what could be saved, what changed. */
export function headline(r: Report): string {
  const parts: string[] = [];
  const from = age(r);
  if (r.counts.open === 0)
    parts.push(isPartial(r) ? 'nothing found in what could be read' : 'nothing to save found');
  else if (isZero(r.savings.total)) parts.push(`${count(r.counts.open, 'finding')}, none with savings`);
  else parts.push(`${formatUsd(r.savings.total)} a month to save in ${count(r.counts.open, 'finding')}`);
  if (r.baseline.state === 'compared') {
    if (r.counts.new > 0)
      parts.push(`${r.counts.new} new${isZero(r.savings.new) ? '' : ` (+${formatUsd(r.savings.new)})`}`);
    if (r.counts.resolved > 0)
      parts.push(
        `${r.counts.resolved} resolved${isZero(r.savings.resolved) ? '' : ` (−${formatUsd(r.savings.resolved)})`}`,
      );
    if (r.counts.new === 0 && r.counts.resolved === 0) parts.push('no change');
  } else parts.push('first run');
  if (isPartial(r)) parts.push(`${r.coverage.percent} % covered`);
  if (from !== '') parts.push(from);
  return parts.join(' · ');
}

/** What the comparison was made with. */
export function baselineSentence(r: Report): string {
  switch (r.baseline.state) {
    case 'compared':
      return `Compared with the run of ${r.baseline.runTs.slice(0, 10)}.`;
    case 'first_run':
      return 'First run: there is nothing to compare with, everything found is the baseline.';
    case 'unusable':
      return `The previous run could not be used (${r.baseline.reason}), so this counts as a first run: everything found is the baseline.`;
  }
}

/** Total and gross, always said the same way. */
export const savingsSentence = (r: Report): string =>
  `${formatUsd(r.savings.total)} a month, each billing item counted once (${formatUsd(r.savings.gross)} as a plain sum over findings)${
    isZero(r.savings.unobserved)
      ? ''
      : `, of which ${formatUsd(r.savings.unobserved)} was not looked at this time`
  }.`;

export const coverageSentence = (r: Report): string =>
  isPartial(r)
    ? `Not everything could be read: ${r.coverage.percent} % of checks × accounts × regions. Nothing below means “clean” for the rest.`
    : 'Everything that the checks need was read.';

export const callsSentence = (r: Report): string =>
  r.coverage.apiCalls === 0
    ? 'No AWS API call was made.'
    : `${count(r.coverage.apiCalls, 'AWS API call')}, ${isZero(r.coverage.apiCostUsd) ? 'free of charge' : `which AWS charges about $${new Big(r.coverage.apiCostUsd).toFixed(4)} for`}.`;

export function pricingSentence(r: Report): string {
  const at = r.pricing.asOf === '' ? '' : ` of ${r.pricing.asOf}`;
  switch (r.pricing.source) {
    case 'price_list_api':
      return 'List prices from the AWS Price List API; private discounts are not in them.';
    case 'bundled':
      return `Bundled list prices${at}, with lower confidence: the AWS Price List API was not used.`;
    case 'mixed':
      return `List prices from the AWS Price List API, some from the bundled table (oldest${at}).`;
    case 'none':
      return 'No prices were needed.';
  }
}

const REASONS: Readonly<Record<DiffReason, string>> = {
  appeared: 'new',
  exemption_ended: 'its exemption ended',
  fixed: 'fixed',
  gone: 'resource is gone',
  exempted: 'exempted',
  check_disabled: 'check was disabled',
  check_changed: 'check was changed',
  still_there: 'still there',
  not_covered: 'could not be read',
  not_scanned: 'account or region was not scanned',
  not_run: 'check was not run',
  inconclusive: 'too little data to judge',
};
export const reasonWords = (reason: string): string => REASONS[reason as DiffReason] ?? reason;

/** e.g. `2 fixed, 1 resource is gone` in the order of frequency. */
export function reasonCounts(rows: readonly { readonly reason: string }[]): string {
  const by = Map.groupBy(rows, (d) => d.reason);
  return [...by]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .map(([reason, list]) => `${list.length} ${reasonWords(reason)}`)
    .join(', ');
}

export interface Gap {
  readonly where: string;
  readonly status: string;
  readonly what: string;
  readonly action: string;
  readonly message: string;
}

/** Coverage gaps with the same cause in one line each. */
export function gaps(rows: readonly CoverageRow[]): Gap[] {
  const by = Map.groupBy(rows, (c) => `${c.account_id}|${c.region}|${c.status}|${c.iam_action}|${c.message}`);
  return [...by.values()]
    .flatMap((list) => {
      const first = list[0];
      if (!first) return [];
      const tables = list.map((c) => c.table_name.replace(/^metric\//, '')).sort();
      const what =
        tables.length <= 3
          ? tables.join(', ')
          : `${tables.slice(0, 2).join(', ')} and ${tables.length - 2} more`;
      return [
        {
          where: `${first.account_id} ${first.region}`,
          status: first.status,
          what,
          action: first.iam_action,
          message: first.message,
        },
      ];
    })
    .sort((a, b) => (a.where + a.what < b.where + b.what ? -1 : 1));
}

/** The date of a last sighting, e.g. `last seen 2026-11-18`. */
export const lastSeen = (at: string | null): string =>
  at === null ? 'never seen since' : `last seen ${at.slice(0, 10)}`;
