import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingId, fingerprint, saltOf } from '../../contracts/identity.ts';

interface Vector {
  name: string;
  input: { tenant_id: string; check_id: string; scope: Record<string, string | null>; salt: string | null };
  issue_key_rendered: Record<string, string>;
  fingerprint: string;
  finding_id: string;
}
const vectors = JSON.parse(
  readFileSync(new URL('../golden/fingerprints.json', import.meta.url), 'utf8'),
) as Vector[];

describe('identity', () => {
  it.each(vectors.map((v) => [v.name, v] as const))('reproduces %s', (_, v) => {
    const print = fingerprint({
      tenantId: v.input.tenant_id,
      checkId: v.input.check_id,
      scope: v.input.scope,
      issueKey: v.issue_key_rendered ?? {},
    });
    expect(print).toBe(v.fingerprint);
    expect(findingId({ tenantId: v.input.tenant_id, fingerprint: print, salt: v.input.salt })).toBe(
      v.finding_id,
    );
  });

  it('does not depend on the order of issue keys and ignores what is no part of identity', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z_]{1,8}$/), fc.string({ unit: 'grapheme' })), {
          selector: ([k]) => k,
        }),
        (pairs) => {
          const of = (entries: [string, string][]) =>
            fingerprint({
              tenantId: 't',
              checkId: 'c',
              scope: { account_id: '1', region: 'eu-west-1' },
              issueKey: Object.fromEntries(entries),
            });
          expect(of(pairs)).toBe(of([...pairs].reverse()));
        },
      ),
    );
  });

  it('refuses what has no identity', () => {
    const of =
      (tenantId: string, checkId: string, id = 'x') =>
      () =>
        fingerprint({ tenantId, checkId, scope: { resource_id: id }, issueKey: {} });
    expect(of('', 'c')).toThrow(TypeError);
    expect(of('t', ' ')).toThrow(TypeError);
    expect(of('t', 'c', '\ud800')).toThrow(/well-formed/);
  });

  it('salts by run or by UTC day', () => {
    const run = { runId: 'r-1', runTs: '2026-11-25T23:59:59.000Z' };
    expect([saltOf('stable', run), saltOf('per_run', run), saltOf('per_day', run)]).toEqual([
      '',
      'r-1',
      '2026-11-25',
    ]);
  });
});
