/** What goes wrong with exports in practice, one case each. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AURORA, account, I, LOGS, NAT, SNAP } from '../../support/billing/account.ts';
import { PAYER } from '../../support/billing/bill.ts';
import {
  writeCur2Csv,
  writeCur2Parquet,
  writeLegacyCsv,
  writeLegacyParquet,
} from '../../support/billing/cur.ts';
import { ask, type Facts, factsOf, remove, tempDir } from '../../support/billing/facts.ts';
import { writeCsv } from '../../support/billing/write.ts';

let dir: string;
let facts: Facts | undefined;
beforeEach(() => {
  dir = tempDir();
  facts = undefined;
});
afterEach(() => {
  remove(dir);
  if (facts) remove(facts.output);
});

/** A line of a legacy report with what every line has. */
const line = (of: Record<string, string>): Record<string, string> => ({
  'bill/PayerAccountId': PAYER,
  'bill/BillingPeriodStartDate': '2026-10-01T00:00:00Z',
  'lineItem/UsageAccountId': PAYER,
  'lineItem/LineItemType': 'Usage',
  'lineItem/UsageStartDate': '2026-10-01T00:00:00Z',
  'lineItem/UsageEndDate': '2026-10-01T01:00:00Z',
  'lineItem/ProductCode': 'AmazonEC2',
  'lineItem/UsageType': 'EUW1-BoxUsage:t3.micro',
  'lineItem/ResourceId': '',
  'lineItem/CurrencyCode': 'USD',
  'lineItem/UnblendedCost': '0',
  ...of,
});
const write = (name: string, lines: readonly Record<string, string>[]): void =>
  writeCsv(join(dir, name), [...new Set(lines.flatMap((l) => Object.keys(l)))], lines);
const sums = (where = 'true', bases = ['unblended', 'amortized', 'net_unblended', 'net_amortized']) =>
  ask(
    facts?.output ?? '',
    `select ${bases.map((b) => `sum(${b}_cost)::decimal(18,6)::varchar as ${b}`).join(', ')} from cur_facts where ${where}`,
  ).then(([r]) => r);

test('account ids keep their leading zeros, and tag keys that differ by case stay apart', async () => {
  writeLegacyCsv(account(), join(dir, 'r.csv.gz'));
  facts = await factsOf(dir);
  const rows = await ask(
    facts.output,
    `select distinct payer_account_id, usage_account_id, tags from cur_facts where resource_id = '${I}' and map_keys(tags) <> []`,
  );
  expect(rows).toEqual([
    {
      payer_account_id: '012345678901',
      usage_account_id: '012345678901',
      tags: [
        { key: 'aws:createdBy', value: 'Root:\n1' },
        { key: 'user:Team', value: 'Blue' },
        { key: 'user:größe', value: '| ::set-output name=x::y' },
        { key: 'user:team', value: 'blue, "really"' },
      ],
    },
  ]);
});

test('two columns of one tag key give the value that is there', async () => {
  const head = [
    'lineItem/UnblendedCost',
    'lineItem/UsageStartDate',
    'resourceTags/user:a',
    'resourceTags/user:a',
  ];
  writeFileSync(
    join(dir, 'r.csv'),
    `${head.join(',')}\n1,2026-10-01T00:00:00Z,,x\n2,2026-10-01T00:00:00Z,y,z\n`,
  );
  facts = await factsOf(dir);
  expect(await ask(facts.output, 'select tags from cur_facts order by unblended_cost')).toEqual([
    { tags: [{ key: 'user:a', value: 'x' }] },
    { tags: [{ key: 'user:a', value: 'y' }] },
  ]);
});

test('months with and without reservations, Savings Plans and discounts stand side by side', async () => {
  const plain = { ...account(), commitments: [], usage: account().usage.slice(0, 1) };
  writeLegacyCsv(plain, join(dir, 'october.csv.gz'), ['2026-10']);
  writeLegacyCsv(account({ discount: '0.1' }), join(dir, 'november.csv.gz'), ['2026-11']);
  facts = await factsOf(dir);
  expect(facts.quality.files.map((f) => [f.file, f.net_costs])).toEqual([
    ['november.csv.gz', true],
    ['october.csv.gz', false],
  ]);
  // gross and net are the same where nothing was discounted
  expect(await sums("billing_period = '2026-10'")).toEqual({
    unblended: '97.948000',
    amortized: '97.948000',
    net_unblended: '97.948000',
    net_amortized: '97.948000',
  });
});

