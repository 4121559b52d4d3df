/** One bill, every export of it: the same facts, and what the model says that it comes to. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { account, I, I_RI, I_SP, VOL } from '../../support/billing/account.ts';
import { type Bill, costOf, monthTotal } from '../../support/billing/bill.ts';
import {
  writeCur2Csv,
  writeCur2Parquet,
  writeLegacyCsv,
  writeLegacyParquet,
} from '../../support/billing/cur.ts';
import { ask, factsOf, remove, tempDir } from '../../support/billing/facts.ts';
import { type FocusVersion, writeFocusCsv, writeFocusParquet } from '../../support/billing/focus.ts';

let root: string;
beforeAll(() => {
  root = tempDir();
});
afterAll(() => remove(root));

type Write = (b: Bill, dir: string) => Promise<void> | void;
const exports: readonly (readonly [name: string, dialect: string, write: Write])[] = [
  ['legacy CUR, csv.gz', 'legacy_cur', (b, d) => writeLegacyCsv(b, join(d, 'r-1.csv.gz'))],
  ['legacy CUR, Parquet', 'legacy_cur', (b, d) => writeLegacyParquet(b, join(d, 'r.snappy.parquet'))],
  ['CUR 2.0, Parquet with maps', 'cur_2.0', (b, d) => writeCur2Parquet(b, join(d, 'e.snappy.parquet'))],
  ['CUR 2.0, csv.gz with JSON', 'cur_2.0', (b, d) => writeCur2Csv(b, join(d, 'e.csv.gz'))],
  ...(['1.0', '1.1', '1.2', '1.3', '1.4'] as const).map(
    (v: FocusVersion) =>
      [
        `FOCUS ${v}, csv.gz`,
        `focus_${v}`,
        (b: Bill, d: string) => writeFocusCsv(b, join(d, 'f.csv.gz'), v),
      ] as const,
  ),
  [
    'FOCUS 1.0, lower-cased Parquet',
    'focus_1.0',
    (b, d) => writeFocusParquet(b, join(d, 'f.parquet'), '1.0', { lowerCase: true }),
  ],
  ['FOCUS 1.2, Parquet', 'focus_1.2', (b, d) => writeFocusParquet(b, join(d, 'f.parquet'), '1.2')],
];

const BILLS = [
  ['list prices', account()],
  ['a negotiated discount of 10 %', account({ discount: '0.1' })],
] as const;

const COSTS = `select usage_account_id as account, resource_key as key, service_code as service, usage_type, sum(cost_primary)::decimal(18,6)::varchar as cost, sum(list_cost)::decimal(18,6)::varchar as list
  from cur_facts where charge_class = 'usage' and resource_key <> '' group by all order by all`;

describe.each(BILLS)('%s', (name, bill) => {
  const dir = (of: string): string => join(root, name, of).replaceAll(/[ ,%]/g, '_');
  let first: Record<string, unknown>[] | undefined;

  test.each(exports)('%s', async (of, dialect, write) => {
    await write(bill, dir(of));
    const facts = await factsOf(dir(of));
    try {
      expect(facts.quality.left_out).toEqual([]);
      expect(facts.quality.files.map((f) => [f.dialect, f.rows_rejected, f.refused])).toEqual([
        [dialect, 0, null],
      ]);
      for (const f of facts.quality.files) for (const s of f.sums) expect(s.after).toEqual(s.before);
      const months = await ask(
        facts.output,
        'select billing_period, sum(net_amortized_cost)::decimal(18,6)::varchar as total from cur_facts group by 1 order by 1',
      );
      expect(months).toEqual([
        { billing_period: '2026-10', total: monthTotal(bill, '2026-10') },
        { billing_period: '2026-11', total: monthTotal(bill, '2026-11') },
      ]);
      const costs = await ask(facts.output, COSTS);
      first ??= costs;
      expect(costs).toEqual(first);
      expect(costs.length).toBe(16);
      for (const key of [I, I_SP, I_RI, VOL]) {
        const [row] = await ask(
          facts.output,
          `select sum(cost_primary)::decimal(18,6)::varchar as cost from cur_facts where resource_id = '${key}' and usage_start >= '2026-10-25T00:00:00Z'`,
        );
        expect(row?.cost, key).toBe(costOf(bill, key, '2026-10-25', '2027-01-01'));
      }
      expect(
        facts.periods.map((p) => [
          p.billing_period,
          p.payer_account_id,
          p.granularity,
          p.covered_from,
          p.covered_to,
        ]),
      ).toEqual([
        ['2026-10', '012345678901', 'daily', '2026-10-01', '2026-11-01'],
        ['2026-11', '012345678901', 'daily', '2026-11-01', '2026-11-24'],
      ]);
    } finally {
      remove(facts.output);
    }
  });
});
