import { expect, test } from 'vitest';
import { align, wholeDays } from '../../../src/discover/metric-window.ts';

const instant = (s: string): number => Date.parse(s);
const dates = (...of: string[]): Date[] => of.map((s) => new Date(s));

test('whole UTC days up to the last complete one', () => {
  expect(wholeDays('2026-11-25T10:30:00.000Z', 14)).toEqual({
    start: instant('2026-11-11'),
    end: instant('2026-11-25'),
  });
  expect(wholeDays('2026-11-25T00:00:00.000Z', 1)).toEqual({
    start: instant('2026-11-24'),
    end: instant('2026-11-25'),
  });
});

test('a datapoint belongs to the period that it falls into; others, and what is no number, are dropped', () => {
  const window = wholeDays('2026-11-25T10:30:00.000Z', 3);
  expect(
    align(
      window,
      86_400,
      dates('2026-11-24T05:00:00Z', '2026-11-22', '2026-11-21T23:59:59Z', '2026-11-25', '2026-11-23'),
      [3, 1, 99, 99, Number.NaN],
    ),
  ).toEqual([1, null, 3]);
  expect(align(window, 3600, dates('2026-11-22T01:00:00Z'), [7])).toHaveLength(72);
});