test('a discount that is a line of its own is not taken off twice', async () => {
  write('r.csv', [
    line({ 'lineItem/UnblendedCost': '100', 'lineItem/NetUnblendedCost': '90', 'lineItem/ResourceId': I }),
    line({
      'lineItem/LineItemType': 'EdpDiscount',
      'lineItem/UnblendedCost': '-10',
      'lineItem/NetUnblendedCost': '',
    }),
  ]);
  facts = await factsOf(dir);
  expect(await sums()).toEqual({
    unblended: '90.000000',
    amortized: '90.000000',
    net_unblended: '90.000000',
    net_amortized: '90.000000',
  });
  expect((await sums("charge_class = 'usage'"))?.net_amortized).toBe('90.000000');
});

test('rows of split cost are marked: their instance is billed whole already', async () => {
  write('r.csv', [
    line({ 'lineItem/UnblendedCost': '5', 'lineItem/ResourceId': I }),
    line({
      'lineItem/ProductCode': 'AmazonEKS',
      'lineItem/Operation': 'EKSPod-EC2',
      'lineItem/ResourceId': `arn:aws:eks:eu-west-1:${PAYER}:pod/c/ns/p/uid`,
      'lineItem/UnblendedCost': '',
      'splitLineItem/SplitCost': '2',
      'splitLineItem/ParentResourceId': I,
    }),
  ]);
  facts = await factsOf(dir);
  expect(
    await ask(
      facts.output,
      'select is_split_cost, unblended_cost::varchar as cost from cur_facts order by 2',
    ),
  ).toEqual([
    { is_split_cost: true, cost: '0.000000000000' },
    { is_split_cost: false, cost: '5.000000000000' },
  ]);
});

describe('CUR 2.0', () => {
  test('columns under aliases, and columns that the export leaves out', async () => {
    await writeCur2Parquet(account(), join(dir, 'e.parquet'), {
      rename: {
        line_item_resource_id: 'resource_id',
        line_item_usage_account_id: 'usage_account_id',
        line_item_unblended_cost: 'UNBLENDED_COST',
      },
      without: ['bill_invoice_id', 'line_item_operation', 'pricing_unit', 'identity_line_item_id'],
    });
    facts = await factsOf(dir);
    expect(facts.quality.files[0]).toMatchObject({ dialect: 'cur_2.0', rows_rejected: 0, shortcomings: [] });
    expect(
      (await sums(`resource_id = '${I}' and service_code = 'AmazonEC2' and usage_type like '%BoxUsage%'`))
        ?.unblended,
    ).toBe('138.672000');
  });

  test('an export without the amortisation of its Savings Plans says so, and falls back to what was invoiced', async () => {
    writeCur2Csv(account(), join(dir, 'e.csv.gz'), { without: ['savings_plan_used_commitment'] });
    facts = await factsOf(dir);
    expect(facts.quality.files[0]?.shortcomings).toEqual([
      'lacks savings_plan_used_commitment: Savings Plans are not amortised',
    ]);
    const all = await sums("line_type like 'SavingsPlan%'");
    expect(all?.amortized).toBe(all?.unblended);
  });

  test('an export without resource ids says so', async () => {
    writeCur2Csv(account(), join(dir, 'e.csv.gz'), { without: ['line_item_resource_id'] });
    facts = await factsOf(dir);
    expect(facts.quality.files[0]?.shortcomings).toEqual([
      'has no resource ids: switch them on in the export',
    ]);
    expect(facts.periods.every((p) => !p.has_resource_ids)).toBe(true);
  });

  test('an export that renames its costs away is refused by name', async () => {
    writeCur2Csv(account(), join(dir, 'e.csv.gz'), { rename: { line_item_unblended_cost: 'money' } });
    facts = await factsOf(dir);
    expect(facts.quality.files[0]?.refused).toBe(
      "it is no cost export: neither FOCUS's ChargeCategory and BilledCost nor a CUR's line_item_unblended_cost are among its columns",
    );
    expect(facts.periods).toEqual([]);
  });
});

