/** What findings really cost: their resources' lines of the bill, window by window. Facts are read once. */
import { join } from 'node:path';
import {
  type BillingPeriodRow,
  billingPeriodTable,
  type CostCoverage,
  type CostModel,
} from '../../contracts/billing.ts';
import type { InventoryTable } from '../../contracts/inventory/inventory-table.ts';
import { GateError } from '../shared/errors.ts';
import { type Duckdb, identifier, literal } from '../store/duckdb.ts';
import { createRelation, loadRows } from '../store/load-rows.ts';
import { listSql, statement } from '../store/sql.ts';
import { costCoverage } from './coverage.ts';

export interface EnrichInput {
  /** Folder with `tenant_id=…/billing_period=…/usage_account_id=…/*.parquet`. */
  readonly facts: string;
  readonly periods: readonly BillingPeriodRow[];
  /** Accounts that the facts bill. */
  readonly accounts: readonly string[];
  /** Queries over relations of the findings' columns. */
  readonly findings: string;
  readonly correlated: string;
  readonly tables: readonly InventoryTable[];
  readonly relationOf: (table: string) => string;
  readonly tenant: string;
  readonly runId: string;
  /** ISO 8601: no window goes beyond its day. */
  readonly runTs: string;
  readonly costModel: CostModel;
}

export interface Enriched {
  /** Queries over relations of the findings' columns, with costs. */
  readonly findings: string;
  readonly correlated: string;
  /** Over the columns of `cost_attribution`. */
  readonly attribution: string;
  readonly coverage: CostCoverage;
}

/** Every part of every kind of resource, in order; lines of the service that no part names are `other`. */
function billedParts(tables: readonly InventoryTable[]): string {
  const rows = tables.flatMap(({ resource }) => {
    if (!resource || resource.billed?.length === 0) return [];
    const { type, service } = resource;
    // a table of several kinds repeats what tables of their own describe
    if (typeof type !== 'string' || typeof service !== 'string') return [];
    const parts = resource.billed ?? [];
    const services = new Set([service, ...parts.flatMap((p) => p.services)]);
    return [
      ...parts.flatMap((p, i) => p.services.map((s) => [type, i, p.part, s, p.usage ?? ''] as const)),
      ...[...services].map((s) => [type, parts.length, 'other', s, ''] as const),
    ];
  });
  const values = rows.map(
    ([type, at, part, service, usage]) =>
      `(${literal(type)}, ${at}, ${literal(part)}, ${literal(service)}, ${literal(usage)})`,
  );
  return `select distinct * from (values ${values.join(', ')}) as t(resource_type, position, part, service_code, usage_pattern)`;
}

/** Every tag of every resource that is billed; the views of the tables are there. */
function taggedResources(tables: readonly InventoryTable[]): string {
  const selects = tables.flatMap((t) =>
    t.resource &&
    typeof t.resource.type === 'string' &&
    typeof t.resource.service === 'string' &&
    t.resource.billed?.length !== 0 &&
    'tags' in t.columns
      ? [
          `select account_id, ${literal(t.resource.service)} as service_code, ${literal(t.resource.type)} as resource_type, ${identifier(t.resource.idColumn)} as resource_id, unnest(map_keys(tags)) as tag_key, unnest(map_values(tags)) as tag_value from ${identifier(t.name)}`,
        ]
      : [],
  );
  return [...new Set(selects)].join(' union all ');
}

/** Kinds of resources that have no cost of their own. */
const unbilledTypes = (tables: readonly InventoryTable[]): string[] =>
  tables.flatMap((t) =>
    t.resource?.billed?.length === 0 && typeof t.resource.type === 'string' ? [t.resource.type] : [],
  );

const FACT_COLUMNS = [
  'payer_account_id, usage_account_id, resource_key, service_code, usage_type, operation, currency, charge_class',
  'usage_start, usage_end, list_cost, cost_primary, is_split_cost, region, tags',
].join(', ');

/** One row per finding that says something, with the key under which the bill knows its resource. */
async function keyFindings(db: Duckdb, of: EnrichInput): Promise<void> {
  const select = (query: string, isCorrelation: boolean): string =>
    `select f.fingerprint, f.check_id, ${isCorrelation} as is_correlation, f.lifecycle.status as lifecycle_status, f.scope.account_id as account_id, f.scope.region as region, f.scope.service as service_code, f.scope.resource_type as resource_type, f.scope.resource_id as own_id, f.scope.resource_arn as resource_arn, case when f.scope.resource_arn <> '' then f.scope.resource_arn else f.scope.resource_id end as resource_id, f.claims, f.tags from (${query}) as f where f.status in ('fail', 'info')`;
  await db.conn.run(
    `create or replace temp view named_resources as ${select(of.findings, false)} union all ${select(of.correlated, true)}`,
  );
  const unbilled = `resource_type in (${['', ...unbilledTypes(of.tables)].map(literal).join(', ')})`;
  await db.conn.run(
    `create or replace temp table own_keys as select fingerprint, check_id, is_correlation, lifecycle_status, account_id, region, service_code, resource_type, own_id as resource_id, resource_arn, claims, tags, ${unbilled} as is_unbilled, case when ${unbilled} then '' else resource_key end as resource_key from (${statement('billing/resource-key')})`,
  );
}

