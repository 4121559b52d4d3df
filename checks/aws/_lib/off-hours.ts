/** Hours of the week in which an instance has nothing to do, from an hourly series of whole weeks in UTC. */
import type { Series } from '../../../contracts/check.ts';

export const HOURS_PER_WEEK = 168;

/** The highest value of every hour of the week, from Thursday 00:00 UTC (the epoch); null where nothing was published. */
export function weekOf(s: Series): (number | null)[] {
  const first = Math.round(Date.parse(s.start) / 3_600_000);
  const week = new Array<number | null>(HOURS_PER_WEEK).fill(null);
  for (const [i, value] of s.values.entries()) {
    const hour = (((first + i) % HOURS_PER_WEEK) + HOURS_PER_WEEK) % HOURS_PER_WEEK;
    if (value !== null) week[hour] = Math.max(week[hour] ?? 0, value);
  }
  return week;
}

/** Hours in stretches of at least that many idle ones on end; the week is a ring. All of them where it is never busy. */
export function hoursInStretches(idle: readonly boolean[], least: number): number {
  const busy = idle.indexOf(false);
  if (busy < 0) return idle.length;
  let total = 0;
  let stretch = 0;
  for (let i = 1; i <= idle.length; i++) {
    if (idle[(busy + i) % idle.length]) stretch++;
    else {
      if (stretch >= least) total += stretch;
      stretch = 0;
    }
  }
  return total;
}
