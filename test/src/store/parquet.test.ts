import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CoverageRow, coverageTable, evaluationTable } from '../../../contracts/coverage.ts';
import { diffTable } from '../../../contracts/diff.ts';
import { type Finding, findingTable } from '../../../contracts/finding.ts';
import { sha256Of } from '../../../contracts/identity.ts';
import { inventoryTables, metricTable, priceTable } from '../../../contracts/inventory/catalogue.ts';
import { duckdbType, type Table } from '../../../contracts/table.ts';
import { type Duckdb, openDuckdb } from '../../../src/store/duckdb.ts';
import { createRelation, loadRows } from '../../../src/store/load-rows.ts';
import { fromParquet, readRows, refuseParquet, writeParquet } from '../../../src/store/parquet.ts';
import { finding } from '../../support/finding-maker.ts';
import { readWithPyarrow } from '../../support/parquet-by-pyarrow.ts';

let db: Duckdb;
let root: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'parquet-'));
  db = await openDuckdb({ threads: 2 });
});
afterAll(async () => {
  await db.close();
  rmSync(root, { recursive: true });
});

async function write(table: Table, rows: readonly unknown[], file: string, by: Duckdb = db) {
  await createRelation(by, 'rows', table);
  expect((await loadRows(by, 'rows', table, rows)).dropped).toEqual([]);
  return writeParquet(by, { table, from: 'select * from rows', root, file, name: 'd' });
}

const FINDINGS: readonly Finding[] = [
  finding({
    fingerprint: 'b',
    priority: 900,
    message: 'é "quoted" 😀',
    frameworks: ['x', 'y'],
    metrics: { cpu: '12.345678' },
    tags: { team: 'a', Ü: '' },
    links: [{ label: 'l', url: 'https://x.test/' }],
    estimated: { monthly_savings: '12345678.123456', confidence: 200 },
    claims: [{ item: 'i', monthly_savings: '12345678.123456', effective_monthly_savings: null }],
    actual: { cost_7d: '-1.500000', model: { period_start: '2026-02-28' } },
    lifecycle: { snooze_until: '2027-01-01T00:00:00.001Z' },
  }),
  finding({ fingerprint: 'a' }),
];

describe('as pyarrow reads it', () => {
  test('types, comments and values', async () => {
    await write(findingTable, FINDINGS, 'findings.parquet');
    const read = await readWithPyarrow(join(root, 'findings.parquet'));
    expect(read.fields.map((f) => f.name)).toEqual(Object.keys(findingTable.columns));
    for (const f of read.fields)
      expect(f.metadata.comment, f.name).toBe(
        (findingTable.columns as Readonly<Record<string, { comment: string }>>)[f.name]?.comment,
      );
    const types = Object.fromEntries(read.fields.map((f) => [f.name, f.type]));
    expect(types).toMatchObject({
      fingerprint: 'string',
      run_ts: 'timestamp[us, tz=UTC]',
      priority: 'uint16',
      severity: 'struct<level: string, score: uint16>',
      metrics: expect.stringMatching(/^map<string, decimal128\(18, 6\)/),
      tags: expect.stringMatching(/^map<string, string/),
      frameworks: 'list<element: string>',
      claims:
        'list<element: struct<item: string, monthly_savings: decimal128(18, 6), effective_monthly_savings: decimal128(18, 6)>>',
    });
    expect(types.actual).toContain('period_start: date32[day]');
    expect(read.compression).toEqual(['ZSTD']);
    expect(read.rows.map((r) => r.fingerprint)).toEqual(['a', 'b']);
    expect(read.rows[1]).toMatchObject({
      priority: 900,
      message: 'é "quoted" 😀',
      frameworks: ['x', 'y'],
      metrics: { cpu: '12.345678' },
      tags: { team: 'a', Ü: '' },
      links: [{ label: 'l', url: 'https://x.test/' }],
      estimated: { monthly_savings: '12345678.123456', confidence: 200 },
      claims: [{ item: 'i', monthly_savings: '12345678.123456', effective_monthly_savings: null }],
      actual: {
        cost_7d: '-1.500000',
        cost_30d: null,
        model: { period_start: '2026-02-28', period_end: null },
      },
      lifecycle: { snooze_until: '2027-01-01T00:00:00.001000+00:00', resolved_at: null },
    });
  });

  test.each(
    [findingTable, evaluationTable, metricTable, priceTable, inventoryTables.ec2_security_groups].map(
      (t): [string, Table] => [t.name, t],
    ),
  )('an empty %s has its columns and comments', async (_, table) => {
    const dataset = await write(table, [], 'empty.parquet');
    expect(dataset.rows).toBe(0);
    const read = await readWithPyarrow(join(root, 'empty.parquet'));
    expect(read.rows).toEqual([]);
    expect(read.fields.map((f) => [f.name, f.metadata.comment])).toEqual(
      Object.entries(table.columns).map(([k, c]) => [k, c.comment]),
    );
  });
});

