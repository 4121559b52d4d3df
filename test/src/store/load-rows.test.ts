import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingTable } from '../../../contracts/finding.ts';
import {
  date,
  defineTable,
  double,
  int64,
  list,
  map,
  money,
  nullable,
  struct,
  text,
  timestamp,
} from '../../../contracts/table.ts';
import { type Duckdb, openDuckdb } from '../../../src/store/duckdb.ts';
import { appendQuery, createRelation, loadRows } from '../../../src/store/load-rows.ts';
import { readRows } from '../../../src/store/parquet.ts';
import { finding } from '../../support/finding-maker.ts';

let db: Duckdb;
beforeAll(async () => {
  db = await openDuckdb({ threads: 2 });
});
afterAll(() => db.close());

const readAll = () => readRows(db, findingTable, 'select * from rows order by fingerprint');

test('rows come back as they went in', async () => {
  const rows = [
    finding({
      fingerprint: 'a',
      priority: 7,
      message: 'é "quoted" \\ \n 😀',
      metrics: { cpu: '12.345678', zero: '0.000000' },
      tags: { 'a key': 'v', Ü: '' },
      links: [{ label: 'l', url: 'https://x.test/' }],
      claims: [{ item: 'i', monthly_savings: '999999999999.999999', effective_monthly_savings: null }],
      actual: { cost_7d: '-1.500000', model: { period_start: '2026-02-28', period_end: null } },
      lifecycle: { snooze_until: '2027-01-01T00:00:00.001Z' },
    }),
    finding({ fingerprint: 'b' }),
  ];
  await createRelation(db, 'rows', findingTable);
  expect(await loadRows(db, 'rows', findingTable, rows)).toEqual({ rows: 2, droppedCount: 0, dropped: [] });
  expect(await readAll()).toEqual(rows);
});

test('a bad row is dropped with its reason, and takes no other with it', async () => {
  const good = ['a', 'b', 'c'].map((fingerprint) => finding({ fingerprint }));
  const bad = finding({ fingerprint: 'x', estimated: { monthly_savings: '1e13' } });
  const [first, ...rest] = good;
  await createRelation(db, 'rows', findingTable);
  const loaded = await loadRows(db, 'rows', findingTable, [first, bad, null, 'text', ...rest]);
  expect(loaded).toEqual({
    rows: 3,
    droppedCount: 3,
    dropped: [
      { index: 1, reason: 'estimated.monthly_savings: 10000000000000 does not fit decimal(18,6)', row: bad },
      { index: 2, reason: 'is not a record', row: null },
      { index: 3, reason: 'is not a record', row: 'text' },
    ],
  });
  expect(await readAll()).toEqual(good);
});

test('a row that is too large is dropped, the largest that is not goes in', async () => {
  const huge = finding({ fingerprint: 'huge', message: 'x'.repeat(3 * 1024 * 1024) });
  const large = finding({ fingerprint: 'large', message: 'ü'.repeat(2 * 1024 * 1024 - 10_000) });
  await createRelation(db, 'rows', findingTable);
  const loaded = await loadRows(db, 'rows', findingTable, [huge, large]);
  expect(loaded.dropped.map((d) => [d.index, d.reason])).toEqual([[0, 'is larger than 2 Mi characters']]);
  expect(await readAll()).toEqual([large]);
});

test('reports are bounded where everything is bad', async () => {
  await createRelation(db, 'rows', findingTable);
  const loaded = await loadRows(db, 'rows', findingTable, Array(1500).fill({}));
  expect([loaded.rows, loaded.droppedCount, loaded.dropped.length]).toEqual([0, 1500, 1000]);
  expect(await readAll()).toEqual([]);
});

test('several chunks, several loads and a query add up', async () => {
  const rows = Array.from({ length: 60 }, (_, i) =>
    finding({ fingerprint: String(i).padStart(3, '0'), message: 'm'.repeat(500_000) }),
  );
  await createRelation(db, 'rows', findingTable);
  await loadRows(db, 'rows', findingTable, rows.slice(0, 50));
  await loadRows(db, 'rows', findingTable, rows.slice(50));
  await loadRows(db, 'rows', findingTable, []);
  await appendQuery(
    db,
    'rows',
    findingTable,
    "select r.* replace ('z' as fingerprint) from rows as r limit 1",
  );
  const found = (
    await db.conn.runAndReadAll('select fingerprint, length(message) from rows order by 1')
  ).getRows();
  expect(found.map(([f, n]) => [f, Number(n)])).toEqual([
    ...rows.map((r) => [r.fingerprint, 500_000]),
    ['z', 500_000],
  ]);
});

const everything = defineTable({
  name: 'everything',
  comment: '',
  sortBy: ['n'],
  columns: {
    n: int64(''),
    t: text(''),
    d: double(''),
    m: map(nullable(money('')), ''),
    l: list(struct({ at: nullable(timestamp('')), on: nullable(date('')), t: list(text(''), '') }, ''), ''),
  },
});

test('whatever the cast lets through, the store takes and gives back', async () => {
  const texts = fc.string({ unit: 'binary' }).filter((s) => s.isWellFormed());
  const instants = fc
    .date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((d) => d.toISOString());
  const row = fc.record({
    t: texts,
    d: fc.double({ noNaN: true, noDefaultInfinity: true }).map((d) => d + 0),
    m: fc.dictionary(
      texts,
      fc.option(
        fc
          .bigInt(1n, 10n ** 18n - 1n)
          .map((n) => `${n / 1_000_000n}.${String(n % 1_000_000n).padStart(6, '0')}`),
      ),
      { noNullPrototype: true },
    ),
    l: fc.array(
      fc.record({
        at: fc.option(instants),
        on: fc.option(instants.map((i) => i.slice(0, 10))),
        t: fc.array(texts),
      }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (given) => {
      const rows = given.map((r, n) => ({ n, ...r }));
      await createRelation(db, 'every', everything);
      expect((await loadRows(db, 'every', everything, rows)).dropped).toEqual([]);
      expect(await readRows(db, everything, 'select * from every order by n')).toEqual(rows);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('an empty relation is typed', async () => {
  await createRelation(db, 'rows', findingTable);
  const [first] = (await db.conn.runAndReadAll('describe rows')).getRowObjectsJson();
  expect([first?.column_name, first?.column_type]).toEqual(['tenant_id', 'VARCHAR']);
  expect(await readAll()).toEqual([]);
});
