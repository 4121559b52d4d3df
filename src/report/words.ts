/** The sentences and figures that every report shares: said once, so that they are the same everywhere. */
import type { CostModel } from '../../contracts/billing.ts';
import type { CoverageRow } from '../../contracts/coverage.ts';
import { type DiffClass, type DiffReason, type DiffRow, isCorrelation } from '../../contracts/diff.ts';
import type { Finding } from '../../contracts/finding.ts';
import { Big, formatUsd } from '../../contracts/money.ts';
import type { Report } from '../../contracts/report.ts';

export const number = (n: number): string => n.toLocaleString('en-US');
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${number(n)} ${n === 1 ? one : many}`;
export const isZero = (amount: string): boolean => new Big(amount).eq(0);

/** e.g. `$1,234.50`, and a dash for nothing: the form for a column. */
export const amount = (usd: string): string => (isZero(usd) ? '—' : formatUsd(usd));
/** e.g. `+$25.00` and `−$45.00`; a dash for nothing. */
export const change = (sign: '+' | '−', usd: string): string =>
  isZero(usd) ? '—' : `${sign}${formatUsd(usd)}`;

/** What changed, correlations left out: they restate their sources. */
export const of = (r: Report, c: DiffClass): DiffRow[] =>
  r.diff.filter((d) => d.class === c && !isCorrelation(d));

export const isPartial = (r: Report): boolean => r.coverage.percent < 100;
const judgements = (r: Report): number => r.coverage.evaluations.length;
const notJudged = (r: Report): number => r.coverage.evaluations.filter((e) => !e.observed).length;
/** True when the run had nothing to judge, as on a fork without credentials and without an earlier run. */
export const sawNothing = (r: Report): boolean => judgements(r) === 0;

/** `Gate failed`, `Gate warns`, `Gate passed`; empty when no condition is set. */
export function gateWord(r: Report): string {
  if (r.gate.conditions.length === 0) return '';
  return { fail: 'Gate failed', warn: 'Gate warns', pass: 'Gate passed' }[r.gate.result];
}

/** The verdict and its reasons, as one sentence. */
export function gateSentence(r: Report): string {
  const held = r.gate.conditions.filter((c) => c.held).map((c) => c.because);
  const n = r.gate.conditions.length;
  if (n === 0) return 'No gate condition is set.';
  if (held.length > 0) return `${gateWord(r)}: ${held.join('; ')}.`;
  return n === 1
    ? 'Gate passed: its one condition does not hold.'
    : `Gate passed: none of its ${number(n)} conditions holds.`;
}

/** e.g. `from an inventory recorded 3 days ago`; empty for a live run. */
function age(r: Report): string {
  if (r.mode === 'live' || sawNothing(r)) return '';
  const hours = Math.floor((Date.parse(r.runTs) - Date.parse(r.inventoryAsOf)) / 3_600_000);
  if (hours < 1) return `from the inventory recorded on ${r.inventoryAsOf.slice(0, 10)}`;
  return `from an inventory recorded ${hours < 48 ? count(hours, 'hour') : count(Math.floor(hours / 24), 'day')} ago`;
}

function found(r: Report): string {
  if (sawNothing(r)) return 'nothing was looked at';
  if (r.counts.open === 0)
    return isPartial(r)
      ? `no findings in what could be read; ${notJudgedWords(r)}`
      : 'no findings, and everything was read';
  if (isZero(r.savings.total)) return `${count(r.counts.open, 'finding')}, none with savings`;
  return `${formatUsd(r.savings.total)} a month to save`;
}

const notJudgedWords = (r: Report): string =>
  `${number(notJudged(r))} of ${count(judgements(r), 'check')} could not be judged`;

const capital = (s: string): string => `${s.charAt(0).toUpperCase()}${s.slice(1)}`;

/** Verdict, what could be saved, and how old the inventory is: `Gate failed · $153.50 a month to save`. */
export const headline = (r: Report): string =>
  capital([gateWord(r), found(r), age(r)].filter((s) => s !== '').join(' · '));

/** What changed, in a few words: `1 new (+$25.00) · 2 resolved (−$45.00) · 97.2 % covered`. */
export function changes(r: Report): string {
  const { counts, savings } = r;
  const part = (n: number, word: string, sign: string, usd: string): string[] =>
    n === 0 ? [] : [`${number(n)} ${word}${isZero(usd) ? '' : ` (${sign}${formatUsd(usd)})`}`];
  const changed = [
    ...part(counts.new, 'new', '+', savings.new),
    ...part(counts.resolved, 'resolved', '−', savings.resolved),
  ];
  const compared = changed.length === 0 ? ['nothing new, nothing resolved'] : changed;
  return [
    ...(r.baseline.state === 'compared'
      ? [...compared, ...part(counts.unobserved, 'not looked at', '', savings.unobserved)]
      : ['first run']),
    ...(isPartial(r) && !sawNothing(r) ? [`${r.coverage.percent} % covered`] : []),
  ].join(' · ');
}

/** Headline and changes in one line, for places that have no second one. */
export const title = (r: Report): string => `${headline(r)} · ${changes(r)}`;

/** What the comparison was made with. */
export function baselineSentence(r: Report): string {
  switch (r.baseline.state) {
    case 'compared':
      return `Compared with the run of ${r.baseline.runTs.slice(0, 10)}.`;
    case 'first_run':
      return 'First run: there is nothing to compare with, so everything found is the baseline.';
    case 'unusable':
      return `The previous run could not be used (${r.baseline.reason.replace(/\.$/, '')}), so this counts as a first run: everything found is the baseline.`;
  }
}

/** Total and gross, always said the same way. */
export function savingsSentence(r: Report): string {
  const carried = isZero(r.savings.unobserved)
    ? ''
    : ` ${formatUsd(r.savings.unobserved)} of it was not looked at this run.`;
  return `${formatUsd(r.savings.total)} a month with each billing item counted once; ${formatUsd(r.savings.gross)} as a plain sum over ${count(r.counts.open, 'open finding')}.${carried}`;
}

/** How much was judged, and what that means for the rest. A check counts once per account and region. */
export function coverageSentence(r: Report): string {
  const total = judgements(r);
  if (sawNothing(r)) return 'Nothing was looked at, so nothing can be said about these accounts.';
  const each = 'each counted per account and region';
  if (isPartial(r))
    return `${r.coverage.percent} % covered: ${notJudgedWords(r)} (${each}). For these, no finding does not mean clean.`;
  const idle = r.coverage.gaps.length;
  return `100 % covered: ${total === 1 ? 'the one check was judged' : `all ${number(total)} checks were judged`} (${each}).${
    idle === 0 ? '' : ` ${count(idle, 'read')} failed that no enabled check needs.`
  }`;
}

const MODELS: Readonly<Record<CostModel, string>> = {
  net_amortized: 'net amortised',
  amortized: 'amortised',
  net_unblended: 'net unblended',
  unblended: 'unblended',
};

/** An amount of a bill: dollars as everywhere, another currency by its code. */
const billed = (sum: string, currency: string): string =>
  currency === 'USD' ? formatUsd(sum) : `${formatUsd(sum).replace('$', '')} ${currency}`.trim();

/** What a finding's resource cost in 30 days, a dash where the bill does not say. */
export const billedCost = (f: Pick<Finding, 'actual'>): string =>
  f.actual.cost_30d === null ? '—' : billed(f.actual.cost_30d, f.actual.model.currency);

/** The last day of a period that ends before a day. */
const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

/** What the bill covers, and what would be saved at the rates that it shows; empty where no billing was asked for. */
export function billingSentence(r: Report): string {
  const { billing } = r;
  if (!billing) return '';
  if (billing.state === 'unusable')
    return 'The billing data could not be used, so no finding has an actual cost.';
  const { coverage } = billing;
  const until =
    coverage.covered_to === null
      ? 'no whole day is covered'
      : `whole days through ${dayBefore(coverage.covered_to)}`;
  const { savings } = coverage;
  return [
    `${number(coverage.with_cost)} of ${count(coverage.findings, 'open finding')} ${coverage.with_cost === 1 ? 'has' : 'have'} an actual cost (${coverage.coverage_percent} %), ${MODELS[billing.costModel]}, ${until}.`,
    ...(savings.items === 0
      ? []
      : [
          `What the bill prices would save ${formatUsd(savings.at_billed_rates)} a month at your rates, ${formatUsd(savings.at_list)} at list price (${number(savings.items)} of ${count(savings.all_items, 'billing item')}).`,
        ]),
    ...(billing.rejectedLines === 0
      ? []
      : [
          `${count(billing.rejectedLines, 'line')} of the bill could not be read: export/billing_rejects.jsonl.`,
        ]),
    ...(billing.leftOut === 0
      ? []
      : [
          `${count(billing.leftOut, 'delivery', 'deliveries')} ${billing.leftOut === 1 ? 'was' : 'were'} left out.`,
        ]),
  ].join(' ');
}

/** Promised against realised: one sentence a currency. */
export const realizedSentences = (r: Report): string[] =>
  r.billing?.state !== 'used'
    ? []
    : r.billing.realized.map(
        (t) =>
          `Promised against realised: ${count(t.measured, 'finding')} resolved earlier promised ${formatUsd(t.promised)} for the days since, and the bill shows ${new Big(t.realized).lt(0) ? `${billed(new Big(t.realized).abs().toFixed(6), t.currency)} more` : `${billed(t.realized, t.currency)} less`} (${number(t.measured)} of ${number(t.resolved)} measured).`,
      );

export const callsSentence = (r: Report): string =>
  r.coverage.apiCalls === 0
    ? 'No AWS API call was made.'
    : `${count(r.coverage.apiCalls, 'AWS API call')}, ${isZero(r.coverage.apiCostUsd) ? 'free of charge' : `for which AWS charges about $${new Big(r.coverage.apiCostUsd).toFixed(4)}`}.`;

export function pricingSentence(r: Report): string {
  const at = r.pricing.asOf === '' ? '' : ` of ${r.pricing.asOf}`;
  switch (r.pricing.source) {
    case 'price_list_api':
      return 'List prices from the AWS Price List API; private discounts are not in them.';
    case 'bundled':
      return `Bundled list prices${at}, with lower confidence: the AWS Price List API was not used.`;
    case 'mixed':
      return `List prices from the AWS Price List API, some from the bundled table (the oldest${at}).`;
    case 'none':
      return 'No prices were needed.';
  }
}

/** What is not counted: `2 findings are exempted or suppressed by a tag.`; empty when there is nothing. */
export function asideSentence(r: Report): string {
  const { exempted, unknown } = r.counts;
  const silenced = `${count(exempted, 'finding')} ${exempted === 1 ? 'is' : 'are'} exempted or suppressed by a tag.`;
  const unsure = `For ${count(unknown, 'judgement')} there was too little evidence.`;
  return [...(exempted > 0 ? [silenced] : []), ...(unknown > 0 ? [unsure] : [])].join(' ');
}

const REASONS: Readonly<Record<DiffReason, string>> = {
  appeared: 'new',
  exemption_ended: 'its exemption ended',
  fixed: 'fixed',
  gone: 'gone',
  exempted: 'exempted',
  check_disabled: 'check disabled',
  check_changed: 'check changed',
  still_there: 'still there',
  not_covered: 'could not be read',
  not_scanned: 'account or region not scanned',
  not_run: 'check not run',
  inconclusive: 'too little evidence',
};
export const reasonWords = (reason: string): string => REASONS[reason as DiffReason] ?? reason;

/** e.g. `2 fixed, 1 gone`, the most frequent first. */
function reasonCounts(rows: readonly { readonly reason: string }[]): string {
  const by = Map.groupBy(rows, (d) => d.reason);
  return [...by]
    .sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .map(([reason, list]) => `${number(list.length)} ${reasonWords(reason)}`)
    .join(', ');
}

/** Why findings left, and what left without being saved: `2 fixed, 1 exempted; $5.00 no longer counted, but not saved`. */
export function resolvedNote(r: Report): string {
  const reasons = reasonCounts(of(r, 'resolved'));
  return isZero(r.savings.dismissed)
    ? reasons
    : `${reasons}; ${formatUsd(r.savings.dismissed)} no longer counted, but not saved`;
}

/** The date of a last sighting. */
export const lastSeen = (at: string | null): string =>
  at === null ? 'last seen at an unknown time' : `last seen ${at.slice(0, 10)}`;

export interface Gap {
  readonly account: string;
  /** e.g. `eu-west-1, us-east-1 and 3 more` */
  readonly regions: string;
  readonly what: string;
  readonly status: string;
  readonly action: string;
  readonly message: string;
}

const some = (names: readonly string[]): string => {
  const all = [...new Set(names)].sort();
  return all.length <= 3 ? all.join(', ') : `${all.slice(0, 2).join(', ')} and ${all.length - 2} more`;
};

/** Coverage gaps with the same cause in one line each. */
export function gaps(rows: readonly CoverageRow[]): Gap[] {
  const by = Map.groupBy(rows, (c) => JSON.stringify([c.account_id, c.status, c.iam_action, c.message]));
  return [...by.values()].flatMap((list) =>
    list.slice(0, 1).map((c) => ({
      account: c.account_id,
      regions: some(list.map((x) => x.region)),
      what: some(list.map((x) => x.table_name.replace(/^metric\//, 'metric '))),
      status: c.status,
      action: c.iam_action,
      message: c.message,
    })),
  );
}

/** For each carried-forward finding why it was not looked at, e.g. `rds denied (rds:DescribeDBInstances)`. */
export function whyUnobserved(r: Report): (d: DiffRow) => string {
  const place = (x: { account_id: string; region: string }, name: string): string =>
    `${x.account_id} ${x.region} ${name}`;
  const gapAt = new Map(r.coverage.gaps.map((g) => [place(g, g.table_name), g]));
  const judged = new Map(r.coverage.evaluations.map((e) => [place(e, e.check_id), e]));
  return (d) => {
    const missing = judged.get(place(d, d.check_id))?.missing ?? [];
    const gap = missing.flatMap((name) => gapAt.get(place(d, name)) ?? [])[0];
    if (d.reason !== 'not_covered' || !gap) return reasonWords(d.reason);
    return `${gap.service} ${gap.status}${gap.iam_action === '' ? '' : ` (${gap.iam_action})`}`;
  };
}

/** What a change of the configuration does, one sentence per effect; `file` as the target writes it. */
export function effectSentences(r: Report, file: string): string[] {
  const effect = r.configEffect;
  const say = (verb: string, of: { findings: number; monthlySavings: string }): string[] =>
    of.findings === 0
      ? []
      : [
          `This change of ${file} ${verb} ${count(of.findings, 'finding')}${isZero(of.monthlySavings) ? '' : `, worth ${formatUsd(of.monthlySavings)} a month`}.`,
        ];
  return effect
    ? [...say('newly exempts', effect.newlyExempted), ...say('brings back', effect.broughtBack)]
    : [];
}

/** What an expired exemption means: `covers nothing any more`, or `2 findings count again ($70.00 a month)`. */
export function expiredEffect(e: { readonly findings: number; readonly monthlySavings: string }): string {
  if (e.findings === 0) return 'nothing is left that it would cover';
  const money = isZero(e.monthlySavings) ? '' : ` (${formatUsd(e.monthlySavings)} a month)`;
  return `${count(e.findings, 'finding')} ${e.findings === 1 ? 'counts' : 'count'} again${money}`;
}
