/**
 * Identity of a finding: SHA-256 over canonical JSON. The same issue keeps its fingerprint from run to run, from CLI to
 * Action and from this implementation to the engine it replaces.
 */
import { createHash, hash } from 'node:crypto';

/** Whitespace that is stripped from values: Unicode White_Space plus U+001C–U+001F, without U+FEFF. */
const SPACE =
  '\\u0009-\\u000D\\u001C-\\u0020\\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000';
const EDGES = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, 'gu');
const CLEAN = /^[!-~](?:[ -~]*[!-~])?$/;

export type ScopeField =
  | 'cloud'
  | 'billing_account_id'
  | 'account_id'
  | 'region'
  | 'service'
  | 'resource_type'
  | 'resource_id'
  | 'resource_arn';
/** Fields of the scope that identify a finding. Others (zone, partition, organisation) are ignored. */
export type IdentityScope = { readonly [K in ScopeField]?: string | null | undefined };

const strip = (v: string | null | undefined): string => {
  const s = String(v ?? '');
  return s === '' || CLEAN.test(s) ? s : s.replace(EDGES, '');
};
const lower = (v: string | null | undefined): string => strip(v).toLowerCase();

/** Order by Unicode code point, which differs from the default order (UTF-16 code units) for astral characters. */
function byCodePoint(a: string, b: string): number {
  const [x, y] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  for (;;) {
    const [p, q] = [x.next(), y.next()];
    if (p.done || q.done) return p.done ? (q.done ? 0 : -1) : 1;
    const d = (p.value.codePointAt(0) ?? 0) - (q.value.codePointAt(0) ?? 0);
    if (d !== 0) return d;
  }
}

function jsonText(s: string): string {
  if (!s.isWellFormed()) throw new TypeError(`not well-formed Unicode: ${JSON.stringify(s)}`);
  return JSON.stringify(s);
}

const sha256 = (s: string): string => hash('sha256', s, 'hex');

/** A canonical JSON object of string values: keys in code point order, no spaces, non-ASCII kept as it is. */
function canonical(entries: ReadonlyMap<string, string>): string {
  const pairs = [...entries];
  if (pairs.length > 1) pairs.sort(([a], [b]) => byCodePoint(a, b));
  return inOrder(pairs);
}

/** The same for keys that are in order already. */
const inOrder = (pairs: readonly (readonly [string, string])[]): string =>
  `{${pairs.map(([k, v]) => `${jsonText(k)}:${jsonText(v)}`).join(',')}}`;

/**
 * The fingerprint of an issue, 64 lower-case hex digits. `issueKey` values are strings only, and hold no measurement:
 * an id must not change because a number moved.
 * Throws TypeError for an empty tenant or check id, or for text that is not well-formed Unicode.
 */
export function fingerprint(of: {
  tenantId: string;
  checkId: string;
  scope: IdentityScope;
  issueKey: Readonly<Record<string, string>>;
}): string {
  const [tenant, check] = [lower(of.tenantId), lower(of.checkId)];
  if (tenant === '' || check === '') throw new TypeError('a fingerprint needs a tenant id and a check id');
  const s = of.scope;
  const issue = new Map(Object.entries(of.issueKey).map(([k, v]) => [lower(k), strip(v)] as const));
  const scope = inOrder([
    ['account_id', lower(s.account_id)],
    ['billing_account_id', lower(s.billing_account_id)],
    ['cloud', lower(s.cloud)],
    ['region', lower(s.region)],
    ['resource_arn', strip(s.resource_arn)],
    ['resource_id', strip(s.resource_id)],
    ['resource_type', lower(s.resource_type)],
    ['service', lower(s.service)],
  ]);
  return sha256(
    `{"check_id":${jsonText(check)},"issue":${canonical(issue)},"scope":${scope},"tenant_id":${jsonText(tenant)}}`,
  );
}

/** The id of one finding of that fingerprint, 64 lower-case hex digits. `salt` is empty in stable mode. */
export function findingId(of: { tenantId: string; fingerprint: string; salt?: string | null }): string {
  return sha256(
    inOrder([
      ['fingerprint', lower(of.fingerprint)],
      ['salt', strip(of.salt)],
      ['tenant_id', lower(of.tenantId)],
    ]),
  );
}

export type SaltMode = 'stable' | 'per_run' | 'per_day';

/** stable: none; per_run: the run id; per_day: the UTC date of the run. */
export function saltOf(mode: SaltMode, run: { runId: string; runTs: string }): string {
  if (mode === 'stable') return '';
  return mode === 'per_run' ? run.runId : run.runTs.slice(0, 10);
}

/** SHA-256 of bytes, 64 lower-case hex digits. */
export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');
