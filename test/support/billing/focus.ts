/** A modelled bill as FOCUS, version by version: net of discounts, commitments as purchases and unused usage. */
import {
  type Bill,
  big,
  cost,
  dayAfter,
  daysOf,
  effectiveOf,
  netShare,
  RI_ARN,
  SP_ARN,
  type Usage,
} from './bill.ts';
import { type Row, writeCsv, writeParquetRows } from './write.ts';

export type FocusVersion = '1.0' | '1.1' | '1.2' | '1.3' | '1.4';
const at = (day: string): string => `${day}T00:00:00Z`;
const month = (day: string): string => `${day.slice(0, 7)}-01`;
const nextMonth = (day: string): string => month(dayAfter(month(day), 31));

const SERVICE_NAMES: Readonly<Record<string, string>> = {
  AmazonEC2: 'Amazon Elastic Compute Cloud',
  AmazonVPC: 'Amazon Virtual Private Cloud',
  AmazonRDS: 'Amazon Relational Database Service',
  AmazonS3: 'Amazon Simple Storage Service',
  AmazonCloudWatch: 'AmazonCloudWatch',
  AWSLambda: 'AWS Lambda',
};

const AMOUNTS = [
  'BilledCost',
  'EffectiveCost',
  'ListCost',
  'ContractedCost',
  'ConsumedQuantity',
  'PricingQuantity',
];

function rowOf(b: Bill, day: string, of: Record<string, Row[string]>): Row {
  return {
    AvailabilityZone: '',
    BillingAccountId: b.payer,
    BillingCurrency: b.currency ?? 'USD',
    BillingPeriodStart: at(month(day)),
    BillingPeriodEnd: at(nextMonth(day)),
    ChargePeriodStart: at(day),
    ChargePeriodEnd: at(dayAfter(day)),
    ChargeFrequency: 'Usage-Based',
    SubAccountId: b.payer,
    Tags: {},
    ...of,
  };
}

function usageRows(b: Bill, u: Usage): Row[] {
  const paid = u.paid ?? 'onDemand';
  const effective = cost(effectiveOf(u).times(netShare(b)));
  return daysOf(u.from, u.days).map((day) =>
    rowOf(b, day, {
      SubAccountId: u.account ?? b.payer,
      ChargeCategory: 'Usage',
      ServiceName: SERVICE_NAMES[u.service] ?? u.service,
      x_ServiceCode: u.service,
      usage_type: u.usageType,
      x_Operation: u.operation ?? '',
      RegionId: u.region ?? 'eu-west-1',
      ResourceId: u.resource ?? '',
      BilledCost: paid === 'onDemand' ? effective : '0',
      EffectiveCost: effective,
      ListCost: cost(big(u.list)),
      ContractedCost: cost(big(u.list).times(netShare(b))),
      ConsumedQuantity: '24',
      ConsumedUnit: 'Hours',
      PricingCategory: paid === 'onDemand' ? 'Standard' : 'Committed',
      ...(paid === 'onDemand'
        ? {}
        : {
            CommitmentDiscountId: paid === 'savingsPlan' ? SP_ARN : RI_ARN,
            CommitmentDiscountStatus: 'Used',
          }),
      Tags: u.tags ?? {},
    }),
  );
}

function otherRows(b: Bill): Row[] {
  const commitments = (b.commitments ?? []).flatMap((c) => {
    const id = c.kind === 'savingsPlan' ? SP_ARN : RI_ARN;
    const service = c.kind === 'savingsPlan' ? 'ComputeSavingsPlans' : 'AmazonEC2';
    const base = { ServiceName: service, x_ServiceCode: service, ResourceId: id, CommitmentDiscountId: id };
    return daysOf(c.from, c.days).flatMap((day) => [
      rowOf(b, day, {
        ...base,
        ChargeCategory: 'Purchase',
        BilledCost: cost(big(c.commitment).times(netShare(b))),
        EffectiveCost: '0',
        ListCost: '0',
        ContractedCost: '0',
      }),
      ...(big(c.unused).gt(0)
        ? [
            rowOf(b, day, {
              ...base,
              ChargeCategory: 'Usage',
              CommitmentDiscountStatus: 'Unused',
              BilledCost: '0',
              EffectiveCost: cost(big(c.unused).times(netShare(b))),
              ListCost: '0',
              ContractedCost: '0',
            }),
          ]
        : []),
    ]);
  });
  const categories = {
    tax: 'Tax',
    credit: 'Credit',
    refund: 'Usage',
    fee: 'Purchase',
    support: 'Purchase',
  } as const;
  const others = (b.others ?? []).map((o) =>
    rowOf(b, o.on, {
      ChargeCategory: categories[o.kind],
      ...(o.kind === 'refund' ? { ChargeClass: 'Correction' } : {}),
      ServiceName: o.kind === 'support' ? 'AWS Support (Business)' : 'Amazon Elastic Compute Cloud',
      x_ServiceCode: o.kind === 'support' ? 'AWSSupportBusiness' : 'AmazonEC2',
      BilledCost: cost(big(o.cost)),
      EffectiveCost: cost(big(o.cost)),
      ListCost: '0',
      ContractedCost: '0',
    }),
  );
  return [...commitments, ...others];
}

