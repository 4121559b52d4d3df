/**
 * The tester of checks, and their style guide: three groups of cases (fails, passes, unknowns), each run through the
 * real runner over an inventory of its own. A fail asserts the whole sentence and the money.
 */
import { describe, expect, it } from 'vitest';
import type { AnyCheck, Outcome } from '../../contracts/check.ts';
import type { Inventory } from '../../contracts/discover.ts';
import type { Finding } from '../../contracts/finding.ts';
import {
  inventoryTables,
  isOfAccount,
  type MetricName,
  type MetricRow,
  metricSpecs,
  type Row,
  type TableName,
} from '../../contracts/inventory/catalogue.ts';
import { type MetricSpec, seriesKey } from '../../contracts/inventory/inventory-table.ts';
import { GLOBAL } from '../../contracts/inventory/services.ts';
import { usd } from '../../contracts/money.ts';
import { type PriceRequest, priceKey } from '../../contracts/price.ts';
import { metricsOf, priceRequests, tablesOf } from '../../src/check/needs.ts';
import { runChecks } from '../../src/check/run-checks.ts';
import { ACCOUNT, AS_OF, type Daily, REGION, series } from './makers.ts';

type Tables = { readonly [T in TableName]?: readonly Row<T>[] };
type TestedCheck<T extends TableName, M extends string> = AnyCheck & {
  readonly table: T;
  readonly messages: { readonly [K in M]: string };
};

interface Case<T extends TableName> {
  /** Why it comes out so. */
  readonly name: string;
  /** The resource that is judged. */
  readonly row: Row<T>;
  /** Rows beside it; other rows of its own table too. */
  readonly tables?: Tables;
  /** Its own series; what is not given was asked for and is silent. */
  readonly metrics?: { readonly [N in MetricName]?: Daily };
  /** List prices as decimal text; the check must ask for each. */
  readonly prices?: readonly (readonly [PriceRequest, string])[];
  /** Tables, or `metric/<name>`, that were refused. */
  readonly unread?: readonly string[];
  readonly options?: Readonly<Record<string, unknown>>;
  /** In place of the usual instant of the run. */
  readonly asOf?: string;
}
interface Fail<T extends TableName> extends Case<T> {
  /** The whole sentence. */
  readonly says: string;
  /** Monthly savings, six decimals; `null` where none may be claimed. */
  readonly saves: string | null;
  /** Present monthly cost, six decimals. */
  readonly costs?: string;
  /** Billing items and what each saves, where it is not one part of the resource itself. */
  readonly claims?: Readonly<Record<string, string>>;
  readonly level?: string;
  readonly confidence?: number;
  readonly notes?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
}
interface Pass<T extends TableName> extends Case<T> {
  /** Where the check does not apply: its reason. */
  readonly skips?: string;
}
interface Unknown<T extends TableName> extends Case<T> {
  readonly because: string;
}
export interface Cases<T extends TableName> {
  readonly fails: readonly Fail<T>[];
  readonly passes: readonly Pass<T>[];
  readonly unknowns: readonly Unknown<T>[];
  /** Why nothing can be unknown to this check: only then may the group be empty. */
  readonly neverUnknown?: string;
  /** The same for a check that says something of every row. */
  readonly neverPasses?: string;
}

function freeze<V>(value: V): V {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
}

const idOf = (table: TableName, row: unknown): string =>
  String((row as Record<string, unknown>)[inventoryTables[table].resource?.idColumn ?? ''] ?? '');

/** Where the rows of a table are. */
const regionOf = (table: TableName): string => (isOfAccount(table) ? GLOBAL : REGION);
/** The table of a name in coverage, which may be `metric/<name>`. */
const tableOf = (name: string): TableName =>
  (name.startsWith('metric/')
    ? metricSpecs[name.slice('metric/'.length) as MetricName].table
    : name) as TableName;

function inventoryOf<T extends TableName>(check: AnyCheck & { table: T }, of: Case<T>): Inventory {
  const tables: Partial<Record<TableName, readonly unknown[]>> = { ...of.tables };
  tables[check.table] = [of.row, ...(of.tables?.[check.table] ?? [])];
  const metrics: MetricRow[] = metricsOf(check).map((name) => {
    const spec = metricSpecs[name];
    const id = String((of.row as Record<string, unknown>)[seriesKey(spec as MetricSpec)]);
    return series(name, id, of.metrics?.[name] ?? null, { region: regionOf(spec.table as TableName) });
  });
  const names = [...tablesOf(check), ...metricsOf(check).map((m) => `metric/${m}`)];
  return freeze({
    asOf: AS_OF,
    accounts: [{ accountId: ACCOUNT, partition: 'aws', regions: [REGION, GLOBAL] }],
    tables: tables as Inventory['tables'],
    metrics,
    coverage: [...new Set(names)].map((table_name) => ({
      account_id: ACCOUNT,
      region: regionOf(tableOf(table_name)),
      service: 'ec2',
      table_name,
      status: of.unread?.includes(table_name) ? 'denied' : 'ok',
      calls: 1,
      rows: 1,
      elapsed_ms: 1,
      message: '',
      iam_action: '',
    })),
  });
}

interface Judged {
  readonly outcome: Outcome | undefined;
  readonly finding: Finding | undefined;
  readonly crashed: readonly unknown[];
  /** Prices that the case gives and the check never asks for. */
  readonly unasked: readonly string[];
}

