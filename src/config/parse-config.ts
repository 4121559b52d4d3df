/** Inputs, flags, environment and configuration file become one `Config`, or one clear error before any AWS call. */
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { COST_MODELS } from '../../contracts/billing.ts';
import type {
  AccountRole,
  Config,
  GateCondition,
  GithubConfig,
  SuppressTag,
} from '../../contracts/config.ts';
import { GateError } from '../shared/errors.ts';
import { ConfigFile, roleArn as roleArnText } from './config-file.ts';
import { FAIL_ON_EXAMPLES, parseCondition } from './fail-on.ts';
import type { Settings } from './inputs.ts';
import { didYouMean } from './nearest.ts';
import { isRegionCode, KNOWN_REGIONS } from './regions.ts';

/** Checks and rules that the configuration may name. */
export interface Known {
  readonly checks: readonly {
    readonly id: string;
    readonly aliases?: readonly string[];
    readonly options: z.ZodObject;
  }[];
  readonly rules: readonly string[];
}

const MAX_FILE_BYTES = 256 * 1024;

/** Tags by which people already say "leave this alone". */
const DEFAULT_SUPPRESS_TAGS: readonly SuppressTag[] = [
  { key: 'finops:ignore', applies: 'all' },
  { key: 'finops-gate:ignore', applies: 'all' },
  ...['do-not-delete', 'do_not_delete', 'donotdelete', 'keep', 'retain', 'legal-hold'].map(
    (key) => ({ key, applies: 'deletion' }) as const,
  ),
];

function userError(where: string, key: string, value: unknown, problem: string, next = ''): GateError {
  const shown = value === undefined ? '' : ` (value ${clip(JSON.stringify(value) ?? String(value))})`;
  return new GateError({ fault: 'user', message: `${where}: ${key}${shown} ${problem}`, next });
}
const clip = (s: string): string => (s.length > 120 ? `${s.slice(0, 117)}…` : s);

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (v, k) => (typeof v === 'object' && v !== null ? (v as Record<PropertyKey, unknown>)[k] : undefined),
    value,
  );

const keyText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (s, k) => (typeof k === 'number' ? `${s}[${k}]` : s === '' ? String(k) : `${s}.${String(k)}`),
    '',
  );

/** Keys allowed at a place of the file, for suggestions. */
function allowedKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let s: unknown = schema;
  for (const k of path) {
    s = bare(s);
    if (s instanceof z.ZodObject) s = s.shape[String(k)];
    else if (s instanceof z.ZodArray) s = s.element;
    else return [];
  }
  s = bare(s);
  return s instanceof z.ZodObject ? Object.keys(s.shape) : [];
}
function bare(s: unknown): unknown {
  let t = s;
  while (t instanceof z.ZodOptional || t instanceof z.ZodDefault) t = t.unwrap();
  return t;
}

/** The first issue of a zod error in one sentence: key, value, problem, nearest known key. */
function fromZod(
  where: string,
  error: z.ZodError,
  schema: z.ZodType,
  value: unknown,
  prefix = '',
): GateError {
  const issue = error.issues[0];
  if (!issue) return userError(where, prefix, undefined, 'is not valid');
  const path = prefix === '' ? keyText(issue.path) : keyText([prefix, ...issue.path]);
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const keys = allowedKeys(schema, issue.path);
    const full = path === '' ? key : `${path}.${key}`;
    return userError(
      where,
      `unknown key ${full}`,
      at(value, [...issue.path, key]),
      'is not understood',
      didYouMean(key, keys) || `known keys are ${keys.join(', ')}`,
    );
  }
  const given = at(value, issue.path);
  const near =
    typeof given === 'string' && /region/.test(issue.message) ? didYouMean(given, KNOWN_REGIONS) : '';
  const options =
    issue.code === 'invalid_value' ? `must be one of ${issue.values.map(String).join(', ')}` : issue.message;
  return userError(where, path || 'the file', given, options.replace(/^Invalid input: /, 'is wrong: '), near);
}

