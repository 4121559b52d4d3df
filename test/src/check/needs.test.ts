import { describe, expect, it } from 'vitest';
import unattached from '../../../checks/aws/ebs/volume-unattached.ts';
import adminPorts from '../../../checks/aws/ec2/instance-admin-ports-open-world.ts';
import credits from '../../../checks/aws/ec2/instance-t-credit-issues.ts';
import tagsMissing from '../../../checks/aws/ec2/instance-tags-missing.ts';
import { checks } from '../../../checks/index.ts';
import { metricSpecs } from '../../../contracts/inventory/catalogue.ts';
import { ebsIops, ebsStorage, priceKey } from '../../../contracts/price.ts';
import { checkDigest, iamActionsOf, neededBy, priceRequests } from '../../../src/check/needs.ts';
import { ACCOUNT, AS_OF, REGION, volume } from '../../support/makers.ts';

describe('neededBy', () => {
  it('names every table and metric once, those it can do without too', () => {
    expect(neededBy([credits, adminPorts, unattached])).toEqual({
      tables: ['ec2_instance_types', 'ec2_instances', 'ec2_security_groups', 'ec2_volumes'],
      metrics: ['ebs_volume_read_ops', 'ec2_instance_credit_balance', 'ec2_instance_surplus_credits_charged'],
    });
  });

  it('asks for nothing when no check is enabled', () => {
    expect(neededBy([])).toEqual({ tables: [], metrics: [] });
    expect(iamActionsOf([])).toEqual([]);
  });
});

describe('iamActionsOf', () => {
  it('is the least: no metric, no CloudWatch', () => {
    expect(iamActionsOf([adminPorts])).toEqual(['ec2:DescribeInstances', 'ec2:DescribeSecurityGroups']);
    expect(iamActionsOf([unattached])).toEqual(['cloudwatch:GetMetricData', 'ec2:DescribeVolumes']);
  });

  it('only ever reads', () => {
    for (const action of iamActionsOf(checks))
      expect(action).toMatch(/^[a-z0-9]+:(Describe|Get|List)[A-Za-z]+$/);
  });
});

describe('the catalogue', () => {
  it('reads the resources behind each metric that it asks for', () => {
    for (const check of checks)
      for (const metric of [...(check.metrics ?? []), ...(check.optionalMetrics ?? [])])
        expect(neededBy([check]).tables, `${check.id} ${metric}`).toContain(metricSpecs[metric].table);
  });
});

describe('checkDigest', () => {
  const id = tagsMissing.id;
  it('does not change when an option is set to its default', () => {
    const plain = checkDigest(tagsMissing, {});
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
    expect(
      checkDigest(tagsMissing, { [id]: { requiredTags: ['ApplicationId', 'Environment', 'Application'] } }),
    ).toBe(plain);
    expect(checkDigest(tagsMissing, { other: { requiredTags: ['x'] } })).toBe(plain);
  });

  it('changes with an option and with the revision of the rule', () => {
    const plain = checkDigest(tagsMissing, {});
    expect(checkDigest(tagsMissing, { [id]: { requiredTags: ['Owner'] } })).not.toBe(plain);
    expect(checkDigest({ ...tagsMissing, revision: 2 }, {})).not.toBe(plain);
  });
});

describe('priceRequests', () => {
  it('asks once for what many resources need, and only for resources of scanned regions', () => {
    const asked = priceRequests(
      [unattached],
      {
        asOf: AS_OF,
        accounts: [{ accountId: ACCOUNT, partition: 'aws', regions: [REGION] }],
        tables: {
          ec2_volumes: [
            volume({ volume_id: 'vol-1', state: 'available', attachments: [] }),
            volume({ volume_id: 'vol-2', state: 'available', attachments: [], iops: 5000 }),
            volume({ volume_id: 'vol-3', state: 'available', attachments: [], iops: 9000 }),
            volume({ volume_id: 'vol-4', state: 'available', attachments: [], region: 'us-east-1' }),
          ],
        },
        metrics: [],
        coverage: [],
      },
      {},
    );
    const gp3 = { volumeType: 'gp3' };
    expect(asked.map(priceKey)).toEqual([priceKey(ebsIops(REGION, gp3)), priceKey(ebsStorage(REGION, gp3))]);
  });
});
