/** Which module reads which table; each is loaded with its part of the SDK when a table of its service is asked for. */
import type { TableName } from '../../contracts/inventory/catalogue.ts';
import type { Collector, Ec2Table } from './collector.ts';

const isEc2 = (table: TableName): table is Ec2Table => table.startsWith('ec2_');

/** The collector of a table; its rows are those of that table, which the type no longer says. */
export async function collectorOf(table: TableName): Promise<Collector<TableName>> {
  if (isEc2(table)) return (await import('./ec2.ts')).ec2Collectors[table] as Collector<TableName>;
  return (await import('./rds.ts')).rdsCollectors[table] as Collector<TableName>;
}