/** One case, run. */
export function judge<T extends TableName>(check: AnyCheck & { table: T }, of: Case<T>): Judged {
  const inventory = inventoryOf(check, of);
  const options = { [check.id]: of.options ?? {} };
  const id = idOf(check.table, of.row);
  let outcome: Outcome | undefined;
  const watched: AnyCheck = {
    ...check,
    evaluate: (row: never, ctx: never) => {
      const result = check.evaluate(row, ctx);
      if (idOf(check.table, row) === id) outcome = result;
      return result;
    },
  };
  const asked = new Set(priceRequests([check], inventory, options).map(priceKey));
  const book = new Map((of.prices ?? []).map(([request, text]) => [priceKey(request), usd(text)]));
  const result = runChecks({
    inventory,
    checks: [watched],
    options,
    price: (request) => {
      const known = book.get(priceKey(request));
      return known && { usd: known, source: 'price_list_api', confidence: 90, asOf: '2026-11-01', note: '' };
    },
    run: {
      tenantId: 'default',
      workspaceId: 'default',
      runId: 'run-1',
      runTs: of.asOf ?? AS_OF,
      salt: 'stable',
      engineVersion: '0.0.0',
      rulepackVersion: '0.0.0',
    },
    asOf: of.asOf ?? AS_OF,
  });
  return {
    outcome,
    finding: result.findings.find((f) => f.scope.resource_id === id),
    crashed: result.crashed,
    unasked: [...book.keys()].filter((key) => !asked.has(key)),
  };
}

/** What is wrong with a set of cases before any is believed; empty when nothing is. */
export function faultsOf<T extends TableName, M extends string>(
  check: TestedCheck<T, M>,
  cases: Cases<T>,
): string[] {
  const all = [...cases.fails, ...cases.passes, ...cases.unknowns];
  const inputs = new Map<string, string>();
  const equal = all.flatMap((c) => {
    const { row, tables, metrics, prices, unread, options, asOf } = c;
    const input = JSON.stringify([row, tables, metrics, prices, unread, options, asOf]);
    const twin = inputs.get(input);
    inputs.set(input, c.name);
    return twin === undefined ? [] : [`the cases "${twin}" and "${c.name}" are the same`];
  });
  const names = all.map((c) => c.name);
  const shown = new Set(
    cases.fails.flatMap((c) => {
      const { outcome } = judge(check, c);
      return outcome?.kind === 'fail' || outcome?.kind === 'info' ? [outcome.message] : [];
    }),
  );
  return [
    ...(cases.fails.length === 0 ? ['no case fails'] : []),
    ...(cases.passes.length === 0 && !cases.neverPasses ? ['no case passes'] : []),
    ...(cases.passes.length > 0 && cases.neverPasses ? ['it says that nothing passes, and has cases'] : []),
    ...(cases.unknowns.length === 0 && !cases.neverUnknown ? ['no case is unknown'] : []),
    ...(cases.unknowns.length > 0 && cases.neverUnknown
      ? ['it says that nothing is unknown, and has cases']
      : []),
    ...names.filter((n, i) => names.indexOf(n) !== i).map((n) => `two cases are called "${n}"`),
    ...equal,
    ...Object.keys(check.messages)
      .filter((m) => !shown.has(m))
      .map((m) => `no case shows the message ${m}`),
    ...all.flatMap((c) =>
      judge(check, c).unasked.map((key) => `"${c.name}" has a price nobody asks for: ${key}`),
    ),
    ...all.flatMap((c) =>
      judge(check, c).crashed.map((crash) => `"${c.name}" makes the check throw: ${JSON.stringify(crash)}`),
    ),
  ];
}

/** Declares the tests of one check. */
export function testCheck<T extends TableName, M extends string>(
  check: TestedCheck<T, M>,
  cases: Cases<T>,
): void {
  describe(check.id, () => {
    it('is tested by cases that prove something', () => {
      expect(faultsOf(check, cases)).toEqual([]);
    });
    for (const c of cases.fails) {
      it(`fails: ${c.name}`, () => {
        const { outcome, finding } = judge(check, c);
        expect(outcome).toMatchObject({ kind: expect.stringMatching(/^(fail|info)$/) });
        expect({ says: finding?.message, saves: finding?.estimated.monthly_savings }).toEqual({
          says: c.says,
          saves: c.saves ?? '0.000000',
        });
        if (c.saves === null) expect(finding?.claims).toEqual([]);
        if (c.costs !== undefined) expect(finding?.estimated.monthly_cost).toBe(c.costs);
        if (c.claims)
          expect(Object.fromEntries((finding?.claims ?? []).map((x) => [x.item, x.monthly_savings]))).toEqual(
            Object.fromEntries(
              Object.entries(c.claims).map(([k, v]) => [`${ACCOUNT}/${regionOf(check.table)}/${k}`, v]),
            ),
          );
        if (c.level !== undefined) expect(finding?.severity.level).toBe(c.level);
        if (c.confidence !== undefined) expect(finding?.estimated.confidence).toBe(c.confidence);
        if (c.notes !== undefined) expect(finding?.estimated.notes).toBe(c.notes);
        if (c.dimensions) expect(finding?.dimensions).toMatchObject(c.dimensions);
      });
    }
    for (const c of cases.passes) {
      it(`passes: ${c.name}`, () => {
        const { outcome, finding } = judge(check, c);
        expect(outcome).toEqual(c.skips === undefined ? { kind: 'pass' } : { kind: 'skip', reason: c.skips });
        expect(finding).toBeUndefined();
      });
    }
    for (const c of cases.unknowns) {
      it(`unknown: ${c.name}`, () => {
        const { outcome, finding } = judge(check, c);
        expect(outcome).toEqual({ kind: 'unknown', reason: c.because });
        expect(finding).toMatchObject({ status: 'unknown', message: `Not judged: ${c.because}`, claims: [] });
      });
    }
  });
}