/** Parses the configuration file's text. Throws GateError (user) naming file, key, value and fix. */
export function parseConfigFile(path: string, text: string): ConfigFile {
  if (Buffer.byteLength(text) > MAX_FILE_BYTES)
    throw userError(path, 'the file', undefined, `is larger than ${MAX_FILE_BYTES / 1024} KiB`);
  const lines = new LineCounter();
  const doc = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const broken = doc.errors[0];
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw userError(`${path}:${line}:${col}`, 'the file', undefined, `is not valid YAML: ${broken.message}`);
  }
  let value: unknown;
  try {
    value = doc.toJS({ maxAliasCount: 50 }) ?? {};
  } catch {
    throw userError(path, 'the file', undefined, 'uses too many YAML aliases');
  }
  const parsed = ConfigFile.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const node = issue
    ? doc.getIn(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path, true)
    : undefined;
  const range =
    typeof node === 'object' && node !== null && 'range' in node ? (node.range as [number] | null) : null;
  throw fromZod(range ? `${path}:${lines.linePos(range[0]).line}` : path, parsed.error, ConfigFile, value);
}

const splitList = (s: string | undefined): string[] =>
  (s ?? '')
    .split(/[\n,]/)
    .map((x) => x.trim())
    .filter((x) => x !== '');

function bool(key: string, s: string | undefined): boolean | undefined {
  if (s === undefined || s === '') return undefined;
  if (/^(true|yes|1)$/i.test(s)) return true;
  if (/^(false|no|0)$/i.test(s)) return false;
  throw userError('settings', key, s, 'must be true or false');
}

function oneOf<const T extends string>(
  key: string,
  s: string | undefined,
  allowed: readonly T[],
): T | undefined {
  if (s === undefined || s === '') return undefined;
  const found = allowed.find((a) => a === s);
  if (found === undefined)
    throw userError('settings', key, s, `must be one of ${allowed.join(', ')}`, didYouMean(s, allowed));
  return found;
}

function checked<T>(key: string, schema: z.ZodType<T>, value: unknown): T {
  const r = schema.safeParse(value);
  if (r.success) return r.data;
  throw fromZod('settings', r.error, schema, value, key);
}

