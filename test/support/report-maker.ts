/** Reports for tests: `report()` is a run with everything in it, small enough to read. */

import type { CoverageRow, EvaluationRow } from '../../contracts/coverage.ts';
import type { DiffRow } from '../../contracts/diff.ts';
import { type Finding, findingTable } from '../../contracts/finding.ts';
import type { Report } from '../../contracts/report.ts';
import type { Column } from '../../contracts/table.ts';

function blank(c: Column): unknown {
  if (c.nullable) return null;
  if (c.type === 'list') return [];
  if (c.type === 'map') return {};
  if (c.type === 'struct') return Object.fromEntries(Object.entries(c.fields).map(([k, f]) => [k, blank(f)]));
  if (c.type === 'money') return '0.000000';
  return c.type === 'bool' ? false : ['text', 'timestamp', 'date'].includes(c.type) ? '' : 0;
}

export interface FindingOf {
  n: number;
  savings?: string;
  level?: string;
  resource?: string;
  account?: string;
  region?: string;
  message?: string;
  check?: string;
  carried?: boolean;
  ignored?: boolean;
  tags?: Record<string, string>;
}
const SCORE: Record<string, number> = { info: 100, low: 300, medium: 500, high: 700, critical: 950 };

export function reportFinding(of: FindingOf): Finding {
  const base = Object.fromEntries(
    Object.entries(findingTable.columns).map(([k, c]) => [k, blank(c)]),
  ) as unknown as Finding;
  const resource = of.resource ?? `vol-${String(of.n).padStart(4, '0')}`;
  const account = of.account ?? '111122223333';
  const region = of.region ?? 'eu-west-1';
  const check = of.check ?? 'aws.ec2.ebs.unattached.volume';
  const savings = of.savings ?? '10.000000';
  return {
    ...base,
    tenant_id: 'default',
    fingerprint: of.n.toString(16).padStart(64, 'a'),
    finding_id: of.n.toString(16).padStart(64, 'b'),
    check_id: check,
    check_name: 'EBS volume is not attached',
    category: 'storage',
    status: 'fail',
    severity: { level: of.level ?? 'medium', score: SCORE[of.level ?? 'medium'] ?? 500 },
    title: 'EBS volume is not attached',
    message: of.message ?? `Volume ${resource} (100 GiB gp2) has been unattached for 40 days.`,
    links: [
      {
        label: 'docs.aws.amazon.com',
        url: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-volume.html',
      },
    ],
    recommendation: 'Snapshot it if its data may be needed, then delete it.',
    scope: {
      ...base.scope,
      cloud: 'aws',
      provider_partition: 'aws',
      billing_account_id: account,
      account_id: account,
      region,
      service: 'AmazonEC2',
      resource_type: 'ebs_volume',
      resource_id: resource,
      resource_arn: `arn:aws:ec2:${region}:${account}:volume/${resource}`,
    },
    estimated: { ...base.estimated, monthly_savings: savings, monthly_cost: savings, confidence: 80 },
    lifecycle: {
      ...base.lifecycle,
      status: of.ignored ? 'ignored' : 'open',
      last_seen_at: of.carried ? '2026-11-18T06:00:00.000Z' : '2026-11-25T06:00:00.000Z',
    },
    labels: { observation: of.carried ? 'carried_forward' : 'observed' },
    tags: of.tags ?? {},
    claims: [
      {
        item: `${account}/${region}/${resource}/storage`,
        monthly_savings: savings,
        effective_monthly_savings: null,
      },
    ],
  };
}

export const diffRow = (f: Finding, over: Partial<DiffRow> & Pick<DiffRow, 'class' | 'reason'>): DiffRow => ({
  fingerprint: f.fingerprint,
  check_id: f.check_id,
  account_id: f.scope.account_id,
  region: f.scope.region,
  resource_type: f.scope.resource_type,
  resource_id: f.scope.resource_id,
  severity: f.severity.level,
  title: f.title,
  monthly_savings: f.estimated.monthly_savings,
  previous_monthly_savings: null,
  last_seen_at: f.lifecycle.last_seen_at,
  ...over,
});

export const gap = (over: Partial<CoverageRow> = {}): CoverageRow => ({
  account_id: '444455556666',
  region: 'us-east-1',
  service: 'rds',
  table_name: 'rds_instances',
  status: 'denied',
  calls: 1,
  rows: 0,
  elapsed_ms: 80,
  message: 'User is not authorized to perform: rds:DescribeDBInstances',
  iam_action: 'rds:DescribeDBInstances',
  ...over,
});

export const evaluation = (over: Partial<EvaluationRow> = {}): EvaluationRow => ({
  check_id: 'aws.ec2.ebs.unattached.volume',
  check_digest: '',
  account_id: '111122223333',
  region: 'eu-west-1',
  observed: true,
  reason: '',
  missing: [],
  passed: 10,
  failed: 2,
  unknown: 0,
  skipped: 0,
  ...over,
});

