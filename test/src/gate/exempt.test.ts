import { describe, expect, it } from 'vitest';
import type { Exemption, SuppressTag } from '../../../contracts/config.ts';
import type { Finding } from '../../../contracts/finding.ts';
import { configEffect, exempt, isIgnored } from '../../../src/gate/exempt.ts';

const AS_OF = '2026-11-25T06:00:00.000Z';
type Given = {
  check?: string;
  account?: string;
  resource?: string;
  tags?: Record<string, string>;
  status?: string;
  claims?: Finding['claims'];
};
const finding = (g: Given = {}): Finding =>
  ({
    check_id: g.check ?? 'aws.ec2.ebs.unattached.volume',
    status: g.status ?? 'fail',
    scope: {
      account_id: g.account ?? '111122223333',
      resource_id: g.resource ?? 'vol-1',
      resource_arn: `arn:aws:ec2:eu-west-1:111122223333:volume/${g.resource ?? 'vol-1'}`,
    },
    lifecycle: {
      status: 'open',
      first_seen_at: null,
      last_seen_at: null,
      resolved_at: null,
      snooze_until: null,
    },
    labels: {},
    tags: g.tags ?? {},
    claims: g.claims ?? [
      { item: `111122223333/eu-west-1/${g.resource ?? 'vol-1'}/storage`, monthly_savings: '10.000000' },
    ],
  }) as unknown as Finding;
const until = (e: Partial<Exemption>): Exemption => ({
  owner: 'ana',
  reason: 'forensics',
  expires: '2026-12-31',
  ...e,
});
const silenced = (
  f: Finding,
  exemptions: Exemption[],
  suppressTags: SuppressTag[] = [],
  keep = true,
): boolean => exempt([f], { exemptions, suppressTags }, AS_OF, () => keep).findings.some(isIgnored);

describe('exempt', () => {
  it.each<[string, Partial<Exemption>, Given, boolean]>([
    ['by check', { check: 'aws.ec2.ebs.*' }, {}, true],
    ['not by another check', { check: 'aws.rds.*' }, {}, false],
    ['by resource id', { resource: 'vol-1' }, {}, true],
    ['by ARN with wildcard', { resource: 'arn:aws:ec2:*:volume/vol-1' }, {}, true],
    ['not by a part of an id', { resource: 'vol' }, {}, false],
    ['by tag and value', { tag: 'team=forensic*' }, { tags: { team: 'forensics' } }, true],
    ['by tag key alone', { tag: 'team' }, { tags: { team: '' } }, true],
    ['not by another value', { tag: 'team=x' }, { tags: { team: 'forensics' } }, false],
    ['by account', { account: '111122223333' }, {}, true],
    ['only where all of its words fit', { account: '111122223333', check: 'aws.rds.*' }, {}, false],
    ['on its last day', { check: '*', expires: '2026-11-25' }, {}, true],
    ['not after its last day', { check: '*', expires: '2026-11-24' }, {}, false],
    ['not an inherited property', { tag: 'constructor' }, {}, false],
    ['with a pattern taken literally', { check: 'aws.ec2.ebs.unattached.volum?' }, {}, false],
  ])('silences %s', (_, e, given, expected) => {
    expect(silenced(finding(given), [until(e)])).toBe(expected);
  });

  it('says who, why and until when, and leaves the finding true', () => {
    const [f] = exempt(
      [finding()],
      { exemptions: [until({ check: '*' })], suppressTags: [] },
      AS_OF,
      () => true,
    ).findings;
    expect(f).toMatchObject({
      status: 'fail',
      lifecycle: { status: 'ignored', snooze_until: '2026-12-31T23:59:59.999Z' },
      labels: { exemption: 'exempted by ana until 2026-12-31: forensics' },
    });
  });

  it('names an expired exemption with what it used to cover, each item once', () => {
    const twice = [
      finding(),
      finding({
        check: 'aws.ec2.ebs.gp2.to.gp3',
        claims: [
          {
            item: '111122223333/eu-west-1/vol-1/storage',
            monthly_savings: '2.000000',
            effective_monthly_savings: null,
          },
        ],
      }),
    ];
    const { findings, exemptions } = exempt(
      twice,
      { exemptions: [until({ resource: 'vol-1', expires: '2026-01-31' })], suppressTags: [] },
      AS_OF,
      () => true,
    );
    expect(findings.some(isIgnored)).toBe(false);
    expect(exemptions).toMatchObject([{ state: 'expired', findings: 2, monthlySavings: '10.000000' }]);
  });

  it('obeys tags, false-like values excepted, and keep tags only for advice to delete', () => {
    const keep: SuppressTag[] = [{ key: 'keep', applies: 'deletion' }];
    const of = (tags: Record<string, string>, respects: boolean) =>
      silenced(finding({ tags }), [], keep, respects);
    expect(of({ Keep: 'true' }, true)).toBe(true);
    expect(of({ keep: '' }, true)).toBe(true);
    expect(of({ keep: 'False' }, true)).toBe(false);
    expect(of({ keep: 'true' }, false)).toBe(false);
    expect(of({ purpose: 'keep' }, true)).toBe(false);
    expect(
      silenced(
        finding({ tags: { stage: 'legacy' } }),
        [],
        [{ key: 'stage', values: ['Legacy'], applies: 'all' }],
        false,
      ),
    ).toBe(true);
  });

  it('leaves what was not judged alone', () => {
    expect(silenced(finding({ status: 'unknown' }), [until({ check: '*' })])).toBe(false);
  });
});

describe('configEffect', () => {
  it('says what a change of the exemptions takes away and brings back, in money', () => {
    const findings = [
      finding({ resource: 'vol-1' }),
      finding({ resource: 'vol-2' }),
      finding({ resource: 'vol-3' }),
    ];
    const rules = (...resources: string[]) => ({
      exemptions: resources.map((resource) => until({ resource })),
      suppressTags: [],
    });
    expect(
      configEffect(findings, rules('vol-1', 'vol-2'), rules('vol-2', 'vol-3'), AS_OF, () => true),
    ).toEqual({
      newlyExempted: { findings: 1, monthlySavings: '10.000000' },
      broughtBack: { findings: 1, monthlySavings: '10.000000' },
    });
  });
});
