import { expect, test } from 'vitest';
import { writeCheckRun } from '../../../src/github/check-run.ts';
import { aServerPerTest } from './github-server.ts';

const HEAD = 'a'.repeat(40);
const server = aServerPerTest();

function write(annotations: number, summary = 'Summary') {
  return writeCheckRun(
    {
      rest: server.rest,
      owner: 'octo',
      repo: 'shop',
      headSha: HEAD,
      runUrl: 'https://github.com/octo/shop/actions/runs/1',
    },
    {
      name: 'FinOps Gate',
      title: 'T'.repeat(300),
      summary,
      conclusion: 'failure',
      annotations: Array.from({ length: annotations }, (_, i) => ({
        path: '.finops-gate.yml',
        startLine: 1,
        endLine: 1,
        level: 'warning',
        title: `finding ${i} ${'t'.repeat(300)}`,
        message: 'é€'.repeat(35_000),
      })),
    },
  );
}
const requests = () => server.calls(/POST|PATCH/, /check-runs/);

test('120 annotations take three requests, in order, with the conclusion in the first', async () => {
  expect(await write(120)).toEqual({ published: true, url: expect.stringContaining('/octo/shop/runs/') });
  expect(requests()).toMatchObject([
    {
      method: 'POST',
      body: {
        head_sha: HEAD,
        status: 'completed',
        conclusion: 'failure',
        output: { annotations: { length: 50 } },
      },
    },
    { method: 'PATCH', body: { output: { annotations: { length: 50 } } } },
    { method: 'PATCH', body: { output: { annotations: { length: 20 } } } },
  ]);
  const [check] = server.github.checks;
  expect(check).toMatchObject({
    name: 'FinOps Gate',
    headSha: HEAD,
    status: 'completed',
    conclusion: 'failure',
  });
  expect(check?.annotations.map((a) => a.title?.split(' ')[1])).toEqual(
    Array.from({ length: 120 }, (_, i) => String(i)),
  );
});

test('texts beyond a limit are cut to it', async () => {
  expect(await write(1, 's'.repeat(70_000))).toMatchObject({ published: true });
  const [check] = server.github.checks;
  expect(check?.summary).toHaveLength(65_535);
  expect(check?.title).toHaveLength(255);
  expect(check?.annotations[0]?.title).toHaveLength(255);
  expect(Buffer.byteLength(check?.annotations[0]?.message ?? '')).toBeLessThanOrEqual(65_536);
});

test('no annotation: one request', async () => {
  expect(await write(0)).toMatchObject({ published: true });
  expect(requests()).toHaveLength(1);
});

test('a later request that fails leaves the conclusion', async () => {
  server.github.fail({ method: 'PATCH', path: /check-runs/, status: 500 });
  expect(await write(60)).toMatchObject({ published: false, why: expect.stringContaining('500') });
  expect(server.github.checks).toMatchObject([
    { status: 'completed', conclusion: 'failure', annotations: { length: 50 } },
  ]);
});

test('a read-only token names the permission', async () => {
  server.github.readOnly();
  expect(await write(1)).toMatchObject({ published: false, why: expect.stringContaining('`checks: write`') });
});
