/** The diff: one case per class and reason, carried forward twice, and what the totals count. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EvaluationRow, evaluationTable } from '../../contracts/coverage.ts';
import { DIFF_CLASSES, DIFF_REASONS, type DiffRow, type SavingsTotals } from '../../contracts/diff.ts';
import { type Finding, findingTable } from '../../contracts/finding.ts';
import { inventoryTables } from '../../contracts/inventory/catalogue.ts';
import {
  agedQuery,
  type CheckState,
  carriedQuery,
  diff,
  resourcesQuery,
  savings,
} from '../../src/diff/diff.ts';
import { type Duckdb, openDuckdb } from '../../src/store/duckdb.ts';
import { createRelation, loadRows } from '../../src/store/load-rows.ts';
import { readRows } from '../../src/store/parquet.ts';
import { finding, type Partly } from '../support/finding-maker.ts';
import { ACCOUNT, AS_OF, daysAgo, REGION, volume } from '../support/makers.ts';

const CHECK = 'aws.ec2.ebs.unattached.volume';
let db: Duckdb;
beforeAll(async () => {
  db = await openDuckdb({ threads: 1 });
});
afterAll(() => db.close());

interface Runs {
  readonly before: readonly Finding[];
  readonly now: readonly Finding[];
  /** Ids of the volumes that exist now. */
  readonly volumes?: readonly string[];
  readonly observed?: boolean;
  readonly scanned?: readonly (readonly [string, string])[];
  readonly state?: CheckState;
  readonly digestBefore?: string;
  /** Ids of further checks that run, but had something refused. */
  readonly notCovered?: readonly string[];
}

async function stage(name: string, rows: readonly Finding[]): Promise<void> {
  await createRelation(db, name, findingTable);
  expect((await loadRows(db, name, findingTable, rows)).dropped).toEqual([]);
}

async function differ(runs: Runs): Promise<DiffRow[]> {
  await stage('before_rows', runs.before);
  await stage('now_rows', runs.now);
  await createRelation(db, 'volumes', inventoryTables.ec2_volumes);
  await loadRows(
    db,
    'volumes',
    inventoryTables.ec2_volumes,
    (runs.volumes ?? []).map((volume_id) => volume({ volume_id })),
  );
  const evaluation: EvaluationRow = {
    check_id: CHECK,
    check_digest: 'd1',
    account_id: ACCOUNT,
    region: REGION,
    observed: runs.observed ?? true,
    reason: '',
    missing: [],
    passed: 0,
    failed: 0,
    unknown: 0,
    skipped: 0,
  };
  await createRelation(db, 'evaluation_rows', evaluationTable);
  await loadRows(db, 'evaluation_rows', evaluationTable, [evaluation]);
  const ofVolumes = resourcesQuery(() => 'volumes')
    .split('union all\n')
    .filter((q) => q.includes("'ebs_volume'"));
  expect(ofVolumes).toHaveLength(1);
  return diff(db, {
    current: 'select * from now_rows',
    previous: 'select * from before_rows',
    resources: ofVolumes.join(''),
    evaluations: 'evaluation_rows',
    scanned: runs.scanned ?? [[ACCOUNT, REGION]],
    checksNow: [
      { id: CHECK, state: runs.state ?? 'run', digest: 'd1' },
      ...(runs.notCovered ?? []).map((id) => ({ id, state: 'run' as const, digest: 'd1' })),
    ],
    checksBefore: [{ id: CHECK, digest: runs.digestBefore ?? 'd1' }],
  });
}

const LAST_WEEK = daysAgo(7);
const old = (over: Partly<Finding> = {}): Finding =>
  finding({
    fingerprint: 'f1',
    run_ts: LAST_WEEK,
    scope: { resource_id: 'vol-1' },
    lifecycle: { first_seen_at: daysAgo(30), last_seen_at: LAST_WEEK },
    claims: [{ item: 'vol-1/storage', monthly_savings: '8.000000', effective_monthly_savings: null }],
    ...over,
  });
const now = (over: Partly<Finding> = {}): Finding =>
  finding({
    fingerprint: 'f1',
    scope: { resource_id: 'vol-1' },
    claims: [{ item: 'vol-1/storage', monthly_savings: '9.000000', effective_monthly_savings: null }],
    ...over,
  });
const exempted: Partly<Finding> = { lifecycle: { status: 'ignored' } };
const unjudged: Partly<Finding> = { status: 'unknown', lifecycle: { status: '' }, claims: [] };

