/** From an outcome to a finding under the contract: scope, ids, sentence, money. */
import type { AnyCheck, Failure } from '../../contracts/check.ts';
import { type Finding, SCHEMA_VERSION } from '../../contracts/finding.ts';
import { findingId, fingerprint, type SaltMode, saltOf } from '../../contracts/identity.ts';
import { inventoryTables } from '../../contracts/inventory/catalogue.ts';
import { Big, formatUsd, sum, toMoney } from '../../contracts/money.ts';

export interface RunStamp {
  readonly tenantId: string;
  readonly workspaceId: string;
  readonly runId: string;
  /** ISO 8601 */
  readonly runTs: string;
  readonly salt: SaltMode;
  readonly engineVersion: string;
  readonly rulepackVersion: string;
}
interface Where {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

const shown = (v: string | number | Big): string => (v instanceof Big ? formatUsd(v) : String(v));

/** A sentence cut at its holes: text, name, text, name, … text. */
const cut = new Map<string, readonly string[]>();

type Values = Readonly<Record<string, string | number | Big | undefined>>;

/** Fills `{holes}`; a hole without a value stays visible, and the tests refuse it. */
function fillPlain(text: string, values: Values): string {
  const parts = cut.get(text) ?? text.split(/\{(\w+)\}/);
  cut.set(text, parts);
  let filled = '';
  for (const [i, part] of parts.entries()) {
    const value = i % 2 === 1 ? values[part] : undefined;
    filled += i % 2 === 0 ? part : value === undefined ? `{${part}}` : shown(value);
  }
  return filled;
}

/** A sentence cut at its optional parts: text, part, text, part, … text. */
const cutAtParts = new Map<string, readonly string[]>();

/** The same with `[parts]` that are left out where a hole of theirs has no value. */
function fill(text: string, values: Values): string {
  if (!text.includes('[')) return fillPlain(text, values);
  const parts = cutAtParts.get(text) ?? text.split(/\[([^\]]*)\]/);
  cutAtParts.set(text, parts);
  return parts
    .map((part, i) => {
      const isSaid =
        i % 2 === 0 || [...part.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => values[name] !== undefined);
      return isSaid ? fillPlain(part, values) : '';
    })
    .join('');
}

const percent = (n: number): number => Math.max(0, Math.min(100, Math.round(n)));

const NOTHING = '0.000000';

const NO_ACTUAL: Finding['actual'] = {
  cost_7d: null,
  cost_30d: null,
  cost_mtd: null,
  cost_prev_month: null,
  savings_7d: null,
  savings_30d: null,
  model: { currency: '', cost_model: '', granularity: '', period_start: null, period_end: null },
  attribution: { method: 'none', confidence: 0, matched_keys: [] },
};

const wordOf = (of: string | { readonly column: string }, row: Record<string, unknown>): string =>
  typeof of === 'string' ? of : String(row[of.column] ?? '');

function scopeOf(check: AnyCheck, row: Record<string, unknown>, at: Where): Finding['scope'] {
  const kind = inventoryTables[check.table].resource;
  if (!kind) throw new Error(`${check.id} judges ${check.table}, whose rows are no resources`);
  return {
    cloud: 'aws',
    provider_partition: at.partition,
    organization_id: '',
    billing_account_id: at.accountId,
    account_id: at.accountId,
    region: at.region,
    availability_zone: kind.availabilityZoneColumn ? String(row[kind.availabilityZoneColumn] ?? '') : '',
    service: wordOf(kind.service, row),
    resource_type: wordOf(kind.type, row),
    resource_id: String(row[kind.idColumn] ?? ''),
    resource_arn: kind.arn(row, at.partition),
  };
}

const links = new WeakMap<AnyCheck, Finding['links']>();

function linksOf(check: AnyCheck): Finding['links'] {
  const known = links.get(check) ?? check.links.map((url) => ({ label: new URL(url).hostname, url }));
  links.set(check, known);
  return known;
}

/** One finding. The issue key is the resource: two findings of one check on one resource would be one. */
export function sealFinding(
  check: AnyCheck,
  row: Record<string, unknown>,
  outcome: Failure<string> | { readonly kind: 'unknown'; readonly reason: string },
  at: Where,
  run: RunStamp,
): Finding {
  const scope = scopeOf(check, row, at);
  const print = fingerprint({
    tenantId: run.tenantId,
    checkId: check.id,
    scope,
    issueKey: { resource_id: scope.resource_id },
  });
  const judged = outcome.kind === 'unknown' ? undefined : outcome;
  const severity = judged?.severity ?? check.severity;
  const claims = (judged?.claims ?? []).flatMap((c) =>
    c.monthlySavings === undefined
      ? []
      : [
          {
            item: `${at.accountId}/${at.region}/${c.resourceId ?? scope.resource_id}/${c.part}`,
            monthly_savings: toMoney(c.monthlySavings),
            effective_monthly_savings: null,
          },
        ],
  );
  const [claim] = claims;
  const savings =
    claims.length > 1
      ? toMoney(sum(claims.map((c) => new Big(c.monthly_savings))))
      : (claim?.monthly_savings ?? NOTHING);
  const metrics = Object.entries(judged?.metrics ?? {}).map(([k, v]) => [k, toMoney(new Big(v))] as const);
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
    check_id: check.id,
    check_name: check.title,
    category: check.category,
    sub_category: check.kind,
    frameworks: [],
    status: outcome.kind,
    severity: { level: severity.level, score: severity.score },
    priority: null,
    title: check.title,
    message: judged
      ? fill(check.messages[judged.message] ?? '', judged.values)
      : `Not judged: ${outcome.kind === 'unknown' ? outcome.reason : ''}`,
    advice: judged ? check.fix : '',
    recommendation: judged ? check.fix : '',
    remediation: '',
    links: linksOf(check),
    estimated: {
      monthly_savings: savings,
      effective_monthly_savings: null,
      monthly_cost: judged?.monthlyCost ? toMoney(judged.monthlyCost) : NOTHING,
      one_time_savings: NOTHING,
      confidence: percent(judged?.confidence ?? 0),
      notes: judged?.notes ?? '',
    },
    actual: NO_ACTUAL,
    lifecycle: {
      status: judged ? 'open' : '',
      first_seen_at: judged ? run.runTs : null,
      last_seen_at: judged ? run.runTs : null,
      resolved_at: null,
      snooze_until: null,
    },
    tags: (row.tags as Record<string, string> | undefined) ?? {},
    labels: { observation: 'observed' },
    dimensions: { ...judged?.dimensions },
    metrics: Object.fromEntries(metrics),
    metadata_json: '',
    source: { source_type: 'scanner', source_ref: check.id, schema_version: SCHEMA_VERSION },
    claims,
    source_fingerprints: [],
  };
}
