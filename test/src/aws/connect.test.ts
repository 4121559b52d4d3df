import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NoCredentials } from '../../../src/aws/caller.ts';
import { GateError } from '../../../src/shared/errors.ts';
import type { Account, Emulator } from '../../support/aws/emulator.ts';
import { type FaultProxy, startFaultProxy } from '../../support/aws/fault-proxy.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { startStsGate } from '../../support/aws/sts-gate.ts';
import { asUser, SHORT, signIn } from './sign-in.ts';

let aws: Emulator;
let account: Account;
let proxy: FaultProxy;

beforeEach(async () => {
  aws = await emulator();
  account = aws.freshAccount();
  proxy = await startFaultProxy(aws.url);
  await asUser(proxy.url, account);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await proxy.close();
});

const refusal = async (promise: Promise<unknown>): Promise<GateError> => {
  const error = await promise.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof GateError)) throw new Error(`not refused: ${String(error)}`);
  return error;
};
const names = (scopes: readonly { accountId: string; region: string }[]): string[] =>
  scopes.map((s) => `${s.accountId} ${s.region}`);
const role = (of: Account): string => `arn:aws:iam::${of.id}:role/reader`;

describe('ambient credentials', () => {
  test('their account is read in the regions asked for, every secret masked', async () => {
    const masked: string[] = [];
    const connected = await signIn({
      config: { regions: ['eu-west-1', 'us-east-1'], allowedAccountIds: [account.id] },
      mask: (s) => masked.push(s),
    });
    expect(names(connected.scopes)).toEqual([`${account.id} eu-west-1`, `${account.id} us-east-1`]);
    expect(connected.scopes[0]?.partition).toBe('aws');
    expect(connected.unreadable).toEqual([]);
    const { accessKeyId, secretAccessKey, sessionToken } = await account.credentials();
    expect(masked).toEqual([accessKeyId, secretAccessKey, sessionToken]);
    expect(connected.usage()).toEqual({ calls: 2, callsByService: { ec2: 1, sts: 1 }, costUsd: '0.000000' });
    connected.close();
  });

  test('none at all is an error of its own kind, with what to do', async () => {
    await asUser(proxy.url);
    const error = await refusal(signIn());
    expect(error).toBeInstanceOf(NoCredentials);
    expect(error).toMatchObject({
      fault: 'user',
      message: expect.stringMatching(/^No AWS credentials were found: /),
    });
    expect(error.next).toContain('role-to-assume');
  });

  test('a wrong key is the user’s', async () => {
    proxy.faults.push({ kind: 'region-off', service: 'sts' });
    expect(await refusal(signIn())).toMatchObject({
      fault: 'user',
      message: 'AWS does not accept the credentials (InvalidClientTokenId).',
    });
  });

  test('expired ones are the user’s, after the chain was asked again', async () => {
    proxy.faults.push({ kind: 'expired', service: 'sts' });
    expect(await refusal(signIn())).toMatchObject({
      fault: 'user',
      message: 'The AWS credentials have expired.',
    });
    expect(proxy.log).toHaveLength(2);
  });

  test('an STS that never answers is AWS’s, within the time-outs', async () => {
    proxy.faults.push({ kind: 'hang', service: 'sts' });
    const error = await refusal(signIn({ timeouts: { ...SHORT, answer: 200 } }));
    expect(error).toMatchObject({ fault: 'aws' });
    expect(error.message).toContain('sts:GetCallerIdentity was not answered in time.');
  });

  test('an account that is not allowed is refused before anything is read', async () => {
    const error = await refusal(signIn({ config: { allowedAccountIds: ['111122223333', '444455556666'] } }));
    expect(error).toMatchObject({
      fault: 'user',
      message: `Account ${account.id} is not among the allowed accounts: 111122223333, 444455556666.`,
    });
    expect(proxy.log.map((c) => c.action)).toEqual(['GetCallerIdentity']);
  });
});

