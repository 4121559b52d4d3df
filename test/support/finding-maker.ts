/** Findings in storage shape, written as what differs from a plain open one. */
import { type Finding, findingTable } from '../../contracts/finding.ts';
import { Big, sum, toMoney } from '../../contracts/money.ts';
import { ACCOUNT, AS_OF, blank, REGION } from './makers.ts';

export type Partly<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Partly<T[K]> }
    : T;

const isRecord = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

/** Records are merged key by key; everything else is replaced. */
function over(base: unknown, differs: unknown): unknown {
  if (!isRecord(base) || !isRecord(differs)) return differs;
  const keys = new Set([...Object.keys(base), ...Object.keys(differs)]);
  return Object.fromEntries([...keys].map((k) => [k, k in differs ? over(base[k], differs[k]) : base[k]]));
}

/** A finding that a check reported, open, seen in this run; its savings are the sum of its claims unless given. */
export function finding(differs: Partly<Finding> = {}): Finding {
  const base = Object.fromEntries(Object.entries(findingTable.columns).map(([k, c]) => [k, blank(c)]));
  const claimed = toMoney(sum((differs.claims ?? []).map((c) => new Big(c.monthly_savings))));
  const usual: Partly<Finding> = {
    tenant_id: 'default',
    run_ts: AS_OF,
    ingested_ts: AS_OF,
    check_id: 'aws.ec2.ebs.unattached.volume',
    status: 'fail',
    severity: { level: 'medium', score: 500 },
    scope: { account_id: ACCOUNT, region: REGION, service: 'AmazonEC2', resource_type: 'ebs_volume' },
    estimated: { monthly_savings: claimed, monthly_cost: claimed, confidence: 90 },
    lifecycle: { status: 'open', first_seen_at: AS_OF, last_seen_at: AS_OF },
    labels: { observation: 'observed' },
    source: { source_type: 'scanner', schema_version: 2 },
  };
  return over(over(base, usual), differs) as Finding;
}