/** A compared run: one new, one unchanged, one carried forward, two resolved, one denied call, one expired exemption. */
export function report(over: Partial<Report> = {}): Report {
  const fresh = reportFinding({ n: 1, savings: '25.000000', level: 'high' });
  const same = reportFinding({ n: 2, savings: '8.500000' });
  const carried = reportFinding({
    n: 3,
    savings: '120.000000',
    account: '444455556666',
    region: 'us-east-1',
    carried: true,
    resource: 'ml-experiments',
  });
  const fixed = reportFinding({ n: 4, savings: '12.000000' });
  const gone = reportFinding({ n: 5, savings: '33.000000' });
  return {
    engineVersion: '0.1.0',
    runId: 'run-1',
    runTs: '2026-11-25T06:00:00.000Z',
    tenant: 'default',
    mode: 'live',
    inventoryAsOf: '2026-11-25T06:00:00.000Z',
    accounts: [
      { accountId: '111122223333', regions: ['eu-west-1'] },
      { accountId: '444455556666', regions: ['us-east-1'] },
    ],
    baseline: { state: 'compared', runId: 'run-0', runTs: '2026-11-18T06:00:00.000Z' },
    savings: {
      total: '153.500000',
      gross: '161.200000',
      unchanged: '8.500000',
      unobserved: '120.000000',
      new: '25.000000',
      resolved: '45.000000',
      dismissed: '0.000000',
    },
    counts: {
      open: 3,
      new: 1,
      resolved: 2,
      unchanged: 1,
      unobserved: 1,
      exempted: 0,
      unknown: 4,
      bySeverity: { info: 0, low: 0, medium: 2, high: 1, critical: 0 },
    },
    coverage: {
      percent: 97.2,
      apiCalls: 111,
      apiCostUsd: '0.001200',
      gaps: [gap()],
      rows: [gap()],
      evaluations: [
        evaluation(),
        evaluation({
          account_id: '444455556666',
          region: 'us-east-1',
          observed: false,
          reason: 'rds_instances: denied',
          missing: ['rds_instances'],
        }),
      ],
    },
    pricing: { source: 'price_list_api', asOf: '2026-11-01' },
    findings: [fresh, same, carried],
    correlated: [],
    diff: [
      diffRow(fresh, { class: 'new', reason: 'appeared' }),
      diffRow(same, { class: 'unchanged', reason: 'still_there' }),
      diffRow(carried, { class: 'unobserved', reason: 'not_covered' }),
      diffRow(fixed, { class: 'resolved', reason: 'fixed' }),
      diffRow(gone, { class: 'resolved', reason: 'gone' }),
    ],
    exemptions: [
      {
        exemption: { check: 'aws.rds.*', owner: 'ana', reason: 'load test', expires: '2026-11-20' },
        state: 'expired',
        findings: 1,
        monthlySavings: '70.000000',
      },
    ],
    gate: {
      mode: 'fail',
      result: 'fail',
      conditions: [
        {
          condition: { kind: 'new-severity', level: 'high' },
          text: 'new-severity>=high',
          held: true,
          because: '1 new finding at or above high',
        },
      ],
    },
    dropped: [],
    ruleFailures: [],
    crashed: [],
    notices: [],
    configPath: '.finops-gate.yml',
    totalsOnly: false,
    ...over,
  };
}

/** What an owner of a resource, or AWS in its name, could write to be more than text. */
export const HOSTILE =
  'x|`y` <script>alert(1)</script> @octocat #12 GH-7 https://evil.test/?a=1 www.evil.test\n::error::pwned ##[error] \u202egnp.exe **b** <!channel> [l](u) {{x}} %0A';

/** A report whose every text from outside is hostile. */
export function hostileReport(): Report {
  const f = reportFinding({ n: 9, message: HOSTILE, resource: HOSTILE, level: 'high' });
  const bad = {
    ...f,
    title: HOSTILE,
    check_name: HOSTILE,
    recommendation: HOSTILE,
    tags: { [HOSTILE]: HOSTILE },
  };
  return report({
    findings: [bad],
    correlated: [{ ...bad, fingerprint: 'c'.repeat(64) }],
    diff: [
      diffRow(bad, { class: 'new', reason: 'appeared', title: HOSTILE }),
      diffRow(bad, { class: 'resolved', reason: 'gone', title: HOSTILE, fingerprint: 'd'.repeat(64) }),
      diffRow(bad, {
        class: 'unobserved',
        reason: 'not_covered',
        title: HOSTILE,
        fingerprint: 'e'.repeat(64),
      }),
    ],
    exemptions: [
      {
        exemption: { resource: HOSTILE, owner: HOSTILE, reason: HOSTILE, expires: '2026-11-20' },
        state: 'expired',
        findings: 1,
        monthlySavings: '1.000000',
      },
      {
        exemption: { tag: HOSTILE, owner: HOSTILE, reason: HOSTILE, expires: '2027-11-20' },
        state: 'active',
        findings: 1,
        monthlySavings: '1.000000',
      },
    ],
    baseline: { state: 'unusable', reason: HOSTILE },
    coverage: { ...report().coverage, gaps: [gap({ message: HOSTILE, iam_action: HOSTILE })] },
    dropped: [{ checkId: HOSTILE, resourceId: HOSTILE, reason: HOSTILE }],
    crashed: [{ checkId: HOSTILE, resourceId: HOSTILE, reason: HOSTILE }],
    ruleFailures: [{ ruleId: HOSTILE, reason: HOSTILE }],
    notices: [HOSTILE],
  });
}