test.each(
  [
    findingTable,
    coverageTable,
    evaluationTable,
    diffTable,
    metricTable,
    priceTable,
    ...Object.values(inventoryTables),
  ].map((t): [string, Table] => [t.name, t]),
)('an empty %s is one that its own reader takes, and no other', async (_, table) => {
  await write(table, [], 'empty.parquet');
  expect(await refuseParquet(db, table, join(root, 'empty.parquet'))).toBeUndefined();
  const other = table === findingTable ? coverageTable : findingTable;
  expect(await refuseParquet(db, other, join(root, 'empty.parquet'))).toMatch(
    /has (an unknown|no) column|, not /,
  );
});

test('what was written is described as it is', async () => {
  const { rows, files } = await write(findingTable, FINDINGS, 'deep/er/x.parquet');
  const bytes = readFileSync(join(root, 'deep/er/x.parquet'));
  expect({ rows, files }).toEqual({
    rows: 2,
    files: [{ path: 'deep/er/x.parquet', bytes: bytes.length, sha256: sha256Of(bytes) }],
  });
});

describe('equal rows give equal bytes', () => {
  test('in any order, rows alike in the sort columns and whole duplicates too', async () => {
    const rows = [
      ...Array.from({ length: 40 }, (_, i) =>
        finding({ fingerprint: `f${i % 4}`, message: `m${i % 20}`, tags: { a: '1', b: `${i % 3}` } }),
      ),
    ];
    const hash = async (given: readonly unknown[]) =>
      (await write(findingTable, given, 'shuffled.parquet')).files[0]?.sha256;
    const expected = await hash(rows);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(rows, { minLength: rows.length }), async (shuffled) => {
        expect(await hash(shuffled)).toBe(expected);
      }),
      { numRuns: 15 },
    );
    // tags come in any order as well
    const turned = rows.map((r) => ({ ...r, tags: Object.fromEntries(Object.entries(r.tags).reverse()) }));
    expect(await hash(turned)).toBe(expected);
    expect(await hash(rows.slice(1))).not.toBe(expected);
  });

  test('whatever the threads, over several row groups', async () => {
    const rows = Array.from(
      { length: 130_000 },
      (_, i): CoverageRow => ({
        account_id: '111122223333',
        region: `r${i % 17}`,
        service: 'ec2',
        table_name: `t${(i * 7919) % 5000}`,
        status: 'ok',
        calls: i % 5,
        rows: i,
        elapsed_ms: (i * 31) % 1000,
        message: '',
        iam_action: '',
      }),
    );
    const written: string[] = [];
    for (const [threads, given] of [
      [1, rows],
      [2, rows.toReversed()],
    ] as const) {
      const other = await openDuckdb({ threads });
      try {
        const { files } = await write(coverageTable, given, `threads-${threads}.parquet`, other);
        written.push(files[0]?.sha256 ?? '');
      } finally {
        await other.close();
      }
    }
    const groups = await db.conn.runAndReadAll(
      `select num_row_groups from parquet_file_metadata('${join(root, 'threads-1.parquet')}')`,
    );
    expect(Number(groups.getRows()[0]?.[0])).toBeGreaterThan(1);
    expect(written[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(written[1]).toBe(written[0]);
  }, 60_000);
});

