/** What findings really cost: the same from every export, by the right lines, and never the same line behind one claim twice. */
import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { attributionTable, type CostModel } from '../../../contracts/billing.ts';
import { type Finding, findingTable } from '../../../contracts/finding.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import type { InventoryTable } from '../../../contracts/inventory/inventory-table.ts';
import { enrich } from '../../../src/enrich/enrich.ts';
import { relationOf } from '../../../src/inventory/inventory-folder.ts';
import { openDuckdb } from '../../../src/store/duckdb.ts';
import { createRelation, loadRows } from '../../../src/store/load-rows.ts';
import { readRows } from '../../../src/store/parquet.ts';
import { AURORA, account, DB, I, I_RI, I_SP, MEMBER, NAT, SNAP, VOL } from '../../support/billing/account.ts';
import { type Bill, costOf, PAYER, type Usage } from '../../support/billing/bill.ts';
import { writeCur2Parquet, writeLegacyCsv, writeLegacyParquet } from '../../support/billing/cur.ts';
import { type Facts, factsOf, remove, tempDir } from '../../support/billing/facts.ts';
import { writeFocusCsv } from '../../support/billing/focus.ts';
import { writeCsv } from '../../support/billing/write.ts';
import { finding } from '../../support/finding-maker.ts';
import { dbCluster, instance, volume } from '../../support/makers.ts';

let root: string;
const made: Facts[] = [];
beforeAll(() => {
  root = tempDir();
});
afterAll(() => {
  remove(root);
  for (const f of made) remove(f.output);
});

/** Facts of what a function writes into a folder of its own. */
async function billed(
  write: (dir: string) => Promise<void> | void,
  costModel: CostModel = 'net_amortized',
): Promise<Facts> {
  const dir = join(root, `b${made.length}`);
  await write(dir);
  const facts = await factsOf(dir, { costModel });
  made.push(facts);
  return facts;
}

interface Enrichment {
  readonly findings: ReadonlyMap<string, Finding>;
  readonly evidence: Awaited<ReturnType<typeof readRows<typeof attributionTable>>>;
  readonly coverage: Awaited<ReturnType<typeof enrich>>['coverage'];
}

async function enriched(
  facts: Facts,
  given: readonly Finding[],
  of: {
    runTs?: string;
    costModel?: CostModel;
    tables?: Readonly<Record<string, readonly unknown[]>>;
    correlated?: readonly Finding[];
  } = {},
): Promise<Enrichment> {
  const db = await openDuckdb({ threads: 1 });
  try {
    const tables = Object.values(inventoryTables) as InventoryTable[];
    for (const t of tables) {
      await createRelation(db, relationOf(t.name), t);
      const loaded = await loadRows(db, relationOf(t.name), t, of.tables?.[t.name] ?? []);
      expect(loaded.dropped).toEqual([]);
    }
    for (const [name, rows] of [
      ['observed', given],
      ['together', of.correlated ?? []],
    ] as const) {
      await createRelation(db, name, findingTable);
      expect((await loadRows(db, name, findingTable, rows)).dropped).toEqual([]);
    }
    const done = await enrich(db, {
      facts: join(facts.output, 'cur_facts'),
      periods: facts.periods,
      accounts: facts.accounts,
      findings: 'select * from observed',
      correlated: 'select * from together',
      tables,
      relationOf,
      tenant: 'default',
      runId: 'run-1',
      runTs: of.runTs ?? '2026-11-25T06:00:00.000Z',
      costModel: of.costModel ?? 'net_amortized',
    });
    const rows = await readRows(db, findingTable, `${done.findings} union all ${done.correlated}`);
    return {
      findings: new Map(rows.map((f) => [f.fingerprint, f])),
      evidence: await readRows(
        db,
        attributionTable,
        `select * from (${done.attribution}) order by fingerprint, resource_key, usage_type`,
      ),
      coverage: done.coverage,
    };
  } finally {
    await db.close();
  }
}

interface Differs {
  /** Resource, part and monthly amount. */
  readonly claims?: readonly (readonly [resource: string, part: string, monthly: string])[];
  readonly account?: string;
  readonly checkId?: string;
  readonly isCorrelation?: boolean;
}