const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((p) => p.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(text);

/** Check ids as the catalogue knows them now: wildcards expanded, aliases followed. */
function checkIds(where: string, key: string, patterns: readonly string[], known: Known): string[] {
  const out = new Set<string>();
  for (const p of patterns) {
    const hits = known.checks.filter((c) => [c.id, ...(c.aliases ?? [])].some((id) => matches(p, id)));
    if (hits.length === 0) {
      throw userError(
        where,
        key,
        p,
        'names no check',
        didYouMean(
          p,
          known.checks.map((c) => c.id),
        ) || 'see `finops-gate checks list`',
      );
    }
    for (const c of hits) out.add(c.id);
  }
  return [...out].sort();
}

function ruleIds(where: string, key: string, patterns: readonly string[], known: Known): string[] {
  const out = new Set<string>();
  for (const p of patterns) {
    const hits = known.rules.filter((id) => matches(p, id));
    if (hits.length === 0)
      throw userError(where, key, p, 'names no correlation rule', didYouMean(p, known.rules));
    for (const id of hits) out.add(id);
  }
  return [...out].sort();
}

function regionsOf(settings: Settings, file: ConfigFile, env: NodeJS.ProcessEnv): readonly string[] | 'all' {
  const given = splitList(settings.regions);
  if (given.length === 1 && given[0] === 'all') return 'all';
  for (const r of given) {
    if (!isRegionCode(r))
      throw userError(
        'settings',
        'regions',
        r,
        'is not an AWS region code such as eu-west-1',
        didYouMean(r, KNOWN_REGIONS),
      );
  }
  if (given.length > 0) return [...new Set(given)];
  if (file.regions === 'all') return 'all';
  if (file.regions && file.regions.length > 0) return [...new Set(file.regions)];
  const ambient = env.AWS_REGION || env.AWS_DEFAULT_REGION;
  if (!ambient) return [];
  if (!isRegionCode(ambient))
    throw userError(
      'environment',
      'AWS_REGION',
      ambient,
      'is not an AWS region code',
      didYouMean(ambient, KNOWN_REGIONS),
    );
  return [ambient];
}

function accountRolesOf(settings: Settings, file: ConfigFile): AccountRole[] {
  const schema = ConfigFile.shape['account-roles'].unwrap();
  const lines = splitList(settings['account-roles']).map((l) => l.split(/\s+/));
  const given = lines.map(([arn = '', externalId]) =>
    externalId === undefined ? arn : { 'role-arn': arn, 'external-id': externalId },
  );
  const roles = given.length > 0 ? checked('account-roles', schema, given) : (file['account-roles'] ?? []);
  return roles.map((r) =>
    typeof r === 'string'
      ? { roleArn: r }
      : { roleArn: r['role-arn'], ...(r['external-id'] ? { externalId: r['external-id'] } : {}) },
  );
}

function oidcOf(settings: Settings): Config['oidc'] {
  const roleArn = settings['role-to-assume'];
  if (!roleArn) return undefined;
  checked('role-to-assume', roleArnText, roleArn);
  const seconds = Number(settings['role-duration-seconds'] || 3600);
  // AssumeRoleWithWebIdentity, DurationSeconds: 900 to 43200.
  if (!Number.isInteger(seconds) || seconds < 900 || seconds > 43_200)
    throw userError(
      'settings',
      'role-duration-seconds',
      settings['role-duration-seconds'],
      'must be a whole number from 900 to 43200',
    );
  const sessionName = settings['role-session-name'] || 'finops-gate';
  // AssumeRoleWithWebIdentity, RoleSessionName: [\w+=,.@-]*, 2 to 64.
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName))
    throw userError(
      'settings',
      'role-session-name',
      sessionName,
      'must be 2 to 64 letters, digits or _+=,.@-',
    );
  return {
    roleArn,
    audience: settings.audience || 'sts.amazonaws.com',
    sessionName,
    durationSeconds: seconds,
  };
}

function failOnOf(settings: Settings, file: ConfigFile): GateCondition[] {
  const fromFile = file['fail-on'] === undefined ? [] : [file['fail-on']].flat();
  const given = splitList(settings['fail-on']);
  return (given.length > 0 ? given : fromFile.flatMap(splitList)).map((t) => {
    const c = parseCondition(t);
    if (c) return c;
    throw userError('settings', 'fail-on', t, 'is not a condition', `conditions are ${FAIL_ON_EXAMPLES}`);
  });
}

/** Option values of the file, validated by the checks' own schemas; defaults are filled in by the check runner. */
function optionsOf(path: string, file: ConfigFile, known: Known): Record<string, Record<string, unknown>> {
  const out: Record<string, Record<string, unknown>> = {};
  for (const [id, options] of Object.entries(file.checks?.options ?? {})) {
    const check = known.checks.find((c) => c.id === id || c.aliases?.includes(id));
    if (!check)
      throw userError(
        path,
        `checks.options.${id}`,
        undefined,
        'names no check',
        didYouMean(
          id,
          known.checks.map((c) => c.id),
        ),
      );
    const parsed = check.options.strict().safeParse(options);
    if (!parsed.success) throw fromZod(path, parsed.error, check.options, options, `checks.options.${id}`);
    out[check.id] = options;
  }
  return out;
}

/** What a file exempts and suppresses. */
export const exemptionRules = (file: ConfigFile): Pick<Config, 'exemptions' | 'suppressTags'> => ({
  exemptions: (file.exemptions ?? []) as Config['exemptions'],
  suppressTags: (file['suppress-tags'] as SuppressTag[] | undefined) ?? DEFAULT_SUPPRESS_TAGS,
});

/** `asOf` as ISO 8601 with milliseconds in UTC. */
function instant(text: string): string {
  const t = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
    ? Date.parse(text)
    : Number.NaN;
  if (Number.isNaN(t))
    throw userError('settings', 'as-of', text, 'must be an ISO 8601 instant such as 2026-11-25T06:00:00Z');
  return new Date(t).toISOString();
}

