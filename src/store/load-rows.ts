/** Rows from JavaScript into DuckDB, each cast for itself: staged as Parquet behind a view, so that memory stays flat. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rowCaster } from '../../contracts/cast.ts';
import { duckdbType, type Table } from '../../contracts/table.ts';
import { type Duckdb, identifier, literal } from './duckdb.ts';

/** Bytes of a staged file, and of its largest row: little enough to hold twice. */
const CHUNK_BYTES = 8 * 1024 * 1024;
/** UTF-8 needs at most three bytes for a UTF-16 code unit; a row of a finding has some two thousand. */
const MAX_ROW_CHARACTERS = 2 * 1024 * 1024;
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
  return `read_json(${literal(file)}, format = 'newline_delimited', auto_detect = false, maximum_object_size = ${CHUNK_BYTES}, columns = {${columns.join(', ')}})`;
}

const folderOf = (db: Duckdb, name: string): string => join(db.scratch, name);

/** (Re)defines the view over everything staged under a name; empty and typed while nothing is. */
async function define(db: Duckdb, name: string, table: Table): Promise<void> {
  const staged = (await readdir(folderOf(db, name))).some((f) => f.endsWith('.parquet'));
  const columns = Object.entries(table.columns);
  const query = staged
    ? `select ${columns.map(([k]) => identifier(k)).join(', ')} from read_parquet(${literal(join(folderOf(db, name), '*.parquet'))})`
    : `select ${columns.map(([k, c]) => `null::${duckdbType(c)} as ${identifier(k)}`).join(', ')} where false`;
  await db.conn.run(`create or replace view ${identifier(name)} as ${query}`);
}

/** An empty relation of the table's columns, ready for `loadRows`. */
export async function createRelation(db: Duckdb, name: string, table: Table): Promise<void> {
  await rm(folderOf(db, name), { recursive: true, force: true });
  await mkdir(folderOf(db, name));
  await define(db, name, table);
}

/** Appends the rows of a query over other relations. */
export async function appendQuery(db: Duckdb, name: string, table: Table, query: string): Promise<void> {
  const file = join(folderOf(db, name), `${randomUUID()}.parquet`);
  const columns = Object.entries(table.columns).map(
    ([k, c]) => `${identifier(k)}::${duckdbType(c)} as ${identifier(k)}`,
  );
  await db.conn.run(
    `copy (select ${columns.join(', ')} from (${query})) to ${literal(file)} (format parquet, compression lz4)`,
  );
  await define(db, name, table);
}

/**
 * Appends rows to a relation made by `createRelation`. A row that cannot be cast is dropped and reported; the others go in.
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
  let pending: Promise<void> = Promise.resolve();
  // one is being written and read while the other fills
  const buffers = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)] as const;
  let filling: Buffer = buffers[0];
  let used = 0;
  let written = 0;

  const flush = async (): Promise<void> => {
    const file = join(folderOf(db, name), `${randomUUID()}`);
    const bytes = filling.subarray(0, used);
    written += used;
    await pending;
    // at once, so that DuckDB works on its own threads while the next rows are cast on this one
    writeFileSync(`${file}.ndjson`, bytes);
    pending = db.conn
      .run(
        `copy (select * from ${reader(`${file}.ndjson`, table)}) to ${literal(`${file}.parquet`)} (format parquet, compression lz4)`,
      )
      .then(() => rm(`${file}.ndjson`));
    pending.catch(() => undefined);
    filling = filling === buffers[0] ? buffers[1] : buffers[0];
    used = 0;
  };

  for (const row of rows) {
    index += 1;
    let result = cast(row);
    if ('json' in result && result.json.length > MAX_ROW_CHARACTERS)
      result = { error: 'is larger than 2 Mi characters' };
    if ('error' in result) {
      droppedCount += 1;
      if (dropped.length < MAX_DROPPED_KEPT) dropped.push({ index, reason: result.error, row });
      continue;
    }
    loaded += 1;
    if (used + result.json.length * 3 + 1 > CHUNK_BYTES) await flush();
    used += filling.write(result.json, used);
    used += filling.write('\n', used);
  }
  if (used > 0) await flush();
  await pending;
  await db.makeRoomFor(written);
  await define(db, name, table);
  return { rows: loaded, droppedCount, dropped };
}