describe('account roles', () => {
  test('each is entered with its external id, and the run’s own account is not read', async () => {
    const [one, two] = [aws.freshAccount(), aws.freshAccount()];
    const gate = await startStsGate({
      upstream: aws.url,
      issuer: 'https://issuer.invalid',
      trust: {},
      chained: { [role(one)]: 'secret-id', [role(two)]: '' },
    });
    vi.stubEnv('AWS_ENDPOINT_URL_STS', gate.url);
    const connected = await signIn({
      config: {
        accountRoles: [{ roleArn: role(one), externalId: 'secret-id' }, { roleArn: role(two) }],
        allowedAccountIds: [one.id, two.id],
      },
    });
    expect(names(connected.scopes)).toEqual([`${one.id} eu-west-1`, `${two.id} eu-west-1`]);
    connected.close();
    await gate.close();
  });

  test('one that refuses does not stop the others: it is unreadable in every region', async () => {
    const [one, two] = [aws.freshAccount(), aws.freshAccount()];
    const gate = await startStsGate({
      upstream: aws.url,
      issuer: 'https://issuer.invalid',
      trust: {},
      chained: { [role(one)]: '' },
    });
    vi.stubEnv('AWS_ENDPOINT_URL_STS', gate.url);
    const config = {
      regions: ['eu-west-1', 'us-east-1'],
      accountRoles: [{ roleArn: role(two) }, { roleArn: role(one) }],
    };
    const connected = await signIn({ config });
    expect(names(connected.scopes)).toEqual([`${one.id} eu-west-1`, `${one.id} us-east-1`]);
    expect(connected.unreadable).toMatchObject([
      { accountId: two.id, region: 'eu-west-1', status: 'denied', iamAction: 'sts:AssumeRole' },
      { accountId: two.id, region: 'us-east-1', status: 'denied', iamAction: 'sts:AssumeRole' },
      { accountId: two.id, region: 'global', status: 'denied', iamAction: 'sts:AssumeRole' },
    ]);
    expect(connected.unreadable[0]?.message).toContain('is not authorized to perform: sts:AssumeRole');
    connected.close();

    const alone = await refusal(signIn({ config: { ...config, accountRoles: [{ roleArn: role(two) }] } }));
    expect(alone).toMatchObject({ fault: 'user' });
    expect(alone.message).toContain(`Account ${two.id} cannot be read`);
    expect(alone.next).toContain('external ids');
    await gate.close();
  });

  test('a role of an account that is not allowed is not even assumed', async () => {
    const other = aws.freshAccount();
    const config = { accountRoles: [{ roleArn: role(other) }], allowedAccountIds: [account.id] };
    expect((await refusal(signIn({ config }))).message).toContain(`Account ${other.id} is not among`);
    expect(proxy.log.map((c) => c.action)).not.toContain('AssumeRole');
  });

  test('two roles of one account are refused', async () => {
    const accountRoles = [{ roleArn: role(account) }, { roleArn: `arn:aws:iam::${account.id}:role/second` }];
    expect((await refusal(signIn({ config: { accountRoles } }))).message).toBe(
      `Two of account-roles belong to account ${account.id}.`,
    );
  });
});

describe('regions', () => {
  test('all: those that are enabled', async () => {
    const connected = await signIn({ config: { regions: 'all' } });
    const regions = connected.scopes.map((s) => s.region);
    expect(regions).toContain('eu-west-1');
    expect(regions).toContain('us-west-2');
    // off for an account that never opted in
    expect(regions).not.toContain('me-south-1');
    expect(regions.some((r) => r.startsWith('cn-') || r.startsWith('us-gov-'))).toBe(false);
    expect(connected.unreadable).toEqual([]);
    connected.close();
  });

  test('one that is off is skipped and said so', async () => {
    const connected = await signIn({ config: { regions: ['me-south-1', 'eu-west-1'] } });
    expect(names(connected.scopes)).toEqual([`${account.id} eu-west-1`]);
    expect(connected.unreadable).toEqual([
      {
        accountId: account.id,
        partition: 'aws',
        region: 'me-south-1',
        status: 'disabled',
        message: `Region me-south-1 is not enabled for account ${account.id}.`,
        iamAction: '',
        calls: 0,
      },
    ]);
    expect(proxy.log.map((c) => c.region)).toEqual(['eu-west-1', 'eu-west-1']);
    connected.close();
  });

  test('without permission to list them a list is taken as it is, and all is refused', async () => {
    proxy.faults.push({ kind: 'denied', service: 'ec2', action: 'DescribeRegions' });
    const warnings: string[] = [];
    const connected = await signIn({ warn: (w) => warnings.push(w) });
    expect(names(connected.scopes)).toEqual([`${account.id} eu-west-1`]);
    expect(warnings).toEqual([expect.stringContaining('ec2:DescribeRegions is refused')]);
    connected.close();
    const error = await refusal(signIn({ config: { regions: 'all' } }));
    expect(error).toMatchObject({ fault: 'user' });
    expect(error.next).toContain('ec2:DescribeRegions');
  });

  test('one that does not exist, and one of another partition', async () => {
    const unknown = await refusal(signIn({ config: { regions: ['eu-west-9'] } }));
    expect(unknown.message).toBe('AWS knows no region eu-west-9.');
    expect(unknown.next).toContain('eu-west-1');
    const foreign = await refusal(signIn({ config: { regions: ['eu-west-1', 'cn-north-1'] } }));
    expect(foreign.message).toContain('cn-north-1 belongs to the partition aws-cn');
  });
});
