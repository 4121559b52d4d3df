/** Reads all that is needed of one account and region: every table once, tables before those that come after them. */
import type { CoverageRow } from '../../contracts/coverage.ts';
import type { DiscoverScope } from '../../contracts/discover.ts';
import {
  inventoryTables,
  isOfAccount,
  type MetricName,
  type MetricRow,
  type Row,
  type TableName,
} from '../../contracts/inventory/catalogue.ts';
import type { InventoryTable } from '../../contracts/inventory/inventory-table.ts';
import { tableOf } from './metric-table.ts';
import { type ReadTable, readTable } from './table.ts';

export interface ReadScope {
  readonly tables: ReadonlyMap<TableName, ReadTable>;
  readonly metrics: readonly MetricRow[];
  readonly coverage: readonly CoverageRow[];
}

export const predecessors = (table: TableName): readonly TableName[] =>
  ((inventoryTables[table] as InventoryTable).after ?? []) as readonly TableName[];

/**
 * @param account of a region's scope: what is read of its account as a whole, which may still be under way.
 * @param onDone is told each table, and the metrics as a whole, as they are read.
 */
export async function readScope(
  of: {
    readonly scope: DiscoverScope;
    readonly tables: readonly TableName[];
    readonly metrics: readonly MetricName[];
    readonly asOf: string;
    readonly account?: Promise<ReadScope> | undefined;
  },
  onDone: (what: string) => void,
): Promise<ReadScope> {
  const { scope, asOf } = of;
  const started = new Map<TableName, Promise<ReadTable>>();
  const done = new Map<TableName, ReadTable>();
  let ofAccount: ReadonlyMap<TableName, ReadTable> = new Map();
  const rowsOf = <T extends TableName>(table: T): readonly Row<T>[] =>
    ((ofAccount.get(table) ?? done.get(table))?.rows ?? []) as readonly Row<T>[];
  const read = async (table: TableName): Promise<ReadTable> => {
    const before = await Promise.all(predecessors(table).map(readBefore));
    const result = await readTable(
      table,
      scope,
      asOf,
      rowsOf,
      before.filter((b) => b !== undefined),
    );
    done.set(table, result);
    onDone(table);
    return result;
  };
  const once = (table: TableName): Promise<ReadTable> => {
    const known = started.get(table) ?? read(table);
    started.set(table, known);
    return known;
  };
  const readBefore = async (table: TableName): Promise<ReadTable | undefined> => {
    if (!of.account || !isOfAccount(table)) return once(table);
    ofAccount = (await of.account).tables;
    return ofAccount.get(table);
  };
  const series = async (): Promise<{ rows: readonly MetricRow[]; coverage: readonly CoverageRow[] }> => {
    if (of.metrics.length === 0) return { rows: [], coverage: [] };
    await Promise.all([...new Set(of.metrics.map(tableOf))].map(once));
    const { readMetrics } = await import('./metrics.ts');
    const result = await readMetrics(of.metrics, scope, asOf, done);
    onDone('metrics');
    return result;
  };
  const [metrics] = await Promise.all([series(), ...of.tables.map(once)]);
  return {
    tables: done,
    metrics: metrics.rows,
    coverage: [...of.tables.flatMap((t) => done.get(t)?.coverage ?? []), ...metrics.coverage],
  };
}
