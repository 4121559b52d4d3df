/** Which export a file is, told from its header alone. */
import type { Dialect } from '../../contracts/billing.ts';

/** A column of a file: its place, its name as written, and its type where the format has types. */
export interface FileColumn {
  readonly name: string;
  /** DuckDB's name of the type; VARCHAR for CSV. */
  readonly type: string;
  /** The column as an SQL expression over the file's reader. */
  readonly sql: string;
}

/**
 * The name that AWS gives a column of a legacy CUR in Parquet and Athena: `savingsPlan/SavingsPlanARN` becomes
 * `savings_plan_savings_plan_a_r_n`. Source: CUR User Guide, "Running Amazon Athena queries" (column names).
 */
const athenaName = (name: string): string =>
  (name === name.toUpperCase() ? name.toLowerCase() : name)
    .replaceAll(/[A-Z]/g, '_$&')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/_+/g, '_')
    .replaceAll(/^_|_$/g, '');

/** Groups that other tools leave off when they name columns of a CUR 2.0 by an alias. */
const GROUPS = /^(?:line_item|bill|pricing|product|identity)_/;

/** Finds columns by their Athena name, by AWS's spelling of ARN, or by an alias without the group. */
export function curColumns(columns: readonly FileColumn[]): (name: string) => FileColumn | undefined {
  const known = new Map<string, FileColumn>();
  for (const c of columns) {
    const name = athenaName(c.name);
    if (!known.has(name)) known.set(name, c);
  }
  return (name) =>
    known.get(name) ??
    known.get(name.replace(/_a_r_n$/, '_arn')) ??
    (GROUPS.test(name) ? known.get(name.replace(GROUPS, '')) : undefined);
}

/** FOCUS names are compared without regard to case: a file that Athena or Glue wrote has them lower-cased. */
export function focusColumns(columns: readonly FileColumn[]): (name: string) => FileColumn | undefined {
  const known = new Map(columns.map((c) => [c.name.toLowerCase(), c]));
  return (name) => known.get(name.toLowerCase());
}

/** The version of FOCUS: by the columns that each introduced. Source: FOCUS specification, column lists of 1.0 to 1.4. */
function focusVersion(has: (name: string) => boolean): Dialect {
  if (has('AllocatedMethodId') || has('ServiceProviderName'))
    return has('ProviderName') ? 'focus_1.3' : 'focus_1.4';
  if (has('InvoiceId') || has('PricingCurrency') || has('BillingAccountType')) return 'focus_1.2';
  return has('SkuMeter') || has('CapacityReservationId') ? 'focus_1.1' : 'focus_1.0';
}

/** The dialect, or why the file is no cost export that can be read. */
export function dialectOf(columns: readonly FileColumn[]): { dialect: Dialect } | { refused: string } {
  const focus = focusColumns(columns);
  if (focus('ChargeCategory') || focus('BilledCost')) {
    const missing = ['ChargeCategory', 'BilledCost', 'EffectiveCost', 'ChargePeriodStart'].filter(
      (n) => !focus(n),
    );
    return missing.length === 0
      ? { dialect: focusVersion((n) => focus(n) !== undefined) }
      : { refused: `it looks like FOCUS, but has no column ${missing.join(' and no ')}` };
  }
  const cur = curColumns(columns);
  const missing = ['line_item_unblended_cost', 'line_item_usage_start_date'].filter((n) => !cur(n));
  if (missing.length > 0)
    return {
      refused: `it is no cost export: neither FOCUS's ChargeCategory and BilledCost nor a CUR's ${missing.join(' and ')} are among its columns`,
    };
  const names = new Set(columns.map((c) => c.name.toLowerCase()));
  const isTwo = [
    'bill_payer_account_name',
    'line_item_usage_account_name',
    'resource_tags',
    'product',
    'tags',
  ];
  return { dialect: isTwo.some((n) => names.has(n)) ? 'cur_2.0' : 'legacy_cur' };
}
