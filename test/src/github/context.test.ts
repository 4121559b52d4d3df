import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { advancesBaseline, readContext } from '../../../src/github/context.ts';
import { GateError } from '../../../src/shared/errors.ts';

const HEAD = 'a'.repeat(40);
const BASE = 'b'.repeat(40);
const RUN_SHA = 'c'.repeat(40);
const repository = { id: 2, default_branch: 'main', private: true, visibility: 'private' };

function run(eventName: string, ref: string, payload: unknown, more: NodeJS.ProcessEnv = {}) {
  const path = join(mkdtempSync(join(tmpdir(), 'event-')), 'event.json');
  writeFileSync(path, typeof payload === 'string' ? payload : JSON.stringify(payload));
  return readContext({
    GITHUB_EVENT_NAME: eventName,
    GITHUB_EVENT_PATH: path,
    GITHUB_REPOSITORY: 'octo/shop',
    GITHUB_SHA: RUN_SHA,
    GITHUB_REF: ref,
    GITHUB_RUN_ID: '77',
    GITHUB_RUN_ATTEMPT: '2',
    ...more,
  });
}
const pullRequest = (headRepoId: number | null) => ({
  repository,
  pull_request: {
    number: 12,
    user: { login: 'ann' },
    head: { sha: HEAD, ref: 'topic', repo: headRepoId === null ? null : { id: headRepoId } },
    base: { sha: BASE, ref: 'main', repo: { id: 2 } },
  },
});
const refusal = (go: () => unknown): GateError => {
  try {
    go();
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the context of', () => {
  test('a push', () => {
    expect(run('push', 'refs/heads/main', { repository })).toEqual({
      eventName: 'push',
      owner: 'octo',
      repo: 'shop',
      runId: 77,
      runAttempt: 2,
      runUrl: 'https://github.com/octo/shop/actions/runs/77',
      defaultBranch: 'main',
      isPublic: false,
      ref: 'refs/heads/main',
      headSha: RUN_SHA,
      isFork: false,
      isDependabot: false,
      sarif: { ref: 'refs/heads/main', commitSha: RUN_SHA },
    });
  });

  test('a schedule whose payload names no repository: its ref is the default branch', () => {
    const ctx = run('schedule', 'refs/heads/trunk', { schedule: '0 6 * * *' });
    expect(ctx.defaultBranch).toBe('trunk');
    expect(ctx).not.toHaveProperty('isPublic');
    expect(advancesBaseline(ctx, 'trunk')).toBe(true);
  });

  test('a dispatch on another branch: it does not advance the baseline', () => {
    const ctx = run('workflow_dispatch', 'refs/heads/topic', { repository });
    expect(advancesBaseline(ctx, 'main')).toBe(false);
    expect(advancesBaseline(run('workflow_dispatch', 'refs/heads/main', { repository }), 'main')).toBe(true);
  });

  test('a pull request: head commit for the check run, merge commit for code scanning', () => {
    const ctx = run('pull_request', 'refs/pull/12/merge', pullRequest(2));
    expect(ctx).toMatchObject({
      pullRequest: 12,
      headSha: HEAD,
      baseSha: BASE,
      isFork: false,
      sarif: { ref: 'refs/pull/12/merge', commitSha: RUN_SHA },
    });
    expect(advancesBaseline(ctx, 'main')).toBe(false);
  });

  test('a pull request from a fork, and from a fork that is gone', () => {
    expect(run('pull_request', 'refs/pull/12/merge', pullRequest(99)).isFork).toBe(true);
    expect(run('pull_request', 'refs/pull/12/merge', pullRequest(null)).isFork).toBe(true);
  });

  test('pull_request_target runs on the default branch and still judges the head', () => {
    const ctx = run('pull_request_target', 'refs/heads/main', pullRequest(99));
    expect(ctx).toMatchObject({
      pullRequest: 12,
      headSha: HEAD,
      isFork: true,
      sarif: { ref: 'refs/pull/12/head', commitSha: HEAD },
    });
    expect(advancesBaseline(ctx, 'main')).toBe(false);
  });

  test('a merge group: the pull request is read from the queue branch', () => {
    const ref = `refs/heads/gh-readonly-queue/release/v2/pr-34-${'d'.repeat(40)}`;
    const ctx = run('merge_group', ref, {
      repository,
      merge_group: { head_ref: ref, head_sha: HEAD, base_sha: BASE },
    });
    expect(ctx).toMatchObject({ pullRequest: 34, headSha: HEAD, baseSha: BASE, sarif: { ref } });
    expect(advancesBaseline(ctx, 'main')).toBe(false);
  });

  test('Dependabot', () => {
    const ctx = run('pull_request', 'refs/pull/12/merge', pullRequest(2), {
      GITHUB_ACTOR: 'dependabot[bot]',
    });
    expect(ctx).toMatchObject({ isDependabot: true, isFork: false });
  });

  test.each([
    [{ ...repository, visibility: 'public', private: false }, true],
    [{ ...repository, visibility: 'internal', private: true }, false],
    [{ id: 2, private: false }, true],
    [{ id: 2, private: true }, false],
  ])('a repository %j: public %s', (given, expected) => {
    expect(run('push', 'refs/heads/main', { repository: given }).isPublic).toBe(expected);
  });
});

describe('refused in one sentence:', () => {
  test('no runner', () => {
    expect(refusal(() => readContext({}))).toMatchObject({
      fault: 'user',
      message: expect.stringMatching(/^This is not a GitHub Actions run: GITHUB_EVENT_NAME: /),
    });
  });

  test('a payload that is no JSON, or names no commit', () => {
    expect(refusal(() => run('push', 'refs/heads/main', '{')).message).toMatch(/cannot be read/);
    const bad = pullRequest(2);
    bad.pull_request.head.sha = '$(id)';
    expect(refusal(() => run('pull_request', 'refs/pull/1/merge', bad)).message).toMatch(
      /not one that GitHub sends: pull_request\.head\.sha/,
    );
  });

  test('a repository that would change the path of a request', () => {
    expect(
      refusal(() => run('push', 'refs/heads/main', {}, { GITHUB_REPOSITORY: 'a/b/../../c' })).message,
    ).toMatch(/GITHUB_REPOSITORY: must be owner\/name/);
  });
});
