/** What checks of commitments share: amounts of Cost Explorer's window as a month, and what is said of them. */
import { COMMITMENT_DAYS } from '../../../contracts/inventory/commitments.ts';
import { Big, HOURS_PER_MONTH } from '../../../contracts/money.ts';

/** Hours of the window that Cost Explorer was asked about. */
export const WINDOW_HOURS = 24 * COMMITMENT_DAYS;

/** An amount of the window as one of a month. */
export const monthly = (amount: Big | string): Big =>
  new Big(amount).times(HOURS_PER_MONTH).div(WINDOW_HOURS);

/** What goes unused of a commitment of which so many percent are used; undefined where its amount is not known. */
export const unusedOf = (amount: Big | undefined, usedPercent: number): Big | undefined =>
  amount?.times(Math.max(0, 100 - usedPercent)).div(100);

/** `m5` of `m5.large`. */
export const familyOf = (instanceType: string): string => instanceType.split('.')[0] ?? '';

export const percent = (part: Big | number, whole: Big | number): number => {
  const of = new Big(whole);
  return of.eq(0) ? 100 : Number(new Big(part).div(of).times(100));
};
/** `62.5`, without a needless zero. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;

export const USE_NOTE =
  'Cost Explorer’s figures of 30 whole days; use by other accounts of the organisation counts';
export const COVER_NOTE =
  'Cost Explorer’s figures of 30 whole days of this account’s own usage; commitments that others share count';
export const NO_CLAIM = 'no savings are claimed: the commitment is owed until its term ends';
export const NO_DISCOUNT =
  'no savings are claimed: what a commitment saves depends on its kind and term, see the purchase recommendations of Cost Explorer';
