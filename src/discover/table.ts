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

/** Tables of a listing can show a row on two pages when something changes between them: the key is kept once. */
function keyOf(table: TableName): (row: Row<TableName>) => string {
  const columns = inventoryTables[table].sortBy;
  return (row) => {
    const fields = row as Record<string, unknown>;
    return columns.map((c) => String(fields[c])).join('\0');
  };
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
  const rows = new Map<string, Row<TableName>>();
  const key = keyOf(table);
  let outcome = OK;
  try {
    const collect = await collectorOf(table);
    for await (const page of collect(reading)) for (const row of page) rows.set(key(row), row);
  } catch (error) {
    outcome = outcomeOf(error);
  }
  return {
    rows: [...rows.values()],
    coverage: {
      account_id: scope.accountId,
      region: scope.region,
      service: inventoryTables[table].service,
      table_name: table,
      calls: calls(),
      rows: rows.size,
      elapsed_ms: Math.round(performance.now() - started),
      ...outcome,
    },
  };
}
