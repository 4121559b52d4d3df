/**
 * The portable subset: SQL that means the same on DuckDB (with sql/duckdb/trino-compat.sql) and on Trino and Athena. DuckDB's
 * own parser gives the tree, allow-lists decide; nothing is bound, so `?` and unknown tables are fine.
 */
import { z } from 'zod';
import type { Connection } from '../../store/duckdb.ts';

/** Same name and meaning on both, or made so by the macros. Division, too, where the divisor cannot be zero. */
export const PORTABLE_FUNCTIONS: readonly string[] = [
  ...['+', '-', '*', '/', '%', '||', '~~', '!~~'],
  ...['count', 'count_star', 'count_if', 'sum', 'min', 'max', 'min_by', 'max_by', 'bool_and', 'bool_or'],
  ...['arbitrary', 'array_agg', 'array_join', 'cardinality', 'element_at', 'map_keys', 'map_values'],
  ...[
    'sequence',
    'unnest',
    'abs',
    'ceil',
    'floor',
    'round',
    'mod',
    'greatest',
    'least',
    'nullif',
    'coalesce',
  ],
  ...['concat', 'length', 'lower', 'upper', 'trim', 'replace', 'reverse', 'lpad', 'rpad', 'split_part'],
  ...['starts_with', 'strpos', 'substr', 'regexp_extract', 'regexp_like', 'regexp_replace'],
  ...['date_diff', 'date_trunc', 'year', 'month', 'day', 'hour', 'to_days', 'to_hours', 'to_months'],
  // of every interval literal
  'trunc',
  ...['row_number', 'rank', 'dense_rank', 'lag', 'lead', 'first_value', 'last_value'],
];
const FUNCTIONS = new Set(PORTABLE_FUNCTIONS);

const CASTS = new Set([
  ...['VARCHAR', 'DATE', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'DECIMAL', 'DOUBLE'],
  ...['INTEGER', 'BIGINT', 'BOOLEAN'],
]);

type Node = { readonly [key: string]: unknown };
const isNode = (v: unknown): v is Node => typeof v === 'object' && v !== null && !Array.isArray(v);
const some = (v: unknown): boolean => Array.isArray(v) && v.length > 0;

/** A literal other than zero, or `nullif(…)`. */
function cannotBeZero(divisor: unknown): boolean {
  if (!isNode(divisor)) return false;
  if (divisor.class === 'CAST') return cannotBeZero(divisor.child);
  if (divisor.class === 'CONSTANT') return isNode(divisor.value) && Number(divisor.value.value) !== 0;
  return divisor.function_name === 'nullif';
}

function breachesOfFunction(n: Node): string[] {
  const name = String(n.function_name);
  if (name === 'list_value') return ['list literal: write array[…]'];
  if (!FUNCTIONS.has(name)) return [`function ${name}`];
  const [, divisor] = Array.isArray(n.children) ? n.children : [];
  return ['/', '%', 'mod'].includes(name) && !cannotBeZero(divisor)
    ? ['division that may be by zero: divide by nullif(x, 0)']
    : [];
}

function breachesOfCast(n: Node): string[] {
  const type = isNode(n.cast_type) ? String(n.cast_type.id) : '';
  if (!CASTS.has(type)) return [`cast to ${type}`];
  return n.try_cast === true && type !== 'DATE' ? [`try_cast to ${type}`] : [];
}

const SET_OPERATIONS = ['UNION', 'EXCEPT', 'INTERSECT'];
const JOIN_TYPES = ['INNER', 'LEFT', 'RIGHT', 'OUTER', 'FULL'];

function breachesOf(n: Node): string[] {
  const found: string[] = [];
  if (n.class === 'FUNCTION' || n.class === 'WINDOW') found.push(...breachesOfFunction(n));
  if (n.class === 'CAST') found.push(...breachesOfCast(n));
  if (n.class === 'LAMBDA') found.push('lambda');
  if (n.class === 'COLLATE') found.push('collate');
  if (n.class === 'POSITIONAL_REFERENCE') found.push('position reference');
  if (n.type === 'ARRAY_EXTRACT') found.push('subscript: write element_at');
  if (n.type === 'ARRAY_SLICE') found.push('slice');
  if (
    n.class === 'STAR' &&
    (some(n.exclude_list) || some(n.qualified_exclude_list) || some(n.replace_list) || some(n.rename_list))
  )
    found.push('star modifier');
  if (n.class === 'STAR' && (n.columns === true || isNode(n.expr))) found.push('COLUMNS or ALL');
  if (isNode(n.qualify)) found.push('QUALIFY');
  if (typeof n.aggregate_handling === 'string' && n.aggregate_handling !== 'STANDARD_HANDLING')
    found.push('GROUP BY ALL');
  if (isNode(n.sample)) found.push('SAMPLE');
  if (n.ignore_nulls === true) found.push('IGNORE NULLS');
  if (some(n.distinct_on_targets)) found.push('DISTINCT ON');
  if (n.type === 'LIMIT_PERCENT_MODIFIER') found.push('LIMIT %');
  if (n.type === 'PIVOT' || n.type === 'SHOW_REF') found.push(String(n.type));
  if (typeof n.setop_type === 'string' && !SET_OPERATIONS.includes(n.setop_type))
    found.push(n.setop_type.replaceAll('_', ' '));
  if (n.type === 'JOIN' && !['REGULAR', 'CROSS'].includes(String(n.ref_type)))
    found.push(`${String(n.ref_type)} join`);
  if (n.type === 'JOIN' && !JOIN_TYPES.includes(String(n.join_type)))
    found.push(`${String(n.join_type)} join`);
  return found;
}

function walk(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const v of value) walk(v, found);
  if (!isNode(value)) return;
  for (const breach of breachesOf(value)) found.add(breach);
  for (const v of Object.values(value)) walk(v, found);
}

/** What the tree does not tell apart, in a text without comments and literals. */
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/::/, 'cast written as :: (write cast(… as …))'],
  [/\bvarchar\s*\(/i, 'varchar with a length'],
  [/\b0x[0-9a-f]/i, 'hex literal'],
  [/\$\w/, 'parameter other than ?'],
  [/(?:^|\()\s*from\b/i, 'FROM without SELECT'],
  [/\b(?:array|list)\s*\(/i, 'list from a query'],
];

const Parsed = z.union([
  z.looseObject({ error: z.literal(true), error_message: z.string() }),
  z.looseObject({ error: z.literal(false), statements: z.array(z.unknown()) }),
]);

/** What of a text stays outside of the subset, each breach once; empty when it is portable. */
export async function portabilityBreaches(conn: Connection, sql: string): Promise<string[]> {
  const bare = sql.replaceAll(/--.*$/gm, '').trim();
  const rows = (await conn.runAndReadAll('select json_serialize_sql($1::varchar)', [bare])).getRows();
  const parsed = Parsed.parse(JSON.parse(String(rows[0]?.[0])));
  if (parsed.error === true) return [parsed.error_message];
  const found = new Set<string>();
  if (parsed.statements.length !== 1) found.add(`${parsed.statements.length} statements: one a file`);
  walk(parsed.statements, found);
  const spelled = bare.replaceAll(/'(?:[^']|'')*'/g, "''");
  for (const [spelling, what] of SPELLINGS) if (spelling.test(spelled)) found.add(what);
  return [...found].sort();
}
