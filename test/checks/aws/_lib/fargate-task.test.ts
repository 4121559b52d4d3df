import { expect, test } from 'vitest';
import { halfOf } from '../../../../checks/aws/_lib/fargate-task.ts';

test.each([
  ['half of both', [2048, 8192], [1024, 4096]],
  ['a step up where half is no size', [8192, 20 * 1024], [4096, 10 * 1024]],
  ['the largest, in steps of four GiB', [16_384, 72 * 1024], [8192, 36 * 1024]],
  ['the smallest CPU has three sizes of memory', [512, 3072], [256, 2048]],
  ['half of the most memory', [4096, 30 * 1024], [2048, 15 * 1024]],
  ['the least memory', [512, 1024], [256, 512]],
])('%s', (_, [cpu_units, memory_mib], [cpu, memory]) => {
  expect(halfOf({ cpu_units: cpu_units ?? 0, memory_mib: memory_mib ?? 0 })).toEqual({
    cpu_units: cpu,
    memory_mib: memory,
  });
});

test('nothing below the smallest, nor of a size that is not known', () => {
  expect(halfOf({ cpu_units: 256, memory_mib: 2048 })).toBeUndefined();
  expect(halfOf({ cpu_units: 0, memory_mib: 0 })).toBeUndefined();
});
