/** Rows of Cost Explorer's months. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { Big } from '../../../contracts/money.ts';
import { maker } from '../makers.ts';

const cost = maker('ce_monthly_costs', {
  service_name: 'Amazon Redshift',
  currency: 'USD',
});

/** Months up to October 2026 of a service that costs so many dollars a day in each, the last one last. */
export function monthsOf(
  daily: readonly number[],
  over: Partial<Row<'ce_monthly_costs'>> = {},
): Row<'ce_monthly_costs'> {
  const last = daily.map((_, i) => new Date(Date.UTC(2026, 10 - daily.length + i, 1)));
  const days = (first: Date): number =>
    new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return cost({
    months: last.map((first) => first.toISOString().slice(0, 7)),
    amounts: daily.map((rate, i) => new Big(rate).times(days(last[i] as Date)).toFixed()),
    ...over,
  });
}
