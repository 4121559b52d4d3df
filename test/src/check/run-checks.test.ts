import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import elasticIpIdle from '../../../checks/aws/ec2/elastic-ip-idle.ts';
import securityGroupUnused from '../../../checks/aws/ec2/security-group-unused.ts';
import natIdle from '../../../checks/aws/nat/gateway-idle.ts';
import { type AnyCheck, defineCheck, fail, pass } from '../../../contracts/check.ts';
import type { CoverageRow } from '../../../contracts/coverage.ts';
import type { Inventory } from '../../../contracts/discover.ts';
import { findingId, fingerprint } from '../../../contracts/identity.ts';
import { Big, usd } from '../../../contracts/money.ts';
import { publicIpv4Hour } from '../../../prices/aws/vpc.ts';
import { metricsOf, tablesOf } from '../../../src/check/needs.ts';
import { runChecks } from '../../../src/check/run-checks.ts';
import { ACCOUNT, AS_OF, address, natGateway, REGION, securityGroup } from '../../support/makers.ts';

const RUN = {
  tenantId: 'default',
  workspaceId: 'default',
  runId: 'run-1',
  runTs: AS_OF,
  salt: 'stable',
  engineVersion: '1.2.3',
  rulepackVersion: '1.2.3',
} as const;

const covered = (
  check: AnyCheck,
  region: string,
  status: Record<string, CoverageRow['status']>,
): CoverageRow[] =>
  [...new Set([...tablesOf(check), ...metricsOf(check).map((m) => `metric/${m}`)])].map((table_name) => ({
    account_id: ACCOUNT,
    region,
    service: 'ec2',
    table_name,
    status: status[table_name] ?? 'ok',
    calls: 1,
    rows: 0,
    elapsed_ms: 1,
    message: '',
    iam_action: '',
  }));

interface Given {
  readonly check: AnyCheck;
  readonly tables?: Inventory['tables'];
  readonly regions?: readonly string[];
  readonly unread?: Record<string, CoverageRow['status']>;
  readonly partition?: string;
  readonly price?: string;
}

function run({ check, tables = {}, regions = [REGION], unread = {}, partition = 'aws', price }: Given) {
  return runChecks({
    inventory: {
      asOf: AS_OF,
      accounts: [{ accountId: ACCOUNT, partition, regions }],
      tables,
      metrics: [],
      coverage: regions.flatMap((r) => covered(check, r, r === REGION ? unread : {})),
    },
    checks: [check],
    options: {},
    price: () =>
      price === undefined
        ? undefined
        : { usd: usd(price), source: 'bundled', confidence: 60, asOf: '2026-11-01', note: 'bundled' },
    run: RUN,
    asOf: AS_OF,
  });
}

describe('a finding', () => {
  const tables = { ec2_addresses: [address({ tags: { Team: 'Shop' } })] };
  const [finding] = run({ check: elasticIpIdle, tables, price: '0.005', partition: 'aws-us-gov' }).findings;

  it('has the scope of its resource, with an ARN of its partition', () => {
    expect(finding?.scope).toEqual({
      cloud: 'aws',
      provider_partition: 'aws-us-gov',
      organization_id: '',
      billing_account_id: ACCOUNT,
      account_id: ACCOUNT,
      region: REGION,
      availability_zone: '',
      service: 'AmazonEC2',
      resource_type: 'elastic_ip',
      resource_id: 'eipalloc-0a',
      resource_arn: `arn:aws-us-gov:ec2:${REGION}:${ACCOUNT}:elastic-ip/eipalloc-0a`,
    });
  });

  it('is identified by the resource alone, not by what was measured', () => {
    const print = fingerprint({
      tenantId: 'default',
      checkId: elasticIpIdle.id,
      scope: finding?.scope ?? {},
      issueKey: { resource_id: 'eipalloc-0a' },
    });
    expect(finding?.fingerprint).toBe(print);
    expect(finding?.finding_id).toBe(findingId({ tenantId: 'default', fingerprint: print, salt: '' }));
    const dearer = run({ check: elasticIpIdle, tables, price: '9', partition: 'aws-us-gov' }).findings[0];
    expect(dearer?.fingerprint).toBe(print);
    expect(dearer?.estimated.monthly_savings).toBe('6570.000000');
  });

  it('carries its sentence, its money by billing item, its tags and its lifecycle', () => {
    expect(finding).toMatchObject({
      status: 'fail',
      message: 'Elastic IP 198.51.100.7 is associated with nothing and costs $3.65 a month.',
      estimated: { monthly_savings: '3.650000', monthly_cost: '3.650000', confidence: 60, notes: 'bundled' },
      claims: [{ item: `${ACCOUNT}/${REGION}/eipalloc-0a/hours`, monthly_savings: '3.650000' }],
      tags: { Team: 'Shop' },
      labels: { observation: 'observed' },
      lifecycle: { status: 'open', first_seen_at: AS_OF, last_seen_at: AS_OF, resolved_at: null },
      run_ts: AS_OF,
      engine_version: '1.2.3',
      source: { source_type: 'scanner', source_ref: elasticIpIdle.id, schema_version: 2 },
    });
  });
});