describe('a file from outside is refused in one sentence', () => {
  const given = (name: string): string => join(root, name);
  const refused = (file: string) => refuseParquet(db, coverageTable, given(file));
  const columns =
    "'1' as account_id, 'r' as region, 's' as service, 't' as table_name, 'ok' as status, 1::integer as calls, 1::bigint as rows, 1::bigint as elapsed_ms, '' as message, '' as iam_action";
  const plant = (file: string, select: string) =>
    db.conn.run(`copy (${select}) to '${given(file)}' (format parquet)`);

  test('not the good one', async () => {
    await plant('good.parquet', `select ${columns}`);
    expect(await refused('good.parquet')).toBeUndefined();
  });

  test.each([
    ['a column more', `select ${columns}, 1 as planted`, 'coverage has an unknown column planted'],
    ['a column less', `select * exclude (status) from (select ${columns})`, 'coverage has no column status'],
    [
      'another type',
      `select * replace ('1' as calls) from (select ${columns})`,
      'coverage.calls is VARCHAR, not INTEGER',
    ],
    [
      'a value missing',
      `select * exclude (i) replace (case when i = 1 then null else status end as status) from (select ${columns}, i from range(3) r(i))`,
      'coverage.status lacks a value in 1 row(s)',
    ],
    ['another table', 'select 1 as planted', 'coverage has an unknown column planted'],
    [
      'a name without end',
      `select ${columns}, 1 as "${'p'.repeat(5000)}"`,
      `coverage has an unknown column ${'p'.repeat(80)}`,
    ],
  ])('%s', async (_, select, sentence) => {
    await plant('planted.parquet', select);
    expect(await refused('planted.parquet')).toBe(sentence);
  });

  test('a name of another case', async () => {
    await plant('case.parquet', `select * rename (status as "STATUS") from (select ${columns})`);
    expect(await refused('case.parquet')).toBe('coverage has an unknown column STATUS');
  });

  test('nothing there, no Parquet, cut short, text in its place', async () => {
    expect(await refused('nowhere.parquet')).toBe('coverage is missing');
    writeFileSync(given('text.parquet'), 'PAR1 not really');
    expect(await refused('text.parquet')).toMatch(/^coverage is no Parquet file \(.+\)$/);
    writeFileSync(given('nothing.parquet'), '');
    expect(await refused('nothing.parquet')).toMatch(/^coverage is no Parquet file \(.+\)$/);
    await plant('cut.parquet', `select ${columns}`);
    truncateSync(given('cut.parquet'), 300);
    expect(await refused('cut.parquet')).toMatch(/^coverage is no Parquet file \(.+\)$/);
    expect(await refused('.')).toBe('coverage is no file');
  });

  test('a quote in a path is a path', async () => {
    copyFileSync(given('good.parquet'), given("it's.parquet"));
    expect(await refused("it's.parquet")).toBeUndefined();
    expect(await readRows(db, coverageTable, fromParquet(coverageTable, given("it's.parquet")))).toHaveLength(
      1,
    );
  });

  test('a path is no pattern, and a folder named like a partition gives no column', async () => {
    copyFileSync(given('good.parquet'), given('[ab]*.parquet'));
    await plant('a-more.parquet', `select ${columns} from range(3)`);
    expect(await refused('[ab]*.parquet')).toBeUndefined();
    expect(
      await readRows(db, coverageTable, fromParquet(coverageTable, given('[ab]*.parquet'))),
    ).toHaveLength(1);
  });

  const whole = finding({
    fingerprint: 'f',
    claims: [{ item: 'i', monthly_savings: '1.000000', effective_monthly_savings: null }],
    tags: { a: 'b' },
    frameworks: ['x'],
  });
  test.each([
    ['nothing missing', "'f' as fingerprint", undefined],
    ['a record', 'null as severity', 'finops_findings.severity lacks a value in 1 row(s)'],
    [
      'a field of a record',
      'struct_update(scope, region := null::varchar) as scope',
      'finops_findings.scope lacks a value in 1 row(s)',
    ],
    [
      'a field of a record in a record',
      'struct_update(actual, model := struct_update(actual.model, currency := null::varchar)) as actual',
      'finops_findings.actual lacks a value in 1 row(s)',
    ],
    [
      'a field that may be missing',
      'struct_update(lifecycle, first_seen_at := null::timestamptz) as lifecycle',
      undefined,
    ],
    ['an item of a list', '[null] as frameworks', 'finops_findings.frameworks lacks a value in 1 row(s)'],
    [
      'a field of an item',
      "[{'item': null, 'monthly_savings': 1.0}] as claims",
      'finops_findings.claims lacks a value in 1 row(s)',
    ],
    ['a value of a map', "map {'a': null} as tags", 'finops_findings.tags lacks a value in 1 row(s)'],
  ])('%s', async (_, replaced, sentence) => {
    await createRelation(db, 'whole', findingTable);
    await loadRows(db, 'whole', findingTable, [whole]);
    const columnsNow = Object.entries(findingTable.columns).map(
      ([k, c]) => `"${k}"::${duckdbType(c)} as "${k}"`,
    );
    const select = `select ${columnsNow.join(', ')} from (select * replace (${replaced}) from whole)`;
    await plant('whole.parquet', select);
    expect(await refuseParquet(db, findingTable, given('whole.parquet'))).toBe(sentence);
  });
});
