/** One piece of work of the billing bench in a process of its own, so that its memory is its own: prints seconds and peak MB. */
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, findingTable } from '../contracts/finding.ts';
import { inventoryTables } from '../contracts/inventory/catalogue.ts';
import type { InventoryTable } from '../contracts/inventory/inventory-table.ts';
import { openLocalSource } from '../src/billing/local-source.ts';
import { normalize } from '../src/billing/normalize.ts';
import { enrich } from '../src/enrich/enrich.ts';
import { type Duckdb, openDuckdb } from '../src/store/duckdb.ts';
import { createRelation, loadRows } from '../src/store/load-rows.ts';
import { writeParquet } from '../src/store/parquet.ts';
import { ebsFinding } from './findings.ts';

const MEMORY = '2GB';
const FILE_LINES = 5_000_000;
const ACCOUNTS = 20;
/** Resources by lines: a few have very many. */
const resourcesOf = (lines: number): number => Math.ceil(lines / 100);

/** Deterministic, 0 to 1. */
const random = (seed: number): string => `((hash(i, ${seed}) % 1000003) / 1000003.0)`;

/** Lines of a CUR 2.0 as real ones are: few big resources, 8 % without an id, 40 tag keys, reservations, plans, credits. */
function lines(from: number, to: number, total: number): string {
  const tags = Array.from({ length: 5 }, (_, n) => `'user_key' || ((r * 7 + ${n} * 8) % 40)`).join(', ');
  const filler = Array.from(
    { length: 40 },
    (_, n) => `'filler value ' || ((i * ${n + 3}) % 17) as product_filler_${n}`,
  ).join(', ');
  return `select
    'line' || i as identity_line_item_id, '2026-10-01T00:00:00Z/2026-10-01T01:00:00Z' as identity_time_interval,
    '012345678901' as bill_payer_account_id, 'The payer' as bill_payer_account_name, '' as bill_invoice_id, 'AWS' as bill_billing_entity,
    timestamp '2026-10-01' as bill_billing_period_start_date, timestamp '2026-11-01' as bill_billing_period_end_date,
    printf('%012d', 100000000000 + r % ${ACCOUNTS}) as line_item_usage_account_id,
    case when k < 0.8 then 'Usage' when k < 0.87 then 'SavingsPlanCoveredUsage' when k < 0.92 then 'DiscountedUsage' when k < 0.97 then 'SavingsPlanNegation'
         when k < 0.98 then 'EdpDiscount' when k < 0.99 then 'Credit' else 'Tax' end as line_item_line_item_type,
    timestamp '2026-10-01' + to_hours((i % 744)::int) as line_item_usage_start_date, timestamp '2026-10-01' + to_hours((i % 744)::int + 1) as line_item_usage_end_date,
    'AmazonEC2' as line_item_product_code, 'EUW1-EBS:VolumeUsage.gp' || (2 + r % 2) as line_item_usage_type, 'CreateVolume-Gp2' as line_item_operation,
    case when k < 0.92 then 'vol-' || printf('%017x', r) else '' end as line_item_resource_id,
    'USD' as line_item_currency_code, 'per GB-month' as line_item_line_item_description, 'eu-west-1' as product_region_code, 'GB-Mo' as pricing_unit,
    (hash(i, 3) % 100000) / 1e8 as line_item_usage_amount, (hash(i, 4) % 100000) / 1e7 as line_item_unblended_cost,
    (hash(i, 4) % 100000) / 1e7 * 0.9 as line_item_net_unblended_cost, (hash(i, 4) % 100000) / 1e7 as pricing_public_on_demand_cost,
    case when k >= 0.87 and k < 0.92 then 'arn:aws:ec2:eu-west-1:1:reserved-instances/' || (r % 50) else '' end as reservation_reservation_a_r_n,
    case when k >= 0.87 and k < 0.92 then (hash(i, 5) % 100000) / 1e7 end as reservation_effective_cost,
    case when k >= 0.87 and k < 0.92 then (hash(i, 5) % 100000) / 1e7 * 0.9 end as reservation_net_effective_cost,
    null::double as reservation_unused_amortized_upfront_fee_for_billing_period, null::double as reservation_unused_recurring_fee,
    case when k >= 0.8 and k < 0.87 then 'arn:aws:savingsplans::1:savingsplan/' || (r % 20) else '' end as savings_plan_savings_plan_a_r_n,
    case when k >= 0.8 and k < 0.87 then (hash(i, 6) % 100000) / 1e7 end as savings_plan_savings_plan_effective_cost,
    case when k >= 0.8 and k < 0.87 then (hash(i, 6) % 100000) / 1e7 * 0.9 end as savings_plan_net_savings_plan_effective_cost,
    null::double as savings_plan_total_commitment_to_date, null::double as savings_plan_used_commitment,
    map([${tags}], ['value-' || (r % 50), 'value-' || (r % 11), 'team-' || (r % 30), 'env-' || (r % 4), 'cc-' || (r % 100)]) as resource_tags,
    map(['product_name', 'servicename'], ['Amazon Elastic Compute Cloud', 'Amazon EC2']) as product, ${filler}
  from (select i, floor(${resourcesOf(total)} * pow(${random(1)}, 3))::bigint as r, ${random(2)} as k from range(${from}, ${to}) as t(i))`;
}

