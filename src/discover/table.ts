/** Reads one inventory table of one account and region to its end, or as far as AWS lets it. */
import type { CoverageRow } from '../../contracts/coverage.ts';
import type { DiscoverScope } from '../../contracts/discover.ts';
import { inventoryTables, type Row, type TableName } from '../../contracts/inventory/catalogue.ts';
import type { Reading } from './collector.ts';
import { collectorOf } from './collectors.ts';
import { OK, outcomeOf } from './cover.ts';

export interface ReadTable {
  readonly rows: readonly Row<TableName>[];
  readonly coverage: CoverageRow;
}

type Fields = Readonly<Record<string, unknown>>;

const compare = (a: unknown, b: unknown): number =>
  a === b ? 0 : typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1;

/** In the table's own order, whatever order AWS answers in; a row that shows on two pages is kept once. */
function inOrder(table: TableName, rows: readonly Row<TableName>[]): readonly Row<TableName>[] {
  const columns = inventoryTables[table].sortBy;
  const byKey = new Map(rows.map((row) => [columns.map((c) => (row as Fields)[c]).join('\0'), row]));
  return [...byKey.values()].sort((a, b) =>
    columns.reduce((order, c) => order || compare((a as Fields)[c], (b as Fields)[c]), 0),
  );
}

export async function readTable(
  table: TableName,
  scope: DiscoverScope,
  asOf: string,
  rowsOf: Reading['rows'],
): Promise<ReadTable> {
  const started = performance.now();
  const { send, calls } = scope.meter();
  const reading: Reading = {
    send,
    accountId: scope.accountId,
    region: scope.region,
    asOf,
    rows: rowsOf,
  };
  const found: Row<TableName>[] = [];
  let outcome = OK;
  try {
    const collect = await collectorOf(table);
    for await (const page of collect(reading)) for (const row of page) found.push(row);
  } catch (error) {
    outcome = outcomeOf(error);
  }
  const rows = inOrder(table, found);
  return {
    rows,
    coverage: {
      account_id: scope.accountId,
      region: scope.region,
      service: inventoryTables[table].service,
      table_name: table,
      calls: calls(),
      rows: rows.length,
      elapsed_ms: Math.round(performance.now() - started),
      ...outcome,
    },
  };
}
