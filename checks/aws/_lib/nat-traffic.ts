/** Bytes that a NAT gateway moved a day since it was made. AWS publishes nothing for a gateway without traffic: silence is zero. */
import type { Series } from '../../../contracts/check.ts';
import { zeroFilledSince } from './series.ts';
import { DAY_MS } from './time.ts';

/** Whole UTC days from the first midnight after creation; out and in of the same day are added by their dates. */
export function dailyBytes(out: Series, inward: Series, createdAt: string): number[] {
  const firstDay = Math.ceil(Date.parse(createdAt) / DAY_MS) * DAY_MS;
  const [a, b] = [zeroFilledSince(out, firstDay), zeroFilledSince(inward, firstDay)];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i) => (a[i] ?? 0) + (b[i] ?? 0));
}