describe('what could not be read', () => {
  const groups = { ec2_security_groups: [securityGroup()] };

  it('a lookup that was refused judges nothing there, and the other region goes on', () => {
    const other = securityGroup({ region: 'eu-west-2', group_id: 'sg-0b' });
    const { findings, evaluations } = run({
      check: securityGroupUnused,
      tables: { ec2_security_groups: [securityGroup(), other] },
      regions: ['eu-west-2', REGION],
      unread: { ec2_network_interfaces: 'denied' },
    });
    expect(findings.map((f) => f.scope.resource_id)).toEqual(['sg-0b']);
    expect(evaluations).toMatchObject([
      {
        region: REGION,
        observed: false,
        failed: 0,
        reason: 'not read: ec2_network_interfaces (denied)',
        missing: ['ec2_network_interfaces'],
      },
      { region: 'eu-west-2', observed: true, failed: 1, reason: '', missing: [] },
    ]);
  });

  it('part of its own list is judged, and counts as not observed', () => {
    const { findings, evaluations } = run({
      check: elasticIpIdle,
      tables: { ec2_addresses: [address()] },
      unread: { ec2_addresses: 'throttled' },
    });
    expect(findings).toHaveLength(1);
    expect(evaluations[0]).toMatchObject({ observed: false, failed: 1, missing: ['ec2_addresses'] });
  });

  it('part of its own list is not judged where the rest of it is the evidence', () => {
    const { findings, evaluations } = run({
      check: securityGroupUnused,
      tables: groups,
      unread: { ec2_security_groups: 'error' },
    });
    expect(findings).toEqual([]);
    expect(evaluations[0]).toMatchObject({ observed: false, failed: 0, missing: ['ec2_security_groups'] });
  });

  it('a metric that was refused is not silence', () => {
    const { findings, evaluations } = run({
      check: natIdle,
      tables: { ec2_nat_gateways: [natGateway()] },
      unread: { 'metric/nat_gateway_bytes_out_to_destination': 'denied' },
    });
    expect(findings).toEqual([]);
    expect(evaluations[0]).toMatchObject({ observed: false, passed: 0, failed: 0, unknown: 0 });
  });

  it('a table that the check can do without leaves the place observed', () => {
    const { findings, evaluations } = run({
      check: securityGroupUnused,
      tables: groups,
      unread: { ec2_launch_template_versions: 'denied' },
    });
    expect(findings[0]?.message).toMatch(/launch templates could not be read\.$/);
    expect(evaluations[0]).toMatchObject({ observed: true, failed: 1, missing: [] });
  });

  it('what was never asked for is not read', () => {
    const { evaluations } = runChecks({
      inventory: {
        asOf: AS_OF,
        accounts: [{ accountId: ACCOUNT, partition: 'aws', regions: [REGION] }],
        tables: {},
        metrics: [],
        coverage: [],
      },
      checks: [elasticIpIdle],
      options: {},
      price: () => undefined,
      run: RUN,
      asOf: AS_OF,
    });
    expect(evaluations[0]).toMatchObject({ observed: false, reason: 'not read: ec2_addresses (not asked)' });
  });
});

describe('a check that breaks', () => {
  const broken = (evaluate: () => ReturnType<typeof fail<'bad'>> | typeof pass) =>
    defineCheck({
      id: 'aws.ec2.test.broken',
      title: 'Broken',
      kind: 'cost',
      category: 'idle',
      severity: { level: 'low', score: 300 },
      table: 'ec2_addresses',
      options: z.object({}),
      messages: { bad: 'It costs {savings}.' },
      why: '',
      fix: '',
      links: [],
      evaluate,
    });
  const two = { ec2_addresses: [address(), address({ allocation_id: 'eipalloc-0b' })] };

  it('leaves the resource unknown, says so once, and goes on with the next', () => {
    let calls = 0;
    const check = broken(() => {
      calls += 1;
      if (calls === 1) throw new Error('no such column');
      return pass;
    });
    const { findings, evaluations, crashed } = run({ check, tables: two });
    expect(crashed).toEqual([
      { checkId: 'aws.ec2.test.broken', resourceId: 'eipalloc-0a', reason: 'no such column' },
    ]);
    expect(findings).toMatchObject([
      {
        status: 'unknown',
        message: 'Not judged: the check failed: no such column',
        lifecycle: { status: '' },
      },
    ]);
    expect(evaluations[0]).toMatchObject({ observed: true, passed: 1, unknown: 1 });
  });

  it('with money that cannot be stored loses that finding’s money, not the run', () => {
    const check = broken(() =>
      fail({
        message: 'bad',
        values: { savings: new Big('1e13') },
        claims: [{ part: 'hours', monthlySavings: new Big('1e13') }],
        confidence: 50,
      }),
    );
    const { findings, crashed } = run({ check, tables: two });
    expect(findings.map((f) => [f.status, f.estimated.monthly_savings])).toEqual([
      ['unknown', '0.000000'],
      ['unknown', '0.000000'],
    ]);
    expect(crashed).toHaveLength(1);
  });
});

it('prices at the list: a free price is a price', () => {
  const [f] = run({ check: elasticIpIdle, tables: { ec2_addresses: [address()] }, price: '0' }).findings;
  expect(f?.message).toBe('Elastic IP 198.51.100.7 is associated with nothing and costs $0.00 a month.');
  expect(publicIpv4Hour(REGION, { state: 'idle' }).kind).toBe('vpc.public_ipv4.hour');
});
