/** What the months of a service's cost say: levels that can be compared, and the methods that judge the last one. */
import { z } from 'zod';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { Big, sum } from '../../../contracts/money.ts';

/** Months before the judged one that its usual level is read from. */
const USUAL_MONTHS = 6;
/** Below this there is no telling an odd month from an even one: fewer than two methods could agree. */
export const LEAST_MONTHS = 4;
const AVERAGE_MONTHS = 3;
/** Modified z-score beyond which a value is an outlier. Source: Iglewicz and Hoaglin (1993), section 3. */
const OUTLIER_Z = 3.5;
/** Makes the median absolute deviation comparable to a standard deviation (ibid.). */
const MAD_SCALE = 1.4826;
/** A cost that hardly varies would make every cent an outlier: the spread counts as at least this part of the median. */
const LEAST_SPREAD = 0.05;
/** Days of an average month, to which every month is put. */
const AVERAGE_DAYS = new Big(365).div(12);

export const costFloors = {
  minimumCost: z
    .number()
    .min(0)
    .default(25)
    .describe('US dollars a month under which a service is too small'),
  minimumChange: z.number().min(0).default(50).describe('US dollars a month that the level must move'),
};
export const costChanges = {
  ...costFloors,
  changePercent: z.number().min(1).default(20).describe('Against the month before'),
  averagePercent: z.number().min(1).default(50).describe('Against the mean of the three months before'),
  yearPercent: z.number().min(1).default(30).describe('Against the same month of last year'),
};

export interface CostMonths {
  /** YYYY-MM */
  readonly month: string;
  /** What the judged month cost, as billed. */
  readonly cost: Big;
  /** The same as a month of average length. */
  readonly level: Big;
  /** Levels of the months before, the oldest first. */
  readonly before: readonly Big[];
  /** Level of the same month last year, where it is known. */
  readonly lastYear: Big | undefined;
}

const daysOf = (month: string): number => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
};

/** Undefined where there is no month. */
export function costMonths(row: Pick<Row<'ce_monthly_costs'>, 'months' | 'amounts'>): CostMonths | undefined {
  const levels = row.months.map((month, i) =>
    new Big(row.amounts[i] ?? 0).div(daysOf(month)).times(AVERAGE_DAYS),
  );
  const month = row.months.at(-1);
  const level = levels.at(-1);
  if (month === undefined || level === undefined) return undefined;
  const lastYear = row.months.indexOf(`${Number(month.slice(0, 4)) - 1}${month.slice(4)}`);
  return {
    month,
    cost: new Big(row.amounts.at(-1) ?? 0),
    level,
    before: levels.slice(0, -1),
    lastYear: lastYear < 0 ? undefined : levels[lastYear],
  };
}

/** Why the months cannot be judged as dollars that were spent; undefined when they can. */
export function unfit(row: Row<'ce_monthly_costs'>): string | undefined {
  if (row.currency !== 'USD') return `it is billed in ${row.currency}, and the limits are in US dollars`;
  // discounts that AWS books as a service are below zero in every month, and no cost
  if (row.amounts.every((amount) => new Big(amount).lte(0))) return undefined;
  const from = Math.max(0, row.months.length - 1 - USUAL_MONTHS);
  const negative = row.months.filter((_, i) => i >= from && new Big(row.amounts[i] ?? 0).lt(-1));
  return negative.length > 0 ? `its cost in ${negative.join(', ')} is negative: a correction` : undefined;
}

export function median(values: readonly Big[]): Big {
  const sorted = values.toSorted((a, b) => a.cmp(b));
  const upper = sorted[Math.floor(sorted.length / 2)] ?? new Big(0);
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return upper.plus(lower).div(2);
}
const mean = (values: readonly Big[]): Big => sum(values).div(Math.max(1, values.length));
const largest = (values: readonly Big[]): Big => values.reduce((a, b) => (b.gt(a) ? b : a), new Big(0));

/** What is usual: the median of the months before, without the judged one. */
export const usualLevel = (m: CostMonths): Big => median(m.before.slice(-USUAL_MONTHS));

/** Robust z-score of the judged month against the months before it. */
function outlier(m: CostMonths): number {
  const window = m.before.slice(-USUAL_MONTHS);
  const middle = median(window);
  const spread = median(window.map((v) => v.minus(middle).abs())).times(MAD_SCALE);
  const least = middle.times(LEAST_SPREAD);
  const scale = spread.gt(least) ? spread : least;
  return scale.eq(0) ? 0 : Number(m.level.minus(middle).div(scale));
}

interface Limits {
  readonly minimumCost: number;
  readonly minimumChange: number;
  readonly changePercent: number;
  readonly averagePercent: number;
  readonly yearPercent: number;
}

/**
 * The methods that call the judged month odd in the given direction, by name. Each needs the level to have moved by
 * `minimumChange` too. The outlier must be among them: a month that follows an odd one differs from it and is usual.
 */
