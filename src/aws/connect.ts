/** From a configuration to sessions: whose accounts, in which regions, and with what. */
import type { AccountRole, Config } from '../../contracts/config.ts';
import { AwsFailure, type DiscoverScope, type Send, type Unreadable } from '../../contracts/discover.ts';
import { GLOBAL } from '../../contracts/inventory/services.ts';
import { GateError } from '../shared/errors.ts';
import { assumeAccountRole } from './account-role.ts';
import { type Caller, callerOf } from './caller.ts';
import { type CredentialSource, type Credentials, credentialSource } from './credentials.ts';
import { defaultRegion, globalRegion, homeRegion } from './partition.ts';
import { chooseRegions } from './regions.ts';
import { type Session, session, type Transport } from './session.ts';
import { accountOfArn, type SignInOptions, signIn } from './sign-in.ts';
import type { ApiUsage } from './usage.ts';

export interface ConnectOptions extends SignInOptions {
  readonly config: Pick<Config, 'regions' | 'accountRoles' | 'allowedAccountIds' | 'oidc'>;
  readonly warn: (message: string) => void;
}

export interface Aws {
  /** Every account × region that can be read, accounts and regions in the order of the configuration. */
  readonly scopes: readonly DiscoverScope[];
  /** For each of those accounts, what belongs to it as a whole: the region is `global`. */
  readonly accountScopes: readonly DiscoverScope[];
  /** What was asked for and cannot be entered. */
  readonly unreadable: readonly Unreadable[];
  /** With the run's own credentials, for calls that belong to no region: prices. */
  readonly send: Send;
  usage(): ApiUsage;
  /** Closes the connections. */
  close(): void;
}

/** Role session names are shown in CloudTrail; the same word as the default of role-session-name. */
const SESSION_NAME = 'finops-gate';

interface Account {
  readonly caller: Caller;
  readonly credentials: CredentialSource;
}
interface LostAccount {
  readonly accountId: string;
  readonly partition: string;
  readonly failure: AwsFailure;
}

/**
 * Signs in and finds out what can be read. With `accountRoles` those accounts are read and no other, and
 * `allowedAccountIds` is about them; one that refuses is reported in `unreadable` and does not stop the rest. Throws GateError: (user) no or wrong credentials, a trust that refuses,
 * an account that is not allowed, a region that does not exist; (aws) when AWS cannot be reached. NoCredentials when there
 * are none at all.
 */
