/** The sentences and figures that every report shares: said once, so that they are the same everywhere. */
import type { CoverageRow } from '../../contracts/coverage.ts';
import type { DiffClass, DiffReason, DiffRow } from '../../contracts/diff.ts';
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

export const of = (r: Report, c: DiffClass): DiffRow[] => r.diff.filter((d) => d.class === c);

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
export function age(r: Report): string {
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
  const one = (n: number, word: string, sum: string): string[] =>
    n === 0 ? [] : [`${number(n)} ${word}${isZero(sum) ? '' : ` (${sum})`}`];
  const parts: string[] = [];
  if (r.baseline.state === 'compared') {
    const { counts, savings } = r;
    const signed = (sign: string, usd: string): string => (isZero(usd) ? '0' : `${sign}${formatUsd(usd)}`);
    const words = (n: number, word: string, sum: string): string[] =>
      n === 0 ? [] : [`${number(n)} ${word}${sum === '0' ? '' : ` (${sum})`}`];
    parts.push(
      ...words(counts.new, 'new', signed('+', savings.new)),
      ...words(counts.resolved, 'resolved', signed('−', savings.resolved)),
    );
    if (parts.length === 0) parts.push('nothing changed');
    parts.push(...words(counts.unobserved, 'not looked at', signed('', savings.unobserved)));
  } else parts.push('first run');
  if (isPartial(r) && !sawNothing(r)) parts.push(`${r.coverage.percent} % covered`);
  return parts.join(' · ');
}
