/** Where a value is missing that its table promises: Parquet files leave every column open to null. */
import type { Column, Table } from '../../contracts/table.ts';
import { identifier } from './duckdb.ts';

/** A condition that holds when a present value lacks something inside, undefined when nothing inside can be missing. */
function lacksInside(c: Column, value: string, depth: number): string | undefined {
  const among = (inner: Column, values: string): string =>
    `len(list_filter(${values}, lambda x${depth}: ${lacks(inner, `x${depth}`, depth + 1) ?? 'false'})) > 0`;
  switch (c.type) {
    case 'struct': {
      const fields = Object.entries(c.fields).flatMap(
        ([name, f]) => lacks(f, `${value}.${identifier(name)}`, depth) ?? [],
      );
      return fields.length > 0 ? fields.join(' or ') : undefined;
    }
    case 'list':
      return among(c.item, value);
    case 'map':
      return among(c.value, `map_values(${value})`);
    default:
      return undefined;
  }
}

function lacks(c: Column, value: string, depth: number): string | undefined {
  const inside = lacksInside(c, value, depth);
  if (!c.nullable) return inside === undefined ? `${value} is null` : `(${value} is null or ${inside})`;
  return inside === undefined ? undefined : `(${value} is not null and (${inside}))`;
}

/** A select list: per column that can lack something, the number of rows in which it does. */
export const missingValues = (table: Table): string =>
  Object.entries(table.columns)
    .flatMap(([name, c]) => {
      const condition = lacks(c, identifier(name), 0);
      return condition === undefined ? [] : [`count_if(${condition}) as ${identifier(name)}`];
    })
    .join(', ');
