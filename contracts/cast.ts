/**
 * The strict cast of a row on its way into storage: value by value, with a reason that names the column, straight into
 * the JSON text that the store takes. A row that cannot be cast is the caller's to drop and report; it never takes
 * others with it. Money is quantised half-even to six places; a number out of its type's range is an error, never
 * truncated.
 */
import { Big, toMoney } from './money.ts';
import type { Column, Columns, Scalar, Table } from './table.ts';

export type CastResult = { readonly json: string } | { readonly error: string };
/** The JSON text of a value. */
type Writer = (v: unknown) => string;

class CastError extends Error {}
const fail = (why: string): never => {
  throw new CastError(why);
};

function shown(v: unknown): string {
  const s =
    typeof v === 'string'
      ? JSON.stringify(v)
      : typeof v === 'object' && v !== null
        ? Object.prototype.toString.call(v)
        : String(v);
  return s.length > 60 ? `${s.slice(0, 57)}…` : s;
}

/** Visible ASCII without quote and backslash needs no escape. */
const SIMPLE = /^[ !#-[\]-~]*$/;

function text(v: unknown): string {
  if (typeof v !== 'string') return fail(`${shown(v)} is not a text`);
  if (SIMPLE.test(v)) return `"${v}"`;
  return v.isWellFormed() ? JSON.stringify(v) : fail(`${shown(v)} is not well-formed Unicode`);
}

const integer =
  (min: number, max: number): Writer =>
  (v) =>
    typeof v === 'number' && Number.isInteger(v) && v >= min && v <= max
      ? `${v}`
      : fail(`${shown(v)} is not a whole number from ${min} to ${max}`);

const DECIMAL = /^-?\d+(\.\d+)?(e[+-]?\d{1,3})?$/i;
const STORED = /^-?\d{1,12}\.\d{6}$/;

function money(v: unknown): string {
  if (typeof v === 'string' && STORED.test(v)) return `"${v}"`;
  const amount =
    v instanceof Big
      ? v
      : (typeof v === 'number' && Number.isFinite(v)) || (typeof v === 'string' && DECIMAL.test(v))
        ? new Big(v)
        : fail(`${shown(v)} is not an amount`);
  try {
    return `"${toMoney(amount)}"`;
  } catch (e) {
    return fail(e instanceof Error ? e.message : 'is out of range');
  }
}

/** Decimal text with at most 26 digits before the point and 12 after it: what decimal(38,12) holds. */
function amount(v: unknown): string {
  return typeof v === 'string' && /^-?\d{1,26}(\.\d{1,12})?$/.test(v)
    ? `"${v}"`
    : fail(`${shown(v)} is not an amount of at most 12 decimal places`);
}

/** The years that DuckDB, Arrow and Trino all write with four digits. */
const FIRST_INSTANT = Date.parse('0001-01-01T00:00:00Z');
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59.999Z');
const inRange = (t: number): boolean => t >= FIRST_INSTANT && t <= LAST_INSTANT;

/** A day of the calendar: JavaScript's own parser takes 31 April for 1 May. */
function isDay(v: string): boolean {
  const t = Date.parse(`${v}T00:00:00Z`);
  return inRange(t) && new Date(t).toISOString().startsWith(v);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
let lastInstant: readonly [given: string, written: string] = ['', ''];

/** Most rows of a run carry the same few instants. */
function timestamp(v: unknown): string {
  if (v === lastInstant[0]) return lastInstant[1];
  const t = typeof v === 'string' && INSTANT.test(v) && isDay(v.slice(0, 10)) ? Date.parse(v) : Number.NaN;
  if (!inRange(t)) return fail(`${shown(v)} is not an ISO 8601 instant with a zone`);
  const written = `"${new Date(t).toISOString()}"`;
  lastInstant = [v as string, written];
  return written;
}

function date(v: unknown): string {
  const ok = typeof v === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(v) && isDay(v);
  return ok ? `"${v}"` : fail(`${shown(v)} is not a date`);
}

const SCALARS: Readonly<Record<Scalar, Writer>> = {
  text,
  money,
  amount,
  timestamp,
  date,
  bool: (v) => (typeof v === 'boolean' ? `${v}` : fail(`${shown(v)} is not true or false`)),
  uint8: integer(0, 255),
  uint16: integer(0, 65_535),
  int32: integer(-2_147_483_648, 2_147_483_647),
  int64: integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  double: (v) =>
    typeof v === 'number' && Number.isFinite(v)
      ? JSON.stringify(v)
      : fail(`${shown(v)} is not a finite number`),
};

/** The reason with the place in front: `estimated.monthly_savings: …`. */
function within(name: string, e: unknown): never {
  if (!(e instanceof CastError)) throw e;
  return fail(/^[\w.]+: /.test(e.message) ? `${name}.${e.message}` : `${name}: ${e.message}`);
}

function record(columns: Columns): (v: Record<string, unknown>) => string {
  const writers = Object.entries(columns).map(
    ([name, c], i) => [name, `${i === 0 ? '{' : ','}${JSON.stringify(name)}:`, writerOf(c)] as const,
  );
  return (v) => {
    let out = '';
    for (const [name, key, write] of writers) {
      try {
        out += key + write(v[name]);
      } catch (e) {
        within(name, e);
      }
    }
    return `${out}}`;
  };
}

const isObject = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

function present(c: Column): Writer {
  switch (c.type) {
    case 'list': {
      const item = writerOf(c.item);
      return (v) =>
        Array.isArray(v)
          ? v.length === 0
            ? '[]'
            : `[${v.map(item).join(',')}]`
          : fail(`${shown(v)} is not a list`);
    }
    case 'map': {
      const value = writerOf(c.value);
      return (v) => {
        if (!isObject(v)) return fail(`${shown(v)} is not a map`);
        const keys = Object.keys(v).sort();
        return keys.length === 0 ? '{}' : `{${keys.map((k) => `${text(k)}:${value(v[k])}`).join(',')}}`;
      };
    }
    case 'struct': {
      const write = record(c.fields);
      return (v) => (isObject(v) ? write(v) : fail(`${shown(v)} is not a record`));
    }
    default:
      return SCALARS[c.type];
  }
}

function writerOf(c: Column): Writer {
  const write = present(c);
  return (v) => (v === null || v === undefined ? (c.nullable ? 'null' : fail('is missing')) : write(v));
}

/** A cast for a table's rows. Columns that the table does not have are left out. */
export function rowCaster(table: Table): (row: unknown) => CastResult {
  const write = record(table.columns);
  return (row) => {
    if (!isObject(row)) return { error: 'is not a record' };
    try {
      return { json: write(row) };
    } catch (e) {
      if (e instanceof CastError) return { error: e.message };
      throw e;
    }
  };
}