const COLUMNS = [
  ...[
    'AvailabilityZone',
    'BilledCost',
    'BillingAccountId',
    'BillingCurrency',
    'BillingPeriodEnd',
    'BillingPeriodStart',
  ],
  ...[
    'ChargeCategory',
    'ChargeClass',
    'ChargeFrequency',
    'ChargePeriodEnd',
    'ChargePeriodStart',
    'CommitmentDiscountId',
  ],
  ...[
    'CommitmentDiscountStatus',
    'ConsumedQuantity',
    'ConsumedUnit',
    'ContractedCost',
    'EffectiveCost',
    'ListCost',
  ],
  ...['PricingCategory', 'RegionId', 'ResourceId', 'ServiceName', 'SubAccountId', 'Tags'],
];
/** What each version adds that tells it, and how AWS's own columns are called in it. */
const ADDED: Readonly<Record<FocusVersion, readonly string[]>> = {
  '1.0': ['ProviderName', 'x_UsageType', 'x_Operation', 'x_ServiceCode'],
  '1.1': ['ProviderName', 'SkuMeter', 'CapacityReservationId', 'x_Operation', 'x_ServiceCode'],
  '1.2': [
    'ProviderName',
    'SkuMeter',
    'CapacityReservationId',
    'InvoiceId',
    'PricingCurrency',
    'x_Operation',
    'x_ServiceCode',
  ],
  '1.3': [
    'ProviderName',
    'ServiceProviderName',
    'SkuMeter',
    'InvoiceId',
    'AllocatedMethodId',
    'AllocatedResourceId',
    'x_Operation',
    'x_ServiceCode',
  ],
  '1.4': [
    'ServiceProviderName',
    'SkuMeter',
    'InvoiceId',
    'AllocatedMethodId',
    'AllocatedResourceId',
    'x_Operation',
    'x_ServiceCode',
  ],
};

function focus(
  b: Bill,
  version: FocusVersion,
  periods?: readonly string[],
): { columns: string[]; rows: Row[] } {
  const rows = [...b.usage.flatMap((u) => usageRows(b, u)), ...otherRows(b)]
    .filter((r) => periods?.includes(String(r.ChargePeriodStart).slice(0, 7)) ?? true)
    .map(
      (r): Row => ({
        ...r,
        ProviderName: 'AWS',
        ServiceProviderName: 'AWS',
        x_UsageType: r.usage_type ?? '',
        SkuMeter: r.usage_type ?? '',
      }),
    );
  return { columns: [...COLUMNS, ...ADDED[version]], rows };
}

export function writeFocusCsv(
  b: Bill,
  file: string,
  version: FocusVersion,
  periods?: readonly string[],
): void {
  const { columns, rows } = focus(b, version, periods);
  writeCsv(file, columns, rows);
}

/** `lowerCase`: as Athena or Glue writes it. */
export async function writeFocusParquet(
  b: Bill,
  file: string,
  version: FocusVersion,
  of: { lowerCase?: boolean; periods?: readonly string[] } = {},
): Promise<void> {
  const { columns, rows } = focus(b, version, of.periods);
  const name = (n: string): string => (of.lowerCase ? n.toLowerCase() : n);
  const type = (n: string): string =>
    AMOUNTS.includes(n)
      ? 'DOUBLE'
      : n === 'Tags'
        ? 'MAP(VARCHAR, VARCHAR)'
        : /Period(Start|End)$/.test(n)
          ? 'TIMESTAMP_MS'
          : 'VARCHAR';
  await writeParquetRows(
    file,
    columns.map((n) => [name(n), type(n)]),
    rows.map((r): Row => Object.fromEntries(columns.map((n) => [name(n), r[n] ?? '']))),
  );
}
