/** What a recorded series says; silence is told from zero by the caller. */
import type { Series } from '../../../contracts/check.ts';

/** Values that AWS published. */
export const published = (s: Series): number[] => s.values.filter((v) => v !== null);

export const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
export const total = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Nearest-rank percentile, so that the busiest day of a fortnight counts at p95. Throws on an empty list. */
export function percentile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError('a percentile of nothing');
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Start of the last period with a datapoint, epoch milliseconds; undefined when there is none. */
export function lastPublished(s: Series): number | undefined {
  const i = s.values.findLastIndex((v) => v !== null);
  return i < 0 ? undefined : Date.parse(s.start) + i * s.period * 1000;
}
