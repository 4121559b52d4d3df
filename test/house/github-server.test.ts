import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { answerFaults } from '../support/github/contract.ts';
import { type GitHub, githubToken, startGitHub } from '../support/github/server.ts';
import { trimmedDescription } from '../support/github/trim-openapi.ts';

let github: GitHub;
beforeEach(async () => {
  github = await startGitHub();
});
afterEach(() => github.close());

interface Said {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  body: any;
  link: string | null;
}

async function ask(method: string, path: string, body?: object, token = githubToken): Promise<Said> {
  const response = await fetch(`${github.url}/api/repos/octo/shop${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    redirect: 'manual',
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text ? JSON.parse(text) : undefined,
    link: response.headers.get('link'),
  };
}

const check = (more: object = {}) => ({
  name: 'FinOps Gate',
  head_sha: 'a'.repeat(40),
  status: 'completed',
  conclusion: 'neutral',
  output: { title: 'title', summary: 'summary' },
  ...more,
});
const annotation = (more: object = {}) => ({
  path: '.finops-gate.yml',
  start_line: 1,
  end_line: 1,
  annotation_level: 'warning',
  message: 'text',
  ...more,
});
const annotated = (annotations: object[]) => check({ output: { title: 't', summary: 's', annotations } });

test("the description in use is cut from GitHub's own, as installed", () => {
  const inUse = readFileSync(new URL('../support/github/openapi.json', import.meta.url), 'utf8');
  expect(trimmedDescription() === inUse, 'run: npm run gen:openapi').toBe(true);
});

describe('accepts', () => {
  test('comments: created, listed in pages, updated', async () => {
    for (let i = 0; i < 31; i += 1) github.addComment({ issue: 7, body: `comment ${i}` });
    github.addComment({ issue: 8, body: 'of another' });
    const made = await ask('POST', '/issues/7/comments', { body: 'x'.repeat(65_536) });
    expect(made.status).toBe(201);
    expect(made.body.user.login).toBe('github-actions[bot]');
    const first = await ask('GET', '/issues/7/comments');
    expect([first.body.length, /page=2/.test(first.link ?? '')]).toEqual([30, true]);
    const second = await ask('GET', '/issues/7/comments?page=2');
    expect([second.body.length, second.link]).toEqual([2, null]);
    expect((await ask('PATCH', `/issues/comments/${made.body.id}`, { body: 'new' })).body.body).toBe('new');
    expect(github.comments.at(-1)).toMatchObject({ body: 'new', edits: 1, issue: 7 });
    expect(github.violations).toEqual([]);
  });

  test('check runs: annotations of several requests are appended', async () => {
    const fifty = Array.from({ length: 50 }, () => annotation());
    const made = await ask('POST', '/check-runs', annotated(fifty));
    expect([made.status, made.body.output.annotations_count]).toEqual([201, 50]);
    const more = { output: { title: 't', summary: 's', annotations: [annotation({ message: 'last' })] } };
    const patched = await ask('PATCH', `/check-runs/${made.body.id}`, more);
    expect([patched.status, patched.body.output.annotations_count]).toEqual([200, 51]);
    expect(github.checks[0]).toMatchObject({ conclusion: 'neutral', status: 'completed' });
    expect(github.checks[0]?.annotations.at(-1)?.message).toBe('last');
    expect(github.violations).toEqual([]);
  });

  test('SARIF: decoded, and processed at the second look', async () => {
    const run = { tool: { driver: { name: 'x', rules: [] } }, results: [] };
    const made = await ask('POST', '/code-scanning/sarifs', upload({ version: '2.1.0', runs: [run] }));
    expect(made.status).toBe(202);
    const status = () => ask('GET', `/code-scanning/sarifs/${made.body.id}`);
    expect((await status()).body.processing_status).toBe('pending');
    expect((await status()).body.processing_status).toBe('complete');
    expect(github.sarifs[0]?.sarif).toMatchObject({ version: '2.1.0' });
    expect(github.violations).toEqual([]);
  });

  test('reads: repository, file at a ref, pull requests of a commit, runs', async () => {
    github.files.set('main:.finops-gate.yml', 'regions: eu-west-1\n');
    github.pulls.push({ number: 7, headSha: 'b'.repeat(40), state: 'open', baseRef: 'main' });
    github.addRun({ id: 4, event: 'schedule' });
    expect((await ask('GET', '')).body).toMatchObject({
      private: true,
      visibility: 'private',
      default_branch: 'main',
    });
    github.private = false;
    expect((await ask('GET', '')).body).toMatchObject({ private: false, visibility: 'public' });
    const file = await ask('GET', '/contents/.finops-gate.yml?ref=main');
    expect(Buffer.from(file.body.content, 'base64').toString()).toBe('regions: eu-west-1\n');
    expect((await ask('GET', '/contents/.finops-gate.yml?ref=other')).status).toBe(404);
    expect((await ask('GET', `/commits/${'b'.repeat(40)}/pulls`)).body).toMatchObject([
      { number: 7, state: 'open' },
    ]);
    expect((await ask('GET', `/commits/${'c'.repeat(40)}/pulls`)).body).toEqual([]);
    expect((await ask('GET', '/actions/runs/4')).body).toMatchObject({ id: 4, event: 'schedule' });
    expect((await ask('GET', '/actions/runs/5')).status).toBe(404);
    expect(github.violations).toEqual([]);
  });

  test('artifacts: newest first, with their origin; expired ones are gone', async () => {
    const day = (n: number) => new Date(Date.now() - n * 86_400_000);
    github.addRun({ id: 11, headRepositoryId: 99, headBranch: 'main', event: 'pull_request' });
    github.addArtifact({ name: 'state', zip: Buffer.from('PK old'), run: 10, createdAt: day(100) });
    github.addArtifact({ name: 'state', zip: Buffer.from('PK fork'), run: 11, createdAt: day(1) });
    github.addArtifact({ name: 'state', zip: Buffer.from('PK new'), run: 12, createdAt: day(2) });
    github.addArtifact({ name: 'else', zip: Buffer.from('PK else'), run: 12 });
    const { body } = await ask('GET', '/actions/artifacts?name=state&per_page=2');
    expect(body.total_count).toBe(3);
    expect(body.artifacts).toMatchObject([
      { expired: false, workflow_run: { id: 11, repository_id: 2, head_repository_id: 99 } },
      {
        expired: false,
        workflow_run: { id: 12, repository_id: 2, head_repository_id: 2, head_branch: 'main' },
      },
    ]);
    const old = (await ask('GET', '/actions/artifacts?name=state&per_page=2&page=2')).body.artifacts[0];
    expect(old.expired).toBe(true);
    expect((await ask('GET', `/actions/artifacts/${old.id}/zip`)).status).toBe(410);
    const zip = await fetch(
      `${github.url}/api/repos/octo/shop/actions/artifacts/${body.artifacts[1].id}/zip`,
      {
        headers: { authorization: `Bearer ${githubToken}` },
      },
    );
    expect(await zip.text()).toBe('PK new');
    expect(github.violations).toEqual([]);
  });
});

const upload = (sarif: object) => ({
  commit_sha: 'a'.repeat(40),
  ref: 'refs/heads/main',
  sarif: gzipSync(JSON.stringify(sarif)).toString('base64'),
});

describe('refuses', () => {
  const sarifOf = (uri: string) => ({
    version: '2.1.0',
    runs: [{ results: [{ locations: [{ physicalLocation: { artifactLocation: { uri } } }] }] }],
  });

  test.each<[what: string, status: number, said: RegExp, method: string, path: string, body: object]>([
    [
      'a comment of 65,537 characters',
      422,
      /too long/,
      'POST',
      '/issues/7/comments',
      { body: 'x'.repeat(65_537) },
    ],
    ['a comment without body', 422, /body/, 'POST', '/issues/7/comments', { text: 'x' }],
    [
      '51 annotations',
      422,
      /50/,
      'POST',
      '/check-runs',
      annotated(Array.from({ length: 51 }, () => annotation())),
    ],
    [
      'a summary of 65,536',
      422,
      /65535/,
      'POST',
      '/check-runs',
      check({ output: { title: 't', summary: 'x'.repeat(65_536) } }),
    ],
    ['a made-up conclusion', 422, /conclusion/, 'POST', '/check-runs', check({ conclusion: 'warning' })],
    [
      'completed without conclusion',
      422,
      /conclusion/,
      'POST',
      '/check-runs',
      check({ conclusion: undefined }),
    ],
    [
      'columns over two lines',
      422,
      /columns/,
      'POST',
      '/check-runs',
      annotated([annotation({ end_line: 2, start_column: 1 })]),
    ],
    [
      'a title of 256',
      422,
      /255/,
      'POST',
      '/check-runs',
      annotated([annotation({ title: 'x'.repeat(256) })]),
    ],
    [
      'an ARN as path',
      422,
      /relative/,
      'POST',
      '/check-runs',
      annotated([annotation({ path: 'arn:aws:ec2' })]),
    ],
    [
      'a short commit',
      422,
      /commit_sha/,
      'POST',
      '/code-scanning/sarifs',
      { ...upload({}), commit_sha: 'abc' },
    ],
    ['a bare ref', 422, /ref/, 'POST', '/code-scanning/sarifs', { ...upload({}), ref: 'main' }],
    ['a key of its own', 422, /category/, 'POST', '/code-scanning/sarifs', { ...upload({}), category: 'c' }],
    [
      'SARIF that is not gzip',
      400,
      /gzip/,
      'POST',
      '/code-scanning/sarifs',
      { ...upload({}), sarif: 'e30=' },
    ],
    ['an unknown path', 404, /Not Found/, 'POST', '/pulls/7/comment', {}],
    ['an unknown comment', 404, /Not Found/, 'PATCH', '/issues/comments/1', { body: 'x' }],
  ])('%s', async (_, status, said, method, path, body) => {
    const answer = await ask(method, path, body);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toMatch(said);
    expect([...github.comments, ...github.checks, ...github.sarifs]).toEqual([]);
  });

  test('what the description does not know is kept as a violation', async () => {
    await ask('GET', '/actions/artifacts?name=x&per_pages=100');
    await ask('POST', '/pulls/7/comment', {});
    expect(github.violations).toEqual([
      'GET /repos/{owner}/{repo}/actions/artifacts query per_pages is not in the description',
      'no operation POST /repos/octo/shop/pulls/7/comment',
    ]);
  });

  test.each([
    ['an ARN as uri', 'arn:aws:ec2:eu-west-1:1:volume/vol-1', /scheme "arn"/],
    ['a name with a tag', 'image:latest', /scheme "image"/],
  ])('later, %s in SARIF', async (_, uri, said) => {
    const { body } = await ask('POST', '/code-scanning/sarifs', upload(sarifOf(uri)));
    await ask('GET', `/code-scanning/sarifs/${body.id}`);
    const status = await ask('GET', `/code-scanning/sarifs/${body.id}`);
    expect(status.body.processing_status).toBe('failed');
    expect(status.body.errors[0]).toMatch(said);
    expect(github.violations).toEqual([]);
  });

  test('a wrong token, and writes with the token of a fork', async () => {
    expect((await ask('GET', '', undefined, 'other')).status).toBe(401);
    github.readOnly();
    const write = await ask('POST', '/issues/7/comments', { body: 'x' });
    expect([write.status, write.body.message]).toEqual([403, 'Resource not accessible by integration']);
    expect((await ask('GET', '/issues/7/comments')).status).toBe(200);
    expect(github.env()).not.toHaveProperty('ACTIONS_ID_TOKEN_REQUEST_URL');
  });

  test('what a test planted, as often as it said', async () => {
    github.fail({ method: 'GET', path: /\/actions\/artifacts$/, status: 503, times: 2 });
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await ask('GET', '/actions/artifacts')).status);
    expect(statuses).toEqual([503, 503, 200]);
  });
});

describe('the description', () => {
  const asked = {
    method: 'POST',
    path: '/repos/octo/shop/issues/7/comments',
    query: {},
    body: { body: 'x' },
  };

  test('is held against answers too', async () => {
    const made = await ask('POST', '/issues/7/comments', { body: 'x' });
    expect(answerFaults(asked, 201, made.body)).toEqual([]);
    const { node_id: _, ...less } = made.body;
    expect(answerFaults(asked, 201, less)).toEqual([expect.stringMatching(/answer 201 .*'node_id'/)]);
    expect(answerFaults(asked, 201, { ...made.body, id: 'text' })).toEqual([
      expect.stringMatching(/id must be/),
    ]);
    expect(answerFaults(asked, 202, made.body)).toEqual([
      expect.stringMatching(/202 is not in the description/),
    ]);
  });
});

describe('the artifact service', () => {
  const call = async (method: string, body: object, run = 1) => {
    const { ACTIONS_RESULTS_URL, ACTIONS_RUNTIME_TOKEN } = github.env(run);
    const response = await fetch(
      `${ACTIONS_RESULTS_URL}twirp/github.actions.results.api.v1.ArtifactService/${method}`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${ACTIONS_RUNTIME_TOKEN}`, 'content-type': 'application/json' },
        body: JSON.stringify({ workflow_run_backend_id: '1', workflow_job_run_backend_id: '1', ...body }),
      },
    );
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  test('refuses another run, an older client, a bad name, and a file that is not what was announced', async () => {
    const good = { name: 'state', version: 7, mime_type: 'application/zip' };
    expect(await call('CreateArtifact', good, 2)).toMatchObject({
      status: 403,
      body: { code: 'permission_denied' },
    });
    expect((await call('CreateArtifact', { ...good, version: 4 })).status).toBe(400);
    expect((await call('CreateArtifact', { ...good, name: 'a/b' })).status).toBe(400);
    const made = await call('CreateArtifact', good);
    expect(made.status).toBe(200);
    expect((await call('FinalizeArtifact', { name: 'state', size: '2', hash: 'x' })).status).toBe(404);
    await fetch(made.body.signed_upload_url ?? '', { method: 'PUT', body: 'PK' });
    expect((await call('FinalizeArtifact', { name: 'state', size: '2', hash: 'sha256:0' })).status).toBe(400);
    expect(await call('ListArtifacts', {})).toMatchObject({ status: 200, body: { artifacts: [] } });
  });
});

