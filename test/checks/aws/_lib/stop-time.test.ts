import { expect, it } from 'vitest';
import { stoppedAt } from '../../../../checks/aws/_lib/stop-time.ts';

it.each([
  ['User initiated (2026-06-01 08:00:00 GMT)', '2026-06-01T08:00:00.000Z'],
  ['User initiated (2026-06-01 08:00:00 UTC)', '2026-06-01T08:00:00.000Z'],
  ['User initiated (2026-06-01T08:00:00Z)', '2026-06-01T08:00:00.000Z'],
  ['User initiated (2026-06-01 08:00:00)', '2026-06-01T08:00:00.000Z'],
  ['User initiated (2026-06-01 08:00 GMT)', '2026-06-01T08:00:00.000Z'],
  ['User initiated (2026-06-01 08:00:00 +0000)', '2026-06-01T08:00:00.000Z'],
  ['User initiated (2026-06-01)', '2026-06-01T00:00:00.000Z'],
  [
    'Server.ScheduledStop: Stopped due to scheduled retirement (2026-06-01 08:00:00 GMT)',
    '2026-06-01T08:00:00.000Z',
  ],
  [
    'Client.UserInitiatedShutdown: User initiated shutdown (by ops) (2026-06-01 08:00:00 GMT)',
    '2026-06-01T08:00:00.000Z',
  ],
  ['', undefined],
  ['Client.InstanceInitiatedShutdown: Instance initiated shutdown', undefined],
  ['User initiated (2026-02-31 08:00:00 GMT)', undefined],
  ['User initiated (2026-06-01 25:00:00 GMT)', undefined],
  ['User initiated (2026-06-01 08:00:00 CEST)', undefined],
  ['(2026-06-01) was long ago', undefined],
])('%j', (reason, expected) => {
  expect(stoppedAt(reason)).toBe(expected);
});
