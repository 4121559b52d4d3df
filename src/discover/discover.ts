/** Live AWS as inventory: every account and region at once, under the budgets of their senders. */
import type { CoverageRow } from '../../contracts/coverage.ts';
import type { DiscoverScope, Inventory, Unreadable } from '../../contracts/discover.ts';
import {
  inventoryTables,
  isOfAccount,
  type MetricName,
  type Row,
  type TableName,
} from '../../contracts/inventory/catalogue.ts';
import { GLOBAL } from '../../contracts/inventory/services.ts';
import { atMost } from './at-most.ts';
import { tableOf } from './metric-table.ts';
import { predecessors, type ReadScope, readScope } from './scope.ts';

export interface DiscoverOptions {
  readonly scopes: readonly DiscoverScope[];
  /** One for each account, with the region `global`: for tables that are read once per account. */
  readonly accountScopes?: readonly DiscoverScope[];
  /** Account × regions that are known to be out of reach; they get coverage like the others. */
  readonly unreadable?: readonly Unreadable[];
  /** The tables and metrics that the enabled checks read; what they depend on is read too. */
  readonly tables: readonly TableName[];
  readonly metrics: readonly MetricName[];
  /** ISO 8601 */
  readonly asOf: string;
  /** Account × regions under way at once, for memory's sake. */
  readonly scopesAtOnce?: number;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** e.g. `123456789012 eu-west-1 ec2_volumes` */
  readonly label: string;
}

const SCOPES_AT_ONCE = 24;

/** `tables` with all that must be read before them or because of `metrics`, in the catalogue's order. */
function closure(tables: readonly TableName[], metrics: readonly MetricName[]): readonly TableName[] {
  const needed = new Set<TableName>();
  const need = (table: TableName): void => {
    if (needed.has(table)) return;
    needed.add(table);
    predecessors(table).forEach(need);
  };
  for (const table of [...tables, ...metrics.map(tableOf)]) need(table);
  return (Object.keys(inventoryTables) as TableName[]).filter((t) => needed.has(t));
}

interface Part {
  readonly tables: readonly TableName[];
  readonly metrics: readonly MetricName[];
}
/** Of what is read, that which belongs to an account as a whole, or the rest. */
const parts = (tables: readonly TableName[], metrics: readonly MetricName[], ofAccount: boolean): Part => ({
  tables: tables.filter((t) => isOfAccount(t) === ofAccount),
  metrics: metrics.filter((m) => isOfAccount(tableOf(m)) === ofAccount),
});
const steps = (part: Part): number => part.tables.length + (part.metrics.length > 0 ? 1 : 0);

/** Coverage of a region that cannot be entered: one row for the account as such, and one for everything not read there. */
function lost(u: Unreadable, tables: readonly TableName[], metrics: readonly MetricName[]): CoverageRow[] {
  const row = (service: string, table_name: string, calls: number): CoverageRow => ({
    account_id: u.accountId,
    region: u.region,
    service,
    table_name,
    status: u.status,
    calls,
    rows: 0,
    elapsed_ms: 0,
    message: u.message,
    iam_action: u.iamAction,
  });
  return [
    row('sts', 'account', u.calls),
    ...tables.map((t) => row(inventoryTables[t].service, t, 0)),
    ...metrics.map((m) => row('cloudwatch', `metric/${m}`, 0)),
  ];
}

function accountsOf(
  scopes: readonly Pick<DiscoverScope, 'accountId' | 'partition' | 'region'>[],
): Inventory['accounts'] {
  const byAccount = Map.groupBy(scopes, (s) => s.accountId);
  return [...byAccount].map(([accountId, own]) => ({
    accountId,
    partition: own[0]?.partition ?? 'aws',
    regions: [...new Set(own.map((s) => s.region))],
  }));
}

function tablesOf(read: readonly ReadScope[], tables: readonly TableName[]): Inventory['tables'] {
  return Object.fromEntries(
    tables.map((t): [TableName, readonly Row<TableName>[]] => [
      t,
      read.flatMap((r) => r.tables.get(t)?.rows ?? []),
    ]),
  ) as Inventory['tables'];
}

/**
 * Reads every table and metric once per account and region. A call that AWS refuses, throttles or fails becomes coverage,
 * never an error of the run and never an empty list that looks whole; only an error of our own is thrown.
 */
export async function discover(of: DiscoverOptions): Promise<Inventory> {
  const metrics = [...new Set(of.metrics)].sort();
  const tables = closure(of.tables, metrics);
  const unreadable = of.unreadable ?? [];
  const regional = parts(tables, metrics, false);
  const global = parts(tables, metrics, true);
  const accountScopes = global.tables.length > 0 ? (of.accountScopes ?? []) : [];
  const total = steps(regional) * of.scopes.length + steps(global) * accountScopes.length;
  let done = 0;
  const read = (
    scope: DiscoverScope,
    part: Part,
    account?: Promise<ReadScope> | undefined,
  ): Promise<ReadScope> =>
    readScope({ scope, ...part, asOf: of.asOf, account }, (what) => {
      done++;
      of.onProgress?.({ done, total, label: `${scope.accountId} ${scope.region} ${what}` });
    });
  const atOnce = of.scopesAtOnce ?? SCOPES_AT_ONCE;
  const accounts = new Map(accountScopes.map((s) => [s.accountId, Promise.withResolvers<ReadScope>()]));
  for (const { promise } of accounts.values()) promise.catch(() => undefined);
  const [ofAccounts, ofRegions] = await Promise.all([
    atMost(atOnce, accountScopes, (scope) => {
      const reading = read(scope, global);
      accounts.get(scope.accountId)?.resolve(reading);
      return reading;
    }),
    atMost(atOnce, of.scopes, (scope) => read(scope, regional, accounts.get(scope.accountId)?.promise)),
  ]);
  const all = [...ofRegions, ...ofAccounts];
  return {
    asOf: of.asOf,
    accounts: accountsOf([...of.scopes, ...accountScopes, ...unreadable]),
    tables: tablesOf(all, tables),
    metrics: all.flatMap((r) => r.metrics),
    coverage: [
      ...all.flatMap((r) => r.coverage),
      ...unreadable.flatMap((u) => {
        const part = u.region === GLOBAL ? global : regional;
        return u.region === GLOBAL && part.tables.length === 0 ? [] : lost(u, part.tables, part.metrics);
      }),
    ],
  };
}
