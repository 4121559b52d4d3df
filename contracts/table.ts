/**
 * The words for a stored table. One description gives the row's TypeScript type, the DuckDB DDL (`toDdl`), the
 * Arrow schema (contracts/arrow.ts) and the strict cast of a row on its way into storage (`castRow`).
 *
 * In rows, money is a decimal string with 6 places, an amount one with 12, a timestamp an ISO 8601 instant in UTC with milliseconds, a
 * date `YYYY-MM-DD`.
 */
export type Scalar =
  | 'text'
  | 'bool'
  | 'uint8'
  | 'uint16'
  | 'int32'
  | 'int64'
  | 'double'
  | 'money'
  | 'amount'
  | 'timestamp'
  | 'date';
export type Column =
  | { readonly type: Scalar; readonly comment: string; readonly nullable: boolean }
  | { readonly type: 'list'; readonly item: Column; readonly comment: string; readonly nullable: boolean }
  | { readonly type: 'map'; readonly value: Column; readonly comment: string; readonly nullable: boolean }
  | {
      readonly type: 'struct';
      readonly fields: Columns;
      readonly comment: string;
      readonly nullable: boolean;
    };
export type Columns = { readonly [name: string]: Column };

export interface Table<C extends Columns = Columns> {
  readonly name: string;
  readonly comment: string;
  readonly columns: C;
  /** Columns that order the rows in every file, so that equal rows give equal bytes. */
  readonly sortBy: readonly string[];
}

const scalar =
  <T extends Scalar>(type: T) =>
  (comment: string) =>
    ({ type, comment, nullable: false }) as const;

export const text = scalar('text');
export const bool = scalar('bool');
export const uint8 = scalar('uint8');
export const uint16 = scalar('uint16');
export const int32 = scalar('int32');
export const int64 = scalar('int64');
export const double = scalar('double');
/** US dollars (or the row's currency) as decimal(18,6). */
export const money = scalar('money');
/** A billed amount in the row's currency, or a quantity, as decimal(38,12): exports carry more places than money has. */
export const amount = scalar('amount');
/** Milliseconds, UTC. */
export const timestamp = scalar('timestamp');
export const date = scalar('date');

export const list = <C extends Column>(item: C, comment: string) =>
  ({ type: 'list', item, comment, nullable: false }) as const;
export const map = <C extends Column>(value: C, comment: string) =>
  ({ type: 'map', value, comment, nullable: false }) as const;
export const struct = <F extends Columns>(fields: F, comment: string) =>
  ({ type: 'struct', fields, comment, nullable: false }) as const;
export const nullable = <C extends Column>(column: C) =>
  ({ ...column, nullable: true }) as Omit<C, 'nullable'> & { readonly nullable: true };

interface Scalars {
  text: string;
  timestamp: string;
  date: string;
  money: string;
  amount: string;
  bool: boolean;
  uint8: number;
  uint16: number;
  int32: number;
  int64: number;
  double: number;
}
type Bare<C> = C extends { readonly type: infer T extends keyof Scalars }
  ? Scalars[T]
  : C extends { readonly item: infer I }
    ? ValueOf<I>[]
    : C extends { readonly value: infer V }
      ? Record<string, ValueOf<V>>
      : C extends { readonly fields: infer F }
        ? { [K in keyof F]: ValueOf<F[K]> }
        : never;
type ValueOf<C> = C extends { readonly nullable: true } ? Bare<C> | null : Bare<C>;

/** The TypeScript type of one row of a table. */
export type RowOf<T extends { readonly columns: object }> = {
  [K in keyof T['columns']]: ValueOf<T['columns'][K]>;
};

export const defineTable = <const C extends Columns>(t: Table<C>): Table<C> => t;

const DUCKDB: Record<Scalar, string> = {
  text: 'VARCHAR',
  bool: 'BOOLEAN',
  uint8: 'UTINYINT',
  uint16: 'USMALLINT',
  int32: 'INTEGER',
  int64: 'BIGINT',
  double: 'DOUBLE',
  money: 'DECIMAL(18,6)',
  amount: 'DECIMAL(38,12)',
  timestamp: 'TIMESTAMP WITH TIME ZONE',
  date: 'DATE',
};
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The DuckDB type of a column, e.g. `STRUCT("account_id" VARCHAR, …)`. */
export function duckdbType(c: Column): string {
  switch (c.type) {
    case 'list':
      return `${duckdbType(c.item)}[]`;
    case 'map':
      return `MAP(VARCHAR, ${duckdbType(c.value)})`;
    case 'struct':
      return `STRUCT(${Object.entries(c.fields)
        .map(([k, f]) => `${quoted(k)} ${duckdbType(f)}`)
        .join(', ')})`;
    default:
      return DUCKDB[c.type];
  }
}

/** `create table` and `comment on column` statements for DuckDB. */
export function toDdl(t: Table): string {
  const columns = Object.entries(t.columns);
  const literal = (s: string) => `'${s.replaceAll("'", "''")}'`;
  return [
    `create table ${quoted(t.name)} (\n${columns.map(([k, c]) => `  ${quoted(k)} ${duckdbType(c)}`).join(',\n')}\n);`,
    `comment on table ${quoted(t.name)} is ${literal(t.comment)};`,
    ...columns.map(([k, c]) => `comment on column ${quoted(t.name)}.${quoted(k)} is ${literal(c.comment)};`),
  ].join('\n');
}
