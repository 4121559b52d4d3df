/**
 * Stands before the emulator and refuses what AWS STS refuses, with its codes and words; the emulator itself takes
 * any token for any role. Source: STS API reference, AssumeRoleWithWebIdentity and AssumeRole, "Errors".
 */
import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import { createServer, request as outgoing } from 'node:http';
import { bodyOf, listen } from '../loopback.ts';
import { type WireError, wireError } from './wire-error.ts';

export interface Trust {
  /** What the role's trust policy demands of the token. */
  aud: string;
  sub: RegExp;
  /** The role's longest session in seconds; 3600 when unset, as for a new role. */
  maxSeconds?: number;
}

export interface StsGate {
  url: string;
  /** Codes of what was refused, in order. */
  refused: string[];
  close: () => Promise<void>;
}

interface Claims {
  iss?: string;
  aud?: string;
  sub?: string;
  exp?: number;
}

const refuse = (code: string, message: string, status: number): WireError =>
  wireError('sts', 'denied', { code, message, status });

function decode<T>(part: string | undefined): T | undefined {
  try {
    return JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as T;
  } catch {
    return undefined;
  }
}

async function signedBy(issuer: string, token: string, kid: string | undefined): Promise<boolean> {
  const configuration = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const { keys } = (await (await fetch((configuration as { jwks_uri: string }).jwks_uri)).json()) as {
    keys: (JsonWebKey & { kid: string })[];
  };
  const key = keys.find((one) => one.kid === kid);
  const [head, claims, signature] = token.split('.');
  if (key === undefined || signature === undefined) return false;
  const publicKey = createPublicKey({ key, format: 'jwk' });
  return verify(
    'RSA-SHA256',
    Buffer.from(`${head}.${claims}`),
    publicKey,
    Buffer.from(signature, 'base64url'),
  );
}

/** The session's name and length, which both calls check alike. */
function sessionFault(form: URLSearchParams, maxSeconds: number): WireError | undefined {
  const name = form.get('RoleSessionName') ?? '';
  if (!/^[\w+=,.@-]{2,64}$/.test(name)) {
    return refuse(
      'ValidationError',
      `Value '${name}' at 'roleSessionName' failed to satisfy constraint`,
      400,
    );
  }
  const seconds = Number(form.get('DurationSeconds') ?? 3600);
  if (seconds < 900)
    return refuse('ValidationError', `Value '${seconds}' at 'durationSeconds' is below 900`, 400);
  if (seconds > maxSeconds) {
    return refuse(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      400,
    );
  }
  return undefined;
}

/**
 * @param trust roles that a web identity may assume, by ARN.
 * @param chained roles that other credentials may assume, by ARN, with the external id that they demand ('' for
 *   none); unset: any role, as the emulator does.
 */
export async function startStsGate(of: {
  upstream: string;
  issuer: string;
  trust: Record<string, Trust>;
  chained?: Record<string, string>;
}): Promise<StsGate> {
  const refused: string[] = [];

  const webIdentity = async (form: URLSearchParams): Promise<WireError | undefined> => {
    const token = form.get('WebIdentityToken') ?? '';
    const [head, body] = token.split('.');
    const header = decode<{ kid?: string }>(head);
    const claims = decode<Claims>(body);
    if (!header || !claims) {
      return refuse('InvalidIdentityToken', 'The ID Token provided is not a valid JWT.', 400);
    }
    if (claims.iss !== of.issuer) {
      return refuse(
        'InvalidIdentityToken',
        'No OpenIDConnect provider found in your account for this issuer',
        400,
      );
    }
    if (!(await signedBy(of.issuer, token, header.kid))) {
      return refuse(
        'InvalidIdentityToken',
        "Couldn't retrieve verification key from your identity provider",
        400,
      );
    }
    if ((claims.exp ?? 0) * 1000 < Date.now()) {
      const message = 'Token expired: current date/time must be before the expiration date/time';
      return refuse('ExpiredTokenException', message, 400);
    }
    const role = of.trust[form.get('RoleArn') ?? ''];
    if (!role || role.aud !== claims.aud || !role.sub.test(claims.sub ?? '')) {
      return refuse('AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', 403);
    }
    return sessionFault(form, role.maxSeconds ?? 3600);
  };

  const assume = (form: URLSearchParams): WireError | undefined => {
    const arn = form.get('RoleArn') ?? '';
    const externalId = of.chained?.[arn];
    if (of.chained && (externalId === undefined || externalId !== (form.get('ExternalId') ?? ''))) {
      const user = 'arn:aws:sts::111111111111:assumed-role/finops/session';
      return refuse(
        'AccessDenied',
        `User: ${user} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
        403,
      );
    }
    return sessionFault(form, 3600);
  };

  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const isForm = /x-www-form-urlencoded/.test(request.headers['content-type'] ?? '');
    const form = new URLSearchParams(isForm ? body.toString() : '');
    const action = form.get('Action');
    const no =
      action === 'AssumeRoleWithWebIdentity'
        ? await webIdentity(form)
        : action === 'AssumeRole'
          ? assume(form)
          : undefined;
    if (no) {
      refused.push(no.headers['x-amzn-errortype'] ?? '');
      response.writeHead(no.status, no.headers).end(no.body);
      return;
    }
    const up = outgoing(
      new URL(request.url ?? '/', of.upstream),
      { method: request.method, headers: request.headers, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    up.once('error', () => request.socket.destroy());
    up.end(body);
  });
  const { url, close } = await listen(server);
  return { url, refused, close };
}
