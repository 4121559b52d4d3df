import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import adminPorts from '../../../checks/aws/ec2/instance-admin-ports-open-world.ts';
import imdsv1 from '../../../checks/aws/ec2/instance-imdsv1-allowed.ts';
import credits from '../../../checks/aws/ec2/instance-t-credit-issues.ts';
import unusedGroup from '../../../checks/aws/ec2/security-group-unused.ts';
import { type AnyCheck, defineCheck, fail, pass } from '../../../contracts/check.ts';
import type { CoverageRow } from '../../../contracts/coverage.ts';
import type { Inventory } from '../../../contracts/discover.ts';
import { fingerprint } from '../../../contracts/identity.ts';
import { usd } from '../../../contracts/money.ts';
import { metricsOf, tablesOf } from '../../../src/check/needs.ts';
import { type CheckResults, runChecks } from '../../../src/check/run-checks.ts';
import { ACCOUNT, AS_OF, instance, REGION, rule, securityGroup } from '../../support/makers.ts';

const OTHER = 'us-east-1';

const covered = (region: string, table_name: string, status = 'ok'): CoverageRow => ({
  account_id: ACCOUNT,
  region,
  service: 'ec2',
  table_name,
  status,
  calls: 1,
  rows: 1,
  elapsed_ms: 1,
  message: '',
  iam_action: '',
});

/** Two regions, everything that the checks need read whole but for what is refused, as `region/name`. */
function inventory(
  checks: readonly AnyCheck[],
  tables: Inventory['tables'],
  refused: Readonly<Record<string, string>> = {},
  unasked: readonly string[] = [],
): Inventory {
  const names = [
    ...new Set(checks.flatMap((c) => [...tablesOf(c), ...metricsOf(c).map((m) => `metric/${m}`)])),
  ];
  return {
    asOf: AS_OF,
    accounts: [{ accountId: ACCOUNT, partition: 'aws', regions: [OTHER, REGION] }],
    tables,
    metrics: [],
    coverage: [OTHER, REGION].flatMap((region) =>
      names
        .filter((name) => !unasked.includes(name))
        .map((name) => covered(region, name, refused[`${region}/${name}`])),
    ),
  };
}

const run = (checks: readonly AnyCheck[], of: Inventory, options = {}): CheckResults =>
  runChecks({
    inventory: of,
    checks,
    options,
    price: () => undefined,
    run: {
      tenantId: 'default',
      workspaceId: 'default',
      runId: 'run-1',
      runTs: AS_OF,
      salt: 'stable',
      engineVersion: '0.0.0',
      rulepackVersion: '0.0.0',
    },
    asOf: AS_OF,
  });

const at = (results: CheckResults, region: string) => results.evaluations.find((e) => e.region === region);
const weak = (id: string, region = REGION) => instance({ instance_id: id, region, http_tokens: 'optional' });