async function assertAll(db: Duckdb): Promise<void> {
  for (const name of listSql('assert/enrich')) {
    const rows = await db.conn.runAndReadAll(statement(`assert/enrich/${name}`));
    const [broken] = rows.getRowObjectsJson();
    if (broken)
      throw new GateError({
        fault: 'ours',
        message: `The promise ${name} is broken: ${JSON.stringify(broken).slice(0, 300)}`,
      });
  }
}

/** A finding query with `actual`, the second savings figure and its claims' filled in. */
const withCosts = (query: string, costModel: CostModel): string =>
  `select f.* replace (
     case when c.fingerprint is null then f.actual else struct_update(f.actual,
       cost_7d := c.cost_7d, cost_30d := c.cost_30d, cost_mtd := c.cost_mtd, cost_prev_month := c.cost_prev_month,
       model := struct_pack(currency := c.currency, cost_model := ${literal(costModel)}, granularity := c.granularity, period_start := c.covered_from, period_end := c.covered_to),
       attribution := struct_pack(method := c.method, confidence := c.confidence::utinyint, matched_keys := c.matched_keys)) end as actual,
     case when r.fingerprint is null then f.claims else list_transform(f.claims, lambda x: struct_update(x, effective_monthly_savings := r.by_item[x.item])) end as claims,
     case when r.items = len(f.claims) then struct_update(f.estimated, effective_monthly_savings := r.total::decimal(18,6)) else f.estimated end as estimated)
   from (${query}) as f
   left join finding_costs_dated as c on c.fingerprint = f.fingerprint
   left join (
     select fingerprint, count(*) as items, sum(effective_monthly_savings) as total, map_from_entries(array_agg({'k': item, 'v': effective_monthly_savings::decimal(18,6)})) as by_item
     from claim_rates group by fingerprint
   ) as r on r.fingerprint = f.fingerprint`;

/** Throws GateError (ours) when a promise about the attribution is broken. */
export async function enrich(db: Duckdb, of: EnrichInput): Promise<Enriched> {
  const table = (name: string, query: string): Promise<unknown> =>
    db.conn.run(`create or replace temp table ${name} as ${query}`);
  const view = (name: string, query: string): Promise<unknown> =>
    db.conn.run(`create or replace temp view ${name} as ${query}`);
  await createRelation(db, 'billing_periods', billingPeriodTable);
  await loadRows(db, 'billing_periods', billingPeriodTable, of.periods);
  await view('run_day', `select ${literal(of.runTs.slice(0, 10))}::date as day`);
  await table('billing_windows', statement('enrich/windows'));
  for (const t of of.tables) await view(t.name, `select * from ${identifier(of.relationOf(t.name))}`);
  await keyFindings(db, of);
  await view('billed_parts', billedParts(of.tables));
  await table('finding_keys', statement('enrich/finding-keys'));
  await view(
    'cur_facts',
    `select ${FACT_COLUMNS} from read_parquet(${literal(join(of.facts, `tenant_id=${of.tenant}`, '**', '*.parquet'))}, hive_partitioning = false)`,
  );
  await table('slices', statement('enrich/slices'));
  await view('tagged_resources', taggedResources(of.tables));
  await table('tag_matches', statement('enrich/tag-matches'));
  await table('attribution', statement('enrich/attribution'));
  await table('claim_rates', statement('enrich/claim-rates'));
  await table('finding_costs', statement('enrich/finding-costs'));
  await view(
    'finding_costs_dated',
    "select c.*, p.granularity from finding_costs as c cross join (select coalesce(min(granularity), '') as granularity from billing_periods) as p",
  );
  await assertAll(db);
  return {
    findings: withCosts(of.findings, of.costModel),
    correlated: withCosts(of.correlated, of.costModel),
    attribution: `select ${literal(of.tenant)} as tenant_id, ${literal(of.runId)} as run_id, ${literal(of.costModel)} as cost_model, covered_to as period_end, * from attribution`,
    coverage: await costCoverage(db, of.accounts),
  };
}
