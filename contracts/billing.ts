/** Billing: the tables that AWS's cost exports become, and what is known about how they were read. */
import {
  amount,
  bool,
  date,
  defineTable,
  int32,
  int64,
  list,
  map,
  money,
  nullable,
  type RowOf,
  text,
  timestamp,
  uint8,
} from './table.ts';

/** Which of the bases a run reckons with. What a source does not know is answered by the nearest that it knows. */
export const COST_MODELS = ['net_amortized', 'amortized', 'net_unblended', 'unblended'] as const;
export type CostModel = (typeof COST_MODELS)[number];

export const DIALECTS = [
  'legacy_cur',
  'cur_2.0',
  'focus_1.0',
  'focus_1.1',
  'focus_1.2',
  'focus_1.3',
  'focus_1.4',
] as const;
export type Dialect = (typeof DIALECTS)[number];

const cost = (what: string) => nullable(amount(what));
const tags = map(text('tag value'), 'Cost allocation tags with the keys of the source');

/** Who is billed, for what and when: the part that both families of exports share. */
const line = {
  tenant_id: text('Tenant'),
  cost_model: text('net_amortized | amortized | net_unblended | unblended'),
  dialect: text('legacy_cur | cur_2.0 | focus_1.0 … focus_1.4'),
  payer_account_id: text('Account that pays, empty when the source does not say'),
  usage_account_id: text('Account that used it, empty when the source does not say'),
  period_start: nullable(timestamp('Start of the billing period, null when the source does not say')),
  usage_type: text('Usage type as billed'),
  operation: text('Operation as billed'),
  resource_id: text('As billed, empty for none'),
  usage_start: timestamp('First instant'),
  usage_end: timestamp('Instant after the last'),
  usage_amount: cost('Quantity'),
  usage_unit: text('Unit of the quantity'),
  currency: text('ISO 4217, empty when the source does not say'),
  list_cost: cost('At public on-demand price'),
  invoice_id: text('Empty until the line is final'),
  commitment_id: text('ARN of the Savings Plan or reservation, empty for none'),
  tags,
  refusal: nullable(text('Why the line cannot be taken, null when it can')),
} as const;

/** What the generated SELECT over one CUR file gives to sql/billing/cur-facts.sql. A column that the file lacks is null. */
export const curLineTable = defineTable({
  name: 'cur_lines',
  comment: 'Lines of a Cost and Usage Report, legacy or 2.0, before costs are worked out',
  sortBy: [],
  columns: {
    ...line,
    line_type: text('line_item_line_item_type; Usage when the source does not say'),
    product_code: text('line_item_product_code'),
    region_code: text('Region as the product columns say it, empty for none'),
    availability_zone: text('Availability Zone, empty for none'),
    description: text('line_item_line_item_description'),
    has_net: bool('The delivery has a net cost anywhere'),
    has_reservations: bool('The file has the columns that amortise reservations'),
    has_savings_plans: bool('The file has the columns that amortise Savings Plans'),
    unblended: amount('line_item_unblended_cost'),
    net_unblended: cost('line_item_net_unblended_cost'),
    ri_arn: text('reservation_reservation_a_r_n'),
    ri_effective: cost('reservation_effective_cost'),
    ri_net_effective: cost('reservation_net_effective_cost'),
    ri_unused_upfront: cost('reservation_unused_amortized_upfront_fee_for_billing_period'),
    ri_unused_recurring: cost('reservation_unused_recurring_fee'),
    ri_net_unused_upfront: cost('reservation_net_unused_amortized_upfront_fee_for_billing_period'),
    ri_net_unused_recurring: cost('reservation_net_unused_recurring_fee'),
    sp_effective: cost('savings_plan_savings_plan_effective_cost'),
    sp_net_effective: cost('savings_plan_net_savings_plan_effective_cost'),
    sp_total: cost('savings_plan_total_commitment_to_date'),
    sp_used: cost('savings_plan_used_commitment'),
    sp_recurring: cost('savings_plan_recurring_commitment_for_billing_period'),
    sp_net_recurring: cost('savings_plan_net_recurring_commitment_for_billing_period'),
    sp_upfront: cost('savings_plan_amortized_upfront_commitment_for_billing_period'),
    sp_net_upfront: cost('savings_plan_net_amortized_upfront_commitment_for_billing_period'),
  },
});

