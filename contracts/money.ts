/**
 * Money: decimal, never a float. Prices and amounts are `Big`; a stored or printed amount is a string with six
 * decimals, quantised half-even (the storage type is decimal(18,6)).
 */
import Big from 'big.js';

export type Money = Big;
export { Big };

/** Hours that AWS's own calculators bill a month as (365 × 24 ÷ 12). Source: AWS Pricing Calculator, "730 hours". */
export const HOURS_PER_MONTH = 730;
const HALF_EVEN = 2;
const LIMIT = new Big('1e12');

/** A decimal from a number's shortest text, or from decimal text. Throws on anything else. */
export const usd = (value: Big | number | string): Money => new Big(value);

export const perMonth = (hourly: Big | number | string): Money => new Big(hourly).times(HOURS_PER_MONTH);

/** `12.5` → `12.500000`, half-even. Throws RangeError when the amount does not fit decimal(18,6). */
export function toMoney(amount: Big): string {
  const q = amount.round(6, HALF_EVEN);
  if (q.abs().gte(LIMIT)) throw new RangeError(`${amount.toString()} does not fit decimal(18,6)`);
  return q.toFixed(6);
}

export const sum = (amounts: Iterable<Big>): Money => {
  let total = new Big(0);
  for (const a of amounts) total = total.plus(a);
  return total;
};

/** For people: `1234.5` → `$1,234.50`, half-even at cents. */
export function formatUsd(amount: Big | string): string {
  const [whole = '0', cents = '00'] = new Big(amount).abs().round(2, HALF_EVEN).toFixed(2).split('.');
  const sign = new Big(amount).round(2, HALF_EVEN).lt(0) ? '-' : '';
  return `${sign}$${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents}`;
}
