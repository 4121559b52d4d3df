/** Reads one inventory table of one account and region to its end, or as far as AWS lets it. */
import type { CoverageRow } from '../../contracts/coverage.ts';
import type { AwsFailure, DiscoverScope } from '../../contracts/discover.ts';
import { inventoryTables, type Row, type TableName } from '../../contracts/inventory/catalogue.ts';
import type { Reading } from './collector.ts';
import { collectorOf } from './collectors.ts';
import { OK, type Outcome, outcomeOf } from './cover.ts';

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

/**
 * @param before what was read of the tables that it comes after. Where one of them was not read whole, neither is this one:
 * it cannot know what it was not told of.
 */
export async function readTable(
  table: TableName,
  scope: DiscoverScope,
  asOf: string,
  rowsOf: Reading['rows'],
  before: readonly ReadTable[],
): Promise<ReadTable> {
  const started = performance.now();
  const { send, calls } = scope.meter();
  const refused: AwsFailure[] = [];
  const reading: Reading = {
    send,
    accountId: scope.accountId,
    region: scope.region,
    asOf,
    rows: rowsOf,
    partly: (failure) => refused.push(failure),
  };
  const found: Row<TableName>[] = [];
  const lost = before.find((b) => b.coverage.status !== 'ok')?.coverage;
  let outcome: Outcome = lost
    ? {
        status: lost.status,
        message: `Not read in full, because ${lost.table_name} was not: ${lost.message}`,
        iam_action: lost.iam_action,
      }
    : OK;
  try {
    const collect = await collectorOf(table);
    for await (const page of collect(reading)) for (const row of page) found.push(row);
  } catch (error) {
    outcome = outcomeOf(error);
  }
  const rows = inOrder(table, found);
  const [refusal] = refused;
  if (refusal && outcome.status === 'ok')
    outcome = {
      status: 'ok',
      message: `${refused.length} resource(s) could not be read, the first: ${refusal.message}`,
      iam_action: refusal.kind === 'denied' ? refusal.action : '',
    };
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
