/** Exemptions and suppressing tags: findings that are true and do not count. */
import type { Exemption, SuppressTag } from '../../contracts/config.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { ConfigEffect, ExemptionState } from '../../contracts/report.ts';
import { deduplicatedSavings } from '../../contracts/savings.ts';

export interface ExemptionRules {
  readonly exemptions: readonly Exemption[];
  readonly suppressTags: readonly SuppressTag[];
}

/** Values that say "no" to a tag whose key would silence. */
const FALSE_LIKE = new Set(['false', 'no', '0', 'off']);
const END_OF_DAY = 'T23:59:59.999Z';

function wildcard(pattern: string): (text: string) => boolean {
  if (!pattern.includes('*')) return (t) => t === pattern;
  const parts = pattern.split('*').map((p) => p.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const re = new RegExp(`^${parts.join('.*')}$`, 's');
  return (t) => re.test(t);
}

function tagMatcher(spec: string): (tags: Readonly<Record<string, string>>) => boolean {
  const cut = spec.indexOf('=');
  if (cut < 0) return (tags) => Object.hasOwn(tags, spec);
  const [key, value] = [spec.slice(0, cut), wildcard(spec.slice(cut + 1))];
  return (tags) => Object.hasOwn(tags, key) && value(tags[key] ?? '');
}

/** Whether an exemption names a finding, its expiry left aside. */
function matcher(e: Exemption): (f: Finding) => boolean {
  const tests: ((f: Finding) => boolean)[] = [];
  if (e.check !== undefined) {
    const is = wildcard(e.check);
    tests.push((f) => is(f.check_id));
  }
  if (e.account !== undefined) tests.push((f) => f.scope.account_id === e.account);
  if (e.resource !== undefined) {
    const is = wildcard(e.resource);
    tests.push((f) => is(f.scope.resource_id) || is(f.scope.resource_arn));
  }
  if (e.tag !== undefined) {
    const has = tagMatcher(e.tag);
    tests.push((f) => has(f.tags));
  }
  return (f) => tests.every((t) => t(f));
}

const isExpired = (e: Exemption, asOf: string): boolean => e.expires < asOf.slice(0, 10);
const counts = (f: Finding): boolean => f.status === 'fail' || f.status === 'info';

/** Tag keys (lower case) that silence a finding, with its value's say. */
function suppressingTag(
  f: Finding,
  rules: readonly SuppressTag[],
  respectsKeepTags: boolean,
): string | undefined {
  for (const [key, value] of Object.entries(f.tags)) {
    const v = value.trim().toLowerCase();
    for (const rule of rules) {
      if (rule.key.toLowerCase() !== key.trim().toLowerCase()) continue;
      if (rule.applies === 'deletion' && !respectsKeepTags) continue;
      const says = rule.values ? rule.values.some((x) => x.toLowerCase() === v) : !FALSE_LIKE.has(v);
      if (says) return key;
    }
  }
  return undefined;
}

/**
 * Marks the findings that an exemption in force or a tag silences: lifecycle `ignored`, label `exemption` with the
 * reason, `snooze_until` the end of the exemption. An expired exemption silences nothing and is reported.
 */
export function exempt(
  findings: readonly Finding[],
  rules: ExemptionRules,
  asOf: string,
  respectsKeepTags: (checkId: string) => boolean,
): { findings: Finding[]; exemptions: ExemptionState[] } {
  const all = rules.exemptions.map((exemption) => ({
    exemption,
    matches: matcher(exemption),
    expired: isExpired(exemption, asOf),
    covered: [] as Finding[],
  }));
  const marked = findings.map((f) => {
    if (!counts(f)) return f;
    let by: (typeof all)[number] | undefined;
    for (const e of all) {
      if (!e.matches(f)) continue;
      e.covered.push(f);
      if (!e.expired) by ??= e;
    }
    if (by) {
      const { owner, reason, expires } = by.exemption;
      return ignored(f, `exempted by ${owner} until ${expires}: ${reason}`, `${expires}${END_OF_DAY}`);
    }
    const tag = suppressingTag(f, rules.suppressTags, respectsKeepTags(f.check_id));
    return tag === undefined ? f : ignored(f, `suppressed by tag ${tag}`, null);
  });
  return {
    findings: marked,
    exemptions: all.map(({ exemption, expired, covered }) => ({
      exemption,
      state: expired ? 'expired' : 'active',
      findings: covered.length,
      monthlySavings: deduplicatedSavings(covered),
    })),
  };
}

function ignored(f: Finding, why: string, until: string | null): Finding {
  return {
    ...f,
    lifecycle: { ...f.lifecycle, status: 'ignored', snooze_until: until },
    labels: { ...f.labels, exemption: why },
  };
}

export const isIgnored = (f: Finding): boolean => f.lifecycle.status === 'ignored';

/** What replacing the base branch's exemptions by this branch's does to the findings of this run. */
export function configEffect(
  findings: readonly Finding[],
  base: ExemptionRules,
  head: ExemptionRules,
  asOf: string,
  respectsKeepTags: (checkId: string) => boolean,
): ConfigEffect {
  const silenced = (rules: ExemptionRules) =>
    exempt(findings.map(open), rules, asOf, respectsKeepTags).findings.map(isIgnored);
  const [before, after] = [silenced(base), silenced(head)];
  const of = (wanted: (i: number) => boolean) => {
    const chosen = findings.filter((_, i) => wanted(i));
    return { findings: chosen.length, monthlySavings: deduplicatedSavings(chosen) };
  };
  return {
    newlyExempted: of((i) => after[i] === true && before[i] === false),
    broughtBack: of((i) => before[i] === true && after[i] === false),
  };
}

const open = (f: Finding): Finding =>
  isIgnored(f) ? { ...f, lifecycle: { ...f.lifecycle, status: 'open' } } : f;
