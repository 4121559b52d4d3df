import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actionLog, inertLine } from '../../../src/github/log.ts';
import { asStep } from './runner-files.ts';

const HOSTILE = '::set-env name=PATH::/evil\r\n  ::add-mask::x\n##[error]no\u001b[31m';

test('a hostile text makes no command but the one that was meant', async () => {
  const step = await asStep(async () => {
    const log = await actionLog();
    log.info(HOSTILE);
    log.progress(HOSTILE);
    log.notice(HOSTILE);
    log.warn(HOSTILE);
    log.error(HOSTILE);
    await log.group(HOSTILE, async () => log.info('inside'));
  });
  expect(step.commands.map((c) => c.split('::')[1]?.trim())).toEqual([
    'notice',
    'warning',
    'error',
    'group',
    'endgroup',
  ]);
  expect(step.stdout).toContain('inside');
});

test('inertLine leaves no line that begins with :: or holds ##[, whatever it is given', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('::', ':', '#', '##[', '[', '\n', '\r', ' ', 'x', '\u0085')),
      (parts) => {
        const line = inertLine(parts.join(''));
        expect(line.trimStart().startsWith('::')).toBe(false);
        expect(line).not.toContain('##[');
        expect(line).not.toMatch(/[\r\n]/);
      },
    ),
  );
});

test('ordinary text is left as it is', () => {
  expect(inertLine('eu-west-1: 3 of 12 tables (arn:aws:ec2:::x)')).toBe(
    'eu-west-1: 3 of 12 tables (arn:aws:ec2:::x)',
  );
});

test('progress is shown once in five seconds', async () => {
  let clock = 0;
  const step = await asStep(async () => {
    const log = await actionLog(() => clock);
    for (; clock <= 10_000; clock += 1000) log.progress(`at ${clock}`);
  });
  expect(step.stdout).toBe('at 0\nat 5000\nat 10000\n');
});

test('a secret is masked, an empty one is not', async () => {
  const step = await asStep(async () => {
    const log = await actionLog();
    log.mask('s3cret-value');
    log.mask('');
  });
  expect(step.commands).toEqual(['::add-mask::s3cret-value']);
});
