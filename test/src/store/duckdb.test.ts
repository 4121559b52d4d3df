import { existsSync } from 'node:fs';
import { totalmem } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Duckdb, identifier, literal, openDuckdb } from '../../../src/store/duckdb.ts';
import { listSql, loadSql } from '../../../src/store/sql.ts';

let db: Duckdb;
const value = async (sql: string, values: string[] = []): Promise<unknown> =>
  (await db.conn.runAndReadAll(sql, values)).getRowsJson()[0]?.[0];
const setting = (name: string) => value(`select current_setting('${name}')::varchar`);

beforeAll(async () => {
  db = await openDuckdb({ threads: 1, memoryLimit: '100MB' });
});
afterAll(() => db.close());

describe('openDuckdb', () => {
  it('keeps to UTC, and keeps the order of rows', async () => {
    expect(await setting('TimeZone')).toBe('UTC');
    expect(await setting('preserve_insertion_order')).toBe('true');
  });

  it.each([
    ['7 / 2', '3'],
    ["date_diff('day', date '2026-01-01', date '2026-03-01')", '59'],
    ["element_at(map(['a'], [1]), 'b')", null],
    ["regexp_extract('abc', 'x(.)', 1)", null],
    ["regexp_replace('a-b-c', '-', '')", 'abc'],
    ["split_part('a/b', '/', 3)", null],
    ["concat('a', null)", null],
    ['greatest(1, null)', null],
    ['least(2, 1)', '1'],
    ["array_join(['a', 'b'], ',')", 'a,b'],
  ])('%s is what Trino says: %s', async (expression, expected) => {
    expect(await value(`select (${expression})::varchar`)).toBe(expected);
  });

  it('takes threads and memory as told', async () => {
    expect(await setting('threads')).toBe('1');
    expect(await setting('memory_limit')).toBe('95.3 MiB');
  });

  it('keeps the memory it was told, and without being told grows with what is staged', async () => {
    await db.makeRoomFor(2_000_000_000);
    expect(await setting('memory_limit')).toBe('95.3 MiB');
    const free = await openDuckdb({ threads: 1 });
    const limit = async (): Promise<unknown> =>
      (await free.conn.runAndReadAll("select current_setting('memory_limit')")).getRowsJson()[0]?.[0];
    const before = await limit();
    await free.makeRoomFor(600_000_000);
    expect([before, await limit()]).toEqual(['488.2 MiB', '488.2 MiB']);
    await free.makeRoomFor(400_000_000);
    expect(await limit()).toBe('715.2 MiB');
    await free.makeRoomFor(1e15);
    const [amount, unit] = String(await limit()).split(' ');
    const bytes = Number(amount) * (unit === 'GiB' ? 2 ** 30 : 2 ** 20);
    expect(bytes / totalmem()).toBeCloseTo(0.5, 1);
    await expect(free.conn.run("set TimeZone = 'Asia/Tokyo'")).rejects.toThrow(/locked/);
    await free.close();
  });

  it('fetches no extension', async () => {
    expect(await setting('autoinstall_known_extensions')).toBe('false');
    expect(await setting('autoload_known_extensions')).toBe('false');
    await expect(value("select * from read_csv('https://localhost:9/x.csv')")).rejects.toThrow(/httpfs/);
  });

  it('lets no statement change a setting', async () => {
    await expect(db.conn.run("set TimeZone = 'Asia/Tokyo'")).rejects.toThrow(/locked/);
    await expect(db.conn.run('set autoload_known_extensions = true')).rejects.toThrow(/locked/);
  });

  it('writes and reads files of this machine', async () => {
    const file = literal(`${db.scratch}/it's.parquet`);
    await db.conn.run(`copy (select 1 as one) to ${file} (format parquet)`);
    expect(await value(`select one from ${file}`)).toBe(1);
  });

  it('spills what does not fit into memory', async () => {
    const rows = 2_000_000;
    // sorted strings of 64 characters: more than the limit of 100 MB
    const sorted = `select row_number() over (order by t) as n, t from (select repeat(md5(i::varchar), 2) as t from range(${rows}) r(i))`;
    expect(await value(`select max(n) || ' ' || sum(length(t)) from (${sorted})`)).toBe(
      `${rows} ${rows * 64}`,
    );
  });

  it('leaves nothing behind', async () => {
    const other = await openDuckdb({ threads: 1 });
    expect(existsSync(other.scratch)).toBe(true);
    expect(other.scratch).not.toBe(db.scratch);
    await other.close();
    expect(existsSync(other.scratch)).toBe(false);
  });
});

describe('literal and identifier', () => {
  it.each(["it's", '"quoted"', "'; drop table t; --", 'ünï\ncode', ''])(
    'carries %j unchanged',
    async (text) => {
      expect(await value(`select ${literal(text)}`)).toBe(text);
      if (text === '') return;
      const reader = await db.conn.runAndReadAll(`select 1 as ${identifier(text)}`);
      expect(reader.columnNames()).toEqual([text]);
    },
  );
});

describe('SQL texts', () => {
  it('are listed by folder, sorted, and found by name', () => {
    const rules = listSql('correlate');
    expect(rules.length).toBeGreaterThan(0);
    expect(rules).toEqual([...rules].sort());
    for (const rule of rules) expect(loadSql(`correlate/${rule}`)).toContain('-- @id');
  });

  it('throw for a name that is none', () => {
    expect(() => loadSql('correlate/nothing')).toThrow(/ENOENT/);
  });
});
