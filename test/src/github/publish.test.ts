import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetchBaseline } from '../../../src/github/baseline.ts';
import type { EventContext } from '../../../src/github/context.ts';
import { type Publication, publishAll } from '../../../src/github/publish.ts';
import { uploadState } from '../../../src/github/upload-state.ts';
import { aServerPerTest } from './github-server.ts';
import { asStep, type Step } from './runner-files.ts';

const HEAD = 'a'.repeat(40);
const marker = '<!-- finops-gate:default -->';
const server = aServerPerTest();

function outputFolder(text = 'run'): string {
  const dir = mkdtempSync(join(tmpdir(), 'out-'));
  mkdirSync(join(dir, 'inventory/tenant_id=default'), { recursive: true });
  writeFileSync(join(dir, 'run_manifest.json'), text);
  writeFileSync(join(dir, 'inventory/tenant_id=default/x.parquet'), 'PAR1');
  return dir;
}
const push: EventContext = {
  eventName: 'push',
  owner: 'octo',
  repo: 'shop',
  runId: 99,
  runAttempt: 1,
  runUrl: 'https://github.com/octo/shop/actions/runs/99',
  ref: 'refs/heads/main',
  headSha: HEAD,
  isFork: false,
  isDependabot: false,
  sarif: { ref: 'refs/heads/main', commitSha: HEAD },
};
const pullRequest: EventContext = {
  ...push,
  eventName: 'pull_request',
  ref: 'refs/pull/7/merge',
  pullRequest: 7,
  sarif: { ref: 'refs/pull/7/merge', commitSha: HEAD },
};

async function publish(ctx: EventContext, more: Partial<Publication> = {}) {
  let notices: readonly string[] = [];
  const step: Step = await asStep(async () => {
    const result = await publishAll({
      ctx,
      rest: server.rest,
      defaultBranch: 'main',
      github: {
        token: 'ghs_0123456789abcdef',
        comment: true,
        checkRun: true,
        uploadSarif: true,
        artifactName: 'finops-gate-state',
      },
      totalsOnly: false,
      comment: { marker, body: `${marker}\nbody` },
      checkRun: { name: 'FinOps Gate', title: 'pass', summary: 's', conclusion: 'success', annotations: [] },
      summary: '# Summary\n',
      annotations: [{ level: 'warning', message: 'a finding' }],
      sarif: [],
      outputs: { gate: 'pass' },
      stateDir: outputFolder(),
      ...more,
    });
    notices = result.notices;
  });
  return { step, notices };
}
const published = () => ({
  artifacts: server.github.artifacts.map((a) => a.name),
  comments: server.github.comments.length,
  checkRuns: server.github.checks.length,
  sarifs: server.github.sarifs.length,
});
const SARIF = ['{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[]}]}'];

describe('published', () => {
  test('on the default branch: artifact, check run, SARIF; no comment', async () => {
    const { step, notices } = await publish(push, { sarif: SARIF });
    expect(notices).toEqual([]);
    expect(published()).toEqual({
      artifacts: ['finops-gate-state'],
      comments: 0,
      checkRuns: 1,
      sarifs: 1,
    });
    expect(step.summary).toBe('# Summary\n');
    expect(step.outputs).toEqual({ gate: 'pass' });
    expect(step.commands).toContain('::warning::a finding');
  });

  test('on a pull request: the comment too, and the state under a name that is no baseline', async () => {
    const { notices } = await publish(pullRequest);
    expect(notices).toEqual([]);
    expect(published()).toEqual({
      artifacts: ['finops-gate-state-pr'],
      comments: 1,
      checkRuns: 1,
      sarifs: 0,
    });
  });

  test('only what is switched on', async () => {
    await publish(pullRequest, {
      sarif: SARIF,
      github: { token: 't', comment: false, checkRun: false, uploadSarif: false, artifactName: 'x' },
    });
    expect(published()).toEqual({ artifacts: ['x-pr'], comments: 0, checkRuns: 0, sarifs: 0 });
  });
});

