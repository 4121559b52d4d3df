import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { claimsOf, trustPolicy } from '../../../src/aws/trust-policy.ts';
import { GateError } from '../../../src/shared/errors.ts';
import type { Account } from '../../support/aws/emulator.ts';
import { type FaultProxy, startFaultProxy } from '../../support/aws/fault-proxy.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { type StsGate, startStsGate, type Trust } from '../../support/aws/sts-gate.ts';
import { type GitHub, startGitHub } from '../../support/github/server.ts';
import { asUser, signIn } from './sign-in.ts';

let account: Account;
let github: GitHub;
let gate: StsGate;
let proxy: FaultProxy;
let tokens: string[];
const trust: Record<string, Trust> = {};
const roleArn = (): string => `arn:aws:iam::${account.id}:role/finops`;

beforeEach(async () => {
  const aws = await emulator();
  account = aws.freshAccount();
  github = await startGitHub();
  trust[roleArn()] = { aud: 'sts.amazonaws.com', sub: /^repo:octo@1\/shop@2:ref:refs\/heads\/main$/ };
  gate = await startStsGate({ upstream: aws.url, issuer: github.url, trust });
  proxy = await startFaultProxy(gate.url);
  tokens = [];
  await asUser(aws.url);
  vi.stubEnv('AWS_ENDPOINT_URL_STS', proxy.url);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await proxy.close();
  await gate.close();
  await github.close();
});

const workflow = (of: { roleArn?: string; audience?: string; seconds?: number; life?: number[] } = {}) =>
  signIn({
    config: {
      oidc: {
        roleArn: of.roleArn ?? roleArn(),
        audience: of.audience ?? 'sts.amazonaws.com',
        sessionName: 'finops-gate',
        durationSeconds: of.seconds ?? 3600,
      },
    },
    getIdToken: async (audience) => {
      const token = github.idToken(audience, of.life?.[tokens.length] ?? 300);
      tokens.push(token);
      return token;
    },
  });
const refusal = async (promise: Promise<unknown>): Promise<GateError> => {
  const error = await promise.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof GateError)) throw new Error(`not refused: ${String(error)}`);
  return error;
};

test('the workflow’s own identity opens the role', async () => {
  const connected = await workflow();
  expect(connected.scopes.map((s) => s.accountId)).toEqual([account.id]);
  expect(proxy.log.map((c) => c.action)).toEqual(['AssumeRoleWithWebIdentity', 'GetCallerIdentity']);
  connected.close();
});

test('a trust that refuses: one attempt, the claims, the policy that accepts them, never the token', async () => {
  trust[roleArn()] = { aud: 'sts.amazonaws.com', sub: /^repo:octo\/shop:/ };
  const error = await refusal(workflow());
  expect(error.fault).toBe('user');
  expect(error.message).toContain('Not authorized to perform sts:AssumeRoleWithWebIdentity');
  expect(error.message).toContain(
    'The token says sub "repo:octo@1/shop@2:ref:refs/heads/main" and aud "sts.amazonaws.com".',
  );
  expect(error.message).toContain('GitHub put the ids of owner and repository into this sub');
  const policy = JSON.parse(error.next.slice(error.next.indexOf('{')));
  const issuer = github.url;
  expect(policy.Statement[0]).toEqual({
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::${account.id}:oidc-provider/${issuer.replace(/^https:\/\//, '')}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      StringEquals: {
        [`${issuer}:aud`]: 'sts.amazonaws.com',
        [`${issuer}:sub`]: 'repo:octo@1/shop@2:ref:refs/heads/main',
      },
    },
  });
  expect(gate.refused).toHaveLength(1);
  for (const part of (tokens[0] ?? '').split('.')) {
    expect(`${error.message}${error.next}`).not.toContain(part);
  }
});

test('a wrong audience is refused the same way', async () => {
  const error = await refusal(workflow({ audience: 'https://github.com/octo' }));
  expect(error.message).toContain('aud "https://github.com/octo"');
});

test('a session longer than the role allows names the input', async () => {
  const error = await refusal(workflow({ seconds: 43_200 }));
  expect(error).toMatchObject({ fault: 'user' });
  expect(error.next).toContain('role-duration-seconds');
});

test('a token that expired on the way is replaced', async () => {
  const connected = await workflow({ life: [-10, 300] });
  expect(tokens).toHaveLength(2);
  connected.close();
});

test('an issuer that AWS cannot reach for a moment is tried again, throttling too', async () => {
  proxy.faults.push(
    {
      kind: 'denied',
      action: 'AssumeRoleWithWebIdentity',
      nth: [1],
      code: 'InvalidIdentityToken',
      status: 400,
      message: "Couldn't retrieve verification key from your identity provider",
    },
    { kind: 'throttle', action: 'AssumeRoleWithWebIdentity', nth: [2] },
  );
  const connected = await workflow();
  expect(proxy.log.filter((c) => c.action === 'AssumeRoleWithWebIdentity')).toHaveLength(3);
  connected.close();
});

test('outside of a workflow there is no identity', async () => {
  const oidc = { roleArn: roleArn(), audience: 'a', sessionName: 's', durationSeconds: 900 };
  expect((await refusal(signIn({ config: { oidc } }))).message).toContain('from a GitHub workflow only');
});

test('the policy for GitHub’s own issuer and for another partition', () => {
  const token = `x.${Buffer.from(
    JSON.stringify({
      iss: 'https://token.actions.githubusercontent.com',
      sub: 'repo:o/r:pull_request',
      aud: 'sts.amazonaws.com.cn',
    }),
  ).toString('base64url')}.y`;
  const claims = claimsOf(token);
  if (!claims) throw new Error('no claims');
  const policy = trustPolicy('arn:aws-cn:iam::123456789012:role/ci', claims);
  expect(JSON.parse(policy)).toMatchObject({
    Statement: [
      {
        Principal: {
          Federated: 'arn:aws-cn:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
        },
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com.cn',
            'token.actions.githubusercontent.com:sub': 'repo:o/r:pull_request',
          },
        },
      },
    ],
  });
});

test.each([
  '',
  'no token',
  'a.b.c',
  `a.${Buffer.from('{"sub":1}').toString('base64url')}.c`,
  `a.${'A'.repeat(20_000)}.c`,
])('what is no token has no claims (%#)', (text) => {
  expect(claimsOf(text)).toBeUndefined();
});
