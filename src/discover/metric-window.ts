/** The days that a series covers. */

const DAY_MS = 86_400_000;

/** Epoch milliseconds; `end` is exclusive. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** Whole UTC days, the last one being the last complete day before `asOf`. */
export function wholeDays(asOf: string, days: number): Window {
  const end = Math.floor(Date.parse(asOf) / DAY_MS) * DAY_MS;
  return { start: end - days * DAY_MS, end };
}

/**
 * One value per period of the window, null where there is no datapoint. A datapoint belongs to the period that it falls into;
 * what lies outside is dropped.
 */
export function align(
  window: Window,
  period: number,
  times: readonly Date[],
  values: readonly number[],
): (number | null)[] {
  const step = period * 1000;
  const aligned = new Array<number | null>(Math.round((window.end - window.start) / step)).fill(null);
  for (const [i, time] of times.entries()) {
    const value = values[i];
    const at = Math.floor((time.getTime() - window.start) / step);
    if (value !== undefined && Number.isFinite(value) && at >= 0 && at < aligned.length) aligned[at] = value;
  }
  return aligned;
}
