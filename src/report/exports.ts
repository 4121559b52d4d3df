/** The JSON files of an output folder: the contract's field names, money as exact JSON numbers. */
import { DIFF_CLASSES } from '../../contracts/diff.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { Report } from '../../contracts/report.ts';
import { byCheck, ordered } from './order.ts';
import { isZero } from './words.ts';

const MAX_TOP = 50;

const MONEY = /^-?\d{1,12}(\.\d{1,6})?$/;
/** Maps whose keys are not ours: nothing in them is an amount, whatever it is called. */
const WORDS = new Set(['tags', 'labels', 'dimensions']);
const AMOUNTS = new Set([
  'monthly_savings',
  'effective_monthly_savings',
  'at_list',
  'at_billed_rates',
  'promised',
  'realized',
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
  const short = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return JSON.rawJSON(short === '' || short === '-' || short === '-0' ? '0' : short);
}

function numbered(key: string, v: unknown, inMetrics: boolean): unknown {
  if (typeof v === 'string') return (AMOUNTS.has(key) || inMetrics) && MONEY.test(v) ? exact(v) : v;
  if (Array.isArray(v)) return v.map((x) => numbered(key, x, false));
  if (typeof v !== 'object' || v === null || WORDS.has(key)) return v;
  return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, numbered(k, x, key === 'metrics')]));
}

/** Indented JSON with a newline at the end; amounts and numbers in `metrics` become JSON numbers. */
export const toJson = (value: unknown): string => `${JSON.stringify(numbered('', value, false), null, 2)}\n`;

/** A JSON array, one row per line: there may be very many, and a string ends at 512 MiB. */
const toJsonRows = (rows: readonly object[]): string =>
  rows.length === 0
    ? '[]\n'
    : `[\n${rows.map((row) => JSON.stringify(numbered('', row, false))).join(',\n')}\n]\n`;

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

const faultObject = (d: Report['dropped'][number]) => ({
  check_id: d.checkId,
  resource_id: d.resourceId,
  reason: d.reason,
});

const baselineObject = (r: Report): object =>
  r.baseline.state === 'compared'
    ? { state: 'compared', run_id: r.baseline.runId, run_ts: r.baseline.runTs }
    : r.baseline;

const costObject = (billing: NonNullable<Report['billing']>): object =>
  billing.state === 'used'
    ? { state: 'used', cost_model: billing.costModel, currency: billing.currency, ...billing.coverage }
    : billing;

function summaryObject(r: Report): object {
  return {
    engine_version: r.engineVersion,
    run_id: r.runId,
    run_ts: r.runTs,
    tenant_id: r.tenant,
    mode: r.mode,
    inventory_as_of: r.inventoryAsOf,
    accounts: r.accounts.map((a) => ({ account_id: a.accountId, regions: a.regions })),
    baseline: baselineObject(r),
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
    ...(r.billing
      ? {
          billing:
            r.billing.state === 'used'
              ? {
                  state: 'used',
                  cost_model: r.billing.costModel,
                  findings_with_cost: r.billing.coverage.with_cost,
                  covered_to: r.billing.coverage.covered_to,
                  savings: r.billing.coverage.savings,
                  realized: r.billing.realized,
                }
              : r.billing,
        }
      : {}),
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
    crashed: r.crashed.map(faultObject),
    dropped: r.dropped.map(faultObject),
    rule_failures: r.ruleFailures.map((f) => ({ rule_id: f.ruleId, reason: f.reason })),
    notices: r.notices,
  };
}

/** File name under `export/` → text. `all` are this run's findings, those that could not be judged included. */
export function renderExports(report: Report, all: readonly Finding[]): Readonly<Record<string, string>> {
  const r = ordered(report);
  const inOrder = byCheck(all);
  return {
    'findings.json': toJsonRows(inOrder.filter((f) => f.lifecycle.status !== 'ignored')),
    'exempted_findings.json': toJsonRows(inOrder.filter((f) => f.lifecycle.status === 'ignored')),
    'correlated_findings.json': toJsonRows(r.correlated),
    'summary.json': toJson(summaryObject(r)),
    'top_savings.json': toJson(
      r.findings
        .filter((f) => !isZero(f.estimated.monthly_savings))
        .slice(0, MAX_TOP)
        .map(top),
    ),
    'coverage.json': toJson({
      coverage_percent: r.coverage.percent,
      coverage: r.coverage.rows.map(({ table_name, ...row }) => ({ ...row, table: table_name })),
      gaps: r.coverage.gaps,
      evaluations: r.coverage.evaluations,
      ...(r.billing ? { cost: costObject(r.billing) } : {}),
    }),
    'diff.json': toJson({
      baseline: baselineObject(r),
      monthly_savings: r.savings,
      rows: DIFF_CLASSES.flatMap((c) => r.diff.filter((d) => d.class === c)),
    }),
  };
}
