/**
 * One modelled bill, and what it comes to. Charges are said once, in the words of what happened; the writers beside this file
 * say them in the words of each export. The sums here come from the model alone.
 */
import Big from 'big.js';

type Money = string | number;

/** What a resource used, and how it was paid for. */
export interface Usage {
  readonly account?: string;
  readonly region?: string;
  readonly service: string;
  readonly usageType: string;
  readonly operation?: string;
  /** As AWS bills it; empty for a line without. */
  readonly resource?: string;
  /** First day, YYYY-MM-DD. */
  readonly from: string;
  readonly days: number;
  /** A day, at public on-demand price. */
  readonly list: Money;
  /** onDemand: at list price. savingsPlan, reservation: `effective` a day. */
  readonly paid?: 'onDemand' | 'savingsPlan' | 'reservation';
  readonly effective?: Money;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A line that is nobody's resource. */
export interface Other {
  readonly kind: 'tax' | 'credit' | 'refund' | 'fee' | 'support';
  readonly on: string;
  readonly cost: Money;
}

/** What a commitment costs each day, and what of it nothing used. */
export interface Commitment {
  readonly kind: 'savingsPlan' | 'reservation';
  readonly from: string;
  readonly days: number;
  readonly commitment: Money;
  readonly unused: Money;
  /** Paid in advance, for the whole term; the rest is recurring. */
  readonly upfront?: Money;
}

export interface Bill {
  readonly payer: string;
  readonly currency?: string;
  /** Negotiated share off every price, e.g. 0.1; as a line of its own where an export says it so. */
  readonly discount?: Money;
  readonly usage: readonly Usage[];
  readonly commitments?: readonly Commitment[];
  readonly others?: readonly Other[];
}

export const PAYER = '012345678901';
export const SP_ARN = `arn:aws:savingsplans::${PAYER}:savingsplan/11111111-2222-3333-4444-555555555555`;
export const RI_ARN = `arn:aws:ec2:eu-west-1:${PAYER}:reserved-instances/66666666-7777-8888-9999-000000000000`;

export const big = (v: Money): Big => new Big(v);
/** At most ten decimals, as a CUR has them. */
export const cost = (v: Big): string => v.round(10, 2).toFixed(10);
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
export const daysOf = (from: string, days: number): string[] =>
  Array.from({ length: days }, (_, i) => dayAfter(from, i));
export const effectiveOf = (u: Usage): Big =>
  big(u.paid && u.paid !== 'onDemand' ? (u.effective ?? 0) : u.list);
export const netShare = (b: Bill): Big => big(1).minus(big(b.discount ?? 0));

/** What a resource costs from a day (included) to a day (not included), amortised, net of the bill's discount. */
export function costOf(
  b: Bill,
  resource: string,
  from: string,
  to: string,
  where: (u: Usage) => boolean = () => true,
): string {
  let sum = big(0);
  for (const u of b.usage)
    if (u.resource === resource && where(u))
      for (const day of daysOf(u.from, u.days))
        if (day >= from && day < to) sum = sum.plus(effectiveOf(u).times(netShare(b)));
  return sum.toFixed(6);
}

/** The whole month's net amortised cost: usage, unused commitments and everything else. */
export function monthTotal(b: Bill, month: string): string {
  const inMonth = (day: string): boolean => day.startsWith(month);
  let sum = big(0);
  for (const u of b.usage)
    for (const d of daysOf(u.from, u.days)) if (inMonth(d)) sum = sum.plus(effectiveOf(u).times(netShare(b)));
  for (const c of b.commitments ?? [])
    for (const d of daysOf(c.from, c.days)) if (inMonth(d)) sum = sum.plus(big(c.unused).times(netShare(b)));
  for (const o of b.others ?? []) if (inMonth(o.on)) sum = sum.plus(big(o.cost));
  return sum.toFixed(6);
}
