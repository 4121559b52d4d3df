/** Connects as a user would: credentials and endpoint from the environment, retries without delay. */
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { vi } from 'vitest';
import type { Config } from '../../../contracts/config.ts';
import { type Aws, type ConnectOptions, connect } from '../../../src/aws/connect.ts';
import type { Account } from '../../support/aws/emulator.ts';

const NAMES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ROLE_ARN',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
] as const;

/** An environment with the account's credentials, or with none. */
export async function asUser(endpoint: string, account?: Account): Promise<void> {
  for (const name of NAMES) vi.stubEnv(name, undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  if (!account) return;
  const { accessKeyId, secretAccessKey, sessionToken } = await account.credentials();
  vi.stubEnv('AWS_ACCESS_KEY_ID', accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
  vi.stubEnv('AWS_SESSION_TOKEN', sessionToken);
}

export interface SignIn extends Partial<Omit<ConnectOptions, 'config'>> {
  readonly config?: Partial<Pick<Config, 'regions' | 'accountRoles' | 'allowedAccountIds' | 'oidc'>>;
}

/** Milliseconds: short enough for a test, long enough for a busy machine. */
export const SHORT = { connect: 5000, answer: 1500, silence: 1500 };

const quickRetry = (): ConfiguredRetryStrategy => new ConfiguredRetryStrategy(3, () => 5);

export const signIn = ({ config, ...rest }: SignIn = {}): Promise<Aws> =>
  connect({
    config: { regions: ['eu-west-1'], accountRoles: [], allowedAccountIds: [], ...config },
    mask: () => undefined,
    warn: () => undefined,
    retry: quickRetry,
    ...rest,
  });
