import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { actionInputs } from '../../../src/config/inputs.ts';
import { annotate } from '../../../src/github/annotate.ts';
import { clipLines, clipText } from '../../../src/github/clip-text.ts';
import { actionOutputs, setOutputs } from '../../../src/github/outputs.ts';
import { writeSummary } from '../../../src/github/summary.ts';
import { asStep } from './runner-files.ts';

describe('action.yml', () => {
  const action = parse(readFileSync('action.yml', 'utf8'));

  test('declares the inputs that the configuration reads, with the same words and defaults', () => {
    const declared = Object.entries<{ description: string; default?: string; required: boolean }>(
      action.inputs,
    );
    expect(
      Object.fromEntries(
        declared.map(([k, v]) => [
          k,
          v.default === undefined
            ? { description: v.description }
            : { description: v.description, default: v.default },
        ]),
      ),
    ).toEqual(actionInputs);
    expect(declared.every(([, v]) => v.required === false)).toBe(true);
  });

  test('declares the outputs that the run sets', () => {
    const declared = Object.entries<{ description: string }>(action.outputs);
    expect(Object.fromEntries(declared.map(([k, v]) => [k, v.description]))).toEqual(actionOutputs);
  });

  test('fits the Marketplace and the runner', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/main.js' });
    expect(action.description.length).toBeLessThanOrEqual(125);
    expect(action.branding).toEqual({ icon: 'dollar-sign', color: 'green' });
  });
});

describe('outputs', () => {
  test('arrive as they were, also with lines and with text that looks like the file format', async () => {
    const tricky = 'a\nfindings<<ghadelimiter_x\n9\nghadelimiter_x';
    const step = await asStep(() => setOutputs({ gate: 'pass', findings: '3', 'comment-file': tricky }));
    expect(step.outputs).toEqual({ gate: 'pass', findings: '3', 'comment-file': tricky });
  });

  test('one too long for an environment string is emptied and named', async () => {
    let notices: string[] = [];
    const step = await asStep(async () => {
      notices = await setOutputs({ 'slack-payload': 'é'.repeat(65_100), new: '1' });
    });
    expect(step.outputs).toEqual({ 'slack-payload': '', new: '1' });
    expect(notices).toEqual([
      'The output slack-payload is left empty: it is longer than another step can take (128 KiB).',
    ]);
  });
});

describe('job summary', () => {
  test('is written, and written once', async () => {
    const step = await asStep(async () => {
      await writeSummary('# one\n');
      await writeSummary('# two\n');
    });
    expect(step.summary).toBe('# two\n');
  });

  test('ends before 1 MiB, after a whole line', async () => {
    const step = await asStep(() => writeSummary('| row with an é |\n'.repeat(80_000)));
    expect(Buffer.byteLength(step.summary)).toBeLessThanOrEqual(1024 * 1024);
    expect(step.summary).toMatch(
      /\| row with an é \|\n\n\nThe rest is left out: a job summary ends at 1 MiB\.\n$/,
    );
  });
});

describe('annotations', () => {
  test('ten of each level, the rest counted', async () => {
    let leftOut = 0;
    const step = await asStep(async () => {
      leftOut = await annotate(
        Array.from({ length: 36 }, (_, i) => ({
          level: (['notice', 'warning', 'error'] as const)[i % 3] ?? 'notice',
          message: `m${i}`,
        })),
      );
    });
    expect(leftOut).toBe(6);
    expect(step.commands).toHaveLength(30);
  });

  test('text and place are escaped', async () => {
    const step = await asStep(() =>
      annotate([
        { level: 'warning', title: 'a,b::c', message: '100%\n::error::x', file: 'a,b:c.yml', line: 3 },
      ]),
    );
    expect(step.commands).toEqual([
      '::warning title=a%2Cb%3A%3Ac,file=a%2Cb%3Ac.yml,line=3::100%25%0A::error::x',
    ]);
  });
});

test('a cut never splits a character', () => {
  expect(clipText('ab😀cd', 4)).toBe('ab…');
  expect(clipText('abcd', 4)).toBe('abcd');
  expect(clipLines('éééé', 6, '…')).toBe('é…');
});
