import { expect, test } from 'vitest';
import { EXIT, exitCodeOf, GateError } from '../../../src/shared/errors.ts';

test('the exit code says whose fault it was', () => {
  expect(EXIT).toEqual({ clean: 0, gate: 1, user: 2, aws: 3, github: 3, ours: 4 });
  for (const fault of ['user', 'aws', 'github', 'ours'] as const)
    expect(exitCodeOf(new GateError({ fault, message: 'm' }))).toBe(EXIT[fault]);
});

test('what is no GateError is ours, whatever was thrown', () => {
  for (const thrown of [new Error('x'), new TypeError('x'), 'text', undefined, null, { fault: 'user' }])
    expect(exitCodeOf(thrown)).toBe(4);
});

test('it carries the next step and what caused it', () => {
  const cause = new Error('refused');
  const error = new GateError({ fault: 'aws', message: 'AWS refused.', next: 'Allow it.', cause });
  expect(error).toMatchObject({ name: 'GateError', message: 'AWS refused.', next: 'Allow it.', cause });
  expect(error).toBeInstanceOf(Error);
  const bare = new GateError({ fault: 'user', message: 'm' });
  expect(bare.next).toBe('');
  expect('cause' in bare).toBe(false);
});
