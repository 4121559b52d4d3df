/** Exports that others published: each is read, or refused with the sentence that says why. */
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../../src/billing/manifest.ts';
import { ask, type Facts, factsOf, remove, tempDir } from '../../support/billing/facts.ts';

const SAMPLES = resolve(import.meta.dirname, '../../samples/billing');

/** One file alone in a folder, so that no other can be told together with it. */
async function read(path: string): Promise<Facts> {
  const dir = tempDir();
  try {
    cpSync(join(SAMPLES, path), join(dir, path.split('/').at(-1) ?? ''));
    return await factsOf(dir);
  } finally {
    remove(dir);
  }
}

const EXPECTED: Readonly<
  Record<string, readonly [dialect: string, rows: number, rejected: number, refused?: RegExp]>
> = {
  'cur2-csv/sbroenne-sample-cur20.csv': ['legacy_cur', 4, 0],
  'focus-1.0/FOCUS-Sample-Data-focus_sample.csv': ['focus_1.0', 994, 1],
  'focus-1.2/aws_1_2_cost_and_usage_rows100_seed42.csv': ['focus_1.2', 100, 0],
  'focus-1.2/aws_1_2_cost_and_usage_rows25_seed7.csv': ['focus_1.2', 25, 0],
  'focus-1.2/aws_1_2_cost_and_usage_rows25_seed7_credits.csv': ['focus_1.2', 25, 0],
  'legacy-csv/koku-2022-07-01-alt-columns.csv': ['legacy_cur', 2, 0],
  'legacy-csv/koku-2023-06-01-not-final.csv': ['legacy_cur', 3, 0],
  'legacy-csv/koku-2023-06-01.csv': ['legacy_cur', 3, 0],
  'legacy-csv/koku-empty_frame.csv': ['legacy_cur', 0, 0],
  'legacy-csv/koku-test_cur.csv': [
    'legacy_cur',
    0,
    19,
    /^19 of its 19 lines cannot be read \(Expected Number of Columns: 131 Found: 130\), more than 1 %$/,
  ],
  'legacy-csv/koku-test_cur.csv.gz': ['legacy_cur', 0, 19, /Expected Number of Columns: 131 Found: 130/],
  'legacy-csv/sbroenne-sample-legacy.csv': ['legacy_cur', 4, 0],
};

const files = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
  .map((f) => f.replaceAll('\\', '/'))
  .filter((f) => /\.csv(\.gz)?$/.test(f))
  .sort();
const scenarios = files.filter((f) => f.startsWith('focus-spec-scenarios/'));

test('every sample is spoken of', () => {
  expect(files.filter((f) => !scenarios.includes(f))).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.entries(EXPECTED))('%s', async (path, [dialect, rows, rejected, refused]) => {
  const facts = await read(path);
  try {
    const [file] = facts.quality.files;
    expect([file?.dialect, file?.rows_read, file?.rows_rejected]).toEqual([dialect, rows, rejected]);
    if (refused) expect(facts.quality.left_out[0]?.reason).toMatch(refused);
    else expect(facts.quality.left_out).toEqual([]);
    expect(facts.rejects.length).toBe(rejected);
    for (const s of file?.sums ?? []) expect(s.after).toEqual(s.before);
  } finally {
    remove(facts.output);
  }
});

test('of the sample whose last record is cut off the other 994 are kept, and the line is named', async () => {
  const facts = await read('focus-1.0/FOCUS-Sample-Data-focus_sample.csv');
  expect(facts.rejects).toMatchObject([{ line: 996, reason: 'Value with unterminated quote found.' }]);
  remove(facts.output);
});

/** What the specification says of each of its commitment scenarios: billed, effective, unused, and used by resources. */
const FIGURES: Readonly<
  Record<string, readonly [billed: string, effective: string, unused: string, used: string]>
> = {
  commitment_discount_purchase_scenario_1: ['8760.00', '0.00', '0.00', '0.00'],
  commitment_discount_purchase_scenario_2: ['3.00', '0.00', '0.00', '0.00'],
  commitment_discount_purchase_scenario_3: ['4381.50', '0.00', '0.00', '0.00'],
  commitment_discount_usage_scenario_1: ['0.00', '1.00', '0.00', '1.00'],
  commitment_discount_usage_scenario_2: ['0.00', '1.00', '1.00', '0.00'],
  commitment_discount_usage_scenario_3: ['0.00', '1.00', '0.25', '0.75'],
  commitment_discount_usage_scenario_4: ['0.50', '1.50', '0.00', '1.50'],
  one_hundred_percent_utilization_with_commitment_discount_flexibility_with_1_resource: [
    '2.75',
    '2.75',
    '0.00',
    '2.75',
  ],
  one_hundred_percent_utilization_with_commitment_discount_flexibility_with_2_resources: [
    '2.00',
    '2.00',
    '0.00',
    '2.00',
  ],
  one_hundred_percent_utilization_without_commitment_discount_flexibility: ['1.50', '1.50', '0.00', '1.50'],
  zero_percent_utilization_without_commitment_discount_flexibility: ['3.50', '3.50', '1.50', '2.00'],
};

test.each(scenarios)('%s', async (path) => {
  const facts = await read(path);
  const [sums] = await ask(
    facts.output,
    `select sum(net_unblended_cost)::decimal(18,2)::varchar as billed, sum(net_amortized_cost)::decimal(18,2)::varchar as effective,
       coalesce(sum(net_amortized_cost) filter (charge_class = 'unused_commitment'), 0)::decimal(18,2)::varchar as unused,
       coalesce(sum(net_amortized_cost) filter (charge_class = 'usage'), 0)::decimal(18,2)::varchar as used from cur_facts`,
  );
  expect([sums?.billed, sums?.effective, sums?.unused, sums?.used]).toEqual(
    FIGURES[path.split('/').at(-1)?.replace('.csv', '') ?? ''],
  );
  remove(facts.output);
});

describe('manifests of real reports', () => {
  test.each(readdirSync(join(SAMPLES, 'manifests')))('%s', (name) => {
    const manifest = parseManifest(readFileSync(join(SAMPLES, 'manifests', name), 'utf8'));
    expect(manifest?.id).not.toBe('');
    expect(manifest?.period).toMatch(/^201[789]-\d{2}$/);
  });
});
