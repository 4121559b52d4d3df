/** Bills made at random: whatever is used and however it is paid for, every export gives each finding what the model says. */
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingTable } from '../../../contracts/finding.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import type { InventoryTable } from '../../../contracts/inventory/inventory-table.ts';
import { enrich } from '../../../src/enrich/enrich.ts';
import { relationOf } from '../../../src/inventory/inventory-folder.ts';
import { openDuckdb } from '../../../src/store/duckdb.ts';
import { createRelation, loadRows } from '../../../src/store/load-rows.ts';
import { readRows } from '../../../src/store/parquet.ts';
import { type Bill, costOf, dayAfter, monthTotal, PAYER, type Usage } from '../../support/billing/bill.ts';
import { writeCur2Parquet, writeLegacyCsv } from '../../support/billing/cur.ts';
import { ask, factsOf, remove, tempDir } from '../../support/billing/facts.ts';
import { writeFocusCsv } from '../../support/billing/focus.ts';
import { finding } from '../../support/finding-maker.ts';

let root: string;
beforeAll(() => {
  root = tempDir();
});
afterAll(() => remove(root));

const arn = (rest: string): string => `arn:aws:ec2:eu-west-1:${PAYER}:${rest}`;
const DB = `arn:aws:rds:eu-west-1:${PAYER}:db:orders`;
/** Resource as billed, its kind, its id and ARN in the inventory, and a usage type that is its own. */
const RESOURCES = [
  ['i-0a1', 'instance', 'i-0a1', arn('instance/i-0a1'), 'AmazonEC2', 'EUW1-BoxUsage:m5.large'],
  ['i-0a2', 'instance', 'i-0a2', arn('instance/i-0a2'), 'AmazonEC2', 'EUW1-SpotUsage:m5.large'],
  ['vol-0b1', 'ebs_volume', 'vol-0b1', arn('volume/vol-0b1'), 'AmazonEC2', 'EUW1-EBS:VolumeUsage.gp3'],
  [
    arn('natgateway/nat-0c1'),
    'nat_gateway',
    'nat-0c1',
    arn('natgateway/nat-0c1'),
    'AmazonEC2',
    'EUW1-NatGateway-Hours',
  ],
  [DB, 'db_instance', 'orders', DB, 'AmazonRDS', 'EUW1-InstanceUsage:db.m5.large'],
] as const;

const amount = fc.integer({ min: 0, max: 9_999_999 }).map((n) => (n / 1e6).toFixed(6));
const usage: fc.Arbitrary<Usage> = fc
  .record({
    resource: fc.constantFrom(...RESOURCES),
    from: fc.integer({ min: 0, max: 84 }),
    days: fc.integer({ min: 1, max: 85 }),
    list: amount,
    effective: amount,
    paid: fc.constantFrom('onDemand' as const, 'savingsPlan' as const, 'reservation' as const),
    stranger: fc.boolean(),
  })
  .map(({ resource: [id, , , , service, usageType], from, days, stranger, ...rest }) => ({
    ...rest,
    // GuardDuty bills on the same id
    service: stranger ? 'AmazonGuardDuty' : service,
    usageType: stranger ? 'EUW1-PaidEventsAnalyzed' : usageType,
    paid: stranger ? ('onDemand' as const) : rest.paid,
    resource: id,
    from: dayAfter('2026-09-01', from),
    days: Math.min(days, 85 - from),
  }));
const bill: fc.Arbitrary<Bill> = fc.record({
  payer: fc.constant(PAYER),
  discount: fc.constantFrom('0', '0.1', '0.25'),
  // something is used every day, as in every real account
  usage: fc.array(usage, { minLength: 1, maxLength: 8 }).map((all): Usage[] => [
    ...all,
    {
      service: 'AmazonS3',
      usageType: 'TimedStorage',
      resource: 'bucket',
      from: '2026-09-01',
      days: 85,
      list: '0.01',
    },
  ]),
  commitments: fc.constantFrom(
    [],
    [
      {
        kind: 'savingsPlan' as const,
        from: '2026-09-01',
        days: 85,
        commitment: '4',
        unused: '1.25',
        upfront: '17',
      },
    ],
    [{ kind: 'reservation' as const, from: '2026-09-01', days: 85, commitment: '2', unused: '0.5' }],
  ),
});

const FINDINGS = RESOURCES.map(([, type, id, resourceArn, service]) =>
  finding({
    fingerprint: id,
    scope: {
      cloud: 'aws',
      account_id: PAYER,
      region: 'eu-west-1',
      service,
      resource_type: type,
      resource_id: id,
      resource_arn: resourceArn,
    },
  }),
);

async function costs(dir: string): Promise<{ byFinding: Map<string, (string | null)[]>; november: unknown }> {
  const facts = await factsOf(dir);
  const db = await openDuckdb({ threads: 1 });
  try {
    const tables = Object.values(inventoryTables) as InventoryTable[];
    for (const t of tables) await createRelation(db, relationOf(t.name), t);
    for (const [name, rows] of [
      ['observed', FINDINGS],
      ['together', []],
    ] as const) {
      await createRelation(db, name, findingTable);
      await loadRows(db, name, findingTable, rows);
    }
    const done = await enrich(db, {
      facts: facts.facts,
      periods: facts.periods,
      accounts: facts.accounts,
      findings: 'select * from observed',
      correlated: 'select * from together',
      tables,
      relationOf,
      tenant: 'default',
      runId: 'run-1',
      runTs: '2026-11-25T06:00:00.000Z',
      costModel: 'net_amortized',
    });
    const rows = await readRows(db, findingTable, done.findings);
    const [november] = await ask(
      facts.output,
      "select sum(net_amortized_cost)::decimal(18,6)::varchar as t from cur_facts where billing_period = '2026-11'",
    );
    return {
      november: november?.t,
      byFinding: new Map(
        rows.map((f) => [
          f.fingerprint,
          [f.actual.cost_7d, f.actual.cost_30d, f.actual.cost_mtd, f.actual.cost_prev_month],
        ]),
      ),
    };
  } finally {
    await db.close();
    remove(facts.output);
  }
}

const WINDOWS = [
  ['2026-11-18', '2026-11-25'],
  ['2026-10-26', '2026-11-25'],
  ['2026-11-01', '2026-11-25'],
  ['2026-10-01', '2026-11-01'],
] as const;

test.each([
  ['legacy CUR', (b: Bill, d: string) => writeLegacyCsv(b, join(d, 'r.csv.gz'))],
  ['CUR 2.0', (b: Bill, d: string) => writeCur2Parquet(b, join(d, 'e.parquet'))],
  ['FOCUS 1.2', (b: Bill, d: string) => writeFocusCsv(b, join(d, 'f.csv.gz'), '1.2')],
] as const)(
  '%s',
  async (_name, write) => {
    await fc.assert(
      fc.asyncProperty(bill, async (b) => {
        const dir = mkdtempSync(join(root, 'bill-'));
        await write(b, dir);
        const { byFinding, november } = await costs(dir);
        expect(november).toBe(monthTotal(b, '2026-11'));
        for (const [billed, , id, , service] of RESOURCES) {
          const own = (u: Usage): boolean => u.service === service;
          // within two months and 30 days of the last covered day
          const isKnown = b.usage.some(
            (u) => u.resource === billed && own(u) && dayAfter(u.from, u.days) > '2026-10-01',
          );
          expect(byFinding.get(id), id).toEqual(
            isKnown
              ? WINDOWS.map(([from, to]) => costOf(b, billed, from, to, own))
              : [null, null, null, null],
          );
        }
      }),
      { numRuns: 6, seed: 4 },
    );
  },
  60_000,
);
