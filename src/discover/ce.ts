/** Cost Explorer's months as inventory rows. */
import { GetCostAndUsageCommand } from '@aws-sdk/client-cost-explorer';
import type { tables } from '../../contracts/inventory/ce.ts';
import { Big } from '../../contracts/money.ts';
import type { Collectors } from './collector.ts';
import { costPages, decimalOrNull } from './cost-explorer.ts';

/** The judged month and the twelve before: Cost Explorer keeps 14 months, the running one included. */
const MONTHS = 13;

/** The first day of the month so many months away, `YYYY-MM-DD`. */
function firstOfMonth(asOf: string, months: number): string {
  const day = new Date(asOf);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months, 1)).toISOString().slice(0, 10);
}

export const collectors: Collectors<keyof typeof tables> = {
  /** One question, of the account's own cost only, so that one that pays for others does not mix them. */
  async *ce_monthly_costs(r) {
    const ask = (NextPageToken: string | undefined) =>
      r.send(
        'ce',
        new GetCostAndUsageCommand({
          TimePeriod: { Start: firstOfMonth(r.asOf, -MONTHS), End: firstOfMonth(r.asOf, 0) },
          Granularity: 'MONTHLY',
          Metrics: ['AmortizedCost'],
          GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
          Filter: {
            And: [
              { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [r.accountId] } },
              { Not: { Dimensions: { Key: 'RECORD_TYPE', Values: ['Credit', 'Refund', 'Tax'] } } },
            ],
          },
          NextPageToken,
        }),
      );
    const all = Array.from({ length: MONTHS }, (_, i) => firstOfMonth(r.asOf, i - MONTHS).slice(0, 7));
    const services = new Map<string, { currency: string; byMonth: Map<string, Big> }>();
    let estimated = false;
    for await (const page of costPages(ask, (p) => p.NextPageToken))
      for (const of of page.ResultsByTime ?? []) {
        const month = (of.TimePeriod?.Start ?? '').slice(0, 7);
        if (month === all.at(-1)) estimated ||= of.Estimated ?? false;
        for (const group of of.Groups ?? []) {
          const [name = ''] = group.Keys ?? [];
          // where an answer leaves it out, another cost is better than a service that is missing
          const cost = group.Metrics?.AmortizedCost ?? group.Metrics?.UnblendedCost;
          const amount = decimalOrNull(cost?.Amount);
          if (name === '' || amount === null || !all.includes(month)) continue;
          const known = services.get(name) ?? { currency: cost?.Unit ?? 'USD', byMonth: new Map() };
          known.byMonth.set(month, (known.byMonth.get(month) ?? new Big(0)).plus(amount));
          services.set(name, known);
        }
      }
    const first = all.findIndex((month) =>
      [...services.values()].some((s) => !(s.byMonth.get(month) ?? new Big(0)).eq(0)),
    );
    if (first < 0) return;
    const months = all.slice(first);
    yield [...services].map(([service_name, { currency, byMonth }]) => ({
      account_id: r.accountId,
      region: r.region,
      service_name,
      currency,
      months,
      amounts: months.map((month) => decimalOrNull((byMonth.get(month) ?? new Big(0)).toFixed()) ?? '0'),
      estimated,
    }));
  },
};