const of = (fingerprint: string, type: string, id: string, arn: string, differs: Differs = {}): Finding => {
  const owner = differs.account ?? PAYER;
  return finding({
    fingerprint,
    ...(differs.checkId === undefined ? {} : { check_id: differs.checkId }),
    ...(differs.isCorrelation ? { source: { source_type: 'correlation' } } : {}),
    scope: {
      cloud: 'aws',
      account_id: owner,
      region: 'eu-west-1',
      service: type.startsWith('db') ? 'AmazonRDS' : 'AmazonEC2',
      resource_type: type,
      resource_id: id,
      resource_arn: arn,
    },
    claims: (differs.claims ?? []).map(([resource, part, monthly]) => ({
      item: `${owner}/eu-west-1/${resource}/${part}`,
      monthly_savings: monthly,
      effective_monthly_savings: null,
    })),
  });
};
const ec2 = (kind: string, id: string): string => `arn:aws:ec2:eu-west-1:${PAYER}:${kind}/${id}`;
const VOLUME = of('volume', 'ebs_volume', VOL, ec2('volume', VOL), {
  claims: [[VOL, 'storage', '11.000000']],
});
const FINDINGS: readonly Finding[] = [
  of('instance', 'instance', I, ec2('instance', I), { claims: [[I, 'compute', '78.110000']] }),
  of('by plan', 'instance', I_SP, ec2('instance', I_SP), { claims: [[I_SP, 'compute', '70.080000']] }),
  of('reserved', 'instance', I_RI, ec2('instance', I_RI), { claims: [[I_RI, 'compute', '78.110000']] }),
  VOLUME,
  of('snapshot', 'ebs_snapshot', 'snap-0abc00000000000c1', SNAP, {
    claims: [['vol-gone', 'snapshots', '5.000000']],
  }),
  of('nat', 'nat_gateway', 'nat-0abc00000000000d1', NAT, {
    claims: [['nat-0abc00000000000d1', 'hours', '35.040000']],
  }),
  of('database', 'db_instance', 'orders', DB, {
    claims: [
      ['orders', 'compute', '139.430000'],
      ['orders', 'storage', '12.780000'],
    ],
  }),
  of('group', 'security_group', 'sg-1', ec2('security-group', 'sg-1')),
  of('unbilled', 'instance', 'i-0ffffffffffffffff', ec2('instance', 'i-0ffffffffffffffff')),
  of('elsewhere', 'instance', 'i-0eeeeeeeeeeeeeeee', ec2('instance', 'i-0eeeeeeeeeeeeeeee'), {
    account: '555555555555',
  }),
  of(
    'member',
    'instance',
    'i-0abc00000000000a9',
    `arn:aws:ec2:eu-west-1:${MEMBER}:instance/i-0abc00000000000a9`,
    { account: MEMBER },
  ),
];

const costs = (e: Enrichment): Record<string, unknown> =>
  Object.fromEntries(
    [...e.findings].map(([k, f]) => [
      k,
      [
        f.actual.cost_7d,
        f.actual.cost_30d,
        f.actual.cost_mtd,
        f.actual.cost_prev_month,
        f.estimated.effective_monthly_savings,
      ],
    ]),
  );

/** Of the model: an instance's own lines, not GuardDuty's nor CloudWatch's. */
const own = (u: Usage): boolean => !['AmazonGuardDuty', 'AmazonCloudWatch'].includes(u.service);
const windows = (b: Bill, resource: string): string[] =>
  [
    ['2026-11-17', '2026-11-24'],
    ['2026-10-25', '2026-11-24'],
    ['2026-11-01', '2026-11-24'],
    ['2026-10-01', '2026-11-01'],
  ].map(([from = '', to = '']) => costOf(b, resource, from, to, own));