const cases: readonly (readonly [reason: string, as: string, runs: Runs])[] = [
  ['appeared', 'new', { before: [], now: [now()] }],
  ['appeared', 'new', { before: [old(unjudged)], now: [now()] }],
  ['exemption_ended', 'new', { before: [old(exempted)], now: [now()] }],
  ['still_there', 'unchanged', { before: [old()], now: [now()] }],
  ['still_there', 'unchanged', { before: [old()], now: [now()], digestBefore: 'd0' }],
  ['fixed', 'resolved', { before: [old()], now: [], volumes: ['vol-1'] }],
  ['gone', 'resolved', { before: [old()], now: [], volumes: ['vol-2'] }],
  ['gone', 'resolved', { before: [old()], now: [], digestBefore: 'd0' }],
  ['exempted', 'resolved', { before: [old()], now: [now(exempted)], volumes: ['vol-1'] }],
  ['check_disabled', 'resolved', { before: [old()], now: [], volumes: ['vol-1'], state: 'disabled' }],
  ['check_disabled', 'resolved', { before: [old({ check_id: 'aws.retired' })], now: [], volumes: ['vol-1'] }],
  ['check_changed', 'resolved', { before: [old()], now: [], volumes: ['vol-1'], digestBefore: 'd0' }],
  ['not_covered', 'unobserved', { before: [old()], now: [], observed: false }],
  ['not_covered', 'unobserved', { before: [old()], now: [], observed: false, digestBefore: 'd0' }],
  ['not_scanned', 'unobserved', { before: [old()], now: [], scanned: [[ACCOUNT, 'us-east-1']] }],
  ['not_scanned', 'unobserved', { before: [old()], now: [], scanned: [['444455556666', REGION]] }],
  ['not_run', 'unobserved', { before: [old()], now: [], volumes: ['vol-1'], state: 'not_run' }],
  ['inconclusive', 'unobserved', { before: [old()], now: [now(unjudged)], volumes: ['vol-1'] }],
];

describe('class and reason', () => {
  test('every one of the contract has a case', () => {
    expect(new Set(cases.map(([reason]) => reason))).toEqual(new Set(DIFF_REASONS));
    expect(new Set(cases.map(([, as]) => as))).toEqual(new Set(DIFF_CLASSES));
  });

  test.each(cases)('%s is %s: %#', async (reason, as, runs) => {
    const isNow = as === 'new' || as === 'unchanged';
    expect(await differ(runs)).toEqual([
      {
        fingerprint: 'f1',
        class: as,
        reason,
        check_id: runs.before[0]?.check_id ?? CHECK,
        account_id: ACCOUNT,
        region: REGION,
        resource_type: 'ebs_volume',
        resource_id: 'vol-1',
        severity: 'medium',
        title: '',
        monthly_savings: isNow ? '9.000000' : '8.000000',
        previous_monthly_savings: as === 'new' ? null : '8.000000',
        last_seen_at: isNow ? AS_OF : LAST_WEEK,
      },
    ]);
  });

  test('what neither run counts has no row', async () => {
    expect(await differ({ before: [old(exempted)], now: [] })).toEqual([]);
    expect(await differ({ before: [old(unjudged)], now: [now(exempted)] })).toEqual([]);
    expect(await differ({ before: [old({ status: 'pass', lifecycle: { status: '' } })], now: [] })).toEqual(
      [],
    );
  });

  test('a volume of the same id elsewhere keeps nothing alive', async () => {
    const elsewhere = old({ scope: { resource_id: 'vol-1', region: 'us-east-1' } });
    const rows = await differ({
      before: [elsewhere],
      now: [],
      volumes: ['vol-1'],
      scanned: [[ACCOUNT, 'us-east-1']],
    });
    // and the region has no evaluation of its own
    expect(rows.map((r) => r.reason)).toEqual(['not_covered']);
  });

  test('with nothing on either side there is nothing', async () => {
    expect(await differ({ before: [], now: [], scanned: [] })).toEqual([]);
  });
});

