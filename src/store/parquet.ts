/** Parquet out and in. Equal rows give equal bytes; a file from outside is compared with the contract before it is read. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type Column, duckdbType, type RowOf, type Table } from '../../contracts/table.ts';
import { type Duckdb, identifier, literal } from './duckdb.ts';
import { missingValues } from './missing-values.ts';
import { loadArrowSchema } from './sql.ts';

export interface WrittenFile {
  /** From the output folder, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}
export interface Dataset {
  readonly name: string;
  readonly rows: number;
  readonly files: readonly WrittenFile[];
}

/** Bounds of a file from outside. */
const MAX_BYTES = 1024 * 1024 * 1024;
const MAX_ROWS = 20_000_000;

async function describeFile(root: string, file: string): Promise<WrittenFile> {
  const bytes = await readFile(join(root, file));
  return {
    path: file.split(sep).join('/'),
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

/** The columns of a table in their order, as a select list. */
const selectList = (table: Table): string => Object.keys(table.columns).map(identifier).join(', ');

/** The same, each of the type that the contract says, whatever a query made of it. */
const typedList = (table: Table): string =>
  Object.entries(table.columns)
    .map(([k, c]) => `${identifier(k)}::${duckdbType(c)} as ${identifier(k)}`)
    .join(', ');

/**
 * Writes a query's rows, in the table's order, ZSTD-packed, as `root/file`. Rows that are alike in the sort columns are
 * told apart by their whole content.
 */
export async function writeParquet(
  db: Duckdb,
  of: { table: Table; from: string; root: string; file: string; name: string },
): Promise<Dataset> {
  const { table, root, file } = of;
  const path = join(root, file);
  await mkdir(dirname(path), { recursive: true });
  const order = [...table.sortBy.map(identifier), 'hash(t)'].join(', ');
  const result = await db.conn.run(
    `copy (select ${typedList(table)} from (${of.from}) as t order by ${order}) to ${literal(path)} (format parquet, compression zstd, row_group_size 122880, kv_metadata {'ARROW:schema': ${literal(loadArrowSchema(table.name))}})`,
  );
  return {
    name: of.name,
    rows: Number(result.rowsChanged),
    files: [await describeFile(root, relative(root, path))],
  };
}

/** A select list under which DuckDB hands out plain JSON in the contract's row shape. */
function jsonValue(c: Column, value: string): string {
  switch (c.type) {
    case 'money':
    case 'amount':
      return `${value}::varchar`;
    case 'timestamp':
      return `strftime(${value}, '%Y-%m-%dT%H:%M:%S.%gZ')`;
    case 'date':
      return `${value}::varchar`;
    case 'list':
      return plainInside(c.item) ? value : `list_transform(${value}, lambda x: ${jsonValue(c.item, 'x')})`;
    case 'map':
      return plainInside(c.value)
        ? value
        : `map_from_entries(list_transform(map_entries(${value}), lambda e: {k: e.key, v: ${jsonValue(c.value, 'e.value')}}))`;
    case 'struct':
      return plainInside(c)
        ? value
        : `case when ${value} is not null then struct_pack(${Object.entries(c.fields)
            .map(([k, f]) => `${identifier(k)} := ${jsonValue(f, `${value}.${identifier(k)}`)}`)
            .join(', ')}) end`;
    default:
      return value;
  }
}
function plainInside(c: Column): boolean {
  if (c.type === 'list') return plainInside(c.item);
  if (c.type === 'map') return plainInside(c.value);
  if (c.type === 'struct') return Object.values(c.fields).every(plainInside);
  return c.type !== 'money' && c.type !== 'amount' && c.type !== 'timestamp' && c.type !== 'date';
}

/** The rows of a query over a table's columns, in the order of the query: money as decimal text, instants as ISO 8601. */
export async function readRows<T extends Table>(db: Duckdb, table: T, query: string): Promise<RowOf<T>[]> {
  const list = Object.entries(table.columns).map(
    ([k, c]) => `${jsonValue(c, `t.${identifier(k)}`)} as ${identifier(k)}`,
  );
  const result = await db.conn.run(
    `select to_json(r)::varchar from (select ${list.join(', ')} from (${query}) as t) as r`,
  );
  const rows: RowOf<T>[] = [];
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    for (const text of chunk.getColumnValues(0)) rows.push(JSON.parse(String(text)) as RowOf<T>);
  }
  return rows;
}

/** A path as DuckDB's readers take it: they would match `*`, `?` and `[` against other files. */
const oneFile = (path: string): string => literal(path.replaceAll(/[*?[]/g, '[$&]'));

/** Nullable as a file's reader sees it, nested names included. */
const signature = (table: Table): Map<string, string> =>
  new Map(Object.entries(table.columns).map(([k, c]) => [k, duckdbType(c).replaceAll('"', '')]));

/** Why a file cannot be read as this table, undefined when it can. */
export async function refuseParquet(db: Duckdb, table: Table, file: string): Promise<string | undefined> {
  if (!existsSync(file)) return `${table.name} is missing`;
  const found = await stat(file);
  if (!found.isFile()) return `${table.name} is no file`;
  if (found.size > MAX_BYTES) return `${table.name} is larger than 1 GiB`;
  try {
    const columns = (
      await db.conn.runAndReadAll(
        `describe select * from read_parquet(${oneFile(file)}, hive_partitioning = false)`,
      )
    ).getRowObjectsJson();
    const expected = signature(table);
    for (const row of columns) {
      const name = String(row.column_name);
      const type = expected.get(name);
      if (type === undefined) return `${table.name} has an unknown column ${name.slice(0, 80)}`;
      const given = String(row.column_type).replaceAll('"', '');
      if (given !== type) return `${table.name}.${name} is ${given.slice(0, 80)}, not ${type.slice(0, 80)}`;
      expected.delete(name);
    }
    const [missing] = expected.keys();
    if (missing !== undefined) return `${table.name} has no column ${missing}`;
    const rows = await db.conn.runAndReadAll(
      `select sum(num_rows)::bigint from parquet_file_metadata(${oneFile(file)})`,
    );
    if (Number(rows.getRows()[0]?.[0] ?? 0) > MAX_ROWS) return `${table.name} has more than ${MAX_ROWS} rows`;
    const [missingIn] = (
      await db.conn.runAndReadAll(`select ${missingValues(table)} from (${fromParquet(table, file)})`)
    ).getRowObjectsJson();
    for (const [name, count] of Object.entries(missingIn ?? {}))
      if (Number(count) > 0) return `${table.name}.${name} lacks a value in ${count} row(s)`;
    return undefined;
  } catch (e) {
    return `${table.name} is no Parquet file (${e instanceof Error ? (e.message.split('\n')[0] ?? '').slice(0, 120) : 'unreadable'})`;
  }
}

/** A query over a Parquet file that `refuseParquet` did not refuse. */
export const fromParquet = (table: Table, file: string): string =>
  `select ${selectList(table)} from read_parquet(${oneFile(file)}, hive_partitioning = false)`;
