import { expect, test } from 'vitest';
import { keepComment } from '../../../src/github/comment.ts';
import { aServerPerTest, restOf } from './github-server.ts';

const marker = '<!-- finops-gate:default -->';
const text = `${marker}\n## FinOps Gate: pass\n`;
const server = aServerPerTest();

const keep = (body: string) =>
  keepComment({ rest: server.rest, owner: 'octo', repo: 'shop', pullRequest: 7 }, { marker, body });
const comments = (issue: number) =>
  server.github.comments.filter((c) => c.issue === issue).map((c) => ({ login: c.user, body: c.body }));
const writes = () => server.calls(/POST|PATCH/, /comments/);

test('created, then left alone while the text is the same, then updated', async () => {
  expect(await keep(text)).toMatchObject({ published: true, url: expect.stringContaining('#issuecomment-') });
  expect(await keep(`${text.replaceAll('\n', '\r\n')}\n`)).toMatchObject({ published: true });
  expect(writes()).toHaveLength(1);
  await keep(`${marker}\nother`);
  expect(writes().map((c) => c.method)).toEqual(['POST', 'PATCH']);
  expect(comments(7).map((c) => c.body)).toEqual([`${marker}\nother`]);
});

test('left alone when nothing but the link to the run differs', async () => {
  const linked = (run: number) => `${text}[run](https://github.com/octo/shop/actions/runs/${run})\n`;
  await keep(linked(1));
  await keep(linked(22));
  expect(writes()).toHaveLength(1);
  await keep(`${linked(22)}more`);
  expect(writes()).toHaveLength(2);
});

test('a body without the marker gets it, so that the next run finds it', async () => {
  await keep('hello');
  expect(comments(7).map((c) => c.body)).toEqual([`${marker}\nhello`]);
});

test('found on the third page', async () => {
  for (let i = 0; i < 230; i += 1) server.github.addComment({ issue: 7, user: 'ann', body: `talk ${i}` });
  server.github.addComment({ issue: 7, user: 'github-actions[bot]', body: `${marker}\nold` });
  await keep(text);
  expect(writes().map((c) => c.method)).toEqual(['PATCH']);
  expect(server.calls(/GET/, /comments$/)).toHaveLength(3);
});

test('another’s comment with our marker is not touched', async () => {
  server.github.addComment({ issue: 7, user: 'mallory', body: `${marker}\nmine` });
  await keep(text);
  expect(comments(7)).toEqual([
    { login: 'mallory', body: `${marker}\nmine` },
    { login: 'github-actions[bot]', body: text },
  ]);
});

test('a personal token updates its own user’s comment', async () => {
  server.github.addComment({ issue: 7, user: 'mallory', body: `${marker}\nmine` });
  server.github.addComment({ issue: 7, user: 'finops-robot', body: `${marker}\nold` });
  const personal = await restOf(server.github, []);
  // The server knows GITHUB_TOKEN alone, so this one answer is another's.
  personal.hook.wrap('request', async (request, options) =>
    options.url.endsWith('/graphql')
      ? { data: { data: { viewer: { login: 'finops-robot' } } }, status: 200, headers: {}, url: options.url }
      : request(options),
  );
  await keepComment({ rest: personal, owner: 'octo', repo: 'shop', pullRequest: 7 }, { marker, body: text });
  expect(comments(7).map((c) => c.body)).toEqual([`${marker}\nmine`, text]);
});

test('of two of ours the first is kept, the other left alone', async () => {
  server.github.addComment({ issue: 7, user: 'github-actions[bot]', body: `${marker}\n1` });
  server.github.addComment({ issue: 7, user: 'github-actions[bot]', body: `${marker}\n2` });
  await keep(text);
  expect(comments(7).map((c) => c.body)).toEqual([text, `${marker}\n2`]);
});

test('a comment under another marker, or on another pull request, is not ours', async () => {
  server.github.addComment({ issue: 7, user: 'github-actions[bot]', body: '<!-- finops-gate:other -->\nx' });
  server.github.addComment({ issue: 8, user: 'github-actions[bot]', body: `${marker}\nx` });
  await keep(text);
  expect(comments(7)).toHaveLength(2);
  expect(comments(8)).toEqual([{ login: 'github-actions[bot]', body: `${marker}\nx` }]);
});

test('a read-only token: why, and what to add', async () => {
  server.github.readOnly();
  expect(await keep(text)).toEqual({
    published: false,
    why: "the token lacks `pull-requests: write`: add it to the job's `permissions` (pull requests from forks and Dependabot get a read-only token)",
  });
});

test('too long: said without asking GitHub', async () => {
  expect(await keep(`${marker}${'x'.repeat(65_536)}`)).toMatchObject({
    published: false,
    why: expect.stringContaining('GitHub takes 65536'),
  });
  expect(server.calls(/./, /./)).toHaveLength(0);
});

test('a write that failed is not repeated: it may have been done', async () => {
  server.github.fail({ method: 'POST', path: /comments$/, status: 502 });
  expect(await keep(text)).toMatchObject({ published: false, why: expect.stringContaining('502') });
  expect(writes()).toHaveLength(1);
});