/** What the generated SELECT over one FOCUS file gives to sql/billing/focus-facts.sql. */
export const focusLineTable = defineTable({
  name: 'focus_lines',
  comment: 'Lines of a FOCUS export, before they become cost facts',
  sortBy: [],
  columns: {
    ...line,
    charge_category: text('ChargeCategory'),
    charge_class: text('ChargeClass: Correction, empty for none'),
    commitment_status: text('CommitmentDiscountStatus: Used | Unused, empty for none'),
    service_code: text('x_ServiceCode, empty when the source has none'),
    service_name: text('ServiceName'),
    region_id: text('RegionId, empty for none'),
    billed: amount('BilledCost'),
    effective: amount('EffectiveCost'),
  },
});

export const curFactTable = defineTable({
  name: 'cur_facts',
  comment: 'One row per billed line, whatever export it came from',
  sortBy: ['tenant_id', 'billing_period', 'usage_account_id', 'usage_start', 'resource_id', 'usage_type'],
  columns: {
    tenant_id: text('Tenant'),
    billing_period: text('YYYY-MM (UTC)'),
    payer_account_id: text('12-digit id of the account that pays, empty when the source does not say'),
    usage_account_id: text('12-digit id of the account that used it, `unknown` when the source does not say'),
    region: text('AWS region code, empty for none'),
    service_code: text('Product code as in a CUR, e.g. AmazonEC2; the ServiceName where only that is known'),
    resource_id: text('As billed, empty for none'),
    resource_key: text('Canonical key that findings are matched by, empty for none'),
    usage_type: text('e.g. EUW1-BoxUsage:m5.large'),
    operation: text('e.g. RunInstances'),
    line_type: text('line_item_line_item_type or ChargeCategory as billed'),
    charge_class: text(
      'usage | purchase | tax | credit | refund | fee | discount | support | unused_commitment',
    ),
    usage_start: timestamp('First instant (UTC)'),
    usage_end: timestamp('Instant after the last (UTC)'),
    usage_amount: cost('Quantity'),
    usage_unit: text('Unit of the quantity'),
    currency: text('ISO 4217 of all costs of the row, empty when the source does not say'),
    list_cost: cost('At public on-demand price, null when the source does not say'),
    unblended_cost: cost('As invoiced before negotiated discounts, null for FOCUS'),
    amortized_cost: cost(
      'Commitments spread over what they cover, before negotiated discounts, null for FOCUS',
    ),
    net_unblended_cost: amount('As invoiced after discounts; FOCUS BilledCost'),
    net_amortized_cost: amount('Commitments spread, after discounts; FOCUS EffectiveCost'),
    cost_primary: amount('The base of the cost model, the nearest known one where the source lacks it'),
    commitment_id: text('ARN of the Savings Plan or reservation, empty for none'),
    invoice_id: text('Empty until the line is final'),
    tags,
    is_split_cost: bool('Share of a container in an instance that another row bills in full'),
    dialect: text('legacy_cur | cur_2.0 | focus_1.0 … focus_1.4'),
  },
});

/** How far the facts of a payer go in a month: what the windows of the enrichment are made from. */
export const billingPeriodTable = defineTable({
  name: 'billing_periods',
  comment: 'One row per payer, billing period and currency of cur_facts',
  sortBy: ['tenant_id', 'billing_period', 'payer_account_id', 'currency'],
  columns: {
    tenant_id: text('Tenant'),
    billing_period: text('YYYY-MM (UTC)'),
    payer_account_id: text('Account that pays'),
    currency: text('ISO 4217'),
    cost_model: text('Base of cost_primary'),
    granularity: text('hourly | daily | monthly'),
    has_resource_ids: bool('Any usage line names a resource'),
    covered_from: nullable(date('First day of the period, null without any usage')),
    covered_to: nullable(date('Day after the last whole day with usage')),
    rows: int64('Lines'),
  },
});
export type BillingPeriodRow = RowOf<typeof billingPeriodTable>;

