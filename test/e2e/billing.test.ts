/** A run with the bill, as a user does it: costs on findings, evidence, coverage, and what resolved findings really saved. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Bill, Usage } from '../support/billing/bill.ts';
import { writeLegacyCsv } from '../support/billing/cur.ts';
import { deliverDataExport } from '../support/billing/deliver.ts';
import { remove, tempDir } from '../support/billing/facts.ts';
import { readWithPyarrow } from '../support/parquet-by-pyarrow.ts';
import { runCli } from '../support/run-cli.ts';

const DEMO = resolve(import.meta.dirname, '../../demo');
const ACCOUNT = '111122223333';
const GONE = 'vol-032af5f9f3698c5d8';
const FIXED = 'vol-0c18bfe78b69e0483';
const OPEN = 'vol-03f9b607159f1be31';

const volume = (resource: string, from: string, days: number, list: string): Usage => ({
  service: 'AmazonEC2',
  usageType: 'EUW1-EBS:VolumeUsage.gp2',
  resource,
  from,
  days,
  list,
});
/** From September on; one volume is gone on the 20th of November, another is gp3 from then on. */
const bill: Bill = {
  payer: ACCOUNT,
  usage: [
    volume(OPEN, '2026-09-01', 95, '1'),
    volume(GONE, '2026-09-01', 80, '1.1'),
    volume(FIXED, '2026-09-01', 80, '0.44'),
    { ...volume(FIXED, '2026-11-20', 15, '0.352'), usageType: 'EUW1-EBS:VolumeUsage.gp3' },
  ],
};

let root: string;
beforeAll(() => {
  root = tempDir();
});
afterAll(() => remove(root));

const json = (run: string, file: string) => JSON.parse(readFileSync(join(root, run, 'export', file), 'utf8'));
const audit = (run: string, ...flags: string[]) =>
  runCli([
    'audit',
    '--output',
    join(root, run),
    '--config',
    join(DEMO, 'finops-gate.yml'),
    '--format',
    'markdown',
    ...flags,
  ]);

