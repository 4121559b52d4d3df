/** The OIDC issuer of GitHub Actions: tokens signed with RS256, and the keys to check them. */
import { generateKeyPairSync, sign } from 'node:crypto';
import type { Answer, Request } from './exchange.ts';
import type { State } from './state.ts';

/** What the runner puts into ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
export const requestToken = 'oidc-request-token';

const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed(claims: object): string {
  const head = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'k1' })}.${encode(claims)}`;
  return `${head}.${sign('sha256', Buffer.from(head), key.privateKey).toString('base64url')}`;
}

/** A token as GitHub issues it; `lifeSeconds` below zero gives one that has expired. */
export function idToken(state: State, issuer: string, audience: string, lifeSeconds = 300): string {
  const now = Math.floor(Date.now() / 1000);
  return signed({
    iss: issuer,
    sub: state.subject,
    aud: audience,
    repository: `${state.owner}/${state.repo}`,
    repository_id: String(state.repositoryId),
    repository_owner: state.owner,
    iat: Math.min(now, now + lifeSeconds),
    exp: now + lifeSeconds,
  });
}

export function answerIssuer(state: State, request: Request, issuer: string): Answer | undefined {
  if (request.path === '/oidc') {
    if (request.bearer !== requestToken || state.permissions['id-token'] !== 'write') {
      return { status: 401, body: { message: 'Unauthorized' } };
    }
    const audience = request.query.get('audience') ?? `https://github.com/${state.owner}`;
    return { status: 200, body: { count: 1, value: idToken(state, issuer, audience) } };
  }
  if (request.path === '/.well-known/openid-configuration') {
    const configuration = {
      issuer,
      jwks_uri: `${issuer}/.well-known/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
    };
    return { status: 200, body: configuration };
  }
  if (request.path === '/.well-known/jwks') {
    const jwk = { ...key.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' };
    return { status: 200, body: { keys: [jwk] } };
  }
  return undefined;
}