test('legacy Parquet: names with a_r_n, tags that fold into one column', async () => {
  await writeLegacyParquet(account(), join(dir, 'r.parquet'));
  facts = await factsOf(dir);
  const [row] = await ask(
    facts.output,
    `select distinct commitment_id, (select count(*) from cur_facts where commitment_id <> '')::double as n from cur_facts where line_type = 'DiscountedUsage'`,
  );
  expect(row?.commitment_id).toMatch(/^arn:aws:ec2:.*reserved-instances/);
  const [tags] = await ask(
    facts.output,
    `select map_keys(tags) as keys from cur_facts where resource_id = '${I}' and tags <> map() limit 1`,
  );
  expect(tags?.keys).toEqual(['aws_created_by', 'user_team', 'user_gr_e']);
});

test('a Savings Plan half used: its usage at the effective rate, the other half unused', async () => {
  // the numbers that Netflix's Ice tests with: 0.12 an hour, 0.06 of it used
  const sp = {
    'savingsPlan/SavingsPlanARN': 'arn:aws:savingsplans::1:savingsplan/s',
    'savingsPlan/SavingsPlanEffectiveCost': '',
    'savingsPlan/TotalCommitmentToDate': '',
    'savingsPlan/UsedCommitment': '',
  };
  write('r.csv', [
    line({
      ...sp,
      'lineItem/LineItemType': 'SavingsPlanCoveredUsage',
      'lineItem/ResourceId': I,
      'lineItem/UnblendedCost': '0.1',
      'savingsPlan/SavingsPlanEffectiveCost': '0.06',
    }),
    line({ ...sp, 'lineItem/LineItemType': 'SavingsPlanNegation', 'lineItem/UnblendedCost': '-0.1' }),
    line({
      ...sp,
      'lineItem/LineItemType': 'SavingsPlanRecurringFee',
      'lineItem/ProductCode': 'ComputeSavingsPlans',
      'lineItem/UnblendedCost': '0.05',
      'savingsPlan/TotalCommitmentToDate': '0.12',
      'savingsPlan/UsedCommitment': '0.06',
    }),
  ]);
  facts = await factsOf(dir);
  expect(await sums(`resource_id = '${I}'`)).toMatchObject({ unblended: '0.100000', amortized: '0.060000' });
  expect(await sums("charge_class = 'unused_commitment'")).toMatchObject({ amortized: '0.060000' });
  expect(await sums()).toMatchObject({ unblended: '0.050000', amortized: '0.120000' });
});

test('a reservation: its fee of the whole month lies on the first day and is nobody’s usage', async () => {
  const november = {
    'bill/BillingPeriodStartDate': '2026-11-01T00:00:00Z',
    'lineItem/UsageStartDate': '2026-11-01T00:00:00Z',
    'lineItem/UsageEndDate': '2026-11-01T01:00:00Z',
  };
  const ri = {
    ...november,
    'reservation/ReservationARN': 'arn:aws:ec2:eu-west-1:1:reserved-instances/r',
    'reservation/EffectiveCost': '',
    'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '',
    'reservation/UnusedRecurringFee': '',
  };
  write('r.csv', [
    line({
      ...ri,
      'lineItem/LineItemType': 'DiscountedUsage',
      'lineItem/ResourceId': I,
      'reservation/EffectiveCost': '0.04',
    }),
    line({
      ...ri,
      'lineItem/LineItemType': 'RIFee',
      'lineItem/UsageEndDate': '2026-12-01T00:00:00Z',
      'lineItem/UnblendedCost': '30',
      'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '4',
      'reservation/UnusedRecurringFee': '6',
    }),
    line({ ...ri, 'lineItem/LineItemType': 'Fee', 'lineItem/UnblendedCost': '350' }),
  ]);
  facts = await factsOf(dir);
  expect(await sums(`resource_id = '${I}'`)).toMatchObject({ unblended: '0.000000', amortized: '0.040000' });
  expect(await sums("charge_class = 'unused_commitment'")).toMatchObject({ amortized: '10.000000' });
  expect(await sums("charge_class = 'purchase'")).toMatchObject({
    unblended: '350.000000',
    amortized: '0.000000',
  });
  // a fee that lasts until the end of the month does not make the month covered
  expect(facts.periods.map((p) => p.covered_to)).toEqual(['2026-11-01']);
});