describe('three runs and a bill', () => {
  beforeAll(async () => {
    writeLegacyCsv(bill, join(root, 'raw_cur/report.csv.gz'));
    const before = await audit('before', '--inventory', join(DEMO, 'before'));
    expect(before.stderr).not.toMatch(/error/);
    const after = await audit(
      'after',
      '--inventory',
      join(DEMO, 'after'),
      '--baseline',
      join(root, 'before'),
      '--billing',
      join(root, 'raw_cur'),
    );
    expect(after.stderr).not.toMatch(/error|warning: The billing/);
    const later = await audit(
      'later',
      '--inventory',
      join(DEMO, 'after'),
      '--baseline',
      join(root, 'after'),
      '--billing',
      join(root, 'raw_cur'),
      '--as-of',
      '2026-12-05T06:00:00Z',
    );
    expect(later.stderr).not.toMatch(/error|warning: The billing/);
  }, 60_000);

  test('findings have the cost of their resource, and what they would save at its rate', () => {
    const finding = (
      json('after', 'findings.json') as { scope: { resource_id: string }; check_id: string }[]
    ).find((f) => f.scope.resource_id === OPEN && f.check_id === 'aws.ec2.ebs.gp2.to.gp3');
    expect(finding).toMatchObject({
      estimated: { monthly_savings: 5.95, effective_monthly_savings: 5.95 },
      actual: {
        cost_7d: 7,
        cost_30d: 30,
        cost_mtd: 24,
        cost_prev_month: 31,
        model: { currency: 'USD', cost_model: 'net_amortized', period_end: '2026-11-25' },
        attribution: { method: 'exact_resource_id', confidence: 100, matched_keys: [OPEN] },
      },
    });
  });

  test('what the bill covers is said', () => {
    const { cost } = json('after', 'coverage.json');
    expect(cost).toMatchObject({
      state: 'used',
      cost_model: 'net_amortized',
      currency: 'USD',
      covered_to: '2026-11-25',
    });
    expect(cost.findings).toBe(107);
    expect(cost.with_cost).toBeGreaterThan(0);
    expect(cost.by_method).toMatchObject({ component: 4 });
    expect(Object.values(cost.by_method as Record<string, number>).reduce((a, b) => a + b, 0)).toBe(107);
    const reasons = cost.without_cost as { findings: number }[];
    expect(reasons.reduce((n, r) => n + r.findings, 0)).toBe(cost.by_method.none);
    expect(json('after', 'billing_quality.json').files).toMatchObject([
      { file: 'report.csv.gz', dialect: 'legacy_cur', rows_rejected: 0 },
    ]);
  });

  test('the datasets are Parquet that others read', async () => {
    const find = (run: string, name: string) => {
      const manifest = JSON.parse(readFileSync(join(root, run, 'run_manifest.json'), 'utf8')) as {
        datasets: { name: string; rows: number; files: { path: string }[] }[];
      };
      const dataset = manifest.datasets.find((d) => d.name === name);
      return { rows: dataset?.rows, file: join(root, run, dataset?.files[0]?.path ?? '') };
    };
    for (const name of ['finops_findings_enriched', 'cost_attribution', 'realized_savings']) {
      const { rows, file } = find('after', name);
      expect((await readWithPyarrow(file)).rows).toHaveLength(rows ?? -1);
    }
    expect(
      existsSync(
        join(
          root,
          'after/cur_facts/tenant_id=northwind/billing_period=2026-11/usage_account_id=111122223333',
        ),
      ),
    ).toBe(true);
    expect(existsSync(join(root, 'before/cur_facts'))).toBe(false);
  });

  test('resolved findings are remembered from the run that saw them go, and measured as the days pass', async () => {
    const rows = async (run: string) => {
      const file = join(
        root,
        run,
        'realized_savings/tenant_id=northwind',
        `run_date=${run === 'after' ? '2026-11-25' : '2026-12-05'}`,
        'part-0.parquet',
      );
      return (await readWithPyarrow(file)).rows.map((r) => [
        r.resource_id,
        r.check_id,
        r.observed_days_7d,
        r.savings_7d,
        r.savings_30d,
        r.confidence,
      ]);
    };
    // two findings were about the volume that is gone: its cost is on the one that promised more
    const later = (await rows('later')).filter(([id]) => id === GONE || id === FIXED);
    expect(later).toEqual([
      [FIXED, 'aws.ec2.ebs.gp2.to.gp3', 7, '0.616000000000', '0.792000000000', 30],
      [GONE, 'aws.ec2.ebs.gp2.to.gp3', 0, null, null, 0],
      [GONE, 'aws.ec2.ebs.unattached.volume', 7, '7.700000000000', '9.900000000000', 30],
    ]);
    expect((await rows('after')).every(([, , , week]) => week === null)).toBe(true);
  });

  test('the report says promised against realised', () => {
    const summary = readFileSync(join(root, 'later/report/summary.md'), 'utf8');
    expect(summary).toMatch(
      /Promised against realised: 2 findings resolved earlier promised \$10\.\d\d for the days since, and the bill shows \$10\.\d\d less \(2 of 10 measured\)\./,
    );
    expect(readFileSync(join(root, 'later/report/report.html'), 'utf8')).toMatch(/billed, 30 days/);
    expect(summary).toMatch(/whole days through 2026-12-04/);
  });
});

describe('billing never makes a run fail', () => {
  test.each([
    ['a folder that is not there', (dir: string) => dir],
    ['a folder without exports', (dir: string) => dir],
  ])('%s', async (name, dir) => {
    const from = dir(join(root, name.replaceAll(' ', '-')));
    if (name.includes('without')) writeLegacyCsv({ payer: ACCOUNT, usage: [] }, join(from, 'r.csv'));
    const run = await audit('failed', '--inventory', join(DEMO, 'after'), '--billing', from);
    expect(run.code).toBeLessThan(2);
    expect(run.stderr).toMatch(/warning: The billing data could not be used: /);
    expect(json('failed', 'coverage.json').cost).toMatchObject({ state: 'unusable' });
    expect(existsSync(join(root, 'failed/export/billing_quality.json'))).toBe(name.includes('without'));
    expect(json('failed', 'findings.json').length).toBeGreaterThan(50);
    expect(readFileSync(join(root, 'failed/report/summary.md'), 'utf8')).toMatch(
      /The billing data could not be used/,
    );
  });
});

