import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BaselineQuery, fetchBaseline } from '../../../src/github/baseline.ts';
import { aServerPerTest, restOf } from './github-server.ts';
import { zip } from './zip-maker.ts';

const server = aServerPerTest();

const state = (text: string) => zip([{ name: 'run_manifest.json', data: text }]);
const day = (n: number) => new Date(Date.UTC(2026, 10, n, 6)).toISOString();

interface Planted {
  readonly run: number;
  readonly name: string;
  readonly zip: Buffer;
  readonly expired: boolean;
  readonly headBranch: string;
  readonly headRepositoryId: number;
  /** What GitHub says of it; the truth by default. */
  readonly digest: string;
  readonly sizeInBytes: number;
}
/** An artifact of a run of that day of November. */
function plant(of: Partial<Planted> & { readonly run: number }): void {
  const { github } = server;
  github.addRun({
    id: of.run,
    ...(of.headBranch === undefined ? {} : { headBranch: of.headBranch }),
    ...(of.headRepositoryId === undefined ? {} : { headRepositoryId: of.headRepositoryId }),
  });
  const made = github.addArtifact({
    name: of.name ?? 'finops-gate-state',
    zip: of.zip ?? state(`run ${of.run}`),
    run: of.run,
    createdAt: new Date(day(of.run)),
    expiresAt: new Date(of.expired ? '2026-01-01' : '2099-01-01'),
  });
  if (of.digest !== undefined) made.digest = of.digest;
  if (of.sizeInBytes !== undefined) made.size = of.sizeInBytes;
}
function ask(more: Partial<BaselineQuery> = {}) {
  return fetchBaseline({
    rest: server.rest,
    owner: 'octo',
    repo: 'shop',
    defaultBranch: 'main',
    name: 'finops-gate-state',
    runId: 99,
    into: mkdtempSync(join(tmpdir(), 'baseline-')),
    ...more,
  });
}
async function found(more: Partial<BaselineQuery> = {}) {
  const got = await ask(more);
  if ('none' in got) throw new Error(got.none);
  return { ...got, text: readFileSync(join(got.dir, 'run_manifest.json'), 'utf8') };
}

describe('chosen:', () => {
  test('the newest of the name by its date, whatever the order', async () => {
    plant({ run: 5 });
    plant({ run: 7 });
    plant({ run: 6 });
    plant({ run: 8, name: 'finops-gate-state-pr' });
    expect(await found()).toMatchObject({ text: 'run 7', runId: 7, createdAt: day(7), warnings: [] });
  });

  test('never one that is expired, a fork’s, another branch’s, or this run’s own of an earlier attempt', async () => {
    plant({ run: 3 });
    plant({ run: 4, expired: true });
    plant({ run: 5, headRepositoryId: 666 });
    plant({ run: 6, headBranch: 'topic' });
    plant({ run: 7 });
    expect(await found({ runId: 7 })).toMatchObject({ text: 'run 3', warnings: [] });
  });

  test('the newest of more than a page', async () => {
    for (let run = 1; run <= 28; run += 1)
      for (let i = 0; i < 4; i += 1) plant({ run, headBranch: run === 1 ? 'main' : 'topic' });
    expect(await found()).toMatchObject({ text: 'run 1' });
    expect(server.calls(/GET/, /\/actions\/artifacts$/)).toHaveLength(2);
  });
});

describe('none:', () => {
  test('nothing there is a plain first run', async () => {
    expect(await ask()).toEqual({
      none: 'No earlier artifact "finops-gate-state" of branch main was found.',
      warning: false,
    });
  });

  test('GitHub fails: asked three times, then said', async () => {
    plant({ run: 3 });
    server.github.fail({ method: 'GET', path: /\/actions\/artifacts$/, status: 500 });
    expect(await ask()).toMatchObject({
      none: expect.stringContaining('GitHub answered 500'),
      warning: true,
    });
    expect(server.calls(/GET/, /\/actions\/artifacts$/)).toHaveLength(3);
  });

  test('a token that may not read: the permission is named, and it is asked once', async () => {
    server.github.fail({
      method: 'GET',
      path: /\/actions\/artifacts$/,
      status: 403,
      message: 'Resource not accessible by integration',
    });
    expect(await ask()).toMatchObject({ none: expect.stringContaining('`actions: read`'), warning: true });
    expect(server.calls(/GET/, /\/actions\/artifacts$/)).toHaveLength(1);
  });

  test('the storage fails: the token is not blamed', async () => {
    plant({ run: 3 });
    server.github.fail({ method: 'GET', path: /^\/blob\//, status: 404 });
    expect(await ask()).toMatchObject({ none: expect.stringContaining("GitHub's storage answered 404") });
  });
});

describe('passed over for the next older, and said:', () => {
  const CORRUPT: readonly (readonly [string, Partial<Planted>, RegExp])[] = [
    ['an archive that is cut', { zip: state('x').subarray(0, 30) }, /central directory|end of/i],
    ['no archive at all', { zip: Buffer.from('<html>') }, /central directory|end of/i],
    ['other bytes than GitHub recorded', { digest: `sha256:${'0'.repeat(64)}` }, /do not match the digest/],
    ['a path outside', { zip: zip([{ name: '../../x', data: 'x' }]) }, /relative path/],
    ['a size beyond the limit', { sizeInBytes: 600 * 1024 * 1024 }, /larger than/],
  ];
  test.each(CORRUPT)('%s', async (_what, planted, why) => {
    plant({ run: 3 });
    plant({ run: 4, ...planted });
    const into = mkdtempSync(join(tmpdir(), 'baseline-'));
    const got = await found({ into });
    expect(got).toMatchObject({ text: 'run 3', warnings: [expect.stringMatching(why)] });
    expect(got.warnings[0]).toMatch(/^The artifact of run 4 \(2026-11-04T06:00:00\.000Z\) cannot be used: /);
    expect(readdirSync(into)).toHaveLength(1);
  });

  test('a state that the caller refuses', async () => {
    plant({ run: 3 });
    plant({ run: 4 });
    const refuse = async (dir: string) =>
      readFileSync(join(dir, 'run_manifest.json'), 'utf8') === 'run 4' ? 'its schema is newer' : undefined;
    expect(await found({ refuse })).toMatchObject({
      text: 'run 3',
      warnings: [expect.stringContaining('its schema is newer')],
    });
  });

  test('no more than three', async () => {
    plant({ run: 2 });
    for (const run of [3, 4, 5]) plant({ run, zip: Buffer.from('no') });
    const got = await ask();
    expect(got).toMatchObject({ warning: true });
    expect('none' in got && got.none.match(/cannot be used/g)).toHaveLength(3);
  });
});

test('a server that never answers ends at the deadline', async () => {
  const silent = createServer(() => {});
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const other = await restOf({ ...server.github, url: `http://127.0.0.1:${port}` }, []);
  const started = performance.now();
  const got = await ask({ rest: other, deadlineMs: 300 });
  expect(performance.now() - started).toBeLessThan(2000);
  expect(got).toEqual({
    none: "Earlier runs' artifacts could not be listed: GitHub did not hand it over within 0.3 s. This run is treated as a first run.",
    warning: true,
  });
  silent.closeAllConnections();
  silent.close();
});