const window = (what: string) => nullable(amount(what));

/** The evidence behind the actual cost of a finding. */
export const attributionTable = defineTable({
  name: 'cost_attribution',
  comment: 'One row per finding and slice of the bill that is part of its cost',
  sortBy: ['tenant_id', 'fingerprint', 'resource_key', 'part', 'service_code', 'usage_type', 'operation'],
  columns: {
    tenant_id: text('Tenant'),
    run_id: text('Run'),
    fingerprint: text('Finding'),
    check_id: text('Check'),
    claim_item: text(
      'Billing item whose claim the slice backs; empty where nothing is claimed or another finding backs the item',
    ),
    method: text('exact_resource_id | component | tag'),
    confidence: uint8('0 to 100'),
    account_id: text('Usage account'),
    resource_key: text('Canonical key that matched; key=value for a tag'),
    part: text('Part of the resource: compute, storage, hours, data_transfer, other …'),
    service_code: text('Service'),
    usage_type: text('Usage type'),
    operation: text('Operation'),
    currency: text('ISO 4217'),
    cost_model: text('Base of the costs'),
    lines: int64('Billed lines in it, the previous month included'),
    cost_7d: window('Last 7 days that the bill covers, null when it does not cover them'),
    cost_30d: window('Last 30 days'),
    cost_mtd: window('Month of the last covered day'),
    cost_prev_month: window('Month before it'),
    list_30d: window('Last 30 days at public on-demand price'),
    period_end: nullable(date('Day after the last covered one')),
  },
});

/** What findings that are gone promised, and what the bill says since. Carried from run to run. */
export const realizedTable = defineTable({
  name: 'realized_savings',
  comment: 'One row per finding that was resolved, from the run that saw it on',
  sortBy: ['tenant_id', 'check_id', 'fingerprint'],
  columns: {
    tenant_id: text('Tenant'),
    fingerprint: text('Finding'),
    check_id: text('Check'),
    title: text('Title'),
    account_id: text('12-digit account id'),
    region: text('AWS region code'),
    resource_type: text('Resource type'),
    resource_id: text('Resource id'),
    resource_keys: list(text('key'), 'Canonical keys that its cost was matched by'),
    last_seen_at: timestamp('Last run that saw the finding'),
    resolved_at: timestamp('First run that did not'),
    promised_monthly_savings: money('Estimated when it was last seen'),
    currency: text('ISO 4217, empty while nothing was measured'),
    cost_before_7d: window('7 days before the day it was last seen'),
    cost_after_7d: window('Observed days of the 7 after the day it was resolved'),
    observed_days_7d: int32('Days of those 7 that the bill covers'),
    savings_7d: window(
      'What those days would have cost as before, less what they cost; null while none is covered',
    ),
    cost_before_30d: window('30 days before'),
    cost_after_30d: window('Observed days of the 30 after'),
    observed_days_30d: int32('Days of those 30 that the bill covers'),
    savings_30d: window('As for 7 days'),
    confidence: uint8('0 to 100: by days observed after, none without a cost before'),
  },
});

interface Share {
  readonly findings: number;
  readonly with_cost: number;
}

/** How much of what is open the bill could price. */
export interface CostCoverage extends Share {
  /** 0 to 100, rounded down to one decimal: 100 only when all have a cost. */
  readonly coverage_percent: number;
  readonly by_service: Readonly<Record<string, Share>>;
  readonly by_method: Readonly<Record<string, number>>;
  readonly without_cost: readonly { readonly reason: string; readonly findings: number }[];
  /** YYYY-MM-DD, the day after the last that is covered; null where no day is. */
  readonly covered_to: string | null;
  /** Billing items of which list price and billed rate are both known, each once, and what they would save by either. */
  readonly savings: {
    readonly items: number;
    readonly all_items: number;
    readonly at_list: string;
    readonly at_billed_rates: string;
  };
}

/** Realised against promised, over the findings that could be measured. */
export interface RealizedTotals {
  readonly resolved: number;
  readonly measured: number;
  readonly currency: string;
  /** What the measured ones promised for the days observed, decimal text. */
  readonly promised: string;
  readonly realized: string;
}
