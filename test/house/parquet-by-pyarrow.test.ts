import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWithPyarrow } from '../support/parquet-by-pyarrow.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'parquet-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

test('reads what DuckDB wrote: types, nulls, money to the last place, nested values', async () => {
  const file = join(dir, 'a.parquet');
  const db = await (await DuckDBInstance.create()).connect();
  await db.run(`copy (
    select * from (values
      ('a', 1.234567::decimal(18, 6), timestamptz '2026-11-25 01:02:03+00', date '2026-11-25', ['x', 'y'], map {'k': 'v'}),
      ('b', null, null, null, [], map {})
    ) t(id, usd, seen_at, run_date, tags, scope)
  ) to '${file}' (format parquet, compression zstd, kv_metadata {purpose: 'test'})`);
  db.closeSync();
  const read = await readWithPyarrow(file);
  expect(Object.fromEntries(read.fields.map((f) => [f.name, f.type]))).toMatchObject({
    id: 'string',
    usd: 'decimal128(18, 6)',
    seen_at: 'timestamp[us, tz=UTC]',
    run_date: 'date32[day]',
  });
  expect([read.compression, read.metadata.purpose, read.rowGroups]).toEqual([['ZSTD'], 'test', 1]);
  expect(read.rows).toEqual([
    {
      id: 'a',
      usd: '1.234567',
      seen_at: '2026-11-25T01:02:03+00:00',
      run_date: '2026-11-25',
      tags: ['x', 'y'],
      scope: { k: 'v' },
    },
    { id: 'b', usd: null, seen_at: null, run_date: null, tags: [], scope: {} },
  ]);
});

test('says that a file is no Parquet', async () => {
  const file = join(dir, 'b.parquet');
  writeFileSync(file, 'PAR1 not really');
  await expect(readWithPyarrow(file)).rejects.toThrow(/pyarrow cannot read .*Parquet/s);
});