describe('carried forward', () => {
  const carry = async (): Promise<Finding[]> =>
    readRows(db, findingTable, carriedQuery('select * from before_rows', { runId: 'run-2', runTs: AS_OF }));

  test('twice: with the day last seen, and the money of then', async () => {
    await differ({
      before: [old({ labels: { observation: 'observed', team: 'a' } })],
      now: [],
      observed: false,
    });
    const [once, ...more] = await carry();
    expect(more).toEqual([]);
    expect(once).toEqual({
      ...old(),
      run_id: 'run-2',
      run_ts: AS_OF,
      labels: { observation: 'carried_forward', team: 'a' },
    });
    // the next run has it from the last one's files, and does not look at it either
    const rows = await differ({ before: once ? [once] : [], now: [], scanned: [[ACCOUNT, 'us-east-1']] });
    expect(rows.map((r) => [r.class, r.reason, r.last_seen_at])).toEqual([
      ['unobserved', 'not_scanned', LAST_WEEK],
    ]);
    expect(await carry()).toEqual([once]);
    // and when it is looked at again it is no news
    const seen = await differ({ before: once ? [once] : [], now: [now()] });
    expect(seen.map((r) => r.reason)).toEqual(['still_there']);
    expect(await carry()).toEqual([]);
  });

  test('what was seen keeps the day that the baseline first saw it', async () => {
    await differ({ before: [old()], now: [now(), now({ fingerprint: 'f2' })] });
    const aged = await readRows(
      db,
      findingTable,
      `${agedQuery('select * from now_rows', 'select * from before_rows')} order by fingerprint`,
    );
    expect(aged).toEqual([
      { ...now(), lifecycle: { ...now().lifecycle, first_seen_at: daysAgo(30) } },
      now({ fingerprint: 'f2' }),
    ]);
  });

  test('an unknown of this run makes place for the finding that is carried for it', async () => {
    const other = now({ ...unjudged, fingerprint: 'f2' });
    await differ({ before: [old()], now: [now(unjudged), other] });
    expect((await carry()).map((f) => f.fingerprint)).toEqual(['f1']);
    const aged = agedQuery('select * from now_rows', 'select * from before_rows');
    expect(await readRows(db, findingTable, aged)).toEqual([other]);
  });

  test('a correlation keeps the sources that are still there', async () => {
    const correlation = old({
      fingerprint: 'c1',
      check_id: 'aws.ec2.correlation.planted',
      source_fingerprints: ['f1', 'f2', 'never-there'],
      claims: [],
    });
    await differ({ before: [old(), old({ fingerprint: 'f2' }), correlation], now: [now()], state: 'run' });
    // its rule is unknown to this run's list: it left with it
    expect(await carry()).toEqual([]);
    await differ({
      before: [old(), old({ fingerprint: 'f2' }), correlation],
      now: [now()],
      notCovered: [correlation.check_id],
    });
    expect((await carry()).map((f) => [f.fingerprint, f.source_fingerprints])).toEqual([['c1', ['f1']]]);
  });
});

/** What becomes of a finding of the property test. */
const FATES = ['unchanged', 'unobserved', 'new', 'resolved', 'dismissed'] as const;
type Fate = (typeof FATES)[number];
interface Told {
  readonly fate: Fate;
  readonly claims: readonly { readonly item: string; readonly micros: bigint }[];
}

const text = (micros: bigint): string =>
  `${micros / 1_000_000n}.${String(micros % 1_000_000n).padStart(6, '0')}`;

/** Two runs in which each finding meets its fate. */
async function totalsOf(told: readonly Told[]): Promise<SavingsTotals> {
  const rows = told.map((t, i): readonly [Fate, Finding] => [
    t.fate,
    finding({
      fingerprint: `f${i}`,
      scope: { resource_id: `vol-${i}` },
      // a finding claims an item once
      claims: t.claims.map((c) => ({
        item: c.item,
        monthly_savings: text(c.micros),
        effective_monthly_savings: null,
      })),
      check_id:
        t.fate === 'dismissed' ? 'aws.disabled' : t.fate === 'unobserved' ? 'aws.not.observed' : CHECK,
    }),
  ]);
  const of = (...fates: Fate[]): Finding[] => rows.filter(([f]) => fates.includes(f)).map(([, f]) => f);
  await differ({
    before: of('unchanged', 'unobserved', 'resolved', 'dismissed'),
    now: of('unchanged', 'new'),
    notCovered: ['aws.not.observed'],
  });
  const carried = carriedQuery('select * from before_rows', { runId: 'run-2', runTs: AS_OF });
  await stage('carried_rows', await readRows(db, findingTable, carried));
  return savings(db, {
    current: 'select * from now_rows union all select * from carried_rows',
    previous: 'select * from before_rows',
    compared: true,
  });
}

const claim = (item: string, dollars: number) => ({ item, micros: BigInt(dollars) * 1_000_000n });

