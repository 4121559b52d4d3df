/** Bytes that a NAT gateway moved a day since it was made. AWS publishes nothing for a gateway without traffic: silence is zero. */
import type { Series } from '../../../contracts/check.ts';
import { DAY_MS } from './time.ts';

/** Whole UTC days from the first midnight after creation, in order; out and in of the same day are added by their dates. */
export function dailyBytes(out: Series, inward: Series, createdAt: string): number[] {
  const firstDay = Math.ceil(Date.parse(createdAt) / DAY_MS) * DAY_MS;
  const byDay = new Map<number, number>();
  for (const { start, period, values } of [out, inward])
    for (const [i, bytes] of values.entries()) {
      const day = Date.parse(start) + i * period * 1000;
      if (day >= firstDay) byDay.set(day, (byDay.get(day) ?? 0) + (bytes ?? 0));
    }
  return [...byDay].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
}
