/** Savings that came true: findings that are gone are remembered, and their resources' bill is read on. */
import { type RealizedTotals, realizedTable } from '../../contracts/billing.ts';
import { type Duckdb, identifier, literal } from '../store/duckdb.ts';
import { appendQuery, createRelation } from '../store/load-rows.ts';
import { statement } from '../store/sql.ts';

/** A finding is remembered this long after it was resolved: three times the longest window. */
const DAYS_REMEMBERED = 90;

export interface LedgerInput {
  /** Query over `realized_savings` of the baseline; undefined where it has none. */
  readonly previous?: string;
  /** Query over the baseline's findings. */
  readonly findingsBefore: string;
  /** Query over this run's findings. */
  readonly findings: string;
  readonly runTs: string;
}

/**
 * After `diff`: the resolved findings to remember, as the relation `ledger`. Those of this run that were fixed or are gone
 * join the earlier ones; one that is back is forgotten, and so is one that has been long enough.
 */
export async function keepLedger(db: Duckdb, of: LedgerInput): Promise<void> {
  await createRelation(db, 'ledger', realizedTable);
  const columns = Object.keys(realizedTable.columns).map(identifier).join(', ');
  await db.conn.run(
    `create or replace temp view open_again as select fingerprint from (${of.findings}) where status in ('fail', 'info', 'unknown')`,
  );
  if (of.previous !== undefined)
    await appendQuery(
      db,
      'ledger',
      realizedTable,
      `select ${columns} from (${of.previous}) as p where p.fingerprint not in (select fingerprint from open_again) and p.resolved_at > ${literal(of.runTs)}::timestamptz - interval '${DAYS_REMEMBERED} days'`,
    );
  await db.conn.run(
    `create or replace temp view named_resources as
     select f.fingerprint, f.claims, f.scope.service as service_code, f.scope.region as region, case when f.scope.resource_arn <> '' then f.scope.resource_arn else f.scope.resource_id end as resource_id
     from (${of.findingsBefore}) as f join diff_rows as d on d.fingerprint = f.fingerprint
     where d.class = 'resolved' and d.reason in ('fixed', 'gone') and f.source.source_type <> 'correlation'`,
  );
  await appendQuery(
    db,
    'ledger',
    realizedTable,
    `select f.tenant_id, f.fingerprint, f.check_id, f.title, f.scope.account_id as account_id, f.scope.region as region, f.scope.resource_type as resource_type, f.scope.resource_id as resource_id,
       list_sort(list_distinct(list_concat(
         case when k.resource_key <> '' then [k.resource_key] else [] end,
         list_transform(list_filter(f.claims, lambda c: regexp_like(c.item, '/vol-[^/]*/storage$')), lambda c: split_part(c.item, '/', 3))))) as resource_keys,
       coalesce(f.lifecycle.last_seen_at, f.run_ts) as last_seen_at, ${literal(of.runTs)}::timestamptz as resolved_at, f.estimated.monthly_savings as promised_monthly_savings,
       '' as currency, null as cost_before_7d, null as cost_after_7d, 0 as observed_days_7d, null as savings_7d, null as cost_before_30d, null as cost_after_30d, 0 as observed_days_30d, null as savings_30d, 0 as confidence
     from (${of.findingsBefore}) as f
     join (${statement('billing/resource-key')}) as k on k.fingerprint = f.fingerprint
     where f.estimated.monthly_savings > 0 and f.fingerprint not in (select fingerprint from ledger)`,
  );
}

/** After `keepLedger` and the windows and facts of `enrich`: the ledger with what the bill says now. Gives a query. */
export async function measureRealized(db: Duckdb): Promise<string> {
  await db.conn.run(`create or replace temp table measured as ${statement('enrich/realized')}`);
  const measured = [
    'currency',
    ...['7d', '30d'].flatMap((w) => [
      `cost_before_${w}`,
      `cost_after_${w}`,
      `observed_days_${w}`,
      `savings_${w}`,
    ]),
  ].map((c) => `case when m.fingerprint is null then l.${c} else m.${c} end as ${c}`);
  return `select l.* replace (${measured.join(', ')}, case when m.fingerprint is null then l.confidence else m.confidence::utinyint end as confidence) from ledger as l left join measured as m on m.fingerprint = l.fingerprint`;
}

/** One row per currency that could be measured. */
export async function realizedTotals(db: Duckdb, query: string): Promise<RealizedTotals[]> {
  await db.conn.run(`create or replace temp view realized as ${query}`);
  const rows = (await db.conn.runAndReadAll(statement('enrich/realized-totals'))).getRowObjectsJson();
  const resolved = rows.reduce((n, r) => n + Number(r.resolved), 0);
  return rows
    .filter((r) => Number(r.measured) > 0)
    .map((r) => ({
      resolved,
      measured: Number(r.measured),
      currency: String(r.currency),
      promised: String(r.promised),
      realized: String(r.realized),
    }));
}