/** The same by hand: per item the highest claim, unchanged first, then what each further class adds above the rest. */
function oracle(told: readonly Told[]): SavingsTotals {
  const items = new Set(told.flatMap((t) => t.claims.map((c) => c.item)));
  const amount = (item: string, ...fates: Fate[]): bigint => {
    const claims = told.filter((t) => fates.includes(t.fate)).flatMap((t) => t.claims);
    const amounts = claims.filter((c) => c.item === item).map((c) => c.micros);
    return amounts.toSorted((a, b) => (a < b ? 1 : -1))[0] ?? 0n;
  };
  const add = (of: (item: string) => bigint): string =>
    text([...items].reduce((n, item) => n + of(item), 0n));
  const above = (a: bigint, b: bigint): bigint => (a > b ? a - b : 0n);
  const open = ['unchanged', 'unobserved', 'new'] as const;
  return {
    total: add((i) => amount(i, ...open)),
    gross: text(
      told
        .filter((t) => open.some((o) => o === t.fate))
        .flatMap((t) => t.claims)
        .reduce((n, c) => n + c.micros, 0n),
    ),
    unchanged: add((i) => amount(i, 'unchanged')),
    unobserved: add((i) => above(amount(i, 'unobserved'), amount(i, 'unchanged'))),
    new: add((i) => above(amount(i, 'new'), amount(i, 'unchanged', 'unobserved'))),
    resolved: add((i) => above(amount(i, 'resolved'), amount(i, ...open))),
    dismissed: add((i) => above(amount(i, 'dismissed'), amount(i, 'resolved', ...open))),
  };
}

describe('totals', () => {
  const none: SavingsTotals = {
    total: '0.000000',
    gross: '0.000000',
    unchanged: '0.000000',
    unobserved: '0.000000',
    new: '0.000000',
    resolved: '0.000000',
    dismissed: '0.000000',
  };

  test.each<readonly [string, readonly Told[], Partial<SavingsTotals>]>([
    ['nothing is nothing', [], {}],
    [
      'an item that several findings claim counts once, at the highest',
      [
        { fate: 'unchanged', claims: [claim('a', 8)] },
        { fate: 'unchanged', claims: [claim('a', 3), claim('b', 1)] },
      ],
      { total: '9.000000', gross: '12.000000', unchanged: '9.000000' },
    ],
    [
      'a new finding adds what it claims above what was known',
      [
        { fate: 'unchanged', claims: [claim('a', 5)] },
        { fate: 'unobserved', claims: [claim('a', 6)] },
        { fate: 'new', claims: [claim('a', 10), claim('b', 2)] },
      ],
      {
        total: '12.000000',
        gross: '23.000000',
        unchanged: '5.000000',
        unobserved: '1.000000',
        new: '6.000000',
      },
    ],
    [
      'a new finding below what is known adds nothing',
      [
        { fate: 'unchanged', claims: [claim('a', 5)] },
        { fate: 'new', claims: [claim('a', 2)] },
      ],
      { total: '5.000000', gross: '7.000000', unchanged: '5.000000' },
    ],
    [
      'a resolved finding frees what it claimed above what others still claim',
      [
        { fate: 'unchanged', claims: [claim('a', 3)] },
        { fate: 'resolved', claims: [claim('a', 10), claim('b', 2)] },
      ],
      { total: '3.000000', gross: '3.000000', unchanged: '3.000000', resolved: '9.000000' },
    ],
    [
      'a dismissed one frees no money that a fix did',
      [
        { fate: 'resolved', claims: [claim('a', 10)] },
        { fate: 'dismissed', claims: [claim('a', 12), claim('b', 4)] },
      ],
      { resolved: '10.000000', dismissed: '6.000000' },
    ],
  ])('%s', async (_, told, totals) => {
    expect(await totalsOf(told)).toEqual({ ...none, ...totals });
  });

  test('whatever is claimed: total = unchanged + unobserved + new, and as counted by hand', async () => {
    const told = fc.array(
      fc.record({
        fate: fc.constantFrom(...FATES),
        claims: fc
          .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.bigInt(0n, 99_999_999_999n)), {
            selector: ([item]) => item,
            maxLength: 4,
          })
          .map((of) => of.map(([item, micros]) => ({ item, micros }))),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(told, async (t) => {
        const totals = await totalsOf(t);
        expect(totals).toEqual(oracle(t));
        const micros = (s: string): bigint => BigInt(s.replace('.', ''));
        expect(micros(totals.total)).toBe(
          micros(totals.unchanged) + micros(totals.unobserved) + micros(totals.new),
        );
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  test('a first run is unchanged all over, and a correlation is not counted', async () => {
    await stage('now_rows', [
      now(),
      now({ fingerprint: 'c1', source: { source_type: 'correlation' } }),
      now({ fingerprint: 'f2', ...exempted }),
    ]);
    const current = 'select * from now_rows';
    expect(await savings(db, { current, previous: `${current} where false`, compared: false })).toEqual({
      ...none,
      total: '9.000000',
      gross: '9.000000',
      unchanged: '9.000000',
    });
  });
});