describe('finops-gate billing normalize', () => {
  test('says file by file what it read', async () => {
    await deliverDataExport(join(root, 'bucket'), { bill, period: '2026-10' });
    const run = await runCli([
      'billing',
      'normalize',
      '--from',
      join(root, 'bucket'),
      '--output',
      join(root, 'facts'),
      '--periods',
      '2026-09..2026-10',
      '--memory-limit',
      '1GB',
    ]);
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/cur2-00001\.snappy\.parquet: cur_2\.0, 93 lines\n/);
    expect(run.stdout).toMatch(
      /2026-10 {2}payer 111122223333 {2}93 lines, daily, whole days before 2026-11-01/,
    );
    expect(
      JSON.parse(readFileSync(join(root, 'facts/export/billing_quality.json'), 'utf8')).files[0].sums[0]
        .after,
    ).toEqual(
      JSON.parse(readFileSync(join(root, 'facts/export/billing_quality.json'), 'utf8')).files[0].sums[0]
        .before,
    );
  });

  test('what it made can be given to an audit as it is', async () => {
    const facts = join(root, 'ready');
    await runCli([
      'billing',
      'normalize',
      '--from',
      join(root, 'raw_cur'),
      '--output',
      facts,
      '--tenant',
      'northwind',
    ]);
    const run = await audit('with-facts', '--inventory', join(DEMO, 'after'), '--billing', facts);
    expect(run.stderr).not.toMatch(/billing data could not be used/);
    expect(json('with-facts', 'coverage.json').cost.with_cost).toBe(
      json('after', 'coverage.json').cost.with_cost,
    );
    expect(existsSync(join(root, 'with-facts/cur_facts'))).toBe(false);
    const other = await audit(
      'with-facts',
      '--inventory',
      join(DEMO, 'after'),
      '--billing',
      facts,
      '--cost-model',
      'unblended',
    );
    expect(other.stderr).toMatch(
      /are of tenant northwind and cost model net_amortized, this run is of northwind and unblended/,
    );
  });

  test.each([
    [['--periods', '2026-13'], /--periods 2026-13 is not understood/],
    [['--memory-limit', 'lots'], /--memory-limit lots is not understood/],
    [
      ['--cost-model', 'blended'],
      /argument 'blended' is invalid\. Allowed choices are net_amortized, amortized, net_unblended, unblended/,
    ],
    [['--from', 'no-such-folder'], /the folder no-such-folder cannot be read/],
  ])('refuses %j', async (flags, says) => {
    const run = await runCli([
      'billing',
      'normalize',
      '--from',
      join(root, 'bucket'),
      '--output',
      join(root, 'x'),
      ...flags,
    ]);
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(says);
  });
});

test('the policy for a bucket names the bucket and the prefix, and nothing else', async () => {
  const run = await runCli([
    'iam-policy',
    '--only',
    'aws.ec2.elastic.ips.idle',
    '--billing',
    's3://billing-exports/cur2',
  ]);
  expect(JSON.parse(run.stdout).Statement.slice(1)).toEqual([
    {
      Sid: 'FinOpsGateListBilling',
      Effect: 'Allow',
      Action: ['s3:ListBucket'],
      Resource: 'arn:aws:s3:::billing-exports',
      Condition: { StringLike: { 's3:prefix': 'cur2/*' } },
    },
    {
      Sid: 'FinOpsGateReadBilling',
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: 'arn:aws:s3:::billing-exports/cur2/*',
    },
  ]);
});
