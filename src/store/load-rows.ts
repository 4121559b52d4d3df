/** Rows from JavaScript into a DuckDB table, each cast for itself. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rowCaster } from '../../contracts/cast.ts';
import { duckdbType, type Table } from '../../contracts/table.ts';
import { type Duckdb, identifier, literal } from './duckdb.ts';

/** Rows per staged file: enough for DuckDB to read in parallel, little enough to hold. */
const CHUNK = 20_000;
const MAX_DROPPED_KEPT = 1000;

export interface Dropped {
  /** Position among the rows given. */
  readonly index: number;
  readonly reason: string;
  readonly row: unknown;
}
export interface Loaded {
  readonly rows: number;
  /** How many could not be cast. */
  readonly droppedCount: number;
  /** The first thousand of them. */
  readonly dropped: readonly Dropped[];
}

/** DuckDB's JSON reader takes a map as an object, so a row needs no change of shape. */
function reader(file: string, table: Table): string {
  const columns = Object.entries(table.columns).map(([k, c]) => `${literal(k)}: ${literal(duckdbType(c))}`);
  return `read_json(${literal(file)}, format = 'newline_delimited', auto_detect = false, maximum_object_size = 33554432, columns = {${columns.join(', ')}})`;
}

export async function createTable(db: Duckdb, name: string, table: Table): Promise<void> {
  const columns = Object.entries(table.columns).map(([k, c]) => `${identifier(k)} ${duckdbType(c)}`);
  await db.conn.run(`create or replace table ${identifier(name)} (${columns.join(', ')})`);
}

/**
 * Appends rows to a table made by `createTable`. A row that cannot be cast is dropped and reported; the others go in.
 * While DuckDB reads one chunk the next is being cast.
 */
export async function loadRows(
  db: Duckdb,
  name: string,
  table: Table,
  rows: Iterable<unknown>,
): Promise<Loaded> {
  const cast = rowCaster(table);
  const dropped: Dropped[] = [];
  let index = -1;
  let loaded = 0;
  let droppedCount = 0;
  let lines: string[] = [];
  let chunk = 0;
  let pending: Promise<void> = Promise.resolve();

  const flush = async (): Promise<void> => {
    const text = lines.join('\n');
    lines = [];
    const file = join(db.scratch, `${name}-${chunk++}.ndjson`);
    await pending;
    pending = (async () => {
      await writeFile(file, text);
      await db.conn.run(`insert into ${identifier(name)} select * from ${reader(file, table)}`);
      await rm(file);
    })();
    pending.catch(() => undefined);
  };

  for (const row of rows) {
    index += 1;
    const result = cast(row);
    if ('error' in result) {
      droppedCount += 1;
      if (dropped.length < MAX_DROPPED_KEPT) dropped.push({ index, reason: result.error, row });
      continue;
    }
    loaded += 1;
    lines.push(JSON.stringify(result.row));
    if (lines.length >= CHUNK) await flush();
  }
  if (lines.length > 0) await flush();
  await pending;
  return { rows: loaded, droppedCount, dropped };
}
