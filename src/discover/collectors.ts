/** The collector of a table: that of the module that is called like the table's file in contracts/inventory. */
import { tablesByFile } from '../../contracts/inventory/all.ts';
import type { TableName } from '../../contracts/inventory/catalogue.ts';
import type { Collector } from './collector.ts';
import { READERS } from './readers.ts';

const fileOf = new Map<string, string>(
  Object.entries(tablesByFile).flatMap(([file, tables]) => Object.keys(tables).map((t) => [t, file])),
);

/** Its rows are those of that table, which the type no longer says. Throws an Error for a table that nobody reads. */
export async function collectorOf(table: TableName): Promise<Collector<TableName>> {
  const load = (READERS as Readonly<Record<string, () => Promise<{ readonly collectors: object }>>>)[
    fileOf.get(table) ?? ''
  ];
  const { collectors } = (await load?.()) ?? { collectors: {} };
  const collector = (collectors as Readonly<Record<string, Collector<TableName>>>)[table];
  if (!collector) throw new Error(`no collector reads ${table}`);
  return collector;
}
