import { type Columns, type RowOf, type Table, text } from '../table.ts';
import type { ServiceId } from './services.ts';

/** A part of a resource as the bill tells it apart: which lines with the resource's key are of it. */
export interface BilledPart {
  /** The word that claims use too: compute, storage, hours, snapshots … */
  readonly part: string;
  /** Service codes of the lines; a resource's id may stand on lines of other services too. */
  readonly services: readonly string[];
  /** Usage types of the lines as an RE2 pattern; every usage type when absent. */
  readonly usage?: string;
}

/** What a row of a table is, when the row is a resource that checks can judge. */
export interface ResourceKind<R> {
  /** AWS service code as in billing and the Price List, e.g. `AmazonEC2`; a column where a table holds several kinds. */
  readonly service: string | { readonly column: keyof R & string };
  /** e.g. `ebs_volume`; a column where a table holds several kinds. */
  readonly type: string | { readonly column: keyof R & string };
  /** The column that identifies the resource inside an account and region. */
  readonly idColumn: keyof R & string;
  arn(row: R, partition: string): string;
  readonly availabilityZoneColumn?: keyof R & string;
  /**
   * How the bill knows it, the first part that matches a line counts; lines of its service that match none are of the part
   * `other`. Empty: it costs nothing of its own.
   */
  readonly billed?: readonly BilledPart[];
}

export interface InventoryTable<C extends Columns = Columns> extends Table<C> {
  readonly service: ServiceId;
  /** The least IAM actions that reading this table needs. */
  readonly iamActions: readonly string[];
  readonly resource?: ResourceKind<Record<string, unknown>>;
  /** Tables of the same account and region, or of the account, that must have been read before this one. */
  readonly after?: readonly string[];
  /** `account`: read once per account; its rows have the region `global`. */
  readonly reach?: 'region' | 'account';
}

const scope = {
  account_id: text('12-digit id of the account that owns the resource'),
  region: text('AWS region code'),
} as const;
type Scoped<C extends Columns> = typeof scope & C;

/** An inventory table: the given columns behind `account_id` and `region`. */
export function inventoryTable<const C extends Columns>(
  t: Omit<InventoryTable, 'columns' | 'sortBy' | 'resource'> & {
    readonly columns: C;
    readonly sortBy: readonly (keyof C & string)[];
    readonly resource?: ResourceKind<RowOf<{ columns: Scoped<NoInfer<C>> }>>;
  },
): InventoryTable<Scoped<C>> {
  const { resource, columns, sortBy, ...rest } = t;
  return {
    ...rest,
    columns: { ...scope, ...columns },
    sortBy: ['account_id', 'region', ...sortBy],
    ...(resource ? { resource: resource as ResourceKind<Record<string, unknown>> } : {}),
  };
}

/** A CloudWatch series that is read for every (matching) row of a table. */
export interface MetricSpec<R = never> {
  readonly table: string;
  readonly namespace: string;
  readonly metric: string;
  /** CloudWatch dimension name, and the column that holds its value. */
  readonly dimension: string;
  readonly column: keyof R & string;
  /** Further dimensions by name, each the column of its value. */
  readonly also?: Readonly<Record<string, keyof R & string>>;
  /** Further dimensions by name, each with one value for all rows, e.g. `StorageType`. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** The column that tells the series of two rows apart where `column` does not, e.g. an ARN. */
  readonly key?: keyof R & string;
  readonly statistic: 'Average' | 'Sum' | 'Minimum' | 'Maximum' | `p${number}`;
  /** Seconds: 3600 or 86400. */
  readonly period: 3600 | 86400;
  /** Whole UTC days, the last one being the last complete day before the run. */
  readonly days: number;
  /**
   * True where AWS publishes no datapoint while nothing happens: once the resource is older than the window, silence
   * means zero. A refused read is never silence: it is coverage.
   */
  readonly silentAtZero: boolean;
  /** Rows for which the series is asked; all when absent. */
  readonly when?: (row: R) => boolean;
}
export const metricSpec =
  <R>() =>
  (spec: MetricSpec<R>): MetricSpec<R> =>
    spec;

/** The column whose value names a series of a metric. */
export const seriesKey = (spec: Pick<MetricSpec<never>, 'key' | 'column'>): string => spec.key ?? spec.column;
