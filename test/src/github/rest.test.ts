import { describe, expect, test } from 'vitest';
import { explainRefusal } from '../../../src/github/refusal.ts';
import { openRest } from '../../../src/github/rest.ts';
import { aServerPerTest, restOf } from './github-server.ts';

const server = aServerPerTest();
const at = { owner: 'octo', repo: 'shop' };
const read = () => server.rest.rest.repos.get(at);
const write = () => server.rest.rest.issues.createComment({ ...at, issue_number: 7, body: 'x' });
const requests = () => server.calls(/./, /./).length;

describe('asked again:', () => {
  test('a read, while GitHub fails, twice at most', async () => {
    server.github.fail({ path: /^\/repos/, status: 502, times: 2 });
    expect((await read()).data.default_branch).toBe('main');
    server.github.fail({ path: /^\/repos/, status: 502, times: 3 });
    await expect(read()).rejects.toMatchObject({ status: 502 });
    expect(requests()).toBe(6);
  });

  test('a write that a rate limit refused, after the time that GitHub names', async () => {
    server.github.fail({ path: /comments$/, status: 403, headers: { 'retry-after': '1' }, times: 1 });
    const started = performance.now();
    await write();
    expect(performance.now() - started).toBeGreaterThan(990);
    expect(server.github.comments).toHaveLength(1);
  });
});

describe('not asked again:', () => {
  test('a write that failed', async () => {
    server.github.fail({ path: /comments$/, status: 502, times: 1 });
    await expect(write()).rejects.toMatchObject({ status: 502 });
    expect(requests()).toBe(1);
  });

  test('a read that was refused', async () => {
    server.github.fail({ path: /^\/repos/, status: 403 });
    await expect(read()).rejects.toMatchObject({ status: 403 });
    expect(requests()).toBe(1);
  });

  test('a rate limit that takes longer than a run should wait', async () => {
    server.github.fail({ path: /^\/repos/, status: 429, headers: { 'retry-after': '3600' } });
    await expect(read()).rejects.toMatchObject({ status: 429 });
    expect(requests()).toBe(1);
  });
});

describe('explained:', () => {
  const why = async () => explainRefusal(await read().catch((e: unknown) => e), 'contents: read');

  test('a token that GitHub does not know', async () => {
    const rest = await openRest('ghs_another', []);
    rest.hook.before('request', (options) => {
      options.baseUrl = `${server.github.url}/api`;
    });
    const error = await rest.rest.repos.get(at).catch((e: unknown) => e);
    expect(explainRefusal(error, 'contents: read')).toBe('the github-token is not valid, or has expired');
  });

  test.each([
    [403, 'Resource not accessible by integration', /lacks `contents: read`: add it/],
    [403, 'API rate limit exceeded for installation ID 1.', /rate limit for this token is used up/],
    [404, 'Not Found', /no such thing: it may lack `contents: read`/],
    [422, 'Validation Failed', /^GitHub answered 422: Validation Failed$/],
    [503, 'line one\nline two', /^GitHub answered 503: line one$/],
  ])('%i %s', async (status, message, sentence) => {
    server.github.fail({ path: /^\/repos/, status, message });
    expect(await why()).toMatch(sentence);
  });

  test('a server that is not there', async () => {
    const rest = await restOf(server.github, []);
    await server.github.close();
    const error = await rest.rest.repos.get(at).catch((e: unknown) => e);
    expect(explainRefusal(error, 'contents: read')).toMatch(/^GitHub could not be reached: .*ECONNREFUSED/);
  });
});