describe('refused, and the run goes on:', () => {
  test('a fork’s read-only token: the summary and the notices say it, the summary keeps the report', async () => {
    server.github.readOnly();
    const { step, notices } = await publish({ ...pullRequest, isFork: true }, { sarif: SARIF });
    expect(notices).toEqual([
      expect.stringMatching(/^The comment was not published: the token lacks `pull-requests: write`/),
      expect.stringMatching(/^The check run was not published: the token lacks `checks: write`/),
      expect.stringMatching(/^The SARIF file was not published: the token lacks `security-events: write`/),
    ]);
    expect(step.summary).toMatch(/^# Summary\n/);
    for (const notice of notices) {
      expect(step.summary).toContain(`- ${notice}\n`);
      expect(step.commands).toContain(`::notice::${notice}`);
    }
    expect(step.outputs).toEqual({ gate: 'pass' });
  });

  test.each([
    ['comment', 'POST', /\/comments$/, { artifacts: 1, comments: 0, checkRuns: 1, sarifs: 1 }],
    ['check run', 'POST', /\/check-runs$/, { artifacts: 1, comments: 1, checkRuns: 0, sarifs: 1 }],
    ['SARIF file', 'POST', /\/sarifs$/, { artifacts: 1, comments: 1, checkRuns: 1, sarifs: 0 }],
    ['artifact', 'POST', /CreateArtifact$/, { artifacts: 0, comments: 1, checkRuns: 1, sarifs: 1 }],
  ] as const)('one broken surface (%s) takes no other with it', async (what, method, path, left) => {
    server.github.fail({ method, path, status: what === 'artifact' ? 403 : 500 });
    // whether GitHub could read the file is not waited for here
    server.github.fail({ method: 'GET', path: /sarifs/, status: 404 });
    const { step, notices } = await publish(pullRequest, { sarif: SARIF });
    expect(notices).toEqual([expect.stringContaining(`The ${what} was not published: `)]);
    const { artifacts, ...rest } = published();
    expect({ artifacts: artifacts.length, ...rest }).toEqual(left);
    expect(step.summary).toContain('# Summary');
  });

  test('no token: what needs one is said, the rest is there', async () => {
    const { notices, step } = await publish(pullRequest, { rest: undefined });
    expect(notices).toEqual([
      'The comment was not published: there is no github-token.',
      'The check run was not published: there is no github-token.',
    ]);
    expect(step.outputs).toEqual({ gate: 'pass' });
  });

  test('a notice cannot bring markup into the summary', async () => {
    server.github.fail({ method: 'POST', path: /\/check-runs$/, status: 500, message: '<img src=x>' });
    const { step } = await publish(push);
    expect(step.summary).toContain('&lt;img src=x>');
    expect(step.summary).not.toContain('<img');
  });
});

test('a public repository: neither the artifact nor the SARIF file leaves the runner, and it is said', async () => {
  const { notices } = await publish(push, { totalsOnly: true, sarif: SARIF });
  expect(published()).toEqual({ artifacts: [], comments: 0, checkRuns: 1, sarifs: 0 });
  expect(notices).toEqual([
    expect.stringMatching(/^The artifact was not published: anyone can download.*`allow-public: true`/),
    expect.stringMatching(/^The SARIF file was not published: /),
  ]);
});

describe('the state', () => {
  const baseline = async (runId: number) =>
    fetchBaseline({
      rest: server.rest,
      owner: 'octo',
      repo: 'shop',
      defaultBranch: 'main',
      name: 'finops-gate-state',
      runId,
      into: mkdtempSync(join(tmpdir(), 'in-')),
    });
  const upload = (text: string, runAttempt: number) =>
    uploadState({ name: 'finops-gate-state', dir: outputFolder(text), runAttempt });

  test('comes back whole in the next run', async () => {
    await asStep(() => upload('first', 1));
    const got = await baseline(100);
    if ('none' in got) throw new Error(got.none);
    expect(got).toMatchObject({ runId: 99, warnings: [] });
    expect(readFileSync(join(got.dir, 'run_manifest.json'), 'utf8')).toBe('first');
    expect(readFileSync(join(got.dir, 'inventory/tenant_id=default/x.parquet'), 'utf8')).toBe('PAR1');
  });

  test('a rerun replaces what its earlier attempt left', async () => {
    await asStep(() => upload('first attempt', 1));
    let second: unknown;
    await asStep(async () => {
      second = await upload('second attempt', 2);
    });
    expect(second).toEqual({ published: true });
    const got = await baseline(100);
    if ('none' in got) throw new Error(got.none);
    expect(readFileSync(join(got.dir, 'run_manifest.json'), 'utf8')).toBe('second attempt');
    expect(server.github.artifacts).toHaveLength(1);
  });

  test('two jobs of one run do not replace each other', async () => {
    await asStep(() => upload('job one', 1));
    let second: unknown;
    await asStep(async () => {
      second = await upload('job two', 1);
    });
    expect(second).toEqual({
      published: false,
      why: 'another job of this run already uploaded "finops-gate-state": give each job an artifact-name of its own',
    });
  });
});