describe('the artifact client of the runner', () => {
  const before = { ...process.env };
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'artifact-'));
  });
  afterAll(() => {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  });

  test('uploads, refuses a name that is taken, finds it from the next run, and downloads it', async () => {
    Object.assign(process.env, github.env(11), { GITHUB_WORKSPACE: dir });
    const { DefaultArtifactClient } = await import('@actions/artifact');
    const client = new DefaultArtifactClient();
    const file = join(dir, 'state.json');
    writeFileSync(file, '{"run":11}');
    const made = await client.uploadArtifact('finops-state', [file], dir, { retentionDays: 30 });
    expect(made.id).toBe(github.artifacts[0]?.id);
    expect(github.artifacts[0]?.expiresAt.getTime()).toBeLessThan(Date.now() + 31 * 86_400_000);
    await expect(client.uploadArtifact('finops-state', [file], dir)).rejects.toThrow(/already exists/);

    Object.assign(process.env, github.env(12));
    const findBy = { token: githubToken, workflowRunId: 11, repositoryOwner: 'octo', repositoryName: 'shop' };
    const { artifact } = await client.getArtifact('finops-state', { findBy });
    const path = join(dir, 'down');
    await client.downloadArtifact(artifact.id, { path, findBy });
    expect(readdirSync(path)).toEqual(['state.json']);
    expect(readFileSync(join(path, 'state.json'), 'utf8')).toBe('{"run":11}');
    expect(github.violations).toEqual([]);
    const blob = github.log.find((entry) => entry.path.startsWith('/blob/') && entry.method === 'GET');
    expect(blob?.status).toBe(200);
  });

  test('storage refuses a request that still carries the token', async () => {
    const made = github.addArtifact({ name: 'a', zip: Buffer.from('PK'), run: 1 });
    const { headers } = await fetch(`${github.url}/api/repos/octo/shop/actions/artifacts/${made.id}/zip`, {
      headers: { authorization: `Bearer ${githubToken}` },
      redirect: 'manual',
    });
    const location = headers.get('location') ?? '';
    expect(new URL(location).origin).not.toBe(github.url);
    expect((await fetch(location, { headers: { authorization: 'Bearer x' } })).status).toBe(400);
    expect((await fetch(location)).status).toBe(200);
  });
});
