/** A modelled bill as a Cost and Usage Report: legacy CSV and Parquet, and CUR 2.0. */
import { athenaNameOf } from './athena-name.ts';
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

const month = (day: string): string => `${day.slice(0, 7)}-01`;
const nextMonth = (day: string): string => month(dayAfter(month(day), 31));
const at = (day: string): string => `${day}T00:00:00Z`;

/** Names as in a legacy CSV; `tags` and `product` are whole here and taken apart where a form wants it. */
type Line = Record<string, string> & { day: string };

function common(b: Bill, day: string, type: string): Line {
  return {
    day,
    'identity/LineItemId': '',
    'identity/TimeInterval': `${at(day)}/${at(dayAfter(day))}`,
    'bill/InvoiceId': '',
    'bill/BillingEntity': 'AWS',
    'bill/BillType': 'Anniversary',
    'bill/PayerAccountId': b.payer,
    'bill/BillingPeriodStartDate': at(month(day)),
    'bill/BillingPeriodEndDate': at(nextMonth(day)),
    'lineItem/UsageAccountId': b.payer,
    'lineItem/LineItemType': type,
    'lineItem/UsageStartDate': at(day),
    'lineItem/UsageEndDate': at(dayAfter(day)),
    'lineItem/CurrencyCode': b.currency ?? 'USD',
    'lineItem/LineItemDescription': type,
  };
}

const hasDiscount = (b: Bill): boolean => big(b.discount ?? 0).gt(0);
const net = (b: Bill, v: ReturnType<typeof big>): string =>
  hasDiscount(b) ? cost(v.times(netShare(b))) : '';

function usageLines(b: Bill, u: Usage): Line[] {
  const paid = u.paid ?? 'onDemand';
  const type = { onDemand: 'Usage', savingsPlan: 'SavingsPlanCoveredUsage', reservation: 'DiscountedUsage' }[
    paid
  ];
  return daysOf(u.from, u.days).flatMap((day) => {
    const unblended = paid === 'reservation' ? big(0) : big(u.list);
    const line: Line = {
      ...common(b, day, type),
      'lineItem/UsageAccountId': u.account ?? b.payer,
      'lineItem/ProductCode': u.service,
      'lineItem/UsageType': u.usageType,
      'lineItem/Operation': u.operation ?? '',
      'lineItem/ResourceId': u.resource ?? '',
      'lineItem/UsageAmount': '24',
      'lineItem/UnblendedCost': cost(unblended),
      'lineItem/NetUnblendedCost': net(b, unblended),
      'pricing/publicOnDemandCost': cost(big(u.list)),
      'pricing/unit': 'Hrs',
      'product/regionCode': u.region ?? 'eu-west-1',
      ...Object.fromEntries(Object.entries(u.tags ?? {}).map(([k, v]) => [`resourceTags/${k}`, v])),
    };
    if (paid === 'reservation')
      return [
        {
          ...line,
          'reservation/ReservationARN': RI_ARN,
          'reservation/EffectiveCost': cost(effectiveOf(u)),
          'reservation/NetEffectiveCost': net(b, effectiveOf(u)),
        },
      ];
    if (paid === 'onDemand') return [line];
    return [
      {
        ...line,
        'savingsPlan/SavingsPlanARN': SP_ARN,
        'savingsPlan/SavingsPlanEffectiveCost': cost(effectiveOf(u)),
        'savingsPlan/NetSavingsPlanEffectiveCost': net(b, effectiveOf(u)),
      },
      {
        ...common(b, day, 'SavingsPlanNegation'),
        'lineItem/UsageAccountId': u.account ?? b.payer,
        'lineItem/ProductCode': u.service,
        'lineItem/UsageType': u.usageType,
        'lineItem/UnblendedCost': cost(unblended.times(-1)),
        'lineItem/NetUnblendedCost': net(b, unblended.times(-1)),
        'pricing/publicOnDemandCost': cost(unblended.times(-1)),
        'savingsPlan/SavingsPlanARN': SP_ARN,
      },
    ];
  });
}

