/** What a set of checks needs, from what they declare. */
import type { z } from 'zod';
import type { AnyCheck } from '../../contracts/check.ts';
import type { Inventory } from '../../contracts/discover.ts';
import { sha256Of } from '../../contracts/identity.ts';
import {
  inventoryTables,
  type MetricName,
  metricSpecs,
  type TableName,
} from '../../contracts/inventory/catalogue.ts';
import type { InventoryTable } from '../../contracts/inventory/inventory-table.ts';
import { type PriceRequest, priceKey } from '../../contracts/price.ts';
import { isJudgedIn, placesOf } from './place.ts';

/** Options by check id, as the configuration gives them. */
export type CheckOptions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The options in force: the configuration's over the defaults. */
export const optionsOf = (check: AnyCheck, options: CheckOptions): z.output<z.ZodObject> =>
  check.options.parse(options[check.id] ?? {});

export const tablesOf = (c: AnyCheck): readonly TableName[] => [
  c.table,
  ...(c.lookups ?? []),
  ...(c.optionalLookups ?? []),
];
export const metricsOf = (c: AnyCheck): readonly MetricName[] => [
  ...(c.metrics ?? []),
  ...(c.optionalMetrics ?? []),
];

/** Every table and metric that the checks read, each once, sorted. */
export function neededBy(checks: readonly AnyCheck[]): { tables: TableName[]; metrics: MetricName[] } {
  return {
    tables: [...new Set(checks.flatMap(tablesOf))].sort(),
    metrics: [...new Set(checks.flatMap(metricsOf))].sort(),
  };
}

/** The least IAM actions behind those tables and metrics, sorted. Prices and identity are the caller's to add. */
export function iamActionsOf(checks: readonly AnyCheck[]): string[] {
  const { tables, metrics } = neededBy(checks);
  const behind = new Set<TableName>();
  const need = (table: TableName): void => {
    if (behind.has(table)) return;
    behind.add(table);
    for (const before of (inventoryTables[table] as InventoryTable).after ?? []) need(before as TableName);
  };
  for (const table of [...tables, ...metrics.map((m) => metricSpecs[m].table as TableName)]) need(table);
  const actions = [...behind].flatMap((t) => inventoryTables[t].iamActions as readonly string[]);
  return [...new Set([...actions, ...(metrics.length > 0 ? ['cloudwatch:GetMetricData'] : [])])].sort();
}

/** Differs when the options in force or the rule itself changed. */
export const checkDigest = (check: AnyCheck, options: CheckOptions): string =>
  sha256Of(
    JSON.stringify([
      check.id,
      check.revision ?? 1,
      Object.entries(optionsOf(check, options)).sort(([a], [b]) => (a < b ? -1 : 1)),
    ]),
  );

/** The prices that the checks ask for over an inventory, each once, sorted by key. */
export function priceRequests(
  checks: readonly AnyCheck[],
  inventory: Inventory,
  options: CheckOptions,
): PriceRequest[] {
  const distinct = new Map<string, PriceRequest>();
  const places = placesOf(inventory);
  for (const check of checks) {
    if (!check.prices) continue;
    const own = optionsOf(check, options);
    for (const place of places) {
      if (!isJudgedIn(check.table, place)) continue;
      for (const row of place.rows(check.table)) {
        for (const request of check.prices(row as never, own as never, place.lookup as never))
          distinct.set(priceKey(request), request);
      }
    }
  }
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, request]) => request);
}
