/** What is wrong with a row by its table's own description. */
import type { Column, Columns } from '../../../contracts/table.ts';

function faultOf(c: Column, value: unknown): string | undefined {
  if (value === null) return c.nullable ? undefined : 'null';
  switch (c.type) {
    case 'list':
      return Array.isArray(value) ? value.map((v) => faultOf(c.item, v)).find(Boolean) : 'no list';
    case 'map':
      return Object.values(value as object)
        .map((v) => faultOf(c.value, v))
        .find(Boolean);
    case 'struct':
      return faultsOf(c.fields, value as Record<string, unknown>)[0];
    case 'bool':
      return typeof value === 'boolean' ? undefined : `${typeof value} for bool`;
    case 'int32':
    case 'int64':
    case 'uint8':
    case 'uint16':
      return Number.isSafeInteger(value) ? undefined : `${String(value)} for ${c.type}`;
    case 'double':
      return typeof value === 'number' ? undefined : `${typeof value} for double`;
    case 'timestamp':
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(value))
        ? undefined
        : `${String(value)} for timestamp`;
    case 'date':
      return /^\d{4}-\d\d-\d\d$/.test(String(value)) ? undefined : `${String(value)} for date`;
    default:
      return typeof value === 'string' ? undefined : `${typeof value} for ${c.type}`;
  }
}

/** One line per column that is missing, unknown or of another type. */
export function faultsOf(columns: Columns, row: Record<string, unknown>): string[] {
  const unknown = Object.keys(row).filter((k) => !(k in columns));
  const wrong = Object.entries(columns).flatMap(([name, c]) => {
    const fault = name in row ? faultOf(c, row[name]) : 'missing';
    return fault === undefined ? [] : [`${name}: ${fault}`];
  });
  return [...unknown.map((k) => `${k}: not a column`), ...wrong];
}
