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

/**
 * One number for every whole period since an instant (ISO 8601; null: all of them), in order: where the metric is silent at zero, silence counts as
 * zero, elsewhere it is left out, so that the length says how much is known.
 */
export function since(s: Series, instant: string | null): number[] {
  const from = instant === null ? Number.NEGATIVE_INFINITY : Date.parse(instant);
  return s.values.flatMap((v, i) => {
    if (Date.parse(s.start) + i * s.period * 1000 < from) return [];
    return v === null ? (s.silentAtZero ? [0] : []) : [v];
  });
}