describe.each([
  ['list prices', account()],
  ['a discount of 10 %', account({ discount: '0.1' })],
] as const)('the cost of a finding at %s', (_name, bill) => {
  let first: Record<string, unknown> | undefined;
  test.each([
    ['legacy CUR', (d: string) => writeLegacyCsv(bill, join(d, 'r.csv.gz'))],
    ['CUR 2.0', (d: string) => writeCur2Parquet(bill, join(d, 'e.parquet'))],
    ['FOCUS 1.0', (d: string) => writeFocusCsv(bill, join(d, 'f.csv.gz'), '1.0')],
    ['FOCUS 1.2', (d: string) => writeFocusCsv(bill, join(d, 'f.csv.gz'), '1.2')],
  ] as const)('%s', async (_export, write) => {
    const e = await enriched(await billed(write), FINDINGS);
    const found = costs(e);
    first ??= found;
    expect(found).toEqual(first);
    const cost = (k: string): unknown[] => (found[k] as unknown[]).slice(0, 4);
    expect(cost('instance')).toEqual(windows(bill, I));
    expect(cost('by plan')).toEqual(windows(bill, I_SP));
    expect(cost('reserved')).toEqual(windows(bill, I_RI));
    expect(cost('volume')).toEqual(windows(bill, VOL));
    expect(cost('snapshot')).toEqual(windows(bill, SNAP));
    expect(cost('nat')).toEqual(windows(bill, NAT));
    expect(cost('database')).toEqual(windows(bill, DB));
    for (const k of ['group', 'unbilled', 'elsewhere']) expect(cost(k)).toEqual([null, null, null, null]);
    expect(e.findings.get('instance')?.actual).toMatchObject({
      model: {
        currency: 'USD',
        cost_model: 'net_amortized',
        granularity: 'daily',
        period_start: '2026-10-01',
        period_end: '2026-11-24',
      },
      attribution: { method: 'exact_resource_id', confidence: 100, matched_keys: [I] },
    });
    expect(e.coverage).toMatchObject({
      findings: 11,
      with_cost: 8,
      coverage_percent: 72.7,
      by_method: { exact_resource_id: 8, none: 3 },
      without_cost: [
        { reason: 'no line of the bill names the resource', findings: 1 },
        { reason: 'the account is not in the bill', findings: 1 },
        { reason: 'this kind of resource has no cost of its own', findings: 1 },
      ],
      covered_to: '2026-11-24',
    });
  });
});

describe('the second savings figure', () => {
  test('is the list-price saving at the rate that is billed, and no more than 30 days cost', async () => {
    const e = await enriched(await billed((d) => writeLegacyCsv(account(), join(d, 'r.csv.gz'))), FINDINGS);
    const effective = (k: string) => e.findings.get(k)?.estimated.effective_monthly_savings;
    // 78.11 claimed, 30 days cost 77.04
    expect(effective('instance')).toBe('77.040000');
    // 1.44 of 2.304 is billed: 70.08 × 0.625 = 43.80, capped at 30 × 1.44
    expect(effective('by plan')).toBe('43.200000');
    expect(effective('reserved')).toBe('48.000000');
    // the claim of 35.04 a month for the hours alone, which cost 34.56 in 30 days; traffic is no part of it
    expect(effective('nat')).toBe('34.560000');
    expect(effective('unbilled')).toBeNull();
    expect(e.findings.get('database')?.claims.map((c) => c.effective_monthly_savings)).toEqual([
      '137.520000',
      '12.600000',
    ]);
    expect(effective('database')).toBe('150.120000');
  });

  test('a claim below the cost is scaled and not capped', async () => {
    const e = await enriched(await billed((d) => writeLegacyCsv(account(), join(d, 'r.csv.gz'))), [
      of('smaller', 'instance', I_SP, ec2('instance', I_SP), { claims: [[I_SP, 'compute', '35.040000']] }),
    ]);
    expect(e.findings.get('smaller')?.estimated.effective_monthly_savings).toBe('21.900000');
    expect(e.coverage.savings).toEqual({
      items: 1,
      all_items: 1,
      at_list: '35.040000',
      at_billed_rates: '21.900000',
    });
  });

  test('is unknown where the bill is in another currency', async () => {
    const e = await enriched(
      await billed((d) => writeLegacyCsv(account({ currency: 'NOK' }), join(d, 'r.csv.gz'))),
      FINDINGS,
    );
    expect(e.findings.get('instance')?.actual).toMatchObject({
      cost_7d: '18.840198',
      model: { currency: 'NOK' },
    });
    expect(e.findings.get('instance')?.estimated.effective_monthly_savings).toBeNull();
  });
});