function otherLines(b: Bill): Line[] {
  const commitments = (b.commitments ?? []).flatMap((c) => {
    const upfront = big(c.upfront ?? 0);
    const perDay = upfront.div(c.days);
    if (c.kind === 'savingsPlan')
      return [
        ...daysOf(c.from, c.days).map(
          (day): Line => ({
            ...common(b, day, 'SavingsPlanRecurringFee'),
            'lineItem/ProductCode': 'ComputeSavingsPlans',
            'lineItem/UnblendedCost': cost(big(c.commitment).minus(perDay)),
            'lineItem/NetUnblendedCost': net(b, big(c.commitment).minus(perDay)),
            'savingsPlan/SavingsPlanARN': SP_ARN,
            'savingsPlan/TotalCommitmentToDate': cost(big(c.commitment)),
            'savingsPlan/UsedCommitment': cost(big(c.commitment).minus(c.unused)),
            'savingsPlan/RecurringCommitmentForBillingPeriod': cost(big(c.commitment).minus(perDay)),
            'savingsPlan/NetRecurringCommitmentForBillingPeriod': net(b, big(c.commitment).minus(perDay)),
            'savingsPlan/AmortizedUpfrontCommitmentForBillingPeriod': cost(perDay),
            'savingsPlan/NetAmortizedUpfrontCommitmentForBillingPeriod': net(b, perDay),
          }),
        ),
        ...(upfront.gt(0)
          ? [
              {
                ...common(b, c.from, 'SavingsPlanUpfrontFee'),
                'lineItem/ProductCode': 'ComputeSavingsPlans',
                'lineItem/UnblendedCost': cost(upfront),
                'lineItem/NetUnblendedCost': net(b, upfront),
                'savingsPlan/SavingsPlanARN': SP_ARN,
              },
            ]
          : []),
      ];
    const months = Map.groupBy(daysOf(c.from, c.days), (d) => month(d));
    return [
      ...[...months].map(([first, days]): Line => {
        const unused = big(c.unused).times(days.length);
        const share = big(c.commitment).eq(0) ? big(0) : perDay.div(c.commitment);
        return {
          ...common(b, first, 'RIFee'),
          'lineItem/UsageEndDate': at(nextMonth(first)),
          'lineItem/ProductCode': 'AmazonEC2',
          'lineItem/UsageType': 'EUW1-HeavyUsage:m5.large',
          'lineItem/UnblendedCost': cost(big(c.commitment).minus(perDay).times(days.length)),
          'lineItem/NetUnblendedCost': net(b, big(c.commitment).minus(perDay).times(days.length)),
          'reservation/ReservationARN': RI_ARN,
          'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': cost(unused.times(share)),
          'reservation/UnusedRecurringFee': cost(unused.minus(cost(unused.times(share)))),
          'reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod': net(b, unused.times(share)),
          'reservation/NetUnusedRecurringFee': hasDiscount(b)
            ? cost(unused.times(netShare(b)).minus(net(b, unused.times(share))))
            : '',
        };
      }),
      ...(upfront.gt(0)
        ? [
            {
              ...common(b, c.from, 'Fee'),
              'lineItem/ProductCode': 'AmazonEC2',
              'lineItem/UnblendedCost': cost(upfront),
              'lineItem/NetUnblendedCost': net(b, upfront),
              'reservation/ReservationARN': RI_ARN,
            },
          ]
        : []),
    ];
  });
  const types = { tax: 'Tax', credit: 'Credit', refund: 'Refund', fee: 'Fee', support: 'Fee' } as const;
  const others = (b.others ?? []).map(
    (o): Line => ({
      ...common(b, o.on, types[o.kind]),
      'lineItem/ProductCode': o.kind === 'support' ? 'AWSSupportBusiness' : 'AmazonEC2',
      'lineItem/UnblendedCost': cost(big(o.cost)),
      'lineItem/NetUnblendedCost': hasDiscount(b) ? cost(big(o.cost)) : '',
    }),
  );
  return [...commitments, ...others];
}

/** One line for every month's discount, where it is said apart: gross less net, over all that is discounted. */
function discountLines(b: Bill, lines: readonly Line[]): Line[] {
  if (!hasDiscount(b)) return [];
  return [...Map.groupBy(lines, (l) => month(l.day))].map(([first, of]) => {
    const off = of.reduce(
      (n, l) =>
        n
          .plus(big(l['lineItem/NetUnblendedCost'] || l['lineItem/UnblendedCost'] || 0))
          .minus(l['lineItem/UnblendedCost'] || 0),
      big(0),
    );
    // the net of a discount is in the lines that it lowers
    return { ...common(b, first, 'EdpDiscount'), 'lineItem/UnblendedCost': cost(off) };
  });
}

function linesOf(b: Bill): Line[] {
  const lines = [...b.usage.flatMap((u) => usageLines(b, u)), ...otherLines(b)];
  return [...lines, ...discountLines(b, lines)].map((l, i) => ({
    ...l,
    'identity/LineItemId': `line${i % 7}`,
  }));
}

const GROUPS = {
  savingsPlan: ['SavingsPlanEffectiveCost', 'TotalCommitmentToDate', 'UsedCommitment'],
  reservation: ['EffectiveCost', 'UnusedAmortizedUpfrontFeeForBillingPeriod', 'UnusedRecurringFee'],
} as const;

