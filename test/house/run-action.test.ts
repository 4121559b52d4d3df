import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readContext } from '../../src/github/context.ts';
import {
  commits,
  mergeGroup,
  pullRequest,
  push,
  schedule,
  workflowDispatch,
} from '../support/github/events.ts';
import { runAction } from '../support/github/run-action.ts';
import { startGitHub } from '../support/github/server.ts';
import { readCommands, readFileCommands } from '../support/github/workflow-commands.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'action-'));
  mkdirSync(join(folder, 'dist'));
  writeFileSync(
    join(folder, 'action.yml'),
    `name: probe
inputs:
  role-to-assume: { description: role }
  fail-on: { description: gate, default: none }
  github-token: { description: token, default: "\${{ github.token }}" }
runs: { using: node24, main: dist/main.mjs }
`,
  );
  writeFileSync(
    join(folder, 'dist/main.mjs'),
    `import { appendFileSync, readdirSync } from 'node:fs';
const { env } = process;
const say = (file, text) => appendFileSync(env[file], text);
say('GITHUB_OUTPUT', 'env<<X\\n' + JSON.stringify({ env, files: readdirSync('.'), node: process.version }) + '\\nX\\n');
say('GITHUB_OUTPUT', 'many<<EOF\\nline 1\\nline=2\\nEOF\\ncount=3\\n');
say('GITHUB_STEP_SUMMARY', '# Summary\\n');
say('GITHUB_STATE', 'phase=main\\n');
process.stdout.write('::warning file=a.yml,line=3,title=50%25%3A::first%0Asecond\\n::add-mask::secret\\n');
process.stderr.write('on stderr\\n');
process.exitCode = env['INPUT_FAIL-ON'] === 'now' ? 1 : 0;
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the runner', () => {
  test('gives inputs, defaults and a clean environment, and reads every answer', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'must-not-leak';
    const run = await runAction({
      folder,
      event: schedule(),
      inputs: { 'role-to-assume': 'arn:aws:iam::1:role/x' },
      env: { AWS_REGION: 'eu-west-1' },
    });
    delete process.env.AWS_ACCESS_KEY_ID;
    expect(run.code).toBe(0);
    const seen = JSON.parse(run.outputs.env ?? '{}') as {
      env: Record<string, string>;
      files: string[];
      node: string;
    };
    expect(seen.env).toMatchObject({
      'INPUT_ROLE-TO-ASSUME': 'arn:aws:iam::1:role/x',
      'INPUT_FAIL-ON': 'none',
      'INPUT_GITHUB-TOKEN': expect.stringMatching(/^ghs_/),
      GITHUB_EVENT_NAME: 'schedule',
      AWS_REGION: 'eu-west-1',
    });
    expect(Object.keys(seen.env).filter((name) => name.startsWith('AWS_'))).toEqual(['AWS_REGION']);
    expect([seen.files, seen.node.split('.')[0]]).toEqual([[], 'v24']);
    expect(run.outputs).toMatchObject({ many: 'line 1\nline=2', count: '3' });
    expect([run.summary, run.state, run.stderr]).toEqual(['# Summary\n', { phase: 'main' }, 'on stderr\n']);
    expect(run.commands).toEqual([
      { name: 'warning', properties: { file: 'a.yml', line: '3', title: '50%:' }, message: 'first\nsecond' },
      { name: 'add-mask', properties: {}, message: 'secret' },
    ]);
  });

  test('says how the step ended, and refuses an input that is not declared', async () => {
    const failed = await runAction({ folder, event: schedule(), inputs: { 'fail-on': 'now' } });
    expect(failed.code).toBe(1);
    await expect(runAction({ folder, event: schedule(), inputs: { typo: 'x' } })).rejects.toThrow(
      /Unexpected input/,
    );
  });
});

describe('what a step says', () => {
  test('between stop-commands and its token is text', () => {
    const found = readCommands('::stop-commands::t1\n::error::no\n::t1::\n::error::yes\ntext ::error::no\n');
    expect(found.map((c) => c.message)).toEqual(['t1', 'yes']);
  });

  test.each([
    ['a line that is no pair', 'nothing', /Invalid format/],
    ['a delimiter that never comes', 'a<<EOF\nb\n', /delimiter not found/],
  ])('in a file is refused with %s', (_, text, said) => {
    expect(() => readFileCommands(text)).toThrow(said);
  });
});

describe('the events', () => {
  const context = async (event: ReturnType<typeof schedule>) => {
    const github = await startGitHub();
    const dir = mkdtempSync(join(tmpdir(), 'event-'));
    writeFileSync(join(dir, 'event.json'), JSON.stringify(event.payload));
    const env = { ...github.env(5), ...event.env, GITHUB_EVENT_PATH: join(dir, 'event.json') };
    await github.close();
    const read = readContext(env);
    rmSync(dir, { recursive: true });
    return read;
  };

  test('are understood by the product itself', async () => {
    expect(await context(schedule({ private: false }))).toMatchObject({
      eventName: 'schedule',
      isPublic: true,
      runId: 5,
    });
    expect(await context(push({ ref: 'refs/heads/topic' }))).toMatchObject({
      ref: 'refs/heads/topic',
      eventName: 'push',
    });
    expect(await context(workflowDispatch())).toMatchObject({ ref: 'refs/heads/main', isFork: false });
    expect(await context(pullRequest({ number: 9 }))).toMatchObject({
      pullRequest: 9,
      headSha: commits.head,
      baseSha: commits.main,
      isFork: false,
      isPublic: false,
    });
    expect(await context(pullRequest({ fork: true }))).toMatchObject({ isFork: true });
    expect(await context(pullRequest({ actor: 'dependabot[bot]' }))).toMatchObject({ isDependabot: true });
    expect(await context(mergeGroup({ number: 9 }))).toMatchObject({
      pullRequest: 9,
      eventName: 'merge_group',
    });
  });
});
