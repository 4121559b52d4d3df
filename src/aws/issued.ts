/** Credentials as STS hands them out. */
import { GateError } from '../shared/errors.ts';
import type { Credentials } from './credentials.ts';

interface FromSts {
  readonly AccessKeyId?: string | undefined;
  readonly SecretAccessKey?: string | undefined;
  readonly SessionToken?: string | undefined;
  readonly Expiration?: Date | undefined;
}

/** Throws GateError (aws) when a part is missing. */
export function issued(from: FromSts | undefined, roleArn: string): Credentials {
  if (!from?.AccessKeyId || !from.SecretAccessKey || !from.SessionToken)
    throw new GateError({ fault: 'aws', message: `STS gave no usable credentials for ${roleArn}.` });
  return {
    accessKeyId: from.AccessKeyId,
    secretAccessKey: from.SecretAccessKey,
    sessionToken: from.SessionToken,
    ...(from.Expiration ? { expiration: from.Expiration } : {}),
  };
}