describe('runChecks', () => {
  it('judges every resource of every region and counts the outcomes', () => {
    const tables = {
      ec2_instances: [
        weak('i-1'),
        weak('i-2', OTHER),
        instance({ instance_id: 'i-3' }),
        instance({ instance_id: 'i-4', http_tokens: '' }),
        instance({ instance_id: 'i-5', state: 'terminated' }),
      ],
    };
    const results = run([imdsv1], inventory([imdsv1], tables));
    expect(at(results, REGION)).toMatchObject({
      observed: true,
      reason: '',
      missing: [],
      passed: 1,
      failed: 1,
      unknown: 1,
      skipped: 1,
    });
    expect(at(results, OTHER)).toMatchObject({ passed: 0, failed: 1, unknown: 0, skipped: 0 });
    expect(results.findings.map((f) => [f.scope.resource_id, f.status])).toEqual([
      ['i-1', 'fail'],
      ['i-4', 'unknown'],
      ['i-2', 'fail'],
    ]);
    expect(results.crashed).toEqual([]);
  });

  it('seals a finding with scope, ids and lifecycle', () => {
    const [finding] = run([imdsv1], inventory([imdsv1], { ec2_instances: [weak('i-1')] })).findings;
    expect(finding?.scope).toMatchObject({
      cloud: 'aws',
      provider_partition: 'aws',
      billing_account_id: ACCOUNT,
      account_id: ACCOUNT,
      region: REGION,
      availability_zone: 'eu-west-1a',
      resource_id: 'i-1',
      resource_arn: `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-1`,
    });
    expect(finding?.fingerprint).toBe(
      finding &&
        fingerprint({
          tenantId: 'default',
          checkId: imdsv1.id,
          scope: finding.scope,
          issueKey: { resource_id: 'i-1' },
        }),
    );
    expect(finding?.lifecycle).toMatchObject({ status: 'open', first_seen_at: AS_OF, last_seen_at: AS_OF });
    expect(finding?.labels).toEqual({ observation: 'observed' });
  });

  it('leaves a region unjudged whose evidence was refused, and only that one', () => {
    const tables = {
      ec2_instances: [instance(), instance({ region: OTHER })],
      ec2_security_groups: [
        securityGroup({ ingress: [rule()] }),
        securityGroup({ region: OTHER, ingress: [rule()] }),
      ],
    };
    const results = run(
      [adminPorts],
      inventory([adminPorts], tables, { [`${REGION}/ec2_security_groups`]: 'denied' }),
    );
    expect(results.findings.map((f) => f.scope.region)).toEqual([OTHER]);
    expect(at(results, REGION)).toMatchObject({
      observed: false,
      reason: 'not read: ec2_security_groups (denied)',
      missing: ['ec2_security_groups'],
      failed: 0,
      unknown: 0,
    });
    expect(at(results, OTHER)).toMatchObject({ observed: true, failed: 1 });
  });

  it('treats a refused metric like a refused table', () => {
    const name = 'metric/ec2_instance_credit_balance';
    const tables = { ec2_instances: [instance({ instance_type: 't3.micro' })] };
    const results = run([credits], inventory([credits], tables, { [`${REGION}/${name}`]: 'throttled' }));
    expect(results.findings).toEqual([]);
    expect(at(results, REGION)).toMatchObject({ observed: false, reason: `not read: ${name} (throttled)` });
  });

  it('does not take a table for read that nobody asked for', () => {
    const tables = { ec2_instances: [instance()], ec2_security_groups: [securityGroup()] };
    const results = run([adminPorts], inventory([adminPorts], tables, {}, ['ec2_security_groups']));
    expect(at(results, REGION)).toMatchObject({
      observed: false,
      reason: 'not read: ec2_security_groups (not asked)',
    });
  });

  it('judges the part of the list that was read before it failed, without calling it observed', () => {
    const tables = { ec2_instances: [weak('i-1')] };
    const results = run([imdsv1], inventory([imdsv1], tables, { [`${REGION}/ec2_instances`]: 'error' }));
    expect(results.findings.map((f) => f.scope.resource_id)).toEqual(['i-1']);
    expect(at(results, REGION)).toMatchObject({ observed: false, missing: ['ec2_instances'], failed: 1 });
  });

  it('does not judge by a half-read list that is evidence as well', () => {
    const tables = { ec2_security_groups: [securityGroup()] };
    const refused = { [`${REGION}/ec2_security_groups`]: 'error' };
    const results = run([unusedGroup], inventory([unusedGroup], tables, refused));
    expect(results.findings).toEqual([]);
    expect(at(results, REGION)).toMatchObject({ observed: false, missing: ['ec2_security_groups'] });
  });

  it('observes without a table that the check can do without', () => {
    const tables = { ec2_security_groups: [securityGroup()] };
    const refused = { [`${REGION}/ec2_launch_template_versions`]: 'denied' };
    const results = run([unusedGroup], inventory([unusedGroup], tables, refused));
    expect(results.findings[0]?.message).toMatch(/launch templates could not be read\.$/);
    expect(at(results, REGION)).toMatchObject({ observed: true, failed: 1 });
  });

  it('keeps a resource on which the check throws as unknown, says so, and goes on', () => {
    const picky = defineCheck({
      id: 'aws.test.picky',
      title: 'Picky',
      kind: 'governance',
      category: 'governance',
      severity: { level: 'low', score: 200 },
      table: 'ec2_instances',
      options: z.object({}),
      messages: { bad: 'Instance {id} costs {money}.' },
      why: 'Test.',
      fix: 'Test.',
      links: ['https://docs.aws.amazon.com/'],
      evaluate(row) {
        if (row.instance_id === 'i-1') throw new RangeError('no rows');
        if (row.instance_id === 'i-4') return pass;
        return fail({
          message: 'bad',
          values: { id: row.instance_id, money: usd('1234.5') },
          claims: [{ part: 'compute', monthlySavings: usd(row.instance_id === 'i-2' ? '1e15' : '3') }],
          confidence: 101,
        });
      },
    });
    const ids = ['i-1', 'i-2', 'i-3', 'i-4'];
    const tables = { ec2_instances: ids.map((id) => instance({ instance_id: id })) };
    const results = run([picky, imdsv1], inventory([picky, imdsv1], tables));
    expect(results.findings.map((f) => [f.scope.resource_id, f.status])).toEqual([
      ['i-1', 'unknown'],
      ['i-2', 'unknown'],
      ['i-3', 'fail'],
    ]);
    expect(results.findings[0]).toMatchObject({
      message: 'Not judged: the check failed: no rows',
      lifecycle: { status: '' },
    });
    expect(results.findings[2]).toMatchObject({
      message: 'Instance i-3 costs $1,234.50.',
      estimated: { monthly_savings: '3.000000', confidence: 100 },
      claims: [{ item: `${ACCOUNT}/${REGION}/i-3/compute`, monthly_savings: '3.000000' }],
    });
    expect(results.crashed).toEqual([{ checkId: picky.id, resourceId: 'i-1', reason: 'no rows' }]);
    expect(results.evaluations.filter((e) => e.check_id === imdsv1.id)).toHaveLength(2);
  });
});
