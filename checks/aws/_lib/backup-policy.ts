/**
 * Whom a vault's access policy lets do harm. Source: IAM User Guide, "Policy evaluation logic" and "Condition operators";
 * AWS Backup Developer Guide, "Vault access policies".
 */
import { z } from 'zod';

const texts = z.union([z.string(), z.array(z.string())]).transform((v) => (Array.isArray(v) ? v : [v]));
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const scalars = z.union([scalar, z.array(scalar)]).transform((v) => (Array.isArray(v) ? v : [v]));
const Principal = z.union([z.literal('*').transform(() => ({ AWS: ['*'] })), z.record(z.string(), texts)]);
const Statement = z.object({
  Sid: z.string().default(''),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: Principal.optional(),
  NotPrincipal: Principal.optional(),
  Action: texts.optional(),
  NotAction: texts.optional(),
  Resource: texts.optional(),
  NotResource: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), scalars)).default({}),
});
type Statement = z.output<typeof Statement>;
type Principals = z.output<typeof Principal>;
const Policy = z.object({
  Statement: z.union([Statement, z.array(Statement)]).transform((s) => (Array.isArray(s) ? s : [s])),
});

/** The statements of a policy, none for an empty text; undefined when the text is no policy. */
export function statementsOf(policy: string): readonly Statement[] | undefined {
  if (policy.trim() === '') return [];
  try {
    return Policy.parse(JSON.parse(policy)).Statement;
  } catch {
    return undefined;
  }
}

/** Narrowest first; `nobody` and the account's own principals are no exposure. */
const WIDTH = ['nobody', 'own', 'service', 'accounts', 'network', 'organization', 'everyone'] as const;
interface Who {
  readonly kind: (typeof WIDTH)[number];
  readonly names: readonly string[];
}
const EVERYONE: Who = { kind: 'everyone', names: [] };
const OWN: Who = { kind: 'own', names: [] };
const NOBODY: Who = { kind: 'nobody', names: [] };
const width = (who: Who): number => WIDTH.indexOf(who.kind);
const narrower = (a: Who, b: Who): Who => (width(b) < width(a) ? b : a);
const wider = (a: Who, b: Who): Who => (width(b) > width(a) ? b : a);

const ACCOUNT = /^\d{12}$/;
const accountOf = (arn: string): string => (ACCOUNT.test(arn) ? arn : (arn.split(':')[4] ?? ''));
/** What a vault's owner trusts: its own account and those of the option. */
type Trusted = ReadonlySet<string>;
const ofAccounts = (ids: readonly string[], trusted: Trusted): Who => {
  const names = [...new Set(ids.filter((id) => !trusted.has(id)))];
  return names.length === 0 ? OWN : { kind: 'accounts', names };
};

function whoIs(type: string, id: string, trusted: Trusted): Who {
  if (type === 'Service') return { kind: 'service', names: [id] };
  const account = accountOf(id);
  if (ACCOUNT.test(account)) return ofAccounts([account], trusted);
  if (type === 'AWS') return id === '*' ? EVERYONE : NOBODY; // else the unique id of a principal that was deleted
  if (type === 'Federated') return EVERYONE; // a public provider such as accounts.google.com
  return { kind: 'accounts', names: [id] };
}
const principals = (p: Principals, trusted: Trusted): Who[] =>
  Object.entries(p).flatMap(([type, ids]) => (ids ?? []).map((id: string) => whoIs(type, id, trusted)));

const WILD = /[*?]/;
const ORGANIZATION = new Set([
  'aws:principalorgid',
  'aws:sourceorgid',
  'aws:principalorgpaths',
  'aws:sourceorgpaths',
]);
const ACCOUNTS = new Set(['aws:principalaccount', 'aws:sourceaccount']);
const ARNS = new Set(['aws:principalarn', 'aws:sourcearn']);
const NETWORK = new Set(['aws:sourcevpc', 'aws:sourcevpce']);

/** Whom the values of one condition key leave; undefined when they do not narrow. */
function boundOf(key: string, values: readonly string[], trusted: Trusted): Who | undefined {
  const k = key.toLowerCase();
  if (values.length === 0) return undefined;
  if (ORGANIZATION.has(k)) {
    const names = values.map((v) => v.split('/')[0] ?? '');
    return names.some((n) => n === '' || WILD.test(n)) ? undefined : { kind: 'organization', names };
  }
  const ids = ACCOUNTS.has(k) ? values : ARNS.has(k) ? values.map(accountOf) : [];
  if (ids.length > 0) return ids.every((id) => ACCOUNT.test(id)) ? ofAccounts(ids, trusted) : undefined;
  if (NETWORK.has(k))
    return values.some((v) => WILD.test(v)) ? undefined : { kind: 'network', names: values };
  return undefined;
}

const IS = /^(foranyvalue:)?(stringequals|stringequalsignorecase|stringlike|arnequals|arnlike)$/;
const IS_NOT =
  /^(forallvalues:)?(stringnotequals|stringnotequalsignorecase|stringnotlike|arnnotequals|arnnotlike)(ifexists)?$/;

const conditions = (s: Statement): { operator: string; key: string; values: readonly string[] }[] =>
  Object.entries(s.Condition).flatMap(([operator, keys]) =>
    Object.entries(keys ?? {}).map(([key, values]) => ({
      operator: operator.toLowerCase(),
      key,
      values: values ?? [],
    })),
  );

/** Whom the conditions of a grant leave of everyone: all must hold, so the narrowest says it. */
const grantBound = (s: Statement, trusted: Trusted): Who =>
  conditions(s)
    .filter((c) => IS.test(c.operator))
    .map((c) => boundOf(c.key, c.values, trusted) ?? EVERYONE)
    .reduce(narrower, EVERYONE);