describe('evidence', () => {
  test('one row for each slice, and their sum is the cost', async () => {
    const e = await enriched(await billed((d) => writeLegacyCsv(account(), join(d, 'r.csv.gz'))), FINDINGS);
    const rows = e.evidence.filter((r) => r.fingerprint === 'instance');
    expect(
      rows.map((r) => [r.part, r.usage_type, r.service_code, r.cost_30d, r.claim_item, r.lines]),
    ).toEqual([
      [
        'compute',
        'EUW1-BoxUsage:m5.large',
        'AmazonEC2',
        '77.040000000000',
        `${PAYER}/eu-west-1/${I}/compute`,
        54,
      ],
      ['data_transfer', 'EUW1-DataTransfer-Out-Bytes', 'AmazonEC2', '3.703703673000', '', 54],
    ]);
    expect(e.evidence.every((r) => r.period_end === '2026-11-24' && r.cost_model === 'net_amortized')).toBe(
      true,
    );
  });

  test('of several findings with one claim the highest has it; the others show the cost and no claim', async () => {
    const e = await enriched(
      await billed((d) => writeLegacyCsv(account(), join(d, 'r.csv.gz'))),
      [
        VOLUME,
        of('gp2', 'ebs_volume', VOL, ec2('volume', VOL), {
          checkId: 'aws.ec2.ebs.gp2.to.gp3',
          claims: [[VOL, 'storage', '2.200000']],
        }),
        of('unencrypted', 'ebs_volume', VOL, ec2('volume', VOL), {
          checkId: 'aws.ec2.ebs.volume.unencrypted',
        }),
      ],
      {
        correlated: [
          of('both', 'ebs_volume', VOL, ec2('volume', VOL), {
            claims: [[VOL, 'storage', '11.000000']],
            isCorrelation: true,
          }),
        ],
      },
    );
    const item = `${PAYER}/eu-west-1/${VOL}/storage`;
    expect(e.evidence.map((r) => [r.fingerprint, r.claim_item]).sort()).toEqual([
      ['both', ''],
      ['gp2', ''],
      ['unencrypted', ''],
      ['volume', item],
    ]);
    for (const k of ['volume', 'gp2', 'unencrypted', 'both'])
      expect(e.findings.get(k)?.actual.cost_30d).toBe('11.000000');
    expect(e.coverage.findings).toBe(3);
  });
});

describe('components', () => {
  const stopped = of('stopped', 'instance', 'i-0abc00000000000b9', ec2('instance', 'i-0abc00000000000b9'), {
    claims: [[VOL, 'storage', '11.000000']],
  });

  test('a stopped instance costs what its volumes cost', async () => {
    const e = await enriched(await billed((d) => writeLegacyCsv(account(), join(d, 'r.csv.gz'))), [stopped]);
    expect(e.findings.get('stopped')?.actual).toMatchObject({
      cost_30d: '11.000000',
      attribution: { method: 'component', confidence: 90, matched_keys: [VOL] },
    });
    expect(e.findings.get('stopped')?.estimated.effective_monthly_savings).toBe('11.000000');
  });

  test('also where the finding claims nothing', async () => {
    const e = await enriched(
      await billed((d) => writeLegacyCsv(account(), join(d, 'r.csv.gz'))),
      [of('imds', 'instance', 'i-0abc00000000000b9', ec2('instance', 'i-0abc00000000000b9'))],
      {
        tables: {
          ec2_instances: [
            instance({
              account_id: PAYER,
              instance_id: 'i-0abc00000000000b9',
              state: 'stopped',
              volume_ids: [VOL],
            }),
          ],
        },
      },
    );
    expect(e.findings.get('imds')?.actual.cost_30d).toBe('11.000000');
  });

  test('a running instance does not cost its volumes: those are resources of their own', async () => {
    const e = await enriched(
      await billed((d) => writeLegacyCsv(account(), join(d, 'r.csv.gz'))),
      [of('imds', 'instance', I, ec2('instance', I))],
      {
        tables: {
          ec2_instances: [
            instance({ account_id: PAYER, instance_id: I, state: 'running', volume_ids: [VOL] }),
          ],
        },
      },
    );
    expect(e.findings.get('imds')?.actual.attribution.matched_keys).toEqual([I]);
  });

  test('an Aurora cluster is known to the bill by its resource id alone', async () => {
    const arn = `arn:aws:rds:eu-west-1:${PAYER}:cluster:shop`;
    const e = await enriched(
      await billed((d) => writeLegacyCsv(account(), join(d, 'r.csv.gz'))),
      [of('cluster', 'db_cluster', 'shop', arn)],
      {
        tables: {
          rds_clusters: [
            dbCluster({
              account_id: PAYER,
              db_cluster_id: 'shop',
              arn,
              cluster_resource_id: 'cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
            }),
          ],
        },
      },
    );
    expect(e.findings.get('cluster')?.actual).toMatchObject({
      cost_30d: '3.300000',
      attribution: {
        method: 'exact_resource_id',
        matched_keys: [AURORA.replace(/^arn:aws:rds:eu-west-1:\d+:/, 'rds/eu-west-1/')],
      },
    });
  });
});