async function withDb<T>(work: (db: Duckdb) => Promise<T>): Promise<T> {
  const db = await openDuckdb({ memoryLimit: MEMORY, keepsOrder: false });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function generate(dir: string, total: number, format: 'parquet' | 'csv.gz'): Promise<void> {
  mkdirSync(dir, { recursive: true });
  await withDb(async (db) => {
    for (let from = 0, n = 1; from < total; from += FILE_LINES, n += 1) {
      const file = join(dir, `cur2-${String(n).padStart(5, '0')}.${format}`);
      const rows = lines(from, Math.min(total, from + FILE_LINES), total);
      const csv = `select * replace (to_json(resource_tags) as resource_tags, to_json(product) as product) from (${rows})`;
      await db.conn.run(
        format === 'parquet'
          ? `copy (${rows}) to '${file}' (format parquet, compression snappy)`
          : `copy (${csv}) to '${file}' (format csv, header, compression gzip)`,
      );
    }
  });
}

/** What DuckDB alone takes to add up the files and to copy them: the measure of everything else. */
async function bare(dir: string, format: 'parquet' | 'csv.gz', into: string): Promise<void> {
  const from =
    format === 'parquet'
      ? `read_parquet('${dir}/*.parquet')`
      : `read_csv('${dir}/*.csv.gz', all_varchar = true)`;
  await withDb(async (db) => {
    await db.conn.runAndReadAll(`select sum(line_item_unblended_cost::double) from ${from}`);
    await db.conn.run(`copy (select * from ${from}) to '${into}' (format parquet, compression zstd)`);
  });
}

async function normalized(dir: string, output: string): Promise<void> {
  const done = await normalize({
    source: openLocalSource(dir),
    output,
    tenant: 'default',
    costModel: 'net_amortized',
    memoryLimit: MEMORY,
    log: { progress: () => undefined, warn: () => undefined },
  });
  if (done.periods.length === 0) throw new Error(JSON.stringify(done.quality.left_out));
}

async function enriched(output: string, findings: number, total: number): Promise<void> {
  await withDb(async (db) => {
    const tables = Object.values(inventoryTables) as InventoryTable[];
    for (const t of tables) await createRelation(db, `inventory_${t.name}`, t);
    const resources = resourcesOf(total);
    function* made(): Generator<Finding> {
      for (let n = 0; n < findings; n += 1) {
        const r = Math.floor((n * resources) / findings);
        yield ebsFinding(
          n,
          `vol-${r.toString(16).padStart(17, '0')}`,
          String(100_000_000_000 + (r % ACCOUNTS)),
        );
      }
    }
    for (const [name, rows] of [
      ['observed', made()],
      ['together', []],
    ] as const) {
      await createRelation(db, name, findingTable);
      await loadRows(db, name, findingTable, rows);
    }
    const started = performance.now();
    const periods = [
      {
        tenant_id: 'default',
        billing_period: '2026-10',
        payer_account_id: '012345678901',
        currency: 'USD',
        cost_model: 'net_amortized',
        granularity: 'hourly',
        has_resource_ids: true,
        covered_from: '2026-10-01',
        covered_to: '2026-11-01',
        rows: total,
      },
    ];
    const done = await enrich(db, {
      facts: join(output, 'cur_facts'),
      periods,
      accounts: [],
      findings: 'select * from observed',
      correlated: 'select * from together',
      tables,
      relationOf: (t) => `inventory_${t}`,
      tenant: 'default',
      runId: 'bench',
      runTs: '2026-11-25T06:00:00.000Z',
      costModel: 'net_amortized',
    });
    const root = mkdtempSync(join(tmpdir(), 'bench-enriched-'));
    await writeParquet(db, { table: findingTable, from: done.findings, root, file: 'f.parquet', name: 'f' });
    rmSync(root, { recursive: true });
    process.stdout.write(
      `${JSON.stringify({ seconds: (performance.now() - started) / 1000, withCost: done.coverage.with_cost })}\n`,
    );
  });
}

const [, , what = '', ...args] = process.argv;
const [a = '', b = '', c = ''] = args;
const started = performance.now();
if (what === 'generate') await generate(a, Number(b), c as 'parquet' | 'csv.gz');
if (what === 'bare') await bare(a, b as 'parquet' | 'csv.gz', c);
if (what === 'normalize') await normalized(a, b);
if (what === 'enrich') await enriched(a, Number(b), Number(c));
process.stdout.write(
  `${JSON.stringify({
    seconds: (performance.now() - started) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
    bytes: what === 'bare' ? statSync(c).size : 0,
  })}\n`,
);
