/** How much of what was found the bill could price, and why not the rest. */
import { z } from 'zod';
import type { CostCoverage } from '../../contracts/billing.ts';
import { type Duckdb, literal } from '../store/duckdb.ts';
import { statement } from '../store/sql.ts';

const Row = z.object({
  service_code: z.string(),
  method: z.string(),
  reason: z.string(),
  findings: z.coerce.number(),
  with_cost: z.coerce.number(),
});
const Totals = z.object({
  items: z.coerce.number(),
  all_items: z.coerce.number(),
  at_list: z.string(),
  at_billed_rates: z.string(),
});

const percent = (part: number, of: number): number => (of === 0 ? 0 : Math.floor((part * 1000) / of) / 10);

function counted(rows: readonly z.output<typeof Row>[], key: 'service_code' | 'method' | 'reason') {
  return [...Map.groupBy(rows, (r) => r[key])].map(([name, of]) => ({
    name,
    findings: of.reduce((n, r) => n + r.findings, 0),
    with_cost: of.reduce((n, r) => n + r.with_cost, 0),
  }));
}

/** After the tables of `enrich`. */
export async function costCoverage(db: Duckdb, accounts: readonly string[]): Promise<CostCoverage> {
  await db.conn.run(
    `create or replace temp view billed_accounts as select unnest([${accounts.map(literal).join(', ')}]::varchar[]) as account_id`,
  );
  const rows = z
    .array(Row)
    .parse((await db.conn.runAndReadAll(statement('enrich/coverage'))).getRowObjectsJson());
  const [savings] = z
    .array(Totals)
    .parse((await db.conn.runAndReadAll(statement('enrich/effective-total'))).getRowObjectsJson());
  const last = await db.conn.runAndReadAll('select max(covered_to)::varchar from billing_windows');
  const findings = rows.reduce((n, r) => n + r.findings, 0);
  const with_cost = rows.reduce((n, r) => n + r.with_cost, 0);
  return {
    findings,
    with_cost,
    coverage_percent: percent(with_cost, findings),
    by_service: Object.fromEntries(counted(rows, 'service_code').map(({ name, ...share }) => [name, share])),
    by_method: Object.fromEntries(counted(rows, 'method').map((m) => [m.name, m.findings])),
    without_cost: counted(rows, 'reason')
      .filter((r) => r.name !== '')
      .map((r) => ({ reason: r.name, findings: r.findings }))
      .toSorted((a, b) => b.findings - a.findings || (a.reason < b.reason ? -1 : 1)),
    covered_to: (last.getRows()[0]?.[0] as string | null) ?? null,
    savings: savings ?? { items: 0, all_items: 0, at_list: '0.000000', at_billed_rates: '0.000000' },
  };
}
