/** The generated SELECT over one file of a CUR, legacy or 2.0, from its own header. */
import { type CostModel, curLineTable, type Dialect } from '../../contracts/billing.ts';
import { literal } from '../store/duckdb.ts';
import { curColumns, type FileColumn } from './dialect.ts';
import { memberOf, selectAs, tagsFrom, tagsOf, textOf, typed } from './line-columns.ts';
import type { BillingFile } from './read-file.ts';

/** What is true of every line of a file, and not written in it. */
export interface LineSettings {
  readonly tenant: string;
  readonly costModel: CostModel;
  readonly dialect: Dialect;
  /** True when any file of the delivery has a net cost. */
  readonly hasNet: boolean;
  /** False when it is known that every line can be taken. */
  readonly refuses: boolean;
}

/** `resourceTags/user:Env` → `user:Env`; of Athena's names, where the key was folded, `resource_tags_user_env` → `user_env`. */
function tagKey(name: string): string | undefined {
  if (name.startsWith('resourceTags/')) return name.slice('resourceTags/'.length);
  return /^resource_tags_./.test(name) ? name.slice('resource_tags_'.length) : undefined;
}

function tagsIn(columns: readonly FileColumn[]): string {
  const named = (n: string) => columns.find((c) => c.name.toLowerCase() === n);
  // CUR 2.0's newer `tags` repeats what resource_tags and cost_category hold, so one of them is read
  const whole = named('resource_tags') ?? named('tags');
  if (whole) return tagsOf(whole);
  return tagsFrom(
    columns.flatMap((c) => {
      const key = tagKey(c.name);
      return key === undefined ? [] : [[key, c] as const];
    }),
  );
}

const RESERVATION = [
  'effective_cost',
  'unused_amortized_upfront_fee_for_billing_period',
  'unused_recurring_fee',
];
const SAVINGS_PLAN = ['savings_plan_effective_cost', 'total_commitment_to_date', 'used_commitment'];

/** What a CUR file cannot tell because its export leaves columns out, in sentences. */
export function curShortcomings(columns: readonly FileColumn[]): string[] {
  const find = curColumns(columns);
  const lacks = (prefix: string, names: readonly string[]): string[] =>
    names.map((n) => `${prefix}${n}`).filter((n) => !find(n));
  const some = (missing: readonly string[], of: readonly string[]): boolean =>
    missing.length > 0 && missing.length < of.length;
  const ri = lacks('reservation_', RESERVATION);
  const sp = lacks('savings_plan_', SAVINGS_PLAN);
  return [
    ...(find('line_item_resource_id') ? [] : ['has no resource ids: switch them on in the export']),
    ...(find('line_item_line_item_type') ? [] : ['has no line item types: every line counts as usage']),
    ...(find('pricing_public_on_demand_cost') ? [] : ['has no public on-demand cost']),
    ...(some(ri, RESERVATION) ? [`lacks ${ri.join(', ')}: reservations are not amortised`] : []),
    ...(some(sp, SAVINGS_PLAN) ? [`lacks ${sp.join(', ')}: Savings Plans are not amortised`] : []),
  ];
}

/** A SELECT with the columns of `curLineTable`, one row per line of the file. */
export function curLines(file: BillingFile, settings: LineSettings): string {
  const find = curColumns(file.columns);
  const { amount, amountOrZero, instant, refusal, from } = typed();
  const product = file.columns.find((c) => c.name.toLowerCase() === 'product');
  const ri = (name: string) => amountOrZero(find(`reservation_${name}`));
  const sp = (name: string) => amountOrZero(find(`savings_plan_${name}`));
  const has = (prefix: string, names: readonly string[]) => String(names.every((n) => find(`${prefix}${n}`)));
  const start = find('line_item_usage_start_date');
  const end = find('line_item_usage_end_date');
  const cost = find('line_item_unblended_cost');
  const checked = [
    'line_item_unblended_cost',
    'line_item_net_unblended_cost',
    'line_item_usage_amount',
    'pricing_public_on_demand_cost',
    ...RESERVATION.map((n) => `reservation_${n}`),
    ...SAVINGS_PLAN.map((n) => `savings_plan_${n}`),
    'reservation_net_effective_cost',
    'savings_plan_net_savings_plan_effective_cost',
    'line_item_usage_start_date',
    'bill_billing_period_start_date',
  ].map(find);
  const columns = {
    tenant_id: literal(settings.tenant),
    cost_model: literal(settings.costModel),
    dialect: literal(settings.dialect),
    payer_account_id: textOf(find('bill_payer_account_id')),
    usage_account_id: textOf(find('line_item_usage_account_id')),
    period_start: instant(find('bill_billing_period_start_date')),
    usage_type: textOf(find('line_item_usage_type')),
    operation: textOf(find('line_item_operation')),
    resource_id: textOf(find('line_item_resource_id')),
    usage_start: instant(start),
    usage_end: `coalesce(${instant(end)}, ${instant(start)})`,
    usage_amount: amount(find('line_item_usage_amount')),
    usage_unit: textOf(find('pricing_unit')),
    currency: textOf(find('line_item_currency_code')),
    list_cost: amount(find('pricing_public_on_demand_cost')),
    invoice_id: textOf(find('bill_invoice_id')),
    commitment_id: `coalesce(nullif(${textOf(find('savings_plan_savings_plan_a_r_n'))}, ''), ${textOf(find('reservation_reservation_a_r_n'))})`,
    tags: tagsIn(file.columns),
    line_type: find('line_item_line_item_type')
      ? `coalesce(nullif(${textOf(find('line_item_line_item_type'))}, ''), 'Usage')`
      : "'Usage'",
    product_code: textOf(find('line_item_product_code')),
    region_code: textOf(
      find('product_region_code'),
      memberOf(product, 'region_code'),
      memberOf(product, 'region'),
      find('product_region'),
      find('product_from_region_code'),
    ),
    availability_zone: textOf(find('line_item_availability_zone')),
    description: textOf(find('line_item_line_item_description')),
    has_net: String(settings.hasNet),
    has_reservations: has('reservation_', RESERVATION),
    has_savings_plans: has('savings_plan_', SAVINGS_PLAN),
    unblended: `coalesce(${amount(cost)}, 0)`,
    net_unblended: amount(find('line_item_net_unblended_cost')),
    ri_arn: textOf(find('reservation_reservation_a_r_n')),
    ri_effective: ri('effective_cost'),
    ri_net_effective: ri('net_effective_cost'),
    ri_unused_upfront: ri('unused_amortized_upfront_fee_for_billing_period'),
    ri_unused_recurring: ri('unused_recurring_fee'),
    ri_net_unused_upfront: ri('net_unused_amortized_upfront_fee_for_billing_period'),
    ri_net_unused_recurring: ri('net_unused_recurring_fee'),
    sp_effective: sp('savings_plan_effective_cost'),
    sp_net_effective: sp('net_savings_plan_effective_cost'),
    sp_total: sp('total_commitment_to_date'),
    sp_used: sp('used_commitment'),
    sp_recurring: sp('recurring_commitment_for_billing_period'),
    sp_net_recurring: sp('net_recurring_commitment_for_billing_period'),
    sp_upfront: sp('amortized_upfront_commitment_for_billing_period'),
    sp_net_upfront: sp('net_amortized_upfront_commitment_for_billing_period'),
  };
  return selectAs(
    curLineTable.columns,
    { ...columns, refusal: settings.refuses ? refusal(checked, [start]) : 'null' },
    from(file.from),
  );
}
