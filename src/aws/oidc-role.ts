/** The role that a workflow's own identity may take: no stored key at all. */
import { setTimeout as wait } from 'node:timers/promises';
import { AwsFailure } from '../../contracts/discover.ts';
import { GateError } from '../shared/errors.ts';
import { bareCode } from './classify.ts';
import type { Credentials } from './credentials.ts';
import { issued } from './issued.ts';
import type { Session } from './session.ts';
import { claimsOf, isImmutableSubject, trustPolicy } from './trust-policy.ts';

export interface OidcRole {
  readonly roleArn: string;
  readonly audience: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  /** A fresh token for an audience; its errors pass through. */
  readonly getIdToken: (audience: string) => Promise<string>;
}

/** Milliseconds before each further try while AWS cannot reach the token's issuer. */
const PAUSES = [500, 1500, 4000];

function isTransient(failure: AwsFailure): boolean {
  const code = bareCode(failure.code);
  return (
    code === 'IDPCommunication' ||
    (code === 'InvalidIdentityToken' && /retrieve verification key/i.test(failure.message))
  );
}

function refusal(of: OidcRole, token: string, failure: AwsFailure): GateError {
  const claims = claimsOf(token);
  const said = claims && [
    `The token says sub ${JSON.stringify(claims.sub)} and aud ${JSON.stringify(claims.aud)}.`,
    ...(isImmutableSubject(claims.sub)
      ? [
          'GitHub put the ids of owner and repository into this sub: a policy with the names alone does not match it.',
        ]
      : []),
  ];
  const policy =
    claims && `This trust policy of the role accepts the token:\n${trustPolicy(of.roleArn, claims)}`;
  const noProvider =
    claims && /No OpenIDConnect provider/i.test(failure.message)
      ? `Add the identity provider ${claims.iss} with audience ${claims.aud} in IAM of the role's account. `
      : '';
  const tooLong = /MaxSessionDuration/i.test(failure.message);
  return new GateError({
    fault: failure.kind === 'throttled' || failure.code === 'TimeoutError' ? 'aws' : 'user',
    message: [`AWS did not let this workflow assume ${of.roleArn}: ${failure.message}`, ...(said ?? [])].join(
      ' ',
    ),
    next: tooLong
      ? 'Lower role-duration-seconds, or raise the maximum session duration of the role.'
      : `${noProvider}${policy ?? 'Look at the trust policy of the role.'}`,
    cause: failure,
  });
}

const isNetwork = (failure: AwsFailure): boolean =>
  failure.kind === 'error' &&
  !/^(Validation|InvalidIdentityToken|MalformedPolicy|PackedPolicy)/.test(failure.code);

/**
 * Trades a fresh token for credentials (AssumeRoleWithWebIdentity, unsigned). Throttling and network errors are retried by
 * the sender; a token that expired on the way is replaced once; an issuer that AWS cannot reach is tried again. Throws
 * GateError (user) with the token's claims and the trust policy that fits when AWS refuses, (aws) when it fails.
 */
export async function assumeOidcRole(of: OidcRole, sts: Session): Promise<Credentials> {
  const { AssumeRoleWithWebIdentityCommand } = await import('./clients/sts.ts');
  for (let tries = 0; ; tries++) {
    const token = await of.getIdToken(of.audience);
    try {
      const answer = await sts.send(
        'sts',
        new AssumeRoleWithWebIdentityCommand({
          RoleArn: of.roleArn,
          RoleSessionName: of.sessionName,
          WebIdentityToken: token,
          DurationSeconds: of.durationSeconds,
        }),
      );
      return issued(answer.Credentials, of.roleArn);
    } catch (error) {
      if (!(error instanceof AwsFailure)) throw error;
      const pause = PAUSES[tries];
      const again = isTransient(error) || (error.kind === 'expired_credentials' && tries === 0);
      if (pause !== undefined && again) {
        await wait(pause);
        continue;
      }
      if (isNetwork(error))
        throw new GateError({
          fault: 'aws',
          message: `${of.roleArn} could not be assumed: ${error.message}`,
          next: 'Run the job again; when it stays, check that the runner reaches the AWS STS endpoint.',
          cause: error,
        });
      throw refusal(of, token, error);
    }
  }
}
