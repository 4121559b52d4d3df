import { expect, test } from 'vitest';
import { uploadSarif } from '../../../src/github/sarif-upload.ts';
import { aServerPerTest } from './github-server.ts';

const HEAD = 'a'.repeat(40);
const server = aServerPerTest();
const clean = { version: '2.1.0', runs: [{ tool: { driver: { name: 'é' } }, results: [] }] };

const upload = (text = JSON.stringify(clean)) =>
  uploadSarif(
    {
      rest: server.rest,
      owner: 'octo',
      repo: 'shop',
      ref: 'refs/heads/main',
      commitSha: HEAD,
      waitsMs: [1, 1, 1],
    },
    text,
  );

test('arrives whole, under its ref and commit, and is watched until GitHub has read it', async () => {
  expect(await upload()).toEqual({ published: true });
  expect(server.github.sarifs).toMatchObject([
    { ref: 'refs/heads/main', commitSha: HEAD, sarif: clean, polls: 2 },
  ]);
});

test('a file that GitHub cannot process is told with its reason', async () => {
  expect(await upload('{"version":"2.1.0","runs":[]}')).toEqual({
    published: false,
    why: 'GitHub could not process it: 1 item required; only 0 were supplied',
  });
});

test.each([
  [
    403,
    'Code Security must be enabled for this repository to use code scanning.',
    /need GitHub Code Security/,
  ],
  [403, 'Resource not accessible by integration', /`security-events: write`/],
  [404, 'commit not found', /does not know the commit/],
  [422, "ref 'refs/heads/x' not found in this repository", /does not know the ref/],
  [413, 'Payload Too Large', /larger than 10 MB/],
])('%i %s', async (status, message, why) => {
  server.github.fail({ method: 'POST', path: /code-scanning\/sarifs$/, status, message });
  expect(await upload()).toEqual({ published: false, why: expect.stringMatching(why) });
});

test('an accepted file counts as published though nobody says how it went', async () => {
  server.github.fail({ method: 'GET', path: /code-scanning\/sarifs/, status: 404 });
  expect(await upload()).toEqual({ published: true });
});
