/** One file of an export as DuckDB reads it: the dialect of the CSV is given, every value is text, nothing is sniffed. */
import { GateError } from '../shared/errors.ts';
import { type Duckdb, literal } from '../store/duckdb.ts';
import type { FileColumn } from './dialect.ts';

export interface BillingFile {
  readonly columns: readonly FileColumn[];
  /** A FROM item. Lines that the reader cannot split are left out and kept in `rejects`. */
  readonly from: string;
  readonly format: 'csv' | 'parquet';
}

/** AWS's widest report in the field has some 300 columns; a report with tags may have a few hundred more. */
const MAX_COLUMNS = 2000;
/** The ways in which exports and the tools around them write "nothing". */
const NULLS = ['', 'NULL', 'null', '\\N'];
const MAX_LINE_BYTES = 16 * 1024 * 1024;
/** Lines that are kept with their text, and how much of it. */
export const MAX_REJECTS_KEPT = 1000;
const MAX_REJECT_CHARACTERS = 20_000;
/** DuckDB stops counting here: a file with that many is not read. */
export const MAX_REJECTS = 100_000;

const CSV = `auto_detect = false, delim = ',', quote = '"', escape = '"', max_line_size = ${MAX_LINE_BYTES}, buffer_size = ${4 * MAX_LINE_BYTES}, nullstr = [${NULLS.map(literal).join(', ')}], hive_partitioning = false`;
/** A path as DuckDB's readers take it: they would match `*`, `?` and `[` against other files. */
const oneFile = (path: string): string => literal(path.replaceAll(/[*?[]/g, '[$&]'));

export const unreadable = (name: string, why: string): GateError =>
  new GateError({
    fault: 'user',
    message: `${name} cannot be read: ${why}.`,
    next: 'Let AWS deliver it again, or take it out.',
  });
const firstLine = (error: unknown): string =>
  (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)).slice(0, 200);

/** A header is read as a line of text values: what follows the last that is not empty does not belong to it. */
async function csvHeader(db: Duckdb, path: string): Promise<string[]> {
  const columns = Array.from({ length: MAX_COLUMNS }, (_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  const rows = await db.conn.runAndReadAll(
    `select * from read_csv(${oneFile(path)}, header = false, null_padding = true, parallel = false, ${CSV}, columns = {${columns}}) limit 1`,
  );
  const names = (rows.getRows()[0] ?? []).map((v) => (v === null ? '' : String(v)));
  return names.slice(0, names.findLastIndex((n) => n !== '') + 1);
}

async function openCsv(db: Duckdb, path: string, name: string, isLineByLine: boolean): Promise<BillingFile> {
  const header = await csvHeader(db, path).catch((error: unknown) => {
    throw unreadable(name, firstLine(error));
  });
  if (header.length < 2) throw unreadable(name, 'its first line is no header of comma-separated names');
  const columns = header.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  return {
    format: 'csv',
    columns: header.map((n, i) => ({ name: n.replace(/^\ufeff/, ''), type: 'VARCHAR', sql: `c${i}` })),
    from: `read_csv(${oneFile(path)}, header = true, parallel = ${isLineByLine}, store_rejects = true, rejects_scan = 'reject_scans', rejects_table = 'reject_errors', rejects_limit = ${MAX_REJECTS}, ${CSV}, columns = {${columns}})`,
  };
}

async function openParquet(db: Duckdb, path: string, name: string): Promise<BillingFile> {
  const from = `read_parquet(${oneFile(path)}, hive_partitioning = false)`;
  const described = await db.conn.runAndReadAll(`describe select * from ${from}`).catch((error: unknown) => {
    throw unreadable(name, firstLine(error));
  });
  return {
    format: 'parquet',
    columns: described.getRowObjectsJson().map((r) => ({
      name: String(r.column_name),
      type: String(r.column_type),
      sql: `"${String(r.column_name).replaceAll('"', '""')}"`,
    })),
    from,
  };
}

/**
 * Opens a plain CSV or a Parquet file. `name` is for messages. A CSV whose quoted values may hold line breaks is read by one
 * thread: several lose their place in it. Throws GateError (user) when it is neither.
 */
export const openFile = (
  db: Duckdb,
  { path, isLineByLine }: { readonly path: string; readonly isLineByLine: boolean },
  name: string,
): Promise<BillingFile> =>
  /\.parquet$/i.test(path) ? openParquet(db, path, name) : openCsv(db, path, name, isLineByLine);

export interface RejectedLine {
  /** From 1, the header included; absent for a line that could be split but not understood. */
  readonly line?: number;
  readonly reason: string;
  readonly text: string;
}

/** The lines that the last scan of CSV files could not split. Forgets them. */
export async function takeRejects(db: Duckdb): Promise<{ count: number; kept: RejectedLine[] }> {
  const there = await db.conn.runAndReadAll(
    "select count(*) from duckdb_tables() where table_name = 'reject_errors'",
  );
  if (Number(there.getRows()[0]?.[0]) === 0) return { count: 0, kept: [] };
  const count = await db.conn.runAndReadAll(
    'select count(distinct (scan_id, file_id, line)) from reject_errors',
  );
  const rows = await db.conn.runAndReadAll(
    `select line, any_value(error_message) as reason, left(any_value(csv_line), ${MAX_REJECT_CHARACTERS}) as text from reject_errors group by scan_id, file_id, line order by scan_id, file_id, line limit ${MAX_REJECTS_KEPT}`,
  );
  await db.conn.run('drop table reject_errors; drop table reject_scans');
  return {
    count: Number(count.getRows()[0]?.[0]),
    kept: rows.getRowObjectsJson().map((r) => ({
      line: Number(r.line),
      reason: String(r.reason).split('\n')[0] ?? '',
      text: String(r.text ?? ''),
    })),
  };
}