test('an upfront fee of a Savings Plan and its refund are spread, other refunds are not', async () => {
  write('r.csv', [
    line({
      'lineItem/LineItemType': 'SavingsPlanUpfrontFee',
      'lineItem/UnblendedCost': '100',
      'savingsPlan/SavingsPlanEffectiveCost': '',
      'savingsPlan/TotalCommitmentToDate': '',
      'savingsPlan/UsedCommitment': '',
      'lineItem/LineItemDescription': '',
    }),
    line({
      'lineItem/LineItemType': 'Refund',
      'lineItem/ProductCode': 'ComputeSavingsPlans',
      'lineItem/UnblendedCost': '-100',
      'lineItem/LineItemDescription': 'Refund for one-time fee for Savings Plan ID: x',
    }),
    line({
      'lineItem/LineItemType': 'Refund',
      'lineItem/UnblendedCost': '-7',
      'lineItem/LineItemDescription': 'goodwill',
    }),
  ]);
  facts = await factsOf(dir);
  expect(await sums()).toMatchObject({ unblended: '-7.000000', amortized: '-7.000000' });
  expect(await sums("charge_class = 'purchase'")).toMatchObject({
    unblended: '100.000000',
    amortized: '0.000000',
  });
});

test('currencies are never added up', async () => {
  write('r.csv', [
    line({ 'lineItem/UnblendedCost': '1' }),
    line({ 'lineItem/UnblendedCost': '10', 'lineItem/CurrencyCode': 'NOK' }),
  ]);
  facts = await factsOf(dir);
  expect(facts.quality.files[0]?.sums.map((s) => [s.currency, s.after.unblended_cost])).toEqual([
    ['NOK', '10.000000000000'],
    ['USD', '1.000000000000'],
  ]);
  expect(facts.periods.map((p) => p.currency)).toEqual(['NOK', 'USD']);
});

test('amounts keep what an export writes: exponents, twelve decimals, no rounding to cents', async () => {
  write(
    'r.csv',
    ['1.0E-7', '0.000000000123', '-0.0000004', '1234567.891'].map((v) =>
      line({ 'lineItem/UnblendedCost': v }),
    ),
  );
  facts = await factsOf(dir);
  const rows = await ask(
    facts.output,
    'select unblended_cost::varchar as c from cur_facts order by unblended_cost',
  );
  expect(rows.map((r) => r.c)).toEqual([
    '-0.000000400000',
    '0.000000000123',
    '0.000000100000',
    '1234567.891000000000',
  ]);
});

