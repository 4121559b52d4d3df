import { describe, expect, it } from 'vitest';
import unattached from '../../../checks/aws/ebs/volume-unattached.ts';
import stoppedLong from '../../../checks/aws/ec2/instance-stopped-long.ts';
import credits from '../../../checks/aws/ec2/instance-t-credit-issues.ts';
import tagsMissing from '../../../checks/aws/ec2/instance-tags-missing.ts';
import underutilized from '../../../checks/aws/ec2/instance-underutilized.ts';
import { checks } from '../../../checks/index.ts';
import type { Inventory } from '../../../contracts/discover.ts';
import { metricSpecs } from '../../../contracts/inventory/catalogue.ts';
import { priceKey } from '../../../contracts/price.ts';
import { checkDigest, iamActionsOf, neededBy, priceRequests } from '../../../src/check/needs.ts';
import { ACCOUNT, AS_OF, instance, instanceType, REGION, volume } from '../../support/makers.ts';

const inventory = (tables: Inventory['tables']): Inventory => ({
  asOf: AS_OF,
  accounts: [{ accountId: ACCOUNT, partition: 'aws', regions: [REGION] }],
  tables,
  metrics: [],
  coverage: [],
});

describe('what checks need', () => {
  it('every table and metric once', () => {
    expect(neededBy([stoppedLong, unattached, unattached])).toEqual({
      tables: ['ec2_instances', 'ec2_volumes'],
      metrics: ['ebs_volume_read_ops'],
    });
  });
  it('the actions behind them, those of tables that must come before included', () => {
    expect(iamActionsOf([credits])).toEqual([
      'cloudwatch:GetMetricData',
      'ec2:DescribeInstanceTypes',
      'ec2:DescribeInstances',
    ]);
    expect(iamActionsOf([unattached])).toEqual(['cloudwatch:GetMetricData', 'ec2:DescribeVolumes']);
  });
  it('the table behind every metric that a check of the catalogue asks for', () => {
    const without = checks.filter((c) => {
      const { tables, metrics } = neededBy([c]);
      return metrics.some((m) => !tables.some((t) => t === metricSpecs[m].table));
    });
    expect(without.map((c) => c.id)).toEqual([]);
  });
  it('no action that changes anything', () => {
    expect(iamActionsOf(checks).filter((a) => !/:(Describe|Get|List|View)/.test(a))).toEqual([]);
  });
});

describe('prices asked for', () => {
  it('each once, of types that the region has, the instance’s own included', () => {
    const requests = priceRequests(
      [underutilized],
      inventory({
        ec2_instances: [instance(), instance({ instance_id: 'i-0b' })],
        ec2_instance_types: [
          instanceType(),
          instanceType({ instance_type: 'm5.large', vcpus: 2, memory_mib: 8192 }),
        ],
      }),
      {},
    );
    expect(requests.map((r) => r.attributes.instanceType)).toEqual(['m5.large', 'm5.xlarge']);
  });
  it('none for what is not judged', () => {
    const rows = { ec2_instances: [instance({ lifecycle: 'spot' })], ec2_volumes: [volume()] };
    expect(priceRequests([underutilized, stoppedLong, unattached], inventory(rows), {})).toEqual([]);
  });
  it('of the volumes of a stopped instance', () => {
    const rows = { ec2_instances: [instance({ state: 'stopped' })], ec2_volumes: [volume()] };
    expect(priceRequests([stoppedLong], inventory(rows), {}).map(priceKey)).toEqual([
      'ebs.storage.gib_month|eu-west-1|volumeType=gp3',
    ]);
  });
});

describe('the digest of a check', () => {
  const digest = (options: Record<string, unknown>, revision?: number): string =>
    checkDigest(
      { ...tagsMissing, ...(revision === undefined ? {} : { revision }) },
      { [tagsMissing.id]: options },
    );
  it('is that of the options in force, given or by default', () => {
    expect(digest({ requiredTags: ['ApplicationId', 'Environment', 'Application'] })).toBe(digest({}));
  });
  it('changes with an option and with the rule', () => {
    expect(new Set([digest({}), digest({ requiredTags: ['Owner'] }), digest({}, 2)]).size).toBe(3);
  });
});