describe('tags', () => {
  const usage = (resource: string, tags: Record<string, string>, list: string): Usage => ({
    service: 'AmazonEC2',
    usageType: 'EUW1-EBS:VolumeUsage.gp2',
    resource,
    from: '2026-10-01',
    days: 54,
    list,
    tags,
  });
  const row = (id: string, tags: Record<string, string>) =>
    volume({ account_id: PAYER, volume_id: id, tags });
  const findings = ['vol-0a', 'vol-0b', 'vol-0c'].map((id) =>
    of(id, 'ebs_volume', id, ec2('volume', id), { claims: [[id, 'storage', '11.000000']] }),
  );
  const bill: Bill = {
    payer: PAYER,
    usage: [
      usage('', { 'user:Name': 'alone', 'user:team': 'blue' }, '1'),
      usage('', { 'user:team': 'blue' }, '10'),
      usage('', { 'user:Name': 'alone', 'user:Disk': 'b' }, '100'),
      usage('vol-0c', { 'user:Disk': 'c' }, '2'),
      usage('', { 'user:Disk': 'c' }, '1000'),
    ],
  };
  const tables = {
    ec2_volumes: [
      row('vol-0a', { Name: 'alone', team: 'blue' }),
      row('vol-0b', { Disk: 'b', team: 'blue' }),
      row('vol-0c', { Disk: 'c' }),
    ],
  };

  test('a line without a resource is the one’s that alone has its tag; not when tags point at two, nor where lines name it', async () => {
    const e = await enriched(await billed((d) => writeLegacyCsv(bill, join(d, 'r.csv.gz'))), findings, {
      tables,
    });
    expect(e.findings.get('vol-0a')?.actual).toMatchObject({
      cost_30d: '30.000000',
      attribution: { method: 'tag', confidence: 50, matched_keys: ['name=alone'] },
    });
    expect(e.findings.get('vol-0a')?.estimated.effective_monthly_savings).toBe('11.000000');
    expect(e.findings.get('vol-0b')?.actual.cost_30d).toBeNull();
    expect(e.findings.get('vol-0c')?.actual).toMatchObject({
      cost_30d: '60.000000',
      attribution: { method: 'exact_resource_id', matched_keys: ['vol-0c'] },
    });
    expect(e.coverage.by_method).toEqual({ exact_resource_id: 1, none: 1, tag: 1 });
  });

  test('keys are told as every export folds them', async () => {
    const only: Bill = { payer: PAYER, usage: bill.usage.slice(0, 1) };
    for (const write of [
      (d: string) => writeLegacyParquet(only, join(d, 'r.parquet')),
      (d: string) => writeCur2Parquet(only, join(d, 'e.parquet')),
      (d: string) => writeFocusCsv(only, join(d, 'f.csv'), '1.2'),
    ])
      expect(
        (await enriched(await billed(write), findings, { tables })).findings.get('vol-0a')?.actual.cost_30d,
      ).toBe('30.000000');
  });
});

