/** One account and region, or what belongs to an account as a whole, as checks see it: rows, indexed lookups, series, and what was read whole. */
import type { Lookup, Series } from '../../contracts/check.ts';
import type { CoverageRow } from '../../contracts/coverage.ts';
import type { Inventory } from '../../contracts/discover.ts';
import {
  isOfAccount,
  type MetricName,
  metricSpecs,
  type Row,
  type TableName,
} from '../../contracts/inventory/catalogue.ts';
import { GLOBAL } from '../../contracts/inventory/services.ts';

export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
  rows<T extends TableName>(table: T): readonly Row<T>[];
  lookup<T extends TableName>(table: T): Lookup<Row<T>>;
  series(metric: MetricName, resourceId: string): Series | undefined;
  /** Coverage of a table, or of a metric as `metric/<name>`. */
  coverage(name: string): CoverageRow | undefined;
}

function indexed<R>(rows: readonly R[]): Lookup<R> {
  const indexes = new Map<string, Map<string, R[]>>();
  const build = (column: keyof R & string): Map<string, R[]> => {
    const index = new Map<string, R[]>();
    for (const row of rows) {
      const value: unknown = row[column];
      for (const key of Array.isArray(value) ? new Set(value.map(String)) : [String(value)]) {
        const known = index.get(key);
        if (known) known.push(row);
        else index.set(key, [row]);
      }
    }
    indexes.set(column, index);
    return index;
  };
  return { rows, where: (column, value) => (indexes.get(column) ?? build(column)).get(value) ?? [] };
}

/** Whether a check of that table is judged in that place: what belongs to an account has a place of its own. */
export const isJudgedIn = (table: TableName, place: Pick<Place, 'region'>): boolean =>
  isOfAccount(table) === (place.region === GLOBAL);

const keyOf = (accountId: string, region: string): string => `${accountId}|${region}`;

function grouped<R extends { account_id: string; region: string }>(rows: readonly R[]): Map<string, R[]> {
  return Map.groupBy(rows, (r) => keyOf(r.account_id, r.region));
}

/** Every account × region of an inventory, sorted. A region's place sees its account's own tables too. */
export function placesOf(inventory: Inventory): Place[] {
  const tables = new Map(
    Object.entries(inventory.tables).map(([name, rows]) => [
      name,
      grouped(rows as readonly { account_id: string; region: string }[]),
    ]),
  );
  const metrics = grouped(inventory.metrics);
  const coverage = grouped(inventory.coverage);
  const all = inventory.accounts.flatMap((a) =>
    a.regions.map((region) => ({ accountId: a.accountId, partition: a.partition, region })),
  );
  return all
    .sort((a, b) => (keyOf(a.accountId, a.region) < keyOf(b.accountId, b.region) ? -1 : 1))
    .map(({ accountId, region, partition }) => {
      const key = keyOf(accountId, region);
      const lookups = new Map<string, Lookup<never>>();
      let series: Map<string, Series> | undefined;
      const ofAccount = keyOf(accountId, GLOBAL);
      const covered = new Map(
        [...(coverage.get(ofAccount) ?? []), ...(coverage.get(key) ?? [])].map((c) => [c.table_name, c]),
      );
      const rows = <T extends TableName>(table: T): readonly Row<T>[] =>
        (tables.get(table)?.get(isOfAccount(table) ? ofAccount : key) ?? []) as unknown as readonly Row<T>[];
      return {
        accountId,
        region,
        partition,
        rows,
        lookup: <T extends TableName>(table: T) => {
          const known = lookups.get(table) ?? (indexed(rows(table)) as unknown as Lookup<never>);
          lookups.set(table, known);
          return known as unknown as Lookup<Row<T>>;
        },
        series: (metric, resourceId) => {
          series ??= new Map(
            (metrics.get(key) ?? []).map((m) => [
              `${m.metric}|${m.resource_id}`,
              { ...m, silentAtZero: metricSpecs[m.metric as MetricName]?.silentAtZero ?? false },
            ]),
          );
          return series.get(`${metric}|${resourceId}`);
        },
        coverage: (name) => covered.get(name),
      };
    });
}
