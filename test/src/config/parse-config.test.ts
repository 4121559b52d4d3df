import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Settings } from '../../../src/config/inputs.ts';
import { type Known, parseConfig, parseGithubConfig } from '../../../src/config/parse-config.ts';
import { GateError } from '../../../src/shared/errors.ts';

const known: Known = {
  checks: [
    { id: 'aws.ec2.ebs.unattached.volume', options: z.object({ minimumAgeDays: z.int().min(0).default(7) }) },
    { id: 'aws.ec2.ebs.gp2.to.gp3', aliases: ['aws.ebs.gp2'], options: z.object({}) },
    { id: 'aws.rds.instances.idle', options: z.object({}) },
  ],
  rules: ['aws.nat.correlation.ec2.traffic', 'aws.ec2.correlation.ebs.unattached.unencrypted'],
};
const parse = (settings: Settings, text?: string, env: NodeJS.ProcessEnv = {}) =>
  parseConfig({
    settings,
    known,
    env,
    configPath: '.finops-gate.yml',
    ...(text === undefined ? {} : { file: { path: '.finops-gate.yml', text } }),
  });
function refusal(settings: Settings, text?: string, env: NodeJS.ProcessEnv = {}): string {
  try {
    parse(settings, text, env);
  } catch (e) {
    expect(e).toBeInstanceOf(GateError);
    const error = e as GateError;
    expect(error.fault).toBe('user');
    return [error.message, error.next].filter((s) => s !== '').join(' | ');
  }
  throw new Error('was accepted');
}

