/** What a metric is asked for. */
import { type MetricName, metricSpecs, type TableName } from '../../contracts/inventory/catalogue.ts';
import type { MetricSpec } from '../../contracts/inventory/inventory-table.ts';

/** A metric's description, whatever the table. */
export const specOf = (metric: MetricName): MetricSpec<Record<string, unknown>> =>
  metricSpecs[metric] as unknown as MetricSpec<Record<string, unknown>>;

/** The table whose rows a metric is asked for. */
export const tableOf = (metric: MetricName): TableName => specOf(metric).table as TableName;
