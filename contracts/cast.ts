/**
 * The strict cast of a row on its way into storage: value by value, with a reason that names the column. A row that
 * cannot be cast is the caller's to drop and report; it never takes others with it. Money is quantised half-even to six
 * places; a number out of its type's range is an error, never truncated.
 */
import { Big, toMoney } from './money.ts';
import type { Column, Scalar, Table } from './table.ts';

export type CastResult = { readonly row: Record<string, unknown> } | { readonly error: string };
type Caster = (v: unknown) => unknown;

class CastError extends Error {}
const fail = (why: string): never => {
  throw new CastError(why);
};

const shown = (v: unknown): string => {
  const s = typeof v === 'string' ? JSON.stringify(v) : String(v);
  return s.length > 60 ? `${s.slice(0, 57)}…` : s;
};

function text(v: unknown): string {
  if (typeof v !== 'string') return fail(`${shown(v)} is not a text`);
  return v.isWellFormed() ? v : fail(`${shown(v)} is not well-formed Unicode`);
}

const integer =
  (min: number, max: number): Caster =>
  (v) =>
    typeof v === 'number' && Number.isInteger(v) && v >= min && v <= max
      ? v
      : fail(`${shown(v)} is not a whole number from ${min} to ${max}`);

const DECIMAL = /^-?\d+(\.\d+)?(e[+-]?\d{1,3})?$/i;
const STORED = /^-?\d{1,12}\.\d{6}$/;
function money(v: unknown): string {
  if (typeof v === 'string' && STORED.test(v)) return v;
  const amount =
    v instanceof Big
      ? v
      : (typeof v === 'number' && Number.isFinite(v)) || (typeof v === 'string' && DECIMAL.test(v))
        ? new Big(v)
        : fail(`${shown(v)} is not an amount`);
  try {
    return toMoney(amount);
  } catch (e) {
    return fail(e instanceof Error ? e.message : 'is out of range');
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
const STORED_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
function timestamp(v: unknown): string {
  const t =
    typeof v === 'string' && INSTANT.test(v) ? Date.parse(v) : v instanceof Date ? v.getTime() : Number.NaN;
  if (Number.isNaN(t)) return fail(`${shown(v)} is not an ISO 8601 instant with a zone`);
  return typeof v === 'string' && STORED_INSTANT.test(v) ? v : new Date(t).toISOString();
}

function date(v: unknown): string {
  const ok =
    typeof v === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(v) && !Number.isNaN(Date.parse(`${v}T00:00:00Z`));
  return ok ? v : fail(`${shown(v)} is not a date`);
}

const SCALARS: Readonly<Record<Scalar, Caster>> = {
  text,
  money,
  timestamp,
  date,
  bool: (v) => (typeof v === 'boolean' ? v : fail(`${shown(v)} is not true or false`)),
  uint8: integer(0, 255),
  uint16: integer(0, 65_535),
  int32: integer(-2_147_483_648, 2_147_483_647),
  int64: integer(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  double: (v) =>
    typeof v === 'number' && Number.isFinite(v) ? v : fail(`${shown(v)} is not a finite number`),
};

/** The reason with the place in front: `estimated.monthly_savings: …`. */
function within(name: string, e: unknown): never {
  if (!(e instanceof CastError)) throw e;
  const nested = /^[\w.[\]]+: /.test(e.message) && !e.message.startsWith('"');
  return fail(nested ? `${name}.${e.message}` : `${name}: ${e.message}`);
}

function fields(
  columns: Readonly<Record<string, Column>>,
): (v: Record<string, unknown>) => Record<string, unknown> {
  const casters = Object.entries(columns).map(([name, c]) => [name, casterOf(c)] as const);
  return (v) => {
    const out: Record<string, unknown> = {};
    for (const [name, cast] of casters) {
      try {
        out[name] = cast(v[name]);
      } catch (e) {
        within(name, e);
      }
    }
    return out;
  };
}

const isObject = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v);

function present(c: Column): Caster {
  switch (c.type) {
    case 'list': {
      const item = casterOf(c.item);
      return (v) => (Array.isArray(v) ? v.map(item) : fail(`${shown(v)} is not a list`));
    }
    case 'map': {
      const value = casterOf(c.value);
      return (v) => {
        if (!isObject(v)) return fail(`${shown(v)} is not a map`);
        const out: Record<string, unknown> = {};
        for (const k of Object.keys(v).sort()) {
          const key = text(k);
          Object.defineProperty(out, key, {
            value: value(v[k]),
            enumerable: true,
            writable: true,
            configurable: true,
          });
        }
        return out;
      };
    }
    case 'struct': {
      const cast = fields(c.fields);
      return (v) => (isObject(v) ? cast(v) : fail(`${shown(v)} is not a record`));
    }
    default:
      return SCALARS[c.type];
  }
}

function casterOf(c: Column): Caster {
  const cast = present(c);
  return (v) => (v === null || v === undefined ? (c.nullable ? null : fail('is missing')) : cast(v));
}

/** A cast for a table's rows. Columns that the table does not have are left out. */
export function rowCaster(table: Table): (row: unknown) => CastResult {
  const cast = fields(table.columns);
  return (row) => {
    if (!isObject(row)) return { error: 'is not a record' };
    try {
      return { row: cast(row) };
    } catch (e) {
      if (e instanceof CastError) return { error: e.message };
      throw e;
    }
  };
}
