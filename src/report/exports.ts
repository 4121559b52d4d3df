/** The JSON files of an output folder: the contract's field names, money as exact JSON numbers. */
import type { Finding } from '../../contracts/finding.ts';
import type { Report } from '../../contracts/report.ts';
import { bySavings, diffBySavings } from './order.ts';

const MONEY = /^-?\d{1,12}\.\d{6}$/;
const AMOUNTS = new Set([
  'monthly_savings',
  'previous_monthly_savings',
  'monthly_cost',
  'one_time_savings',
  'cost_7d',
  'cost_30d',
  'cost_mtd',
  'cost_prev_month',
  'savings_7d',
  'savings_30d',
  'total',
  'gross',
  'new',
  'resolved',
  'unchanged',
  'unobserved',
  'dismissed',
  'api_cost_usd',
]);

declare global {
  interface JSON {
    rawJSON(text: string): unknown;
  }
}

/** `12.500000` → the number 12.5, digit for digit. */
function exact(text: string): unknown {
  const short = text.replace(/\.?0+$/, '');
  return JSON.rawJSON(short === '' || short === '-' || short === '-0' ? '0' : short);
}

/** Indented JSON with a newline at the end; amounts and numbers in `metrics` become JSON numbers. */
export function toJson(value: unknown): string {
  const seen = (key: string, v: unknown, inMetrics: boolean): unknown => {
    if (typeof v === 'string') return (AMOUNTS.has(key) || inMetrics) && MONEY.test(v) ? exact(v) : v;
    if (Array.isArray(v)) return v.map((x) => seen(key, x, false));
    if (typeof v !== 'object' || v === null) return v;
    return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, seen(k, x, key === 'metrics')]));
  };
  return `${JSON.stringify(seen('', value, false), null, 2)}\n`;
}

const top = (f: Finding) => ({
  fingerprint: f.fingerprint,
  check_id: f.check_id,
  title: f.title,
  severity: f.severity.level,
  account_id: f.scope.account_id,
  region: f.scope.region,
  resource_type: f.scope.resource_type,
  resource_id: f.scope.resource_id,
  monthly_savings: f.estimated.monthly_savings,
  confidence: f.estimated.confidence,
  recommendation: f.recommendation,
});

export function summaryObject(r: Report): object {
  return {
    engine_version: r.engineVersion,
    run_id: r.runId,
    run_ts: r.runTs,
    tenant_id: r.tenant,
    mode: r.mode,
    inventory_as_of: r.inventoryAsOf,
    accounts: r.accounts.map((a) => ({ account_id: a.accountId, regions: a.regions })),
    baseline:
      r.baseline.state === 'compared'
        ? { state: 'compared', run_id: r.baseline.runId, run_ts: r.baseline.runTs }
        : r.baseline,
    monthly_savings: r.savings,
    findings: {
      open: r.counts.open,
      new: r.counts.new,
      resolved: r.counts.resolved,
      unchanged: r.counts.unchanged,
      unobserved: r.counts.unobserved,
      exempted: r.counts.exempted,
      unknown: r.counts.unknown,
      by_severity: r.counts.bySeverity,
    },
    coverage_percent: r.coverage.percent,
    api_calls: r.coverage.apiCalls,
    api_cost_usd: r.coverage.apiCostUsd,
    pricing: { source: r.pricing.source, as_of: r.pricing.asOf },
    gate: {
      mode: r.gate.mode,
      result: r.gate.result,
      conditions: r.gate.conditions.map((c) => ({ condition: c.text, held: c.held, because: c.because })),
    },
    exemptions: r.exemptions.map((e) => ({
      ...e.exemption,
      state: e.state,
      findings: e.findings,
      monthly_savings: e.monthlySavings,
    })),
    ...(r.configEffect
      ? {
          config_effect: {
            newly_exempted: {
              findings: r.configEffect.newlyExempted.findings,
              monthly_savings: r.configEffect.newlyExempted.monthlySavings,
            },
            brought_back: {
              findings: r.configEffect.broughtBack.findings,
              monthly_savings: r.configEffect.broughtBack.monthlySavings,
            },
          },
        }
      : {}),
    dropped: r.dropped.map((d) => ({ check_id: d.checkId, resource_id: d.resourceId, reason: d.reason })),
    rule_failures: r.ruleFailures.map((f) => ({ rule_id: f.ruleId, reason: f.reason })),
    notices: r.notices,
  };
}

/** File name under `export/` → text. `all` are this run's findings, those that could not be judged included. */
export function renderExports(r: Report, all: readonly Finding[]): Readonly<Record<string, string>> {
  const inOrder = all.toSorted((a, b) => (a.check_id + a.fingerprint < b.check_id + b.fingerprint ? -1 : 1));
  return {
    'findings.json': toJson(inOrder.filter((f) => f.lifecycle.status !== 'ignored')),
    'exempted_findings.json': toJson(inOrder.filter((f) => f.lifecycle.status === 'ignored')),
    'correlated_findings.json': toJson(bySavings(r.correlated)),
    'summary.json': toJson(summaryObject(r)),
    'top_savings.json': toJson(
      bySavings(r.findings)
        .filter((f) => Number(f.estimated.monthly_savings) > 0)
        .slice(0, 50)
        .map(top),
    ),
    'coverage.json': toJson({
      coverage_percent: r.coverage.percent,
      gaps: r.coverage.gaps,
      evaluations: r.coverage.evaluations,
    }),
    'diff.json': toJson({
      baseline: r.baseline,
      monthly_savings: r.savings,
      rows: diffBySavings(r.diff).toSorted((a, b) => (a.class < b.class ? -1 : a.class > b.class ? 1 : 0)),
    }),
  };
}