test('the keys of resources', async () => {
  writeLegacyCsv(account(), join(dir, 'r.csv.gz'));
  const ids: readonly (readonly [id: string, product: string, key: string])[] = [
    [I, 'AmazonEC2', I],
    [I, 'AmazonGuardDuty', I],
    [`arn:aws:ec2:eu-west-1:${PAYER}:instance/${I}`, 'AmazonCloudWatch', I],
    ['arn:aws-us-gov:ec2:us-gov-west-1:1:volume/vol-0a', 'AmazonEC2', 'vol-0a'],
    [SNAP, 'AmazonEC2', 'snap-0abc00000000000c1'],
    [NAT, 'AmazonEC2', 'nat-0abc00000000000d1'],
    [`arn:aws:ec2:eu-west-1:${PAYER}:network-interface/eni-0a`, 'AmazonVPC', 'eni-0a'],
    [`arn:aws:ec2:eu-west-1:${PAYER}:elastic-ip/eipalloc-0a`, 'AmazonVPC', 'eipalloc-0a'],
    ['vpn-0a', 'AmazonVPC', 'vpn-0a'],
    [`arn:aws:rds:eu-west-1:${PAYER}:db:orders`, 'AmazonRDS', 'rds/eu-west-1/db:orders'],
    [`arn:aws:rds:us-east-1:${PAYER}:db:orders`, 'AmazonRDS', 'rds/us-east-1/db:orders'],
    [AURORA, 'AmazonRDS', 'rds/eu-west-1/cluster:cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
    [
      `arn:aws:rds:eu-west-1:${PAYER}:snapshot:rds:orders-2026-10-01`,
      'AmazonRDS',
      'rds/eu-west-1/snapshot:rds:orders-2026-10-01',
    ],
    ['orders-archive', 'AmazonS3', 's3/orders-archive'],
    ['arn:aws:s3:::orders-archive', 'AmazonS3', 's3/orders-archive'],
    [LOGS, 'AmazonCloudWatch', 'logs/eu-west-1/log-group:/aws/lambda/orders'],
    [`${LOGS}:*`, 'AmazonCloudWatch', 'logs/eu-west-1/log-group:/aws/lambda/orders'],
    [`arn:aws:lambda:eu-west-1:${PAYER}:function:orders`, 'AWSLambda', 'lambda/eu-west-1/function:orders'],
    [`arn:aws:lambda:eu-west-1:${PAYER}:function:orders:7`, 'AWSLambda', 'lambda/eu-west-1/function:orders'],
    [
      `arn:aws:lambda:us-east-1:${PAYER}:function:us-east-1.edge`,
      'AmazonCloudFront',
      'lambda/us-east-1/function:edge',
    ],
    [`arn:aws:elasticfilesystem:eu-west-1:${PAYER}:file-system/fs-0a`, 'AmazonEFS', 'fs-0a'],
    [
      `arn:aws:elasticloadbalancing:eu-west-1:${PAYER}:loadbalancer/app/web/0a1b`,
      'AWSELB',
      'elasticloadbalancing/eu-west-1/loadbalancer/app/web/0a1b',
    ],
    [`arn:aws:cloudfront::${PAYER}:distribution/E1`, 'AmazonCloudFront', 'cloudfront//distribution/E1'],
    [`arn:aws:ecs:eu-west-1:${PAYER}:task/shop/0a1b`, 'AmazonECS', 'ecs/eu-west-1/task/shop/0a1b'],
    [`arn:aws:eks:eu-west-1:${PAYER}:cluster/shop`, 'AmazonEKS', 'eks/eu-west-1/cluster/shop'],
    [
      `arn:aws:backup:eu-west-1:${PAYER}:recovery-point:0a-1b`,
      'AWSBackup',
      'backup/eu-west-1/recovery-point:0a-1b',
    ],
    [`arn:aws:dynamodb:eu-west-1:${PAYER}:table/orders`, 'AmazonDynamoDB', 'dynamodb/eu-west-1/table/orders'],
    ['my-cluster', 'AmazonRedshift', 'AmazonRedshift/eu-west-1/my-cluster'],
    ['', 'AmazonS3', ''],
  ];
  dir = tempDir();
  write(
    'r.csv',
    ids.map(([id, product], i) =>
      line({
        'lineItem/ResourceId': id,
        'lineItem/ProductCode': product,
        'lineItem/UnblendedCost': String(i),
        'product/regionCode': 'eu-west-1',
      }),
    ),
  );
  facts = await factsOf(dir);
  const rows = await ask(facts.output, 'select resource_key from cur_facts order by unblended_cost');
  expect(rows.map((r) => r.resource_key)).toEqual(ids.map(([, , key]) => key));
});

test('the region: from the product, the ARN, the zone, or the prefix of the usage type', async () => {
  write('r.csv', [
    line({ 'lineItem/UnblendedCost': '1', 'product/regionCode': 'ap-south-1' }),
    line({ 'lineItem/UnblendedCost': '2', 'lineItem/ResourceId': NAT }),
    line({ 'lineItem/UnblendedCost': '3', 'lineItem/AvailabilityZone': 'us-west-2b' }),
    line({ 'lineItem/UnblendedCost': '4', 'lineItem/UsageType': 'APN1-BoxUsage:m5.large' }),
    line({ 'lineItem/UnblendedCost': '5', 'lineItem/UsageType': 'BoxUsage:m5.large' }),
  ]);
  facts = await factsOf(dir);
  const rows = await ask(facts.output, 'select region from cur_facts order by unblended_cost');
  expect(rows.map((r) => r.region)).toEqual(['ap-south-1', 'eu-west-1', 'us-west-2', 'ap-northeast-1', '']);
});

describe('files that are not whole', () => {
  const good = Array.from({ length: 200 }, (_, i) =>
    line({ 'lineItem/UnblendedCost': '1', 'lineItem/ResourceId': `i-${i}` }),
  );

  test('a few broken lines are counted, kept and named; the rest is taken', async () => {
    write('r.csv', [...good, line({ 'lineItem/UnblendedCost': 'lots' })]);
    writeFileSync(join(dir, 'r.csv'), `${readFileSync(join(dir, 'r.csv'), 'utf8')}too,few,fields\n`);
    facts = await factsOf(dir);
    const [file] = facts.quality.files;
    expect([file?.rows_read, file?.rows_rejected]).toEqual([200, 2]);
    expect(file?.rejected_because).toEqual([
      { reason: 'Expected Number of Columns: 11 Found: 3', rows: 1 },
      { reason: 'lineItem/UnblendedCost is no number', rows: 1 },
    ]);
    expect(facts.rejects[0]).toMatchObject({ file: 'r.csv', line: 203, text: 'too,few,fields' });
    expect(facts.quality.rejects_file).toBe('billing_rejects.jsonl');
    expect((await sums())?.unblended).toBe('200.000000');
  });

  test('too many of them, and the whole month is refused, with every file of it', async () => {
    write('a.csv', good);
    write('b.csv', [...good.slice(0, 50), line({ 'lineItem/UnblendedCost': 'lots' })]);
    facts = await factsOf(dir);
    expect(facts.periods).toEqual([]);
    expect(facts.quality.left_out.map((l) => [l.name, l.reason])).toEqual([
      [
        'a.csv',
        'another file of the month is refused: 1 of its 51 lines cannot be read (lineItem/UnblendedCost is no number), more than 1 %',
      ],
      ['b.csv', '1 of its 51 lines cannot be read (lineItem/UnblendedCost is no number), more than 1 %'],
    ]);
  });

  test('a gzip that ends too early is refused', async () => {
    write('r.csv', good);
    const bytes = gzipSync(readFileSync(join(dir, 'r.csv')));
    remove(join(dir, 'r.csv'));
    writeFileSync(join(dir, 'r.csv.gz'), bytes.subarray(0, bytes.length - 200));
    facts = await factsOf(dir);
    expect(facts.periods).toEqual([]);
    expect(facts.quality.files[0]?.refused).toBe(
      'r.csv.gz cannot be read: the gzip is damaged or cut off (unexpected end of file).',
    );
  });

  test('a file that only says it is Parquet is refused', async () => {
    writeFileSync(join(dir, 'r.parquet'), 'PAR1 no');
    facts = await factsOf(dir);
    expect(facts.quality.files[0]?.refused).toMatch(/^r\.parquet cannot be read: /);
  });

  test('a header alone is an empty file, not a fault', async () => {
    write('r.csv', good.slice(0, 1));
    const [head = ''] = readFileSync(join(dir, 'r.csv'), 'utf8').split('\n');
    writeFileSync(join(dir, 'r.csv'), `${head}\n`);
    facts = await factsOf(dir);
    expect(facts.quality.files).toMatchObject([{ rows_read: 0, rows_rejected: 0, refused: null }]);
    expect(facts.quality.left_out).toEqual([]);
  });

  test('line breaks and whole records inside of quoted values, in a file of many megabytes', async () => {
    const head =
      'lineItem/UsageStartDate,lineItem/UnblendedCost,lineItem/LineItemDescription,lineItem/UsageType';
    const record = '2026-10-01T00:00:00Z,1000000,q,y\n';
    const count = 120_000;
    const lines = Array.from({ length: count }, (_, i) => {
      const text = i % 3 === 0 ? `"x\n${record.repeat(i % 40)}"` : `"${'y'.repeat(i % 700)}\n""${i}"",7\n"`;
      return `2026-10-01T00:00:00Z,${i % 1000},${text},${i}`;
    });
    writeFileSync(join(dir, 'r.csv'), [head, ...lines, ''].join('\n'));
    facts = await factsOf(dir);
    expect(facts.quality.files).toMatchObject([{ rows_read: count, rows_rejected: 0 }]);
    expect((await sums())?.unblended).toBe(`${(count / 1000) * 499_500}.000000`);
  });

  test('something else altogether', async () => {
    writeFileSync(join(dir, 'notes.csv'), 'name,phone\nAda,1\n');
    writeFileSync(join(dir, 'empty.csv'), '');
    facts = await factsOf(dir);
    expect(facts.quality.files.map((f) => f.refused)).toEqual([
      'empty.csv cannot be read: its first line is no header of comma-separated names.',
      expect.stringMatching(/^it is no cost export/),
    ]);
  });

  test('a ZIP is unpacked and read', async () => {
    mkdirSync(join(dir, 'in'));
    write('in/r.csv', good);
    execFileSync('python3', [
      '-c',
      'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1],"w",zipfile.ZIP_DEFLATED); z.write(sys.argv[2],"r-1.csv")',
      join(dir, 'r-1.csv.zip'),
      join(dir, 'in/r.csv'),
    ]);
    remove(join(dir, 'in'));
    facts = await factsOf(dir);
    expect(facts.quality.files).toMatchObject([{ file: 'r-1.csv.zip/r-1.csv', rows_read: 200 }]);
  });

  test('a damaged ZIP is refused by itself', async () => {
    write('good.csv', good);
    writeFileSync(join(dir, 'r.csv.zip'), 'PK no');
    facts = await factsOf(dir);
    expect((await sums())?.unblended).toBe('200.000000');
    expect(facts.quality.left_out[0]).toMatchObject({
      name: 'r.csv.zip',
      reason: expect.stringMatching(/^it cannot be unpacked: End of central directory/),
    });
  });
});

test('a monthly export covers months, and no day of them', async () => {
  write('r.csv', [
    line({
      'lineItem/UsageEndDate': '2026-11-01T00:00:00Z',
      'lineItem/UnblendedCost': '31',
      'lineItem/ResourceId': I,
    }),
  ]);
  facts = await factsOf(dir);
  expect(facts.periods).toMatchObject([
    { granularity: 'monthly', covered_from: '2026-10-01', covered_to: '2026-11-01' },
  ]);
});

test('an organisation of very many accounts is written some at a time', async () => {
  const accounts = Array.from({ length: 250 }, (_, i) => String(100_000_000_000 + i));
  write(
    'r.csv',
    accounts.flatMap((id, i) =>
      ['2026-09', '2026-10'].map((month) =>
        line({
          'bill/BillingPeriodStartDate': `${month}-01T00:00:00Z`,
          'lineItem/UsageStartDate': `${month}-02T00:00:00Z`,
          'lineItem/UsageAccountId': id,
          'lineItem/UnblendedCost': String(i),
        }),
      ),
    ),
  );
  facts = await factsOf(dir);
  expect(facts.accounts).toEqual(accounts);
  const [all] = await ask(
    facts.output,
    'select count(*)::double as n, count(distinct usage_account_id)::double as accounts, sum(unblended_cost)::decimal(18,2)::varchar as sum from cur_facts',
  );
  expect(all).toEqual({ n: 500, accounts: 250, sum: '62250.00' });
});

test('the cost model decides what counts, and what FOCUS cannot know is answered by the net', async () => {
  writeLegacyCsv(account({ discount: '0.1' }), join(dir, 'r.csv.gz'));
  for (const costModel of ['unblended', 'amortized', 'net_unblended', 'net_amortized'] as const) {
    const f = await factsOf(dir, { costModel });
    const [row] = await ask(
      f.output,
      `select sum(cost_primary)::varchar as primary_cost, sum(${costModel}_cost)::varchar as base from cur_facts`,
    );
    expect(row?.primary_cost).toBe(row?.base);
    remove(f.output);
  }
});
