/** The pieces of a generated SELECT: one column of a file as the type that the canonical lines have. */
import { type Columns, duckdbType } from '../../contracts/table.ts';
import { identifier, literal } from '../store/duckdb.ts';
import type { FileColumn } from './dialect.ts';

const AMOUNT = 'DECIMAL(38,12)';
const INSTANT = 'TIMESTAMP WITH TIME ZONE';
const TAGS = 'MAP(VARCHAR, VARCHAR)';
const NO_TAGS = `map()::${TAGS}`;

/** Text, empty where the file has no such column or no value. The first of several columns that has a value counts. */
export function textOf(...columns: readonly (FileColumn | undefined)[]): string {
  const known = columns.filter((c) => c !== undefined).map((c) => `${c.sql}::varchar`);
  return known.length === 0 ? "''" : `coalesce(${[...known, "''"].join(', ')})`;
}

/**
 * The columns of a file that are numbers and instants, each converted once under a name of its own, however often it is used:
 * converting text is what most of the time goes into.
 */
export interface Typed {
  /** A number as decimal(38,12), null where there is none. */
  amount(column: FileColumn | undefined): string;
  /** The same where a column that exists means zero by being empty. */
  amountOrZero(column: FileColumn | undefined): string;
  /** An instant; a text without zone is UTC. */
  instant(column: FileColumn | undefined): string;
  /** Why a line cannot be taken: the first of these columns that is not what it should be; null when all are. */
  refusal(of: readonly (FileColumn | undefined)[], required: readonly (FileColumn | undefined)[]): string;
  /** The file with the converted columns beside its own. */
  from(file: string): string;
}

/** Amounts below a million fit 64 bits, which takes a fifth of the time of 128. */
const amountSql = ({ sql, type }: FileColumn): string =>
  type === 'VARCHAR'
    ? `coalesce(try_cast(${sql} as DECIMAL(18,12))::${AMOUNT}, try_cast(${sql} as ${AMOUNT}))`
    : `try_cast(${sql} as ${AMOUNT})`;

export function typed(): Typed {
  const names = new Map<FileColumn, { name: string; sql: string; what: string }>();
  const convert = (column: FileColumn, sql: string, what: string): string => {
    const known = names.get(column) ?? { name: `typed_${names.size}`, sql, what };
    names.set(column, known);
    return known.name;
  };
  const amount = (column: FileColumn | undefined): string =>
    column === undefined ? `null::${AMOUNT}` : convert(column, amountSql(column), 'is no number');
  return {
    amount,
    amountOrZero: (column) => (column === undefined ? amount(column) : `coalesce(${amount(column)}, 0)`),
    instant: (column) =>
      column === undefined
        ? `null::${INSTANT}`
        : convert(column, `try_cast(${column.sql} as ${INSTANT})`, 'is no instant'),
    refusal(of, required) {
      const quoted = (c: FileColumn): string => literal(c.name.slice(0, 200));
      const missing = required.flatMap((c) =>
        c === undefined ? [] : [`when ${c.sql} is null then ${quoted(c)} || ' is missing'`],
      );
      const wrong = of.flatMap((c) => {
        const known = c && names.get(c);
        return known === undefined || c === undefined
          ? []
          : [`when ${known.name} is null and ${c.sql} is not null then ${quoted(c)} || ' ${known.what}'`];
      });
      const cases = [...missing, ...wrong];
      return cases.length === 0 ? 'null' : `case ${cases.join(' ')} end`;
    },
    from: (file) =>
      names.size === 0
        ? file
        : `(select *, ${[...names.values()].map((n) => `${n.sql} as ${n.name}`).join(', ')} from ${file})`,
  };
}

/** A value of a MAP, STRUCT or JSON column such as `product`, as a column of its own. */
export function memberOf(column: FileColumn | undefined, key: string): FileColumn | undefined {
  if (column === undefined) return undefined;
  const { type, sql } = column;
  if (type.startsWith('MAP')) return { name: key, type: 'VARCHAR', sql: `${sql}[${literal(key)}]` };
  if (type.startsWith('STRUCT'))
    return type.includes(`${key} `) || type.includes(`"${key}" `)
      ? { name: key, type: 'VARCHAR', sql: `${sql}.${identifier(key)}` }
      : undefined;
  return type === 'VARCHAR' || type === 'JSON'
    ? { name: key, type: 'VARCHAR', sql: `try_cast(${sql} as json)->>${literal(`$."${key}"`)}` }
    : undefined;
}

/** One column with all tags, whatever its type, as a map. A MAP and a JSON object hold only the tags that are there. */
export function tagsOf({ type, sql }: FileColumn): string {
  if (type.startsWith('MAP')) return `coalesce(${sql}::${TAGS}, ${NO_TAGS})`;
  const json = type.startsWith('STRUCT') ? `to_json(${sql})` : `try_cast(${sql} as json)`;
  const asMap = `try_cast(${json} as ${TAGS})`;
  return `coalesce(${type.startsWith('STRUCT') ? withoutEmpty(asMap) : asMap}, ${NO_TAGS})`;
}

/** A record has a field for every key that any line has. */
const withoutEmpty = (sql: string): string =>
  `map_from_entries(list_filter(map_entries(${sql}), lambda e: e.value <> ''))`;

/** Columns with a tag each, by the keys of the source; keys that stand twice give the first value that is there. */
export function tagsFrom(columns: readonly (readonly [key: string, column: FileColumn])[]): string {
  const byKey = Map.groupBy(columns, ([key]) => key);
  if (byKey.size === 0) return NO_TAGS;
  const entries = [...byKey].map(
    ([key, of]) => `{'key': ${literal(key)}, 'value': ${textOf(...of.map(([, c]) => c))}}`,
  );
  return `map_from_entries(list_filter([${entries.join(', ')}], lambda e: e.value <> ''))`;
}

/** The SELECT that gives a table's columns, in its order and of its types. */
export const selectAs = (
  columns: Columns,
  expressions: Readonly<Record<string, string>>,
  from: string,
): string =>
  `select ${Object.entries(columns)
    .map(([name, c]) => `(${expressions[name] ?? 'null'})::${duckdbType(c)} as ${identifier(name)}`)
    .join(',\n  ')}\nfrom ${from}`;
