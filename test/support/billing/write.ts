/** Rows into files as AWS delivers them: CSV, gzip and Parquet, written by DuckDB or byte for byte. */
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { openDuckdb } from '../../../src/store/duckdb.ts';

export type Row = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** The instant at which AWS wrote it, whenever a test runs: what a delivery covers depends on it. */
const WRITTEN = new Date('2026-11-25T05:00:00Z');

const field = (v: string): string => (/[",\n\r]/.test(v) ? `"${v.replaceAll('"', '""')}"` : v);

/** CSV; maps become JSON text. A name that ends in .gz is packed. */
export function writeCsv(file: string, columns: readonly string[], rows: readonly Row[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const text = (v: Row[string] | undefined): string =>
    v === undefined ? '' : typeof v === 'string' ? v : JSON.stringify(v);
  const lines = [columns, ...rows.map((r) => columns.map((c) => text(r[c])))].map((l) =>
    l.map(field).join(','),
  );
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  writeFileSync(file, file.endsWith('.gz') ? gzipSync(bytes) : bytes);
  utimesSync(file, WRITTEN, WRITTEN);
}

/** Parquet with the given DuckDB types, e.g. `DOUBLE`, `MAP(VARCHAR, VARCHAR)`. */
export async function writeParquetRows(
  file: string,
  columns: readonly (readonly [name: string, type: string])[],
  rows: readonly Row[],
): Promise<void> {
  mkdirSync(dirname(file), { recursive: true });
  const json = `${file}.ndjson`;
  writeFileSync(
    json,
    rows
      .map(
        (r) =>
          `${JSON.stringify(Object.fromEntries(columns.map(([c]) => [c, r[c] === '' ? null : (r[c] ?? null)])))}\n`,
      )
      .join(''),
  );
  const db = await openDuckdb({ threads: 1 });
  try {
    const types = columns.map(([c, t]) => `'${c.replaceAll("'", "''")}': '${t}'`).join(', ');
    await db.conn.run(
      `copy (select * from read_json('${json}', format = 'newline_delimited', auto_detect = false, maximum_object_size = 1000000, columns = {${types}})) to '${file}' (format parquet, compression snappy)`,
    );
  } finally {
    await db.close();
    rmSync(json);
  }
  utimesSync(file, WRITTEN, WRITTEN);
}
