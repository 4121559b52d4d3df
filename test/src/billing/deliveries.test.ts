/** Which files of a bucket are a month, and what becomes of a month when it is delivered again. */
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLocalSource } from '../../../src/billing/local-source.ts';
import { normalize } from '../../../src/billing/normalize.ts';
import { account } from '../../support/billing/account.ts';
import { type Bill, monthTotal } from '../../support/billing/bill.ts';
import { writeLegacyCsv, writeLegacyParquet } from '../../support/billing/cur.ts';
import { deliverAthena, deliverDataExport, deliverLegacy } from '../../support/billing/deliver.ts';
import { ask, factsOf, remove, tempDir } from '../../support/billing/facts.ts';
import { writeFocusCsv } from '../../support/billing/focus.ts';
import { writeParquetRows } from '../../support/billing/write.ts';

let bucket: string;
let output: string;
beforeEach(() => {
  bucket = tempDir();
  output = tempDir();
});
afterEach(() => {
  remove(bucket);
  remove(output);
});

const october = (n: number): Bill => ({ ...account(), usage: account().usage.slice(0, n) });
const total = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (
      await ask(
        output,
        'select billing_period as p, sum(net_amortized_cost)::decimal(18,6)::varchar as t from cur_facts group by 1 order by 1',
      )
    ).map((r) => [String(r.p), String(r.t)]),
  );
const left = (of: { quality: { left_out: readonly { reason: string }[] } }) =>
  of.quality.left_out.map((l) => l.reason);

test('a month is what its newest assembly says, and a smaller one takes money back', async () => {
  deliverLegacy(bucket, { bill: october(3), period: '2026-10', assembly: 'aaaa' });
  await factsOf(bucket, { output });
  expect(await total()).toEqual({ '2026-10': monthTotal(october(3), '2026-10') });
  deliverLegacy(bucket, { bill: october(9), period: '2026-10', assembly: '0000' });
  await factsOf(bucket, { output });
  expect(await total()).toEqual({ '2026-10': monthTotal(october(9), '2026-10') });
  deliverLegacy(bucket, { bill: october(1), period: '2026-10', assembly: '5555' });
  const last = await factsOf(bucket, { output });
  expect(await total()).toEqual({ '2026-10': monthTotal(october(1), '2026-10') });
  expect(last.quality.files).toHaveLength(1);
  expect(last.quality.left_out).toEqual([]);
});

test('the other months stay as they are, and what is there is not read again', async () => {
  deliverLegacy(bucket, { bill: account(), period: '2026-10', assembly: 'a' });
  deliverLegacy(bucket, { bill: account(), period: '2026-11', assembly: 'b' });
  const first = await factsOf(bucket, { output });
  expect(first.progress.filter((p) => p.startsWith('Reading'))).toHaveLength(2);
  const again = await factsOf(bucket, { output });
  expect(again.progress.filter((p) => p.startsWith('Reading'))).toEqual([]);
  expect(again.periods).toEqual(first.periods);
  expect(again.quality.files).toEqual(first.quality.files);
  deliverLegacy(bucket, { bill: october(2), period: '2026-11', assembly: 'c' });
  const third = await factsOf(bucket, { output });
  expect(third.progress.filter((p) => p.startsWith('Reading'))).toHaveLength(1);
  expect(await total()).toEqual({
    '2026-10': monthTotal(account(), '2026-10'),
    '2026-11': monthTotal(october(2), '2026-11'),
  });
});

test('a run that is cut off has lost the month it was at, and goes on with that one', async () => {
  deliverLegacy(bucket, { bill: account(), period: '2026-10', assembly: 'a' });
  deliverLegacy(bucket, { bill: account(), period: '2026-11', assembly: 'b' });
  const cutOff = normalize({
    source: openLocalSource(bucket),
    output,
    tenant: 'default',
    costModel: 'net_amortized',
    memoryLimit: '1GB',
    log: {
      progress: (text) => {
        if (text.includes('20261101-20261201')) throw new Error('cut off');
      },
      warn: () => undefined,
    },
  });
  await expect(cutOff).rejects.toThrow('cut off');
  expect(Object.keys(await total())).toEqual(['2026-10']);
  const second = await factsOf(bucket, { output });
  expect(second.progress.filter((p) => p.startsWith('Reading'))).toEqual([
    'Reading cur/report/20261101-20261201/report-Manifest.json (1 of 2)',
  ]);
  expect(Object.keys(await total())).toEqual(['2026-10', '2026-11']);
});

test('a closed month that gets a refund and a credit later is what it is now', async () => {
  deliverLegacy(bucket, { bill: account(), period: '2026-10', assembly: 'a' });
  await factsOf(bucket, { output });
  const later = account({
    others: [
      { kind: 'refund', on: '2026-10-31', cost: '-40' },
      { kind: 'credit', on: '2026-10-31', cost: '-2.5' },
    ],
  });
  deliverLegacy(bucket, { bill: later, period: '2026-10', assembly: 'b' });
  await factsOf(bucket, { output });
  expect(await total()).toEqual({ '2026-10': monthTotal(later, '2026-10') });
  const classes = await ask(
    output,
    "select charge_class as c, sum(net_amortized_cost)::decimal(18,2)::varchar as t from cur_facts where charge_class in ('refund', 'credit') group by 1 order by 1",
  );
  expect(classes).toEqual([
    { c: 'credit', t: '-2.50' },
    { c: 'refund', t: '-40.00' },
  ]);
});