describe('windows', () => {
  const one = [FINDINGS[3] as Finding];
  const cost = async (facts: Facts, runTs?: string) =>
    costs(await enriched(facts, one, runTs === undefined ? {} : { runTs })).volume as (string | null)[];
  const usage = (from: string, days: number): Bill => ({
    payer: PAYER,
    usage: [{ service: 'AmazonEC2', usageType: 'EBS:VolumeUsage.gp2', resource: VOL, from, days, list: '1' }],
  });

  test('end with the day of the run, never after it', async () => {
    const facts = await billed((d) => writeLegacyCsv(usage('2026-09-01', 85), join(d, 'r.csv.gz')));
    expect(await cost(facts, '2026-11-20T23:59:00.000Z')).toEqual([
      '7.000000',
      '30.000000',
      '19.000000',
      '31.000000',
      '11.000000',
    ]);
  });

  test('a window that the bill does not cover whole is unknown, not smaller', async () => {
    const facts = await billed((d) => writeLegacyCsv(usage('2026-11-05', 10), join(d, 'r.csv.gz')));
    expect((await cost(facts)).slice(0, 4)).toEqual(['7.000000', null, '10.000000', null]);
  });

  test('the second figure does with the days that there are', async () => {
    const facts = await billed((d) => writeLegacyCsv(usage('2026-11-05', 10), join(d, 'r.csv.gz')));
    expect((await cost(facts))[4]).toBe('11.000000');
  });

  test('a month that was written after its end is whole, though its last days saw no usage', async () => {
    const facts = await billed((d) => {
      writeLegacyCsv(usage('2026-10-01', 28), join(d, 'a.csv.gz'));
      writeLegacyCsv(usage('2026-11-03', 20), join(d, 'b.csv.gz'));
    });
    expect((await cost(facts)).slice(0, 4)).toEqual(['7.000000', '25.000000', '20.000000', '28.000000']);
  });

  test('one that was written before its end is not, nor is the day on which it was written', async () => {
    const written = async (at: string, from: string, days: number): Promise<(string | null)[]> =>
      cost(
        await billed((d) => {
          writeLegacyCsv(usage(from, days), join(d, 'a.csv.gz'));
          utimesSync(join(d, 'a.csv.gz'), new Date(at), new Date(at));
        }),
      );
    // September and October, written on the 20th of October: through the 19th
    expect((await written('2026-10-20T09:00:00Z', '2026-09-01', 50)).slice(0, 4)).toEqual([
      '7.000000',
      '30.000000',
      '19.000000',
      '30.000000',
    ]);
  });

  test('a month that is missing in between ends what is covered', async () => {
    const facts = await billed((d) => {
      writeLegacyCsv(usage('2026-09-01', 30), join(d, 'a.csv.gz'));
      writeLegacyCsv(usage('2026-11-01', 20), join(d, 'b.csv.gz'));
    });
    expect((await cost(facts)).slice(0, 4)).toEqual(['7.000000', null, '20.000000', null]);
  });

  test('a resource without a line in a window that is covered cost nothing in it', async () => {
    const facts = await billed((d) =>
      writeLegacyCsv(
        {
          payer: PAYER,
          usage: [
            ...usage('2026-10-01', 20).usage,
            { service: 'AmazonS3', usageType: 'x', resource: 'b', from: '2026-09-01', days: 85, list: '1' },
          ],
        },
        join(d, 'r.csv.gz'),
      ),
    );
    expect((await cost(facts)).slice(0, 4)).toEqual(['0.000000', '0.000000', '0.000000', '20.000000']);
  });

  test('of a monthly export only months are known', async () => {
    const facts = await billed((d) =>
      writeCsv(
        join(d, 'r.csv'),
        [
          'bill/PayerAccountId',
          'bill/BillingPeriodStartDate',
          'lineItem/UsageAccountId',
          'lineItem/LineItemType',
          'lineItem/UsageStartDate',
          'lineItem/UsageEndDate',
          'lineItem/ProductCode',
          'lineItem/UsageType',
          'lineItem/ResourceId',
          'lineItem/UnblendedCost',
          'lineItem/CurrencyCode',
        ],
        ['2026-09', '2026-10'].map((m) => ({
          'bill/PayerAccountId': PAYER,
          'bill/BillingPeriodStartDate': `${m}-01T00:00:00Z`,
          'lineItem/UsageAccountId': PAYER,
          'lineItem/LineItemType': 'Usage',
          'lineItem/UsageStartDate': `${m}-01T00:00:00Z`,
          'lineItem/UsageEndDate': m === '2026-09' ? '2026-10-01T00:00:00Z' : '2026-11-01T00:00:00Z',
          'lineItem/ProductCode': 'AmazonEC2',
          'lineItem/UsageType': 'EBS:VolumeUsage.gp2',
          'lineItem/ResourceId': VOL,
          'lineItem/UnblendedCost': '31',
          'lineItem/CurrencyCode': 'USD',
        })),
      ),
    );
    expect((await cost(facts)).slice(0, 4)).toEqual([null, null, '31.000000', '31.000000']);
  });
});

test('an export without resource ids gives no cost, and the coverage says why', async () => {
  const e = await enriched(
    await billed((d) =>
      writeCur2Parquet(account(), join(d, 'e.parquet'), { without: ['line_item_resource_id'] }),
    ),
    [FINDINGS[0] as Finding],
  );
  expect(e.coverage.without_cost).toEqual([{ reason: 'the export has no resource ids', findings: 1 }]);
  expect(e.findings.get('instance')?.actual.cost_30d).toBeNull();
});

test('a resource that is billed in two currencies has no cost', async () => {
  const e = await enriched(
    await billed((d) => {
      writeLegacyCsv({ payer: PAYER, usage: account().usage.slice(6, 7) }, join(d, 'a.csv.gz'));
      writeLegacyCsv(
        { payer: PAYER, currency: 'EUR', usage: account().usage.slice(6, 7) },
        join(d, 'b.csv.gz'),
      );
    }),
    [VOLUME],
  );
  expect(e.coverage.without_cost).toEqual([{ reason: 'billed in more than one currency', findings: 1 }]);
});
