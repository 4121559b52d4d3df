/** The portable subset: each breach is named, what both engines know passes, and every allowed function is there. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PORTABLE_FUNCTIONS, portabilityBreaches } from '../../src/dev/house/portable-sql.ts';
import { type Duckdb, openDuckdb } from '../../src/store/duckdb.ts';

let db: Duckdb;
beforeAll(async () => {
  db = await openDuckdb({ threads: 1 });
});
afterAll(() => db.close());

test.each([
  ['select a from t qualify row_number() over (order by a) = 1', ['QUALIFY']],
  ['select a, count(*) as n from t group by all', ['GROUP BY ALL']],
  ['select a from t order by all', ['COLUMNS or ALL']],
  ['select * exclude (a) from t', ['star modifier']],
  ['select * replace (1 as a) from t', ['star modifier']],
  ['select * rename (a as b) from t', ['star modifier']],
  ["select columns('a.*') from t", ['COLUMNS or ALL']],
  ["select m['k'] as k from t", ['subscript: write element_at']],
  ['select l[1] as x from t', ['subscript: write element_at']],
  ['select l[1:2] as x from t', ['slice']],
  ['select [1, 2] as x', ['list literal: write array[…]']],
  ["select map {'k': 1} as x", ['function map', 'list literal: write array[…]']],
  ["select {'k': 1} as x", ['function struct_pack']],
  ['select list_transform(l, lambda x: x + 1) as x from t', ['function list_transform', 'lambda']],
  ["select regexp_matches(a, 'x') as x from t", ['function regexp_matches']],
  ["select string_agg(a, ',') as x from t", ['function string_agg']],
  ['select avg(a) as x from t', ['function avg']],
  ['select ntile(2) over (order by a) as x from t', ['function ntile']],
  ['select first_value(a ignore nulls) over (order by b) as x from t', ['IGNORE NULLS']],
  ['select distinct on (a) a, b from t', ['DISTINCT ON']],
  ['select a from t limit 10%', ['LIMIT %']],
  ['select a from t using sample 3', ['SAMPLE']],
  ['select a from t union all by name select a from u', ['UNION BY NAME']],
  ['select a from t semi join u on t.a = u.a', ['SEMI join']],
  ['select a from t asof join u on t.a >= u.a', ['ASOF join']],
  ['select a from t positional join u', ['POSITIONAL join']],
  ['select a::varchar as a from t', ['cast written as :: (write cast(… as …))']],
  ['select cast(a as varchar(5)) as a from t', ['varchar with a length']],
  ['select cast(a as hugeint) as a from t', ['cast to HUGEINT']],
  ['select cast(a as integer[]) as a from t', ['cast to LIST']],
  ['select try_cast(a as integer) as a from t', ['try_cast to INTEGER']],
  ['select a / b as x from t', ['division that may be by zero: divide by nullif(x, 0)']],
  ['select a / 0 as x from t', ['division that may be by zero: divide by nullif(x, 0)']],
  ['from t', ['FROM without SELECT']],
  ['select a from t where a = $1', ['parameter other than ?']],
  ['select #1 as x from t', ['position reference']],
  ["select a from t where a ~ 'x'", ['function regexp_full_match']],
  ['select a from t; select b from u', ['2 statements: one a file']],
  [
    "select a collate nocase as a from t where a in (select b['k'] from u)",
    ['collate', 'subscript: write element_at'],
  ],
  ["select x from read_csv('f')", ['function read_csv']],
])('%s', async (sql, breaches) => {
  expect(await portabilityBreaches(db.conn, sql)).toEqual(breaches);
});

test('what does not parse is said in the words of the parser', async () => {
  expect(await portabilityBreaches(db.conn, 'selec 1')).toEqual([expect.stringContaining('selec')]);
  expect((await portabilityBreaches(db.conn, 'create table t (a integer)')).length).toBe(1);
});

test.each([
  `with a as (select f.x, f.scope.region as region, element_at(f.d, 'k') as k from f where f.status in ('fail', 'info'))
   select a.region, count(distinct a.x) as n, max(a.k) filter (where a.x is not null) as k, array_agg(distinct a.x order by a.x) as l
   from a left join b on a.x = b.x cross join unnest(sequence(1, cardinality(b.l))) as i(n)
   where a.x is distinct from b.x and a.k like 'x%' and exists (select 1 as one from c)
   group by a.region having count(*) > 1 order by region -- l[1]::text`,
  "select array['a', '[1]::x $1'] as l, cast(? as decimal(18, 6)) / nullif(cast(b as decimal(38, 6)), 0) as x, a % 2 as y from t",
  "select cast(d + interval '1' day as date) as d, try_cast(s as date) as e, coalesce(a, 0) as f from t union all select d, e, f from u",
  'select a, lag(a) over (partition by b order by c rows between 1 preceding and current row) as p from t offset 1 limit 2',
])('is portable: %#', async (sql) => {
  expect(await portabilityBreaches(db.conn, sql)).toEqual([]);
});

test('every function of the subset is there, by itself or by a macro', async () => {
  // words of the grammar, not functions
  const grammar = ['coalesce', 'nullif', 'unnest'];
  const rows = (
    await db.conn.runAndReadAll('select distinct function_name from duckdb_functions()')
  ).getRows();
  const known = new Set(rows.map(([name]) => String(name)));
  const window = ['row_number', 'rank', 'dense_rank', 'lag', 'lead', 'first_value', 'last_value'];
  expect(
    PORTABLE_FUNCTIONS.filter((f) => !known.has(f) && !grammar.includes(f) && !window.includes(f)),
  ).toEqual([]);
  for (const f of window)
    await db.conn.run(
      `select ${f}(${/^(lag|lead|.*value)$/.test(f) ? 'a' : ''}) over (order by a) from (select 1 as a)`,
    );
});
