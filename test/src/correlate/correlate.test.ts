import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EvaluationRow } from '../../../contracts/coverage.ts';
import { findingTable } from '../../../contracts/finding.ts';
import { correlate, openQuery } from '../../../src/correlate/correlate.ts';
import { parseRule, type Rule } from '../../../src/correlate/rules.ts';
import { type Duckdb, openDuckdb } from '../../../src/store/duckdb.ts';
import { createRelation, loadRows } from '../../../src/store/load-rows.ts';
import { loadSql } from '../../../src/store/sql.ts';
import { finding } from '../../support/finding-maker.ts';
import { ACCOUNT, AS_OF, REGION } from '../../support/makers.ts';

const UNATTACHED = 'aws.ec2.ebs.unattached.volume';
const UNENCRYPTED = 'aws.ec2.ebs.volume.unencrypted';
const NAME = 'ebs-unattached-unencrypted';
const rule = parseRule(NAME, loadSql(`correlate/${NAME}`));
const broken: Rule = { ...rule, id: 'aws.planted.broken', sql: 'select no_such_column from findings' };

let db: Duckdb;
beforeEach(async () => {
  db = await openDuckdb({ threads: 1 });
  await createRelation(db, 'observed', findingTable);
  await loadRows(db, 'observed', findingTable, [
    finding({ fingerprint: 'u', check_id: UNATTACHED, scope: { resource_id: 'vol-1' } }),
    finding({ fingerprint: 'e', check_id: UNENCRYPTED, scope: { resource_id: 'vol-1' } }),
  ]);
});
afterEach(() => db.close());

const judged = (check_id: string, over: Partial<EvaluationRow> = {}): EvaluationRow => ({
  check_id,
  check_digest: '',
  account_id: ACCOUNT,
  region: REGION,
  observed: true,
  reason: '',
  missing: [],
  passed: 0,
  failed: 1,
  unknown: 0,
  skipped: 0,
  ...over,
});

const run = (over: Partial<Parameters<typeof correlate>[1]> = {}) =>
  correlate(db, {
    rules: [rule],
    evaluations: [judged(UNATTACHED), judged(UNENCRYPTED)],
    run: {
      tenantId: 'default',
      workspaceId: 'default',
      runId: 'run-1',
      runTs: AS_OF,
      salt: 'stable',
      engineVersion: '0',
      rulepackVersion: '0',
    },
    from: openQuery('observed'),
    ...over,
  });

test('a rule that fails is reported, is not observed, and takes no other with it', async () => {
  const { findings, evaluations, failures } = await run({ rules: [broken, rule] });
  expect(findings.map((f) => [f.check_id, f.scope.resource_id])).toEqual([[rule.id, 'vol-1']]);
  expect(failures).toEqual([
    { ruleId: 'aws.planted.broken', reason: expect.stringContaining('no_such_column') },
  ]);
  expect(evaluations.map((e) => [e.check_id, e.observed, e.reason, e.failed])).toEqual([
    ['aws.planted.broken', false, 'the rule failed', 0],
    [rule.id, true, '', 1],
  ]);
});

test('a rule is not observed where a check that it reads was not', async () => {
  const elsewhere = { region: 'us-east-1' };
  const { evaluations } = await run({
    evaluations: [
      judged(UNATTACHED),
      judged(UNENCRYPTED),
      judged(UNATTACHED, elsewhere),
      judged(UNENCRYPTED, { ...elsewhere, observed: false }),
    ],
  });
  expect(evaluations.map((e) => [e.region, e.observed, e.reason, e.missing])).toEqual([
    [REGION, true, '', []],
    ['us-east-1', false, `not observed: ${UNENCRYPTED}`, [UNENCRYPTED]],
  ]);
});

test('a check that was left out of this run is missed, one that is switched off is not', async () => {
  const leftOut = { evaluations: [judged(UNATTACHED)] };
  expect((await run(leftOut)).evaluations.map((e) => e.missing)).toEqual([[UNENCRYPTED]]);
  expect((await run({ ...leftOut, disabled: [UNENCRYPTED] })).evaluations.map((e) => e.observed)).toEqual([
    true,
  ]);
});

test('the finding is whole: rows that the contract takes, ids that differ by tenant', async () => {
  const [one] = (await run()).findings;
  await createRelation(db, 'together', findingTable);
  expect((await loadRows(db, 'together', findingTable, [one])).dropped).toEqual([]);
  expect(one?.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  expect(one?.finding_id).toMatch(/^[0-9a-f]{64}$/);
  expect(one?.source).toEqual({ source_type: 'correlation', source_ref: rule.id, schema_version: 2 });
});

test.each([
  ['severity', '-- @severity high 820', '-- @severity loud 820'],
  ['category', '-- @category storage', '-- @category planted'],
  ['reads', /^-- @reads .*$/m, ''],
  ['id', /^-- @id .*$/m, '-- @id Not An Id'],
])('a header without a usable %s is refused, by name', (what, from, to) => {
  const sql = loadSql(`correlate/${NAME}`).replace(from, to);
  expect(() => parseRule('planted', sql)).toThrow(new RegExp(`^sql/correlate/planted\\.sql: .*${what}`));
});
