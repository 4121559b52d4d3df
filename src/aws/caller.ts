/** Whom the credentials belong to. */
import { z } from 'zod';
import { AwsFailure } from '../../contracts/discover.ts';
import { GateError } from '../shared/errors.ts';
import type { Session } from './session.ts';

const Identity = z.object({
  Account: z.string().regex(/^\d{12}$/),
  Arn: z.string().regex(/^arn:aws[a-z-]*:(sts|iam)::/),
});

export interface Caller {
  readonly accountId: string;
  readonly partition: string;
}

/** GetCallerIdentity. Throws AwsFailure, or GateError (aws) on an answer that makes no sense. */
export async function callerOf(session: Session): Promise<Caller> {
  const { GetCallerIdentityCommand } = await import('./clients/sts.ts');
  const answer = Identity.safeParse(await session.send('sts', new GetCallerIdentityCommand({})));
  if (!answer.success)
    throw new GateError({ fault: 'aws', message: 'STS did not say whose the credentials are.' });
  return { accountId: answer.data.Account, partition: answer.data.Arn.split(':')[1] ?? 'aws' };
}

/** No credentials anywhere in the chain: a run may go on from recorded inventory. */
export class NoCredentials extends GateError {
  readonly lacksCredentials = true;
}

/** What it means to a person that the run's own credentials do not work. */
export function explainBase(error: unknown): unknown {
  if (error instanceof GateError) return error;
  if (!(error instanceof AwsFailure)) return error;
  if (error.cause instanceof GateError) return error.cause;
  const user = (message: string, next: string): GateError =>
    new GateError({ fault: 'user', message, next, cause: error });
  // what the chain of providers says when it came to its end; another text is one provider's own trouble
  const chain = error.cause instanceof Error ? error.cause.message : error.message;
  if (error.code === 'CredentialsProviderError' && !/any providers/.test(chain))
    return user(`The AWS credentials could not be loaded: ${chain}`, 'Sign in again, or set AWS_PROFILE.');
  if (error.code === 'CredentialsProviderError')
    return new NoCredentials({
      fault: 'user',
      message: `No AWS credentials were found: ${chain}.`,
      next: 'In a workflow set role-to-assume and the permission `id-token: write`; on a machine sign in with `aws sso login` or set AWS_PROFILE.',
      cause: error,
    });
  switch (error.kind) {
    case 'expired_credentials':
      return user('The AWS credentials have expired.', 'Sign in again, or let the run assume a role.');
    case 'disabled':
    case 'denied':
      return user(
        `AWS does not accept the credentials (${error.code}).`,
        'Check the access key, or let the run assume a role through role-to-assume.',
      );
    default:
      return new GateError({
        fault: 'aws',
        message: `AWS STS could not be asked whose the credentials are: ${error.message}`,
        next: 'Run it again; when it stays, check the network, HTTPS_PROXY and NO_PROXY.',
        cause: error,
      });
  }
}
