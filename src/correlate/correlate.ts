/** Runs the correlation rules over the open findings, and turns their rows into findings of their own. */
import { z } from 'zod';
import type { EvaluationRow } from '../../contracts/coverage.ts';
import { type Finding, SCHEMA_VERSION } from '../../contracts/finding.ts';
import { findingId, fingerprint, type SaltMode, saltOf } from '../../contracts/identity.ts';
import { Big, formatUsd, sum, toMoney } from '../../contracts/money.ts';
import { type Duckdb, identifier } from '../store/duckdb.ts';
import { statement } from '../store/sql.ts';
import { NO_ENVIRONMENTS } from './environments.ts';
import type { Rule } from './rules.ts';

export interface CorrelateRun {
  readonly tenantId: string;
  readonly workspaceId: string;
  readonly runId: string;
  readonly runTs: string;
  readonly salt: SaltMode;
  readonly engineVersion: string;
  readonly rulepackVersion: string;
}
export interface Correlated {
  readonly findings: readonly Finding[];
  readonly evaluations: readonly EvaluationRow[];
  readonly failures: readonly { readonly ruleId: string; readonly reason: string }[];
}

const RuleRow = z.looseObject({
  row_id: z.coerce.number(),
  account_id: z.string(),
  region: z.string(),
  service: z.string(),
  resource_type: z.string(),
  resource_id: z.string(),
  resource_arn: z.string(),
  confidence: z.coerce.number(),
  source_fingerprints: z.array(z.string()).min(1),
});
type RuleRow = z.output<typeof RuleRow>;

const partitionOf = (arn: string): string => arn.split(':')[1] || 'aws';

async function jsonRows(db: Duckdb, query: string): Promise<unknown[]> {
  const result = await db.conn.runAndReadAll(`select to_json(r)::varchar from (${query}) as r`);
  return result.getColumns()[0]?.map((text) => JSON.parse(String(text)) as unknown) ?? [];
}

/** Fills `{holes}` from the rule's columns and `{savings}`; a `[part]` about savings is left out where there are none. */
const fill = (text: string, row: RuleRow, savings: string): string =>
  text
    .replaceAll(/\[([^\]]*)\]/g, (_, part: string) => (new Big(savings).gt(0) ? part : ''))
    .replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === 'savings' ? formatUsd(savings) : String(row[name] ?? ''),
    );

async function runRule(db: Duckdb, rule: Rule, run: CorrelateRun): Promise<Finding[]> {
  await db.conn.run(
    `create or replace temp table rule_result as select row_number() over () as row_id, r.* from (${rule.sql.replaceAll(/^--.*$/gm, '')}) as r`,
  );
  await db.conn.run(
    'create or replace temp view rule_rows as select row_id, claim_fingerprints from rule_result',
  );
  const rows = z.array(RuleRow).parse(await jsonRows(db, 'select * from rule_result order by row_id'));
  if (rows.length === 0) return [];
  const claims = new Map<number, Finding['claims']>();
  for (const c of await jsonRows(
    db,
    `select row_id, item, monthly_savings::varchar as monthly_savings from (${statement('totals/claims-of-sources')})`,
  )) {
    const { row_id, item, monthly_savings } = c as { row_id: number; item: string; monthly_savings: string };
    const of = claims.get(Number(row_id)) ?? [];
    of.push({ item, monthly_savings, effective_monthly_savings: null });
    claims.set(Number(row_id), of);
  }
  return rows.map((row) => findingOf(rule, row, claims.get(row.row_id) ?? [], run));
}

