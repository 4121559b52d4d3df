import { describe, expect, it } from 'vitest';
import { lastPublished, percentile } from '../../../../checks/aws/_lib/series.ts';
import { DAY_MS } from '../../../../checks/aws/_lib/time.ts';

describe('percentile', () => {
  it('is by nearest rank: of a fortnight, the 95th is the busiest day', () => {
    const days = [3, 1, 2, 9, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    expect(percentile(days, 95)).toBe(9);
    expect(percentile(days, 92)).toBe(3);
    expect(percentile(days, 0)).toBe(1);
    expect(days[0]).toBe(3);
  });
  it('orders numbers as numbers', () => {
    expect(percentile([10, 9, 100], 100)).toBe(100);
  });
  it('of nothing is not zero', () => {
    expect(() => percentile([], 95)).toThrow(RangeError);
  });
});

describe('a silent series', () => {
  const start = '2026-11-11T00:00:00.000Z';
  const series = { start, period: 86_400, values: [null, 7, null], silentAtZero: false };
  it('knows its last datapoint', () => {
    expect(lastPublished(series)).toBe(Date.parse(start) + DAY_MS);
    expect(lastPublished({ ...series, values: [null, null] })).toBeUndefined();
  });
});