export function methodsOf(m: CostMonths, direction: 1 | -1, o: Limits): readonly string[] {
  const movedFrom = (base: Big | undefined, percent: number): boolean => {
    if (base?.gt(0) !== true) return false;
    const change = m.level.minus(base).times(direction);
    return change.gte(o.minimumChange) && change.div(base).times(100).gte(percent);
  };
  const agree = [
    ...(movedFrom(usualLevel(m), 0) && outlier(m) * direction >= OUTLIER_Z ? ['outlier'] : []),
    ...(movedFrom(m.before.at(-1), o.changePercent) ? ['month before'] : []),
    ...(movedFrom(mean(m.before.slice(-AVERAGE_MONTHS)), o.averagePercent) ? ['moving average'] : []),
    ...(movedFrom(m.lastYear, o.yearPercent) ? ['year before'] : []),
  ];
  return agree.includes('outlier') && agree.length > 1 ? agree : [];
}

/**
 * Whether the same month of last year stood out alike from the months that followed it: a season or a yearly fee, which is
 * no news.
 */
export function isSeasonal(m: CostMonths, direction: 1 | -1, percent: number): boolean {
  if (m.lastYear === undefined) return false;
  const followed = median(m.before.slice(1, 1 + AVERAGE_MONTHS));
  const change = (from: Big, to: Big): Big => to.minus(from).times(direction);
  const stoodOut = change(followed, m.lastYear).times(100).gte(followed.times(percent));
  return stoodOut && change(m.lastYear, m.level).times(100).lt(m.lastYear.times(percent));
}

/** Whether it was next to nothing in every month before, and now is not; growth over the limit is not new. */
export function isNew(m: CostMonths, minimumCost: number): boolean {
  const most = largest(m.before);
  return most.lt(minimumCost) && m.level.gte(minimumCost) && m.level.gte(most.times(2));
}

/** Whether it cost something in each of the three months before, and now next to nothing: a tenth at most. */
export function isAbsent(m: CostMonths, minimumCost: number): boolean {
  const recent = m.before.slice(-AVERAGE_MONTHS);
  return (
    recent.length === AVERAGE_MONTHS &&
    recent.every((v) => v.gte(minimumCost)) &&
    m.level.lt(minimumCost) &&
    m.level.lte(median(recent).div(10))
  );
}

/** The change in whole percent, without a sign. */
export const percentOf = (from: Big, to: Big): number =>
  from.eq(0) ? 0 : Math.round(Number(to.minus(from).abs().div(from).times(100)));

/** Least-squares slope a month of some levels, and how many of the steps between them went its way. */
function trendOf(levels: readonly Big[]): { slope: Big; steps: number } {
  const middle = (levels.length - 1) / 2;
  const center = mean(levels);
  const above = sum(levels.map((v, i) => v.minus(center).times(i - middle)));
  const below = levels.reduce((a, _, i) => a + (i - middle) ** 2, 0);
  const slope = below === 0 ? new Big(0) : above.div(below);
  const steps = levels.slice(1).filter((v, i) =>
    v
      .minus(levels[i] ?? v)
      .times(slope)
      .gt(0),
  ).length;
  return { slope, steps };
}

export const trendOptions = {
  ...costFloors,
  slopePercent: z.number().min(1).default(10).describe('Of the mean month, every month'),
  minimumSteps: z.int().min(1).max(5).default(4).describe('Months of five that must go the same way'),
};

/** A trend in a direction: its slope a month, the same towards that direction, and its steps; else that there is none, or why nobody knows. */
export function trendTowards(
  m: CostMonths,
  direction: 1 | -1,
  o: {
    readonly minimumCost: number;
    readonly minimumChange: number;
    readonly slopePercent: number;
    readonly minimumSteps: number;
  },
):
  | { readonly slope: Big; readonly towards: Big; readonly steps: number }
  | 'none'
  | { readonly unknown: string } {
  const levels = [...m.before, m.level].slice(-USUAL_MONTHS);
  if (levels.every((v) => v.lt(o.minimumCost))) return 'none';
  if (levels.length < USUAL_MONTHS)
    return { unknown: `${levels.length} months are known, ${USUAL_MONTHS} are needed` };
  const { slope, steps } = trendOf(levels);
  const towards = slope.times(direction);
  const isSteep = towards.gte(o.minimumChange) && towards.times(100).gte(mean(levels).times(o.slopePercent));
  return isSteep && steps >= o.minimumSteps ? { slope, towards, steps } : 'none';
}

/** What is said of a bill that AWS may still change. */
export const notFinal = (row: Pick<Row<'ce_monthly_costs'>, 'estimated'>): string =>
  row.estimated ? 'the bill of the month is not final yet' : '';
export const COST_NOTE =
  'amortised cost of this account without credits, refunds and tax; months are compared at equal length';
