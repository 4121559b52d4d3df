/**
 * A rule as rows in, rows out: `testSql` runs every case of a rule's YAML file through the rule itself. Fingerprints in a
 * case are words, so that sources read well.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { type Finding, findingTable } from '../../contracts/finding.ts';
import { correlate, openQuery } from '../../src/correlate/correlate.ts';
import { parseRule } from '../../src/correlate/rules.ts';
import { literal, openDuckdb } from '../../src/store/duckdb.ts';
import { createRelation, loadRows } from '../../src/store/load-rows.ts';
import { loadSql } from '../../src/store/sql.ts';
import { finding, type Partly } from './finding-maker.ts';
import { ACCOUNT, AS_OF, REGION } from './makers.ts';

const Expected = z.strictObject({
  resource: z.string(),
  /** What all its sources save, each billing item once. */
  savings: z.string(),
  sources: z.array(z.string()),
  confidence: z.int(),
  says: z.string(),
});
const Cases = z
  .array(
    z.strictObject({
      case: z.string(),
      /** What the inventory has tagged as of an environment. */
      resources: z
        .array(
          z.strictObject({ environment: z.string(), resource_type: z.string(), resource_id: z.string() }),
        )
        .default([]),
      given: z.array(z.looseObject({ fingerprint: z.string(), check_id: z.string() })).min(1),
      expect: z.array(Expected),
    }),
  )
  .min(2);

type Resource = z.output<typeof Cases>[number]['resources'][number];
const environmentsOf = (resources: readonly Resource[]): string =>
  resources
    .map(
      (r) =>
        `select ${literal(ACCOUNT)} as account_id, ${literal(REGION)} as region, ${literal(r.resource_type)} as resource_type, ${literal(r.resource_id)} as resource_id, ${literal(r.environment)} as environment`,
    )
    .join(' union all ');

const shown = (f: Finding): z.output<typeof Expected> => ({
  resource: f.scope.resource_id,
  savings: f.estimated.monthly_savings,
  sources: f.source_fingerprints,
  confidence: f.estimated.confidence,
  says: f.message,
});

const RUN = {
  tenantId: 'default',
  workspaceId: 'default',
  runId: 'run-1',
  runTs: AS_OF,
  salt: 'stable',
  engineVersion: '0',
  rulepackVersion: '0',
} as const;

/** What a rule (by the name of its file in sql/correlate) makes of findings. */
async function correlated(
  name: string,
  given: readonly Finding[],
  resources: readonly Resource[],
): Promise<readonly Finding[]> {
  const db = await openDuckdb({ threads: 1 });
  try {
    await createRelation(db, 'observed', findingTable);
    const loaded = await loadRows(db, 'observed', findingTable, given);
    expect(loaded.dropped, 'rows that the contract refuses').toEqual([]);
    const { findings, failures } = await correlate(db, {
      rules: [parseRule(name, loadSql(`correlate/${name}`))],
      evaluations: [],
      run: RUN,
      from: openQuery('observed'),
      ...(resources.length === 0 ? {} : { environments: environmentsOf(resources) }),
    });
    expect(failures).toEqual([]);
    return findings;
  } finally {
    await db.close();
  }
}

/** Declares one test per case. Refuses a file without a case that stays silent, with one case told twice, or with an unknown check. */
export function testSql(name: string, checkIds: readonly string[]): void {
  const file = new URL(`../sql/correlate/${name}.yaml`, import.meta.url);
  const cases = Cases.parse(parse(readFileSync(file, 'utf8')));
  describe(name, () => {
    test('has cases that speak, a case that stays silent, and no case twice', () => {
      expect(cases.some((c) => c.expect.length > 0)).toBe(true);
      expect(cases.some((c) => c.expect.length === 0)).toBe(true);
      expect(new Set(cases.map((c) => c.case)).size).toBe(cases.length);
      expect(
        cases.flatMap((c) => c.given.map((g) => g.check_id)).filter((id) => !checkIds.includes(id)),
      ).toEqual([]);
      expect(new Set(cases.map((c) => JSON.stringify([c.given, c.resources]))).size).toBe(cases.length);
    });
    test.each(cases.map((c) => [c.case, c] as const))('%s', async (_, c) => {
      const given = c.given.map((g) => finding(g as Partly<Finding>));
      const found = await correlated(name, given, c.resources);
      expect(found.map(shown)).toEqual(c.expect);
      // the order of the rows given is nobody's business
      expect(await correlated(name, given.toReversed(), c.resources.toReversed())).toEqual(found);
    });
  });
}
