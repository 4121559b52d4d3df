/** The run's own identity: whose credentials they are, and a session with them. */
import type { Config } from '../../contracts/config.ts';
import { GateError } from '../shared/errors.ts';
import { type Caller, callerOf, explainBase } from './caller.ts';
import { type CredentialSource, credentialSource } from './credentials.ts';
import { httpHandler, TIMEOUTS, type Timeouts } from './http.ts';
import { assumeOidcRole } from './oidc-role.ts';
import { adaptiveRetry, type Retry } from './retry.ts';
import { type Session, session, type Transport } from './session.ts';
import { usageMeter } from './usage.ts';

export interface SignInOptions {
  readonly config: Pick<Config, 'oidc'>;
  /** GitHub's OIDC token for an audience; needed when `config.oidc` is set. */
  readonly getIdToken?: (audience: string) => Promise<string>;
  /** Is handed every secret before it is used. */
  readonly mask: (secret: string) => void;
  /** Proxy variables, endpoints and region hints; the process's own when absent. */
  readonly env?: NodeJS.ProcessEnv;
  readonly retry?: Retry;
  readonly timeouts?: Timeouts;
}

export interface SignedIn {
  readonly caller: Caller;
  readonly credentials: CredentialSource;
  readonly transport: Transport;
  /** With the run's own credentials, in the region that was given. */
  readonly base: Session;
  /** Closes the connections. */
  close(): void;
}

export const accountOfArn = (arn: string): Caller => {
  const [, partition = 'aws', , , accountId = ''] = arn.split(':');
  return { accountId, partition };
};

function baseCredentials(options: SignInOptions, region: string, transport: Transport): CredentialSource {
  const { config, getIdToken, mask } = options;
  const { oidc } = config;
  if (!oidc)
    return credentialSource(async () => {
      const { fromNodeProviderChain } = await import('./ambient.ts');
      return fromNodeProviderChain({ clientConfig: { region, requestHandler: transport.http } })();
    }, mask);
  if (!getIdToken)
    throw new GateError({
      fault: 'user',
      message: `${oidc.roleArn} can be assumed from a GitHub workflow only.`,
      next: 'Elsewhere leave role-to-assume out and use credentials of your own.',
    });
  const sts = session({ ...accountOfArn(oidc.roleArn), region, transport });
  return credentialSource(() => assumeOidcRole({ ...oidc, getIdToken }, sts), mask);
}

/**
 * Signs in. Throws GateError: (user) no or wrong credentials, a trust that refuses; (aws) when AWS cannot be reached.
 * NoCredentials when there are none at all.
 */
export async function signIn(options: SignInOptions, region: string): Promise<SignedIn> {
  const { env = process.env } = options;
  const http = httpHandler(options.timeouts ?? TIMEOUTS, env);
  const s3ControlUrl = env.AWS_ENDPOINT_URL_S3_CONTROL || env.AWS_ENDPOINT_URL;
  const transport: Transport = {
    http,
    retry: options.retry ?? adaptiveRetry,
    usage: usageMeter(),
    s3PathStyle: Boolean(env.AWS_ENDPOINT_URL_S3 || env.AWS_ENDPOINT_URL),
    ...(s3ControlUrl ? { s3ControlUrl } : {}),
  };
  try {
    const credentials = baseCredentials(options, region, transport);
    const unnamed = session({ accountId: '', partition: 'aws', region, credentials, transport });
    const caller = await callerOf(unnamed).catch((error: unknown) => {
      throw explainBase(error);
    });
    const base = session({ ...caller, region, credentials, transport });
    return { caller, credentials, transport, base, close: () => http.destroy() };
  } catch (error) {
    http.destroy();
    throw error;
  }
}
