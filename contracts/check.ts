/** A check: one resource in, one outcome out. Pure: no client, no clock, no loop over the fleet, no logging. */
import type { z } from 'zod';
import type { Category, Severity } from './finding.ts';
import type { MetricName, Row, TableName } from './inventory/catalogue.ts';
import type { Big } from './money.ts';
import type { Price, PriceRequest } from './price.ts';

export type CheckKind = 'cost' | 'governance' | 'commitment' | 'reliability';
export interface SeverityMark {
  readonly level: Severity;
  /** 0 to 1000: info < 200 ≤ low < 400 ≤ medium < 650 ≤ high < 900 ≤ critical. */
  readonly score: number;
}

/** A series as recorded: `values[i]` covers one period from `start + i·period`; null where AWS published nothing. */
export interface Series {
  readonly start: string;
  readonly period: number;
  readonly values: readonly (number | null)[];
  /** Whether AWS publishes nothing while nothing happens (contracts/inventory/inventory-table.ts, MetricSpec). */
  readonly silentAtZero: boolean;
}

/** The rows of another table in the resource's own account and region. */
export interface Lookup<R> {
  readonly rows: readonly R[];
  /** Rows whose column equals the value, or whose list column contains it. Indexed: cheap for every resource. */
  where(column: keyof R & string, value: string): readonly R[];
}

export interface SavingsClaim {
  /** Part of the resource that is billed, e.g. `storage`, `compute`, `hours`. */
  readonly part: string;
  /** Undefined where no price is known: nothing is claimed. */
  readonly monthlySavings: Big | undefined;
  /** Another resource's id where the item belongs to that one, e.g. a volume of a stopped instance. */
  readonly resourceId?: string;
}

export interface Failure<M extends string> {
  readonly kind: 'fail' | 'info';
  readonly message: M;
  /** Fill the holes of the message. Money is passed as Big and printed in dollars; undefined where no price is known. */
  readonly values: Readonly<Record<string, string | number | Big | undefined>>;
  /** Present monthly cost at list price; absent or undefined when no price is known. */
  readonly monthlyCost?: Big | undefined;
  /** What stops being billed when the advice is taken. Their sum is the finding's estimated savings. */
  readonly claims?: readonly SavingsClaim[];
  /** 0 to 100, the least of the evidence's and the prices' confidence. */
  readonly confidence: number;
  readonly notes?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly metrics?: Readonly<Record<string, number | Big>>;
  readonly severity?: SeverityMark;
}
export type Outcome<M extends string = string> =
  | { readonly kind: 'pass' }
  /** Does not apply to this resource. */
  | { readonly kind: 'skip'; readonly reason: string }
  /** Applies, but the evidence is missing: too new, too few datapoints, an answer that cannot be read. */
  | { readonly kind: 'unknown'; readonly reason: string }
  | Failure<M>;

export const pass = { kind: 'pass' } as const;
export const skip = (reason: string) => ({ kind: 'skip', reason }) as const;
export const unknown = (reason: string) => ({ kind: 'unknown', reason }) as const;
export const fail = <const M extends string>(f: Omit<Failure<M>, 'kind'>): Failure<M> => ({
  kind: 'fail',
  ...f,
});

export interface CheckContext<
  L extends TableName,
  X extends TableName,
  N extends MetricName,
  Y extends MetricName,
  O,
> {
  /** The instant of the run, epoch milliseconds. */
  readonly asOf: number;
  readonly partition: string;
  readonly options: O;
  /** A table that the check needs: the runner does not call the check when it was not read whole. */
  lookup<T extends L>(table: T): Lookup<Row<T>>;
  /** A table that the check can do without: undefined when it was not read whole. */
  optionalLookup<T extends X>(table: T): Lookup<Row<T>> | undefined;
  /** The resource's own series; all null when AWS published nothing. Never called when the read was refused. */
  metric(name: N): Series;
  /** The same for a series that the check can do without: undefined when the read was refused. */
  optionalMetric(name: Y): Series | undefined;
  /** The price that `prices` asked for, undefined when none is known. */
  price(request: PriceRequest): Price | undefined;
}

export interface Check<
  T extends TableName = TableName,
  L extends TableName = TableName,
  X extends TableName = TableName,
  N extends MetricName = MetricName,
  Y extends MetricName = MetricName,
  O extends z.ZodObject = z.ZodObject,
  M extends string = string,
> {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly title: string;
  readonly kind: CheckKind;
  readonly category: Category;
  readonly severity: SeverityMark;
  /** The table whose rows are judged; it says the service and the resource type. */
  readonly table: T;
  readonly lookups?: readonly L[];
  readonly optionalLookups?: readonly X[];
  readonly metrics?: readonly N[];
  readonly optionalMetrics?: readonly Y[];
  readonly options: O;
  /** Sentences with {holes}; a [part in brackets] is left out where a hole of it has no value. */
  readonly messages: { readonly [K in M]: string };
  /** Why it matters, one or two sentences. */
  readonly why: string;
  /** What to do, one or two sentences. */
  readonly fix: string;
  readonly links: readonly string[];
  /** Raised when the rule itself changes its mind, so that a diff says `check changed` instead of `fixed`. */
  readonly revision?: number;
  /** Whether deletion-protecting tags (keep, do-not-delete …) silence it: for advice to delete or shrink. */
  readonly respectsKeepTags?: boolean;
  /** The prices that judging this row may need; `lookup` gives what was read of the tables that the check declares. */
  prices?(
    row: Row<T>,
    options: z.output<O>,
    lookup: <A extends L | X>(table: A) => Lookup<Row<A>>,
  ): readonly PriceRequest[];
  evaluate(row: Row<T>, ctx: CheckContext<L, X, N, Y, z.output<O>>): Outcome<M>;
}

/** Declares a check; gives it back with its types. */
export const defineCheck = <
  const T extends TableName,
  const O extends z.ZodObject,
  const M extends string,
  const L extends TableName = never,
  const X extends TableName = never,
  const N extends MetricName = never,
  const Y extends MetricName = never,
>(
  check: Check<T, L, X, N, Y, O, M>,
): Check<T, L, X, N, Y, O, M> => check;

/** Any check, for code that handles all of them alike. */
export interface AnyCheck extends Omit<Check, 'prices' | 'evaluate'> {
  prices?(row: never, options: never, lookup: never): readonly PriceRequest[];
  evaluate(row: never, ctx: never): Outcome;
}
