import { expect, it } from 'vitest';
import { dailyBytes } from '../../../../checks/aws/_lib/nat-traffic.ts';

const from = (day: string, values: readonly (number | null)[]) => ({
  start: `2026-11-${day}T00:00:00.000Z`,
  period: 86_400,
  values,
  silentAtZero: true,
});

it('adds both directions of the same date, whatever their series begin with', () => {
  expect(dailyBytes(from('11', [1, 2, 3]), from('12', [10, 20, 30]), '2026-11-01T00:00:00.000Z')).toEqual([
    1, 12, 23, 30,
  ]);
});

it('counts silence as zero', () => {
  expect(dailyBytes(from('11', [null, 5]), from('11', [null, null]), '2026-11-01T00:00:00.000Z')).toEqual([
    0, 5,
  ]);
});

it('leaves out the days before creation and the day of it, unless it was midnight', () => {
  const [out, inward] = [from('11', [1, 2, 3]), from('11', [10, 20, 30])];
  expect(dailyBytes(out, inward, '2026-11-12T00:00:01.000Z')).toEqual([33]);
  expect(dailyBytes(out, inward, '2026-11-12T00:00:00.000Z')).toEqual([22, 33]);
});