describe('parseConfig', () => {
  it('has sensible defaults', () => {
    expect(parse({})).toMatchObject({
      tenant: 'default',
      workspace: 'default',
      regions: [],
      inventory: { kind: 'auto' },
      output: 'finops-gate-out',
      salt: 'stable',
      gate: { failOn: [], mode: 'fail' },
      allowPublic: false,
      strict: false,
    });
  });

  it('lets settings win over the file and the file over the environment', () => {
    const env = { AWS_REGION: 'us-east-1' };
    expect(parse({}, undefined, env).regions).toEqual(['us-east-1']);
    expect(parse({}, 'regions: [eu-west-1]', env).regions).toEqual(['eu-west-1']);
    expect(
      parse({ regions: 'eu-west-3,\n eu-west-3, ap-south-2' }, 'regions: [eu-west-1]', env).regions,
    ).toEqual(['eu-west-3', 'ap-south-2']);
    expect(parse({ regions: 'all' }).regions).toBe('all');
  });

  it('reads account roles with external ids from both doors alike', () => {
    const fromInput = parse({
      'account-roles': 'arn:aws:iam::111122223333:role/a\narn:aws:iam::444455556666:role/b ext-1',
    }).accountRoles;
    const fromFile = parse(
      {},
      'account-roles:\n  - arn:aws:iam::111122223333:role/a\n  - role-arn: arn:aws:iam::444455556666:role/b\n    external-id: ext-1\n',
    ).accountRoles;
    expect(fromInput).toEqual([
      { roleArn: 'arn:aws:iam::111122223333:role/a' },
      { roleArn: 'arn:aws:iam::444455556666:role/b', externalId: 'ext-1' },
    ]);
    expect(fromFile).toEqual(fromInput);
  });

  it('expands wildcards and follows aliases of checks', () => {
    expect(parse({ only: 'aws.ec2.*' }).only).toEqual([
      'aws.ec2.ebs.gp2.to.gp3',
      'aws.ec2.ebs.unattached.volume',
    ]);
    expect(parse({ only: 'aws.ebs.gp2' }).only).toEqual(['aws.ec2.ebs.gp2.to.gp3']);
  });

  it('reads gate conditions from a list, one text or an input', () => {
    const both = [
      { kind: 'new-severity', level: 'high' },
      { kind: 'new-savings', usd: '100.50' },
    ];
    expect(parse({}, "fail-on: ['new-severity>=high', 'new-savings>$100.50']").gate.failOn).toEqual(both);
    expect(parse({}, 'fail-on: new-severity >= high, new-savings>100.50').gate.failOn).toEqual(both);
    expect(parse({ 'fail-on': 'new-severity>=high\nnew-savings>100.50' }).gate.failOn).toEqual(both);
    expect(parse({ 'fail-on': 'coverage<99.5%,expired-exemptions' }).gate.failOn).toEqual([
      { kind: 'coverage', percent: 99.5 },
      { kind: 'expired-exemptions' },
    ]);
  });

  it('pins the clock in UTC', () => {
    expect(parse({ 'as-of': '2026-11-25T07:00:00+01:00' }).asOf).toBe('2026-11-25T06:00:00.000Z');
  });

  it.each<[string, Settings, string | undefined, string]>([
    [
      'an unknown key, with the nearest',
      {},
      'regionz: [eu-west-1]',
      '.finops-gate.yml:1: unknown key regionz (value ["eu-west-1"]) is not understood | did you mean "regions"?',
    ],
    [
      'an unknown nested key',
      {},
      'exemptions:\n  - check: aws.*\n    owner: a\n    reason: b\n    expire: 2027-01-01\n    expires: 2027-01-01',
      '.finops-gate.yml:5: unknown key exemptions[0].expire (value "2027-01-01") is not understood | did you mean "expires"?',
    ],
    [
      'a mistyped region',
      { regions: 'eu-wst-1' },
      undefined,
      'settings: regions (value "eu-wst-1") is not an AWS region code such as eu-west-1 | did you mean "eu-west-1"?',
    ],
    [
      'a mistyped region in the file',
      {},
      'regions: [eu-west-1, us-est-1]',
      '.finops-gate.yml:1: regions[1] (value "us-est-1") is not an AWS region code such as eu-west-1 | did you mean "us-east-1"?',
    ],
    [
      'a bad ARN',
      { 'role-to-assume': 'arn:aws:iam::123:role/x' },
      undefined,
      'settings: role-to-assume (value "arn:aws:iam::123:role/x") is not a role ARN such as arn:aws:iam::123456789012:role/finops-gate',
    ],
    [
      'a bad threshold',
      { 'fail-on': 'new-saving>100' },
      undefined,
      'settings: fail-on (value "new-saving>100") is not a condition | conditions are new-severity>=high, new-savings>100, total-savings>1000, coverage<95, expired-exemptions',
    ],
    [
      'an unknown check',
      { only: 'aws.ec2.ebs.unatached.volume' },
      undefined,
      'settings: only (value "aws.ec2.ebs.unatached.volume") names no check | did you mean "aws.ec2.ebs.unattached.volume"?',
    ],
    [
      'an unknown option of a check',
      {},
      'checks:\n  options:\n    aws.ec2.ebs.unattached.volume:\n      minimumAge: 3',
      '.finops-gate.yml: unknown key checks.options.aws.ec2.ebs.unattached.volume.minimumAge (value 3) is not understood | did you mean "minimumAgeDays"?',
    ],
    [
      'an option out of range',
      {},
      'checks: { options: { aws.ec2.ebs.unattached.volume: { minimumAgeDays: -1 } } }',
      '.finops-gate.yml: checks.options.aws.ec2.ebs.unattached.volume.minimumAgeDays (value -1) Too small: expected number to be >=0',
    ],
    [
      'an exemption that names nothing',
      {},
      "exemptions: [{ owner: a, reason: b, expires: '2027-01-01' }]",
      '.finops-gate.yml:1: exemptions[0] (value {"owner":"a","reason":"b","expires":"2027-01-01"}) names nothing: give at least one of check, resource, tag, account',
    ],
    [
      'an account id that YAML made a number',
      {},
      'allowed-account-ids: [123456789012]',
      '.finops-gate.yml:1: allowed-account-ids[0] (value 123456789012) must be a 12-digit account id in quotes',
    ],
    [
      'a mode',
      { mode: 'wrn' },
      undefined,
      'settings: mode (value "wrn") must be one of fail, warn | did you mean "warn"?',
    ],
    [
      'an instant without zone',
      { 'as-of': '2026-11-25 07:00' },
      undefined,
      'settings: as-of (value "2026-11-25 07:00") must be an ISO 8601 instant such as 2026-11-25T06:00:00Z',
    ],
    [
      'a tenant that would leave its folder',
      { tenant: '../x' },
      undefined,
      'settings: tenant (value "../x") must be 1 to 64 letters, digits, dots, dashes or underscores',
    ],
    [
      'a duration',
      { 'role-to-assume': 'arn:aws:iam::123456789012:role/x', 'role-duration-seconds': '60' },
      undefined,
      'settings: role-duration-seconds (value "60") must be a whole number from 900 to 43200',
    ],
  ])('refuses %s', (_, settings, text, message) => {
    expect(refusal(settings, text)).toBe(message);
  });

  it('refuses broken, bomb-like and oversized YAML with a place or a reason', () => {
    expect(refusal({}, 'regions: [eu-west-1')).toMatch(
      /^\.finops-gate\.yml:\d+:\d+: the file is not valid YAML: /,
    );
    expect(refusal({}, 'mode: fail\nmode: warn')).toContain('not valid YAML');
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
      .split('')
      .map((c, i) => `${c}: &${c} [${Array(10).fill(`*${'abcdefg'[i]}`).join(',')}]`)
      .join('\n')}`;
    expect(refusal({}, bomb)).toContain('too many YAML aliases');
    expect(refusal({}, `# ${'x'.repeat(300_000)}`)).toContain('larger than 256 KiB');
  });

  it('refuses a bad region of the environment by its name', () => {
    expect(refusal({}, undefined, { AWS_REGION: 'Ireland' })).toContain(
      'environment: AWS_REGION (value "Ireland") is not an AWS region code',
    );
  });
});

describe('parseGithubConfig', () => {
  it('has the defaults of action.yml', () => {
    expect(parseGithubConfig({})).toEqual({
      token: '',
      comment: true,
      checkRun: true,
      uploadSarif: false,
      artifactName: 'finops-gate-state',
    });
  });
  it('refuses a name that the artifact service refuses', () => {
    expect(() => parseGithubConfig({ 'artifact-name': 'a/b' })).toThrow(
      /artifact-name \(value "a\/b"\) must not contain/,
    );
    expect(() => parseGithubConfig({ 'retention-days': '0' })).toThrow(/1 to 400/);
  });
});
