/** Every inventory table and metric by name: what discovery can read and checks can ask for. */
import {
  defineTable,
  double,
  int32,
  list,
  map,
  nullable,
  type RowOf,
  text,
  timestamp,
  uint8,
} from '../table.ts';
import { allMetrics, allTables } from './all.ts';
import type { InventoryTable } from './inventory-table.ts';

export const inventoryTables = allTables;
export const metricSpecs = allMetrics;

export type TableName = keyof typeof inventoryTables;
export type MetricName = keyof typeof metricSpecs;
/** Whether a table is read once per account, and its rows have the region `global`. */
export const isOfAccount = (table: TableName): boolean =>
  (inventoryTables[table] as InventoryTable | undefined)?.reach === 'account';

export type Row<T extends TableName> = RowOf<(typeof inventoryTables)[T]>;

/** One recorded CloudWatch series. `values[i]` covers `[start + i·period, start + (i+1)·period)`; null = no datapoint. */
export const metricTable = defineTable({
  name: 'metrics',
  comment: 'CloudWatch series as read: whole UTC periods up to the last complete day',
  sortBy: ['account_id', 'region', 'metric', 'resource_id'],
  columns: {
    account_id: text('12-digit account id'),
    region: text('AWS region code'),
    metric: text('Name in the metric catalogue, e.g. ec2_instance_cpu_average'),
    resource_id: text('Value of the dimension'),
    start: timestamp('Start of the first period'),
    period: int32('Seconds'),
    values: list(nullable(double('value')), 'One value per period, null where AWS published no datapoint'),
  },
});
export type MetricRow = RowOf<typeof metricTable>;

/** A price that checks asked for, as it was resolved. */
export const priceTable = defineTable({
  name: 'prices',
  comment: 'Prices that the enabled checks asked for, as they were resolved for this run',
  sortBy: ['key'],
  columns: {
    key: text('Canonical text of the request (contracts/price.ts, priceKey)'),
    kind: text('What is priced'),
    region: text('AWS region code'),
    attributes: map(text('value'), 'Attributes of the request'),
    usd_per_unit: nullable(text('Decimal text, null when no price is known')),
    unit: text('Unit of the price, e.g. Hrs, GB-Mo'),
    source: text('price_list_api | bundled | none'),
    sku: text('Price List SKU, empty for a bundled price'),
    as_of: text('Publication or effective date of the price, YYYY-MM-DD'),
    confidence: uint8('0 to 100'),
    note: text('Why a price is missing or approximate, empty when exact'),
  },
});
export type PriceRow = RowOf<typeof priceTable>;
