/** Compares this run with the baseline, and adds up. */
import { type DiffRow, diffTable, type SavingsTotals } from '../../contracts/diff.ts';
import { inventoryTables } from '../../contracts/inventory/catalogue.ts';
import { GateError } from '../shared/errors.ts';
import { type Duckdb, identifier, literal } from '../store/duckdb.ts';
import { readRows } from '../store/parquet.ts';
import { listSql, statement } from '../store/sql.ts';

export type CheckState = 'run' | 'not_run' | 'disabled';

function values(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const list = columns.map((c, i) => `v[${i + 1}] as ${identifier(c)}`).join(', ');
  const arrays = rows.map((r) => `[${r.map(literal).join(', ')}]`);
  return `select ${list} from (select unnest([${arrays.join(', ')}]::varchar[][]) as v)`;
}

const wordOf = (of: string | { readonly column: string }): string =>
  typeof of === 'string' ? literal(of) : identifier(of.column);

/** What exists now, from the staged inventory: `(account_id, region, resource_type, resource_id)`. */
export function resourcesQuery(relationOf: (table: string) => string): string {
  return Object.values(inventoryTables)
    .flatMap((t) =>
      t.resource
        ? [
            `select account_id, region, ${wordOf(t.resource.type)} as resource_type, ${identifier(t.resource.idColumn)} as resource_id from ${relationOf(t.name)}`,
          ]
        : [],
    )
    .join('\nunion all\n');
}

export interface DiffInput {
  /** Queries over relations of the findings' columns. */
  readonly current: string;
  readonly previous: string;
  readonly resources: string;
  /** Relation of evaluations of this run. */
  readonly evaluations: string;
  readonly scanned: readonly (readonly [accountId: string, region: string])[];
  readonly checksNow: readonly { readonly id: string; readonly state: CheckState; readonly digest: string }[];
  readonly checksBefore: readonly { readonly id: string; readonly digest: string }[];
}

/** One row per open finding of either run. */
export async function diff(db: Duckdb, of: DiffInput): Promise<DiffRow[]> {
  const view = (name: string, query: string): Promise<unknown> =>
    db.conn.run(`create or replace temp view ${name} as ${query}`);
  await view('current_findings', of.current);
  await view('previous_findings', of.previous);
  await view('resources', `select distinct * from (${of.resources})`);
  await view('evaluations', `select * from ${identifier(of.evaluations)}`);
  await view('scanned', values(['account_id', 'region'], of.scanned));
  await view(
    'checks_now',
    values(
      ['check_id', 'state', 'digest'],
      of.checksNow.map((c) => [c.id, c.state, c.digest]),
    ),
  );
  await view(
    'checks_before',
    values(
      ['check_id', 'digest'],
      of.checksBefore.map((c) => [c.id, c.digest]),
    ),
  );
  await db.conn.run(`create or replace temp table diff_rows as ${statement('diff/diff')}`);
  // a table keeps the order of the query that made it
  return readRows(db, diffTable, 'select * from diff_rows');
}

/**
 * After `diff`: the baseline's findings that this run did not look at, as they are carried forward. A correlation keeps
 * those of its sources that are still there.
 */
export const carriedQuery = (previous: string, run: { runId: string; runTs: string }): string =>
  `select p.* replace (${literal(run.runId)} as run_id, ${literal(run.runTs)}::timestamptz as run_ts, map_concat(p.labels, map {'observation': 'carried_forward'}) as labels, coalesce(k.sources, []) as source_fingerprints)
   from (${previous}) as p
   join diff_rows as d on d.fingerprint = p.fingerprint
   left join (
     select n.fingerprint, array_agg(n.source order by n.source) as sources
     from (select fingerprint, unnest(source_fingerprints) as source from (${previous})) as n
     join diff_rows as s on s.fingerprint = n.source and s.class <> 'resolved'
     group by n.fingerprint
   ) as k on k.fingerprint = p.fingerprint
   where d.class = 'unobserved' and p.status in ('fail', 'info') and p.lifecycle.status = 'open'`;

/**
 * After `diff`: findings of this run with the day that the baseline first saw them. Where a finding is carried forward
 * because this run could not judge it, the row that says so makes place for it: a fingerprint stands once.
 */
export const agedQuery = (current: string, previous: string): string =>
  `select c.* replace (struct_update(c.lifecycle, first_seen_at := coalesce(b.first_seen_at, c.lifecycle.first_seen_at)) as lifecycle)
   from (${current}) as c
   left join (select fingerprint, min(lifecycle.first_seen_at) as first_seen_at from (${previous}) group by fingerprint) as b on b.fingerprint = c.fingerprint
   where not (c.status = 'unknown' and c.fingerprint in (select fingerprint from diff_rows where class = 'unobserved'))`;

const BASE = "source.source_type <> 'correlation'";

/**
 * Totals over the open findings of the run (query `current`, carried ones included) and those that left the baseline.
 * Without a comparison everything is unchanged. Correlations repeat their sources and are left out.
 */
export async function savings(
  db: Duckdb,
  of: { current: string; previous: string; compared: boolean },
): Promise<SavingsTotals> {
  const columns = (f: string, c: string): string =>
    `select f.fingerprint, ${c} as class, f.estimated.monthly_savings as monthly_savings, f.claims from (${f}) as f`;
  const openNow = `select * from (${of.current}) where status in ('fail', 'info') and lifecycle.status = 'open' and ${BASE}`;
  const openBefore = `select * from (${of.previous}) where status in ('fail', 'info') and lifecycle.status = 'open' and ${BASE}`;
  await db.conn.run(
    of.compared
      ? `create or replace temp view open_findings as ${columns(openNow, 'd.class')} join diff_rows as d on d.fingerprint = f.fingerprint`
      : `create or replace temp view open_findings as ${columns(openNow, "'unchanged'")}`,
  );
  await db.conn.run(
    of.compared
      ? `create or replace temp view left_findings as ${columns(openBefore, "case when d.reason in ('fixed', 'gone') then 'resolved' else 'dismissed' end")} join diff_rows as d on d.fingerprint = f.fingerprint where d.class = 'resolved'`
      : `create or replace temp view left_findings as ${columns(openNow, "'resolved'")} where false`,
  );
  const rows = (await db.conn.runAndReadAll(statement('totals/savings'))).getRowObjectsJson();
  const [row] = rows;
  const of1 = (name: keyof SavingsTotals): string => String(row?.[name] ?? '0.000000');
  return {
    total: of1('total'),
    gross: of1('gross'),
    unchanged: of1('unchanged'),
    unobserved: of1('unobserved'),
    new: of1('new'),
    resolved: of1('resolved'),
    dismissed: of1('dismissed'),
  };
}

/** Runs every statement of sql/assert over the run's findings. Throws GateError (ours) naming the broken promise. */
export async function assertPromises(db: Duckdb, findings: string, totals: SavingsTotals): Promise<void> {
  await db.conn.run(`create or replace temp view all_findings as ${findings}`);
  for (const name of listSql('assert')) {
    const [broken] = (await db.conn.runAndReadAll(statement(`assert/${name}`))).getRowObjectsJson();
    if (broken)
      throw new GateError({
        fault: 'ours',
        message: `The promise ${name} is broken: ${JSON.stringify(broken).slice(0, 300)}`,
      });
  }
  const micros = (s: string): bigint => BigInt(s.replace('.', ''));
  if (micros(totals.total) !== micros(totals.unchanged) + micros(totals.unobserved) + micros(totals.new)) {
    throw new GateError({
      fault: 'ours',
      message: `The total ${totals.total} is not the sum of its classes.`,
    });
  }
}
