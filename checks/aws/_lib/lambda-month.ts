/** What a Lambda function did, scaled to a month. */
import type { Series } from '../../../contracts/check.ts';
import { since, total } from './series.ts';

const DAYS_PER_MONTH = 365 / 12;
const MS_PER_HOUR = 3_600_000;

export interface Month {
  /** Whole days since the function was last changed. */
  readonly days: number;
  /** In those days, not in a month. */
  readonly invocations: number;
  readonly monthlyInvocations: number;
  /** GiB of memory times hours of running, per month. */
  readonly monthlyGibHours: number;
}

/** From the sums of invocations and of durations (milliseconds), so that the average duration counts. */
export function monthOf(
  row: { readonly memory_mb: number; readonly last_modified: string | null },
  invocations: Series,
  durations: Series,
): Month {
  const calls = since(invocations, row.last_modified);
  const days = calls.length;
  const scale = days === 0 ? 0 : DAYS_PER_MONTH / days;
  const hours = total(since(durations, row.last_modified)) / MS_PER_HOUR;
  return {
    days,
    invocations: total(calls),
    monthlyInvocations: total(calls) * scale,
    monthlyGibHours: hours * (row.memory_mb / 1024) * scale,
  };
}