/** The columns that a report of these lines has: dynamic, as AWS makes them. */
function columnsOf(lines: readonly Line[]): string[] {
  const seen = new Set<string>();
  for (const l of lines) for (const [k, v] of Object.entries(l)) if (k !== 'day' && v !== '') seen.add(k);
  for (const k of ['lineItem/ResourceId', 'lineItem/UsageType', 'lineItem/Operation', 'bill/InvoiceId'])
    seen.add(k);
  // a group is there as a whole once an account has such a commitment
  for (const [group, names] of Object.entries(GROUPS))
    if ([...seen].some((k) => k.startsWith(`${group}/`))) for (const n of names) seen.add(`${group}/${n}`);
  return [...seen].sort();
}

const inPeriods = (lines: readonly Line[], periods?: readonly string[]): Line[] =>
  lines.filter((l) => periods?.includes(l.day.slice(0, 7)) ?? true);

export function writeLegacyCsv(b: Bill, file: string, periods?: readonly string[]): void {
  const lines = inPeriods(linesOf(b), periods);
  writeCsv(file, columnsOf(lines), lines);
}

/** Cost columns are numbers, everything else text, as Athena has them; tags of equal folded names share a column. */
const parquetType = (name: string): string => {
  if (/^(bill_billing_period|line_item_usage)_(start|end)_date$/.test(name)) return 'TIMESTAMP';
  return /_(cost|factor|quantity|fee|amount|discount|value)$|_fee_for_billing_period$|commitment/.test(name)
    ? 'DOUBLE'
    : 'VARCHAR';
};

export async function writeLegacyParquet(b: Bill, file: string, periods?: readonly string[]): Promise<void> {
  const lines = inPeriods(linesOf(b), periods);
  const names = columnsOf(lines);
  const folded = new Map(names.map((n) => [n, athenaNameOf(n)]));
  const rows = lines.map((l): Row => {
    const row: Record<string, string> = {};
    for (const n of names) row[folded.get(n) ?? n] ||= l[n] ?? '';
    return row;
  });
  await writeParquetRows(
    file,
    [...new Set(folded.values())].map((n) => [n, parquetType(n)]),
    rows,
  );
}

/** CUR 2.0: a fixed schema, tags and the rest of product in maps. `rename` and `without` are the export's SELECT list. */
function cur2(
  b: Bill,
  periods: readonly string[] | undefined,
  of: { rename?: Record<string, string>; without?: readonly string[] },
) {
  const lines = inPeriods(linesOf(b), periods);
  const plain = columnsOf(lines).filter((n) => !n.startsWith('resourceTags/') && !n.startsWith('product/'));
  const names = new Map(plain.map((n) => [n, athenaNameOf(n)]));
  const rows = lines.map(
    (l): Row => ({
      ...Object.fromEntries(plain.map((n) => [names.get(n) ?? n, l[n] ?? ''])),
      bill_payer_account_name: 'The payer',
      product_region_code: l['product/regionCode'] ?? '',
      product: { product_name: l['lineItem/ProductCode'] ?? '' },
      resource_tags: Object.fromEntries(
        Object.entries(l)
          .filter(([k]) => k.startsWith('resourceTags/'))
          .map(([k, v]) => [k.slice('resourceTags/'.length).replace(':', '_'), v]),
      ),
    }),
  );
  const all = [
    ...names.values(),
    'bill_payer_account_name',
    'product_region_code',
    'product',
    'resource_tags',
  ];
  const kept = all.filter((n) => !of.without?.includes(n));
  const renamed = (n: string): string => of.rename?.[n] ?? n;
  return {
    columns: kept.map(
      (n) =>
        [
          renamed(n),
          n === 'product' || n === 'resource_tags' ? 'MAP(VARCHAR, VARCHAR)' : parquetType(n),
        ] as const,
    ),
    rows: rows.map((r): Row => Object.fromEntries(kept.map((n) => [renamed(n), r[n] ?? '']))),
  };
}

export async function writeCur2Parquet(
  b: Bill,
  file: string,
  of: { periods?: readonly string[]; rename?: Record<string, string>; without?: readonly string[] } = {},
): Promise<void> {
  const { columns, rows } = cur2(b, of.periods, of);
  await writeParquetRows(file, columns, rows);
}

export function writeCur2Csv(
  b: Bill,
  file: string,
  of: { periods?: readonly string[]; rename?: Record<string, string>; without?: readonly string[] } = {},
): void {
  const { columns, rows } = cur2(b, of.periods, of);
  writeCsv(
    file,
    columns.map(([n]) => n),
    rows,
  );
}