export async function connect(options: ConnectOptions): Promise<Aws> {
  const { config, warn, env = process.env } = options;
  const home = homeRegion(config.regions === 'all' ? hintOf(config, env) : config.regions);
  const { caller, credentials, transport, base, close } = await signIn(options, home);
  try {
    const { accounts, lost } =
      config.accountRoles.length === 0
        ? { accounts: [{ caller, credentials }], lost: [] }
        : await enterAll(config.accountRoles, base, options, transport);
    guard(
      [...accounts.map((a) => a.caller.accountId), ...lost.map((l) => l.accountId)],
      config.allowedAccountIds,
    );

    const sessions = accounts.map(({ caller: of, credentials: own }) => ({
      of,
      in: (region: string): Session => session({ ...of, region, credentials: own, transport }),
    }));
    const perAccount = await Promise.all(
      sessions.map(async ({ of, in: enter }) => {
        const first = enter(home);
        const global: DiscoverScope = { ...enter(globalRegion(of.partition)), region: GLOBAL };
        try {
          const { on, off } = await chooseRegions(config.regions, first, warn);
          const scopes = on.map((r) => (r === home ? first : enter(r)));
          return { of, off, scopes, global, failure: undefined };
        } catch (error) {
          if (!(error instanceof AwsFailure)) throw error;
          return { of, off: [], scopes: [], global, failure: error };
        }
      }),
    );
    const scopes = perAccount.flatMap((a) => a.scopes);
    const failed = [
      ...lost,
      ...perAccount.flatMap((a) => (a.failure ? [{ ...a.of, failure: a.failure }] : [])),
    ];
    const [firstFailure] = failed;
    if (scopes.length === 0 && firstFailure) throw nothingReadable(failed.length, firstFailure);
    const regions =
      config.regions === 'all' ? [...new Set(scopes.map((s) => s.region))].sort() : config.regions;
    return {
      scopes,
      accountScopes: perAccount.flatMap((a) => (a.scopes.length > 0 ? [a.global] : [])),
      unreadable: [
        ...failed.flatMap((l) => [...regions, GLOBAL].map((region) => unreadable(l, region))),
        ...perAccount.flatMap(({ of, off }) => off.map((region) => switchedOff(of, region))),
      ],
      send: base.send,
      usage: transport.usage.total,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** With `all`, the partition is known from a role's ARN or from the machine's own region. */
function hintOf(config: ConnectOptions['config'], env: NodeJS.ProcessEnv): readonly string[] {
  const arn = config.oidc?.roleArn ?? config.accountRoles[0]?.roleArn;
  if (arn) return [defaultRegion(accountOfArn(arn).partition)];
  const region = env.AWS_REGION ?? env.AWS_DEFAULT_REGION;
  return region ? [region] : [];
}

async function enterAll(
  roles: readonly AccountRole[],
  base: Session,
  options: ConnectOptions,
  transport: Transport,
): Promise<{ accounts: readonly Account[]; lost: readonly LostAccount[] }> {
  const { config, mask } = options;
  guard(
    roles.map((r) => accountOfArn(r.roleArn).accountId),
    config.allowedAccountIds,
  );
  const sessionName = config.oidc?.sessionName ?? SESSION_NAME;
  const entered = await Promise.all(
    roles.map(async (role): Promise<Account | LostAccount> => {
      const expected = accountOfArn(role.roleArn);
      const fetch = (): Promise<Credentials> => assumeAccountRole(role, sessionName, base);
      const credentials = credentialSource(fetch, mask);
      try {
        const caller = await callerOf(session({ ...expected, region: base.region, credentials, transport }));
        return { caller, credentials };
      } catch (error) {
        if (!(error instanceof AwsFailure)) throw error;
        return { ...expected, failure: error };
      }
    }),
  );
  const accounts = entered.filter((e): e is Account => 'caller' in e);
  const seen = new Set<string>();
  for (const { caller } of accounts) {
    if (seen.has(caller.accountId))
      throw new GateError({
        fault: 'user',
        message: `Two of account-roles belong to account ${caller.accountId}.`,
        next: 'Name each account once.',
      });
    seen.add(caller.accountId);
  }
  return { accounts, lost: entered.filter((e): e is LostAccount => 'failure' in e) };
}

function guard(accountIds: readonly string[], allowed: readonly string[]): void {
  const stranger = accountIds.find((id) => allowed.length > 0 && !allowed.includes(id));
  if (stranger)
    throw new GateError({
      fault: 'user',
      message: `Account ${stranger} is not among the allowed accounts: ${allowed.join(', ')}.`,
      next: 'Use a role of an allowed account, or add the account to allowed-account-ids.',
    });
}

const nothingReadable = (count: number, { accountId, failure }: LostAccount): GateError =>
  new GateError({
    fault: failure.kind === 'denied' ? 'user' : 'aws',
    message:
      count === 1
        ? `Account ${accountId} cannot be read: ${failure.message}`
        : `None of ${count} accounts can be read; the first, ${accountId}: ${failure.message}`,
    next:
      failure.action === 'sts:AssumeRole'
        ? "Let each role's trust policy name the run's own role, and check the external ids."
        : '',
    cause: failure,
  });

function unreadable({ accountId, partition, failure }: LostAccount, region: string): Unreadable {
  const { kind } = failure;
  return {
    accountId,
    partition,
    region,
    status: kind === 'expired_credentials' ? 'error' : kind,
    message: failure.message,
    iamAction: kind === 'denied' ? failure.action : '',
    calls: 0,
  };
}

const switchedOff = ({ accountId, partition }: Caller, region: string): Unreadable => ({
  accountId,
  partition,
  region,
  status: 'disabled',
  message: `Region ${region} is not enabled for account ${accountId}.`,
  iamAction: '',
  calls: 0,
});
