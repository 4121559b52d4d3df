/** The generated SELECT over one FOCUS file, from its own header. */
import { focusLineTable } from '../../contracts/billing.ts';
import { literal } from '../store/duckdb.ts';
import type { LineSettings } from './cur-lines.ts';
import { type FileColumn, focusColumns } from './dialect.ts';
import { selectAs, tagsOf, textOf, typed } from './line-columns.ts';
import type { BillingFile } from './read-file.ts';

/** What a FOCUS file cannot tell because columns are missing, in sentences. */
export function focusShortcomings(columns: readonly FileColumn[]): string[] {
  const find = focusColumns(columns);
  return [
    ...(find('ResourceId') ? [] : ['has no resource ids']),
    ...(find('BillingCurrency') ? [] : ['does not say the currency']),
    ...(find('SubAccountId') ? [] : ['does not say the accounts']),
    ...(find('ListCost') ? [] : ['has no list cost']),
    ...(find('x_ServiceCode') ? [] : ['has no x_ServiceCode: services are told by their names']),
  ];
}

/** A SELECT with the columns of `focusLineTable`, one row per line of the file. */
export function focusLines(file: BillingFile, settings: LineSettings): string {
  const find = focusColumns(file.columns);
  const { amount, instant, refusal, from } = typed();
  const start = find('ChargePeriodStart');
  const end = find('ChargePeriodEnd');
  const billed = find('BilledCost');
  const effective = find('EffectiveCost');
  const tags = find('Tags');
  const columns = {
    tenant_id: literal(settings.tenant),
    cost_model: literal(settings.costModel),
    dialect: literal(settings.dialect),
    payer_account_id: textOf(find('BillingAccountId')),
    usage_account_id: textOf(find('SubAccountId')),
    period_start: instant(find('BillingPeriodStart')),
    // x_UsageType of AWS's 1.0 is SkuMeter from 1.2 on
    usage_type: textOf(find('x_UsageType'), find('SkuMeter')),
    operation: textOf(find('x_Operation')),
    resource_id: textOf(find('ResourceId')),
    usage_start: instant(start),
    usage_end: `coalesce(${instant(end)}, ${instant(start)})`,
    usage_amount: amount(find('ConsumedQuantity') ?? find('PricingQuantity')),
    usage_unit: textOf(find('ConsumedUnit'), find('PricingUnit')),
    currency: textOf(find('BillingCurrency')),
    list_cost: amount(find('ListCost')),
    invoice_id: textOf(find('InvoiceId')),
    commitment_id: textOf(find('CommitmentDiscountId')),
    tags: tags ? tagsOf(tags) : 'map()::MAP(VARCHAR, VARCHAR)',
    charge_category: textOf(find('ChargeCategory')),
    charge_class: textOf(find('ChargeClass')),
    commitment_status: textOf(find('CommitmentDiscountStatus')),
    service_code: textOf(find('x_ServiceCode')),
    service_name: textOf(find('ServiceName')),
    region_id: textOf(find('RegionId'), find('Region')),
    billed: `coalesce(${amount(billed)}, 0)`,
    effective: `coalesce(${amount(effective)}, 0)`,
  };
  const checked = [billed, effective, find('ListCost'), start, find('BillingPeriodStart')];
  return selectAs(
    focusLineTable.columns,
    { ...columns, refusal: settings.refuses ? refusal(checked, [start, billed, effective]) : 'null' },
    from(file.from),
  );
}