test('only the months that are asked for are read; those that are there stay', async () => {
  deliverLegacy(bucket, { bill: account(), period: '2026-10', assembly: 'a' });
  deliverLegacy(bucket, { bill: account(), period: '2026-11', assembly: 'b' });
  await factsOf(bucket, { output, periods: ['2026-10'] });
  expect(Object.keys(await total())).toEqual(['2026-10']);
  const next = await factsOf(bucket, { output, periods: ['2026-11'] });
  expect(Object.keys(await total())).toEqual(['2026-10', '2026-11']);
  expect(next.periods.map((p) => p.billing_period)).toEqual(['2026-10', '2026-11']);
});

test('a loose file of several months gives those that are asked for', async () => {
  writeLegacyCsv(account(), join(bucket, 'r.csv.gz'));
  await factsOf(bucket, { output, periods: ['2026-11'] });
  expect(await total()).toEqual({ '2026-11': monthTotal(account(), '2026-11') });
});

test('a delivery that is not complete leaves the month as it was', async () => {
  deliverLegacy(bucket, { bill: october(3), period: '2026-10', assembly: 'a' });
  await factsOf(bucket, { output });
  deliverLegacy(bucket, { bill: october(9), period: '2026-10', assembly: 'b' });
  rmSync(join(bucket, 'cur/report/20261001-20261101/b/report-1.csv.gz'));
  const half = await factsOf(bucket, { output });
  expect(left(half)).toEqual([
    'its manifest names 1 file(s), and 1 of them are not there: the delivery is not complete',
  ]);
  expect(await total()).toEqual({ '2026-10': monthTotal(october(3), '2026-10') });
  expect(half.periods.map((p) => p.billing_period)).toEqual(['2026-10']);
});

test('an assembly whose manifest has not come yet does not count', async () => {
  deliverLegacy(bucket, { bill: october(3), period: '2026-10', assembly: 'a' });
  deliverLegacy(bucket, { bill: october(9), period: '2026-10', assembly: 'b', pointer: false });
  rmSync(join(bucket, 'cur/report/20261001-20261101/b/report-Manifest.json'));
  await factsOf(bucket, { output });
  expect(await total()).toEqual({ '2026-10': monthTotal(october(3), '2026-10') });
});

test('a new month without manifest is named and not taken', async () => {
  deliverLegacy(bucket, { bill: account(), period: '2026-10', assembly: 'a' });
  deliverLegacy(bucket, { bill: account(), period: '2026-11', assembly: 'b' });
  rmSync(join(bucket, 'cur/report/20261101-20261201/b/report-Manifest.json'));
  rmSync(join(bucket, 'cur/report/20261101-20261201/report-Manifest.json'));
  const facts = await factsOf(bucket, { output });
  expect(Object.keys(await total())).toEqual(['2026-10']);
  expect(left(facts)).toEqual(['no manifest names it yet: AWS writes the manifest when all files are there']);
});

test('Data Exports: the execution that the manifest names', async () => {
  await deliverDataExport(bucket, {
    bill: october(3),
    period: '2026-10',
    execution: '2026-10-20T00:00:00.000Z-one',
  });
  await deliverDataExport(bucket, {
    bill: october(9),
    period: '2026-10',
    execution: '2026-10-21T00:00:00.000Z-two',
  });
  await factsOf(bucket, { output });
  expect(await total()).toEqual({ '2026-10': monthTotal(october(9), '2026-10') });
});

test('Data Exports that overwrite: a new file under the same name is a new version', async () => {
  await deliverDataExport(bucket, { bill: october(3), period: '2026-10' });
  await factsOf(bucket, { output });
  await deliverDataExport(bucket, { bill: october(4), period: '2026-10' });
  const file = join(bucket, 'exports/cur2/data/BILLING_PERIOD=2026-10/cur2-00001.snappy.parquet');
  utimesSync(file, new Date('2026-11-01'), new Date('2026-11-01'));
  await factsOf(bucket, { output });
  expect(await total()).toEqual({ '2026-10': monthTotal(october(4), '2026-10') });
});

test('the layout for Athena: what its manifest names, and no file that an earlier, larger delivery left behind', async () => {
  await deliverAthena(bucket, { bill: october(3), period: '2026-10' });
  await writeLegacyParquet(
    october(9),
    join(bucket, 'athena/report/report/year=2026/month=10/report-00002.snappy.parquet'),
  );
  await writeLegacyParquet(
    october(9),
    join(bucket, 'athena/report/report/year=2026/month=11/report-00001.snappy.parquet'),
  );
  const facts = await factsOf(bucket, { output });
  expect(await total()).toEqual({ '2026-10': monthTotal(october(3), '2026-10') });
  expect(facts.quality.left_out).toEqual([
    {
      name: 'athena/report/report/year=2026/month=11/report-00001.snappy.parquet',
      period: '2026-11',
      reason: 'no manifest names it yet: AWS writes the manifest when all files are there',
    },
  ]);
});

