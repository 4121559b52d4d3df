import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { budget } from '../../../src/aws/budget.ts';

const started = async (count: number, rate: Parameters<typeof budget>[0]): Promise<number[]> => {
  const limit = budget(rate);
  const from = performance.now();
  const at: number[] = [];
  await Promise.all(
    Array.from({ length: count }, () => limit.run(async () => at.push(performance.now() - from))),
  );
  return at;
};

test('a burst starts at once, then one call per interval', async () => {
  const at = await started(6, { burst: 3, perSecond: 20, inFlight: 10 });
  expect(at[2]).toBeLessThan(40);
  // calls 4, 5 and 6 wait 50, 100 and 150 ms; timers of Node may fire a millisecond early
  expect(at[3]).toBeGreaterThanOrEqual(48);
  expect(at[5]).toBeGreaterThanOrEqual(147);
});

test('no more than the cap are in flight, in the order of asking, and a failure frees its place', async () => {
  const limit = budget({ burst: 100, perSecond: 1000, inFlight: 2 });
  let now = 0;
  let most = 0;
  const order: number[] = [];
  const results = await Promise.allSettled(
    [1, 2, 3, 4, 5].map((n) =>
      limit.run(async () => {
        order.push(n);
        most = Math.max(most, ++now);
        await wait(10);
        now--;
        if (n === 1) throw new Error('one');
      }),
    ),
  );
  expect(most).toBe(2);
  expect(order).toEqual([1, 2, 3, 4, 5]);
  expect(results.map((r) => r.status)).toEqual([
    'rejected',
    'fulfilled',
    'fulfilled',
    'fulfilled',
    'fulfilled',
  ]);
});