/**
 * One configuration from all sources; settings win over the file, the file over the environment.
 * Throws GateError (user) naming the key, the value and the fix.
 */
export function parseConfig(of: {
  settings: Settings;
  file?: { path: string; text: string };
  configPath: string;
  env: NodeJS.ProcessEnv;
  known: Known;
}): Config {
  const { settings, known } = of;
  const where = of.file?.path ?? of.configPath;
  const file = of.file ? parseConfigFile(of.file.path, of.file.text) : {};
  const oidc = oidcOf(settings);
  const inventory = settings.inventory || 'auto';
  const billing = settings.billing || file.billing;
  const allowed = splitList(settings['allowed-account-ids']);
  const word = (key: 'tenant' | 'workspace') =>
    checked(key, ConfigFile.shape[key], settings[key] || file[key]) ?? 'default';
  return {
    tenant: word('tenant').toLowerCase(),
    workspace: word('workspace'),
    regions: regionsOf(settings, file, of.env),
    accountRoles: accountRolesOf(settings, file),
    allowedAccountIds:
      allowed.length > 0
        ? (checked('allowed-account-ids', ConfigFile.shape['allowed-account-ids'], allowed) ?? [])
        : (file['allowed-account-ids'] ?? []),
    ...(oidc ? { oidc } : {}),
    inventory:
      inventory === 'auto' || inventory === 'live'
        ? { kind: inventory }
        : { kind: 'recorded', dir: inventory },
    ...(settings.baseline ? { baseline: settings.baseline } : {}),
    output: settings.output || 'finops-gate-out',
    ...(billing ? { billing } : {}),
    costModel:
      oneOf('cost-model', settings['cost-model'], COST_MODELS) ?? file['cost-model'] ?? 'net_amortized',
    ...(settings['as-of'] ? { asOf: instant(settings['as-of']) } : {}),
    salt: oneOf('salt', settings.salt, ['stable', 'per_run', 'per_day']) ?? file.salt ?? 'stable',
    only: checkIds('settings', 'only', splitList(settings.only), known),
    disabledChecks: checkIds(where, 'checks.disable', file.checks?.disable ?? [], known),
    checkOptions: optionsOf(where, file, known),
    correlate: {
      allow: ruleIds(where, 'correlate.allow', file.correlate?.allow ?? [], known),
      deny: ruleIds(where, 'correlate.deny', file.correlate?.deny ?? [], known),
    },
    strict: bool('strict', settings.strict) ?? file.strict ?? false,
    ...exemptionRules(file),
    gate: {
      failOn: failOnOf(settings, file),
      mode: oneOf('mode', settings.mode, ['fail', 'warn']) ?? file.mode ?? 'fail',
    },
    allowPublic: bool('allow-public', settings['allow-public']) ?? file['allow-public'] ?? false,
    configPath: of.configPath,
  };
}

/** What only the Action takes. Throws GateError (user). */
export function parseGithubConfig(settings: Settings): GithubConfig {
  const days = settings['retention-days'];
  // Artifacts are kept 1 to 90 days in public, 1 to 400 in private repositories.
  if (days && !(/^\d{1,3}$/.test(days) && Number(days) >= 1 && Number(days) <= 400))
    throw userError('settings', 'retention-days', days, 'must be a whole number from 1 to 400');
  const artifactName = settings['artifact-name'] || 'finops-gate-state';
  if (!/^[^":<>|*?\r\n\\/]{1,200}$/.test(artifactName))
    throw userError(
      'settings',
      'artifact-name',
      artifactName,
      'must not contain any of " : < > | * ? \\ / or line breaks',
    );
  return {
    token: settings['github-token'] ?? '',
    comment: bool('comment', settings.comment) ?? true,
    checkRun: bool('check-run', settings['check-run']) ?? true,
    uploadSarif: bool('upload-sarif', settings['upload-sarif']) ?? false,
    artifactName,
    ...(days ? { retentionDays: Number(days) } : {}),
  };
}