/** Whom a denial leaves: whoever escapes one of its conditions. Everyone when that cannot be told. */
function denialLeaves(s: Statement, trusted: Trusted): Who {
  const spared = s.NotPrincipal ? principals(s.NotPrincipal, trusted).reduce(wider, NOBODY) : NOBODY;
  const denied = s.NotPrincipal ? [] : principals(s.Principal ?? {}, trusted);
  if (!s.NotPrincipal && !denied.some((w) => w.kind === 'everyone')) return EVERYONE;
  return conditions(s)
    .map((c): Who => {
      const isService = /^aws:(principalisawsservice|viaawsservice)$/i.test(c.key);
      if (isService && /^bool(ifexists)?$/.test(c.operator) && c.values.every((v) => v === 'false'))
        return OWN;
      if (!IS_NOT.test(c.operator)) return EVERYONE;
      // unique ids of roles and users: AIDA…, AROA…:session
      if (/^aws:userid$/i.test(c.key) && c.values.every((v) => /^A[A-Z0-9]{15,}(:|$)/.test(v))) return OWN;
      return boundOf(c.key, c.values, trusted) ?? EVERYONE;
    })
    .reduce(wider, spared);
}

/** The actions by which a vault is harmed. */
const HARM = {
  destroy: [
    'backup:DeleteRecoveryPoint',
    'backup:DeleteBackupVault',
    'backup:UpdateRecoveryPointLifecycle',
    'backup:DisassociateRecoveryPoint',
    'backup:PutBackupVaultAccessPolicy',
    'backup:DeleteBackupVaultAccessPolicy',
    'backup:DeleteBackupVaultLockConfiguration',
  ],
  read: ['backup:StartRestoreJob', 'backup:StartCopyJob', 'backup:CopyFromBackupVault'],
  write: ['backup:CopyIntoBackupVault'],
} as const;
export type Harm = keyof typeof HARM;

const matches = (pattern: string, action: string): boolean =>
  new RegExp(
    `^${pattern
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  ).test(action);
const covers = (s: Statement, action: string): boolean =>
  s.Action
    ? s.Action.some((p) => matches(p, action))
    : s.NotAction !== undefined && !s.NotAction.some((p) => matches(p, action));
/** Whether it is about the vault and all that it holds. */
const isWhole = (s: Statement): boolean =>
  s.NotResource === undefined && (s.Resource === undefined || s.Resource.includes('*'));
/** Not where it names other vaults only; recovery points have ARNs of many services. */
const isAbout = (s: Statement, vaultArn: string): boolean =>
  s.Resource?.every((r) => r.includes(':backup-vault:') && !matches(r, vaultArn)) !== true;

/**
 * How bad it is. AWS Backup refuses other accounts everything but copying into a vault (Developer Guide, "Vault access
 * policies"), so a grant to everyone opens the vault to every principal of its own account, whatever IAM allows them, and
 * to all who may copy. Copies from one's organization, or from an account that is named, are what such policies are for.
 */
const SCORE: Readonly<Record<Who['kind'], Readonly<Record<Harm, number>>>> = {
  everyone: { destroy: 700, read: 560, write: 520 },
  organization: { destroy: 450, read: 300, write: 0 },
  network: { destroy: 450, read: 300, write: 0 },
  accounts: { destroy: 420, read: 300, write: 0 },
  service: { destroy: 280, read: 280, write: 0 },
  own: { destroy: 0, read: 0, write: 0 },
  nobody: { destroy: 0, read: 0, write: 0 },
};
/** An account that may copy in and is not among those that the option names. */
const UNLISTED_WRITER = 300;

export interface Exposure {
  readonly score: number;
  readonly who: Who['kind'];
  /** Accounts, organizations, services or endpoints. */
  readonly names: readonly string[];
  readonly harm: Harm;
  readonly actions: readonly string[];
  readonly sid: string;
}

/** The worst that the statements allow, undefined when they allow nothing bad. A denial takes away what it covers. */
export function exposureOf(
  statements: readonly Statement[],
  of: {
    readonly accountId: string;
    readonly vaultArn: string;
    readonly allowedAccounts: readonly string[];
  },
): Exposure | undefined {
  const trusted = new Set([of.accountId, ...of.allowedAccounts]);
  const denials = statements
    .filter((s) => s.Effect === 'Deny' && isWhole(s))
    .map((s) => ({ s, leaves: denialLeaves(s, trusted) }));
  const leftFor = (action: string): Who =>
    denials
      .filter((d) => covers(d.s, action))
      .map((d) => d.leaves)
      .reduce(narrower, EVERYONE);
  let worst: Exposure | undefined;
  for (const s of statements) {
    if (s.Effect !== 'Allow' || !isAbout(s, of.vaultArn)) continue;
    const bound = grantBound(s, trusted);
    const granted = s.NotPrincipal ? [EVERYONE] : principals(s.Principal ?? {}, trusted);
    for (const [harm, all] of Object.entries(HARM) as [Harm, readonly string[]][]) {
      for (const action of all) {
        if (!covers(s, action)) continue;
        for (const who of granted) {
          // a service that must act for a known account or organization is no confused deputy
          const held = who.kind === 'service' && bound.kind !== 'everyone' ? NOBODY : narrower(who, bound);
          const left = narrower(held, leftFor(action));
          const score =
            left.kind === 'accounts' && harm === 'write' && of.allowedAccounts.length > 0
              ? UNLISTED_WRITER
              : SCORE[left.kind][harm];
          if (score > (worst?.score ?? 0)) {
            const actions = all.filter((a) => covers(s, a) && leftFor(a).kind !== 'nobody');
            worst = { score, who: left.kind, names: left.names, harm, actions, sid: s.Sid };
          }
        }
      }
    }
  }
  return worst;
}