test('without manifests the newest of dated versions is taken, and undated ones are refused', async () => {
  await deliverDataExport(bucket, {
    bill: october(3),
    period: '2026-10',
    execution: '2026-10-20T00:00:00.000Z-one',
    manifest: false,
  });
  await deliverDataExport(bucket, {
    bill: october(9),
    period: '2026-10',
    execution: '2026-10-21T00:00:00.000Z-two',
    manifest: false,
  });
  await factsOf(bucket, { output });
  expect(await total()).toEqual({ '2026-10': monthTotal(october(9), '2026-10') });

  const other = tempDir();
  for (const id of ['abcd-1', 'efgh-2'])
    writeLegacyCsv(october(3), join(other, `r/20261001-20261101/${id}/r-1.csv.gz`), ['2026-10']);
  const facts = await factsOf(other);
  expect(left(facts)).toEqual([
    'there are 2 versions of the month and no manifest that says which is the newest',
  ]);
  expect(facts.periods).toEqual([]);
  remove(other);
  remove(facts.output);
});

test('what lies beside the data is not data', async () => {
  await deliverDataExport(bucket, { bill: account(), period: '2026-10' });
  await writeParquetRows(
    join(bucket, 'exports/cur2/cost_and_usage_data_status/status.parquet'),
    [['status', 'VARCHAR']],
    [{ status: 'READY' }],
  );
  mkdirSync(join(bucket, 'exports/cur2/_tmp'), { recursive: true });
  writeFileSync(join(bucket, 'exports/cur2/_tmp/x.csv'), 'not,this\n');
  writeFileSync(join(bucket, 'exports/cur2/cur2-create-table.sql'), 'create');
  writeFileSync(join(bucket, 'exports/cur2/RedshiftManifest.json'), '{"entries":[]}');
  writeFileSync(join(bucket, 'exports/other-manifest.json'), '{');
  const facts = await factsOf(bucket, { output });
  expect(facts.quality.files.map((f) => f.file)).toEqual([
    'exports/cur2/data/BILLING_PERIOD=2026-10/cur2-00001.snappy.parquet',
  ]);
  expect(facts.quality.left_out).toEqual([]);
});

test('the same month in two exports is counted once, from the one that tells more', async () => {
  await deliverDataExport(bucket, { bill: account(), period: '2026-10' });
  deliverLegacy(bucket, { bill: account(), period: '2026-10', assembly: 'a' });
  writeFocusCsv(account(), join(bucket, 'focus/data.csv.gz'), '1.2', ['2026-10']);
  const facts = await factsOf(bucket, { output });
  expect(await total()).toEqual({ '2026-10': monthTotal(account(), '2026-10') });
  expect(await ask(output, 'select distinct dialect from cur_facts')).toEqual([{ dialect: 'cur_2.0' }]);
  expect(left(facts)).toEqual([
    'its accounts are billed by another export of the same month already (exports/cur2)',
    'its accounts are billed by another export of the same month already (exports/cur2)',
  ]);
});

test('a copy of a file beside it, packed or not, counts once', async () => {
  writeLegacyCsv(account(), join(bucket, 'a.csv.gz'), ['2026-10']);
  writeLegacyCsv(account(), join(bucket, 'b.csv'), ['2026-10']);
  writeLegacyCsv(account(), join(bucket, 'c.csv'), ['2026-11']);
  const facts = await factsOf(bucket, { output });
  expect(await total()).toEqual({
    '2026-10': monthTotal(account(), '2026-10'),
    '2026-11': monthTotal(account(), '2026-11'),
  });
  expect(left(facts)).toEqual(['it bills the same lines as a.csv.gz']);
});

test('a copy of the bucket that begins somewhere below its root is read by the same manifests', async () => {
  deliverLegacy(bucket, { bill: account(), period: '2026-10', assembly: 'a', prefix: 'deep/down/report' });
  const facts = await factsOf(join(bucket, 'deep/down'), { output });
  expect(facts.quality.files).toHaveLength(1);
  expect(await total()).toEqual({ '2026-10': monthTotal(account(), '2026-10') });
});

test('another cost model or tenant leaves nothing of the other behind', async () => {
  deliverLegacy(bucket, { bill: account(), period: '2026-10', assembly: 'a' });
  deliverLegacy(bucket, { bill: account(), period: '2026-11', assembly: 'b' });
  await factsOf(bucket, { output });
  const facts = await factsOf(bucket, { output, costModel: 'unblended', periods: ['2026-11'] });
  expect(Object.keys(await total())).toEqual(['2026-11']);
  expect(facts.periods.map((p) => p.cost_model)).toEqual(['unblended']);
});

test('nothing unfinished is left in the output folder', async () => {
  writeLegacyCsv(account(), join(bucket, 'r.csv.gz'));
  await factsOf(bucket, { output });
  expect(readdirSync(output).sort()).toEqual(['billing_periods', 'cur_facts']);
});
