import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../support/aws/emulator.ts';
import { emulator } from '../support/aws/shared-emulator.ts';
import { type StsGate, startStsGate } from '../support/aws/sts-gate.ts';
import { type GitHub, startGitHub } from '../support/github/server.ts';

let github: GitHub;
let gate: StsGate;
let home: Account;
let other: Account;
const arn = (account: Account, name: string) => `arn:aws:iam::${account.id}:role/${name}`;

beforeAll(async () => {
  const aws = await emulator();
  [home, other] = [aws.freshAccount(), aws.freshAccount()];
  github = await startGitHub();
  gate = await startStsGate({
    upstream: aws.url,
    issuer: github.url,
    trust: {
      [arn(home, 'finops')]: { aud: 'sts.amazonaws.com', sub: /^repo:octo@1\/shop@2:ref:refs\/heads\/main$/ },
    },
    chained: { [arn(other, 'reader')]: 'secret-id' },
  });
});
afterAll(async () => {
  await gate.close();
  await github.close();
});

const sts = (credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken: string }) =>
  new STSClient({ region: 'eu-west-1', endpoint: gate.url, ...(credentials && { credentials }) });

async function identity(
  token: string,
  more: { RoleArn?: string; RoleSessionName?: string; DurationSeconds?: number } = {},
) {
  const answer = await sts().send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: arn(home, 'finops'),
      RoleSessionName: 'finops-gate',
      WebIdentityToken: token,
      ...more,
    }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

test('a token of the right audience and subject opens its role, and the role the next account', async () => {
  const first = await identity(github.idToken('sts.amazonaws.com'));
  expect((await sts(first).send(new GetCallerIdentityCommand({}))).Account).toBe(home.id);
  const second = await sts(first).send(
    new AssumeRoleCommand({ RoleArn: arn(other, 'reader'), RoleSessionName: 'hop', ExternalId: 'secret-id' }),
  );
  expect(second.AssumedRoleUser?.Arn).toContain(other.id);
});

test('the runner asks the issuer for such a token', async () => {
  const env = github.env();
  const response = await fetch(`${env.ACTIONS_ID_TOKEN_REQUEST_URL}&audience=sts.amazonaws.com`, {
    headers: { authorization: `Bearer ${env.ACTIONS_ID_TOKEN_REQUEST_TOKEN}` },
  });
  const { value } = (await response.json()) as { value: string };
  expect((await identity(value)).accessKeyId).not.toBe('');
});

const denied = { name: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity' };
test.each<[what: string, token: () => string, more: Parameters<typeof identity>[1], error: object]>([
  ['another audience', () => github.idToken('other'), {}, denied],
  [
    'a role without trust',
    () => github.idToken('sts.amazonaws.com'),
    { RoleArn: 'arn:aws:iam::1:role/none' },
    denied,
  ],
  ['no token at all', () => 'garbage', {}, { name: 'InvalidIdentityTokenException' }],
  [
    'a forged signature',
    () => `${github.idToken('sts.amazonaws.com').slice(0, -8)}AAAAAAAA`,
    {},
    { name: 'InvalidIdentityTokenException' },
  ],
  [
    'a token that has expired',
    () => github.idToken('sts.amazonaws.com', -10),
    {},
    { name: 'ExpiredTokenException' },
  ],
  [
    'a session name with a space',
    () => github.idToken('sts.amazonaws.com'),
    { RoleSessionName: 'a b' },
    { name: 'ValidationError' },
  ],
  [
    'a session longer than the role allows',
    () => github.idToken('sts.amazonaws.com'),
    { DurationSeconds: 7200 },
    { name: 'ValidationError' },
  ],
])('refuses %s', async (_, token, more, error) => {
  await expect(identity(token(), more)).rejects.toMatchObject(error);
});

test('refuses the subject of a pull request', async () => {
  const subject = github.subject;
  github.subject = 'repo:octo@1/shop@2:pull_request';
  await expect(identity(github.idToken('sts.amazonaws.com'))).rejects.toMatchObject(denied);
  github.subject = subject;
});

test.each([
  ['a wrong external id', 'reader', 'wrong'],
  ['no external id', 'reader', undefined],
  ['an unknown role', 'admin', 'secret-id'],
])('refuses the second hop with %s', async (_, name, ExternalId) => {
  const first = await identity(github.idToken('sts.amazonaws.com'));
  const hop = new AssumeRoleCommand({
    RoleArn: arn(other, name),
    RoleSessionName: 'hop',
    ...(ExternalId && { ExternalId }),
  });
  await expect(sts(first).send(hop)).rejects.toMatchObject({ name: 'AccessDenied' });
});