function findingOf(rule: Rule, row: RuleRow, claims: Finding['claims'], run: CorrelateRun): Finding {
  const savings = toMoney(sum(claims.map((c) => new Big(c.monthly_savings))));
  const scope: Finding['scope'] = {
    cloud: 'aws',
    provider_partition: partitionOf(row.resource_arn),
    organization_id: '',
    billing_account_id: row.account_id,
    account_id: row.account_id,
    region: row.region,
    availability_zone: '',
    service: row.service,
    resource_type: row.resource_type,
    resource_id: row.resource_id,
    resource_arn: row.resource_arn,
  };
  const print = fingerprint({
    tenantId: run.tenantId,
    checkId: rule.id,
    scope,
    issueKey: { resource_id: row.resource_id },
  });
  return {
    tenant_id: run.tenantId,
    workspace_id: run.workspaceId,
    finding_id: findingId({ tenantId: run.tenantId, fingerprint: print, salt: saltOf(run.salt, run) }),
    fingerprint: print,
    run_id: run.runId,
    run_ts: run.runTs,
    ingested_ts: run.runTs,
    engine_name: 'finops-gate',
    engine_version: run.engineVersion,
    rulepack_version: run.rulepackVersion,
    scope,
    check_id: rule.id,
    check_name: rule.title,
    category: rule.category,
    sub_category: 'correlation',
    frameworks: [],
    status: 'fail',
    severity: { level: rule.level, score: rule.score },
    priority: null,
    title: rule.title,
    message: fill(rule.says, row, savings),
    advice: rule.fix,
    recommendation: rule.fix,
    remediation: '',
    links: [],
    estimated: {
      monthly_savings: savings,
      effective_monthly_savings: null,
      monthly_cost: savings,
      one_time_savings: '0.000000',
      confidence: row.confidence,
      notes: 'The savings are those of its sources, each billing item once.',
    },
    actual: {
      cost_7d: null,
      cost_30d: null,
      cost_mtd: null,
      cost_prev_month: null,
      savings_7d: null,
      savings_30d: null,
      model: { currency: '', cost_model: '', granularity: '', period_start: null, period_end: null },
      attribution: { method: 'none', confidence: 0, matched_keys: [] },
    },
    lifecycle: {
      status: 'open',
      first_seen_at: run.runTs,
      last_seen_at: run.runTs,
      resolved_at: null,
      snooze_until: null,
    },
    tags: {},
    labels: { observation: 'observed' },
    dimensions: {},
    metrics: {},
    metadata_json: '',
    source: { source_type: 'correlation', source_ref: rule.id, schema_version: SCHEMA_VERSION },
    claims,
    source_fingerprints: row.source_fingerprints.toSorted(),
  };
}

/**
 * A rule was observed where all that it reads was: then the absence of its finding is evidence. A check that was switched
 * off says nothing any more, and is not waited for.
 */
function evaluationsOf(
  rule: Rule,
  found: readonly Finding[],
  evaluations: readonly EvaluationRow[],
  of: { failed: boolean; disabled: readonly string[] },
): EvaluationRow[] {
  const { failed } = of;
  const reads = rule.reads.filter((id) => !of.disabled.includes(id));
  const read = evaluations.filter((e) => reads.includes(e.check_id));
  const byAccount = Map.groupBy(read, (e) => e.account_id);
  const places = Map.groupBy(read, (e) => `${e.account_id}|${e.region}`);
  return [...places.values()].map((here) => {
    const [{ account_id, region } = { account_id: '', region: '' }] = here;
    const elsewhere = byAccount.get(account_id) ?? [];
    // a check of the account as a whole is judged in its own place, and those of regions in theirs
    const wasObserved = (id: string): boolean => {
      const own = here.filter((e) => e.check_id === id);
      const judged = own.length > 0 ? own : elsewhere.filter((e) => e.check_id === id);
      return judged.length > 0 && judged.every((e) => e.observed);
    };
    const missing = reads.filter((id) => !wasObserved(id)).sort();
    const observed = !failed && missing.length === 0;
    return {
      check_id: rule.id,
      check_digest: rule.digest,
      account_id,
      region,
      observed,
      reason: failed ? 'the rule failed' : missing.length > 0 ? `not observed: ${missing.join(', ')}` : '',
      missing,
      passed: 0,
      failed: found.filter((f) => f.scope.account_id === account_id && f.scope.region === region).length,
      unknown: 0,
      skipped: 0,
    };
  });
}

/** Of a relation of findings, those that rules may build on: something is wrong, and nobody exempted it. */
export const openQuery = (relation: string): string =>
  `select * from ${identifier(relation)} where status in ('fail', 'info') and lifecycle.status = 'open'`;

/**
 * Runs each rule over the relation `findings` (the open findings of this run). A rule that fails is reported and takes no
 * other with it.
 */
export async function correlate(
  db: Duckdb,
  of: {
    rules: readonly Rule[];
    evaluations: readonly EvaluationRow[];
    /** Checks that the configuration switched off. */
    disabled?: readonly string[];
    run: CorrelateRun;
    /** Query over a relation of the findings' columns. */
    from: string;
    /** Query of environments.ts over the inventory; none where there is no inventory. */
    environments?: string;
  },
): Promise<Correlated> {
  await db.conn.run(`create or replace view findings as ${of.from}`);
  await db.conn.run(`create or replace view environment_resources as ${of.environments ?? NO_ENVIRONMENTS}`);
  const findings: Finding[] = [];
  const evaluations: EvaluationRow[] = [];
  const failures: { ruleId: string; reason: string }[] = [];
  for (const rule of of.rules) {
    let found: Finding[] = [];
    let failed = false;
    try {
      found = await runRule(db, rule, of.run);
    } catch (error) {
      failed = true;
      failures.push({
        ruleId: rule.id,
        reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
      });
    }
    for (const f of found) findings.push(f);
    evaluations.push(...evaluationsOf(rule, found, of.evaluations, { failed, disabled: of.disabled ?? [] }));
  }
  return { findings, evaluations, failures };
}
