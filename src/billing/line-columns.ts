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

const typed = (column: FileColumn | undefined, type: string): string =>
  column === undefined ? `null::${type}` : `try_cast(${column.sql} as ${type})`;

/** A number as decimal(38,12), null where there is none. */
export const amountOf = (column: FileColumn | undefined): string => typed(column, AMOUNT);
/** The same where a column that exists means zero by being empty. */
export const amountOrZero = (column: FileColumn | undefined): string =>
  column === undefined ? amountOf(column) : `coalesce(${amountOf(column)}, 0)`;
/** An instant; a text without zone is UTC. */
export const instantOf = (column: FileColumn | undefined): string => typed(column, INSTANT);

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

/** One column with all tags, whatever its type, as a map without empty values. */
export function tagsOf(column: FileColumn): string {
  const { type, sql } = column;
  const asMap = type.startsWith('MAP')
    ? `${sql}::${TAGS}`
    : type.startsWith('STRUCT')
      ? `to_json(${sql})::${TAGS}`
      : `try_cast(try_cast(${sql} as json) as ${TAGS})`;
  return `coalesce(map_from_entries(list_filter(map_entries(${asMap}), lambda e: e.value <> '')), ${NO_TAGS})`;
}

/** Columns with a tag each, by the keys of the source; keys that stand twice give the first value that is there. */
export function tagsFrom(columns: readonly (readonly [key: string, column: FileColumn])[]): string {
  const byKey = Map.groupBy(columns, ([key]) => key);
  if (byKey.size === 0) return NO_TAGS;
  const entries = [...byKey].map(
    ([key, of]) => `{'key': ${literal(key)}, 'value': ${textOf(...of.map(([, c]) => c))}}`,
  );
  return `map_from_entries(list_filter([${entries.join(', ')}], lambda e: e.value <> ''))`;
}

/** Why a line cannot be taken: the first of its columns that is not what it should be. */
export function refusalOf(
  of: readonly { readonly column: FileColumn | undefined; readonly type: 'amount' | 'instant' }[],
  required: readonly FileColumn[],
): string {
  const quoted = (c: FileColumn): string => literal(c.name.slice(0, 200));
  const wrong = of.flatMap(({ column, type }) => {
    if (column === undefined) return [];
    const [test, what] =
      type === 'amount' ? [amountOf(column), 'is no number'] : [instantOf(column), 'is no instant'];
    return [`when ${column.sql} is not null and ${test} is null then ${quoted(column)} || ' ${what}'`];
  });
  const missing = required.map((c) => `when ${c.sql} is null then ${quoted(c)} || ' is missing'`);
  return [...wrong, ...missing].length === 0 ? 'null' : `case ${[...missing, ...wrong].join(' ')} end`;
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
