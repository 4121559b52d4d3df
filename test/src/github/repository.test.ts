import { describe, expect, test } from 'vitest';
import { readBaseConfig } from '../../../src/github/base-config.ts';
import { type EventContext, readContext } from '../../../src/github/context.ts';
import { getIdToken, NoIdToken } from '../../../src/github/oidc.ts';
import { resolveRepository } from '../../../src/github/repository.ts';
import { aServerPerTest } from './github-server.ts';
import { asStep } from './runner-files.ts';

const BASE = 'b'.repeat(40);
const server = aServerPerTest();

describe('the repository', () => {
  const bare: EventContext = readContext({
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_REPOSITORY: 'octo/shop',
    GITHUB_SHA: BASE,
    GITHUB_REF: 'refs/heads/topic',
    GITHUB_RUN_ID: '1',
  });

  test('is not asked for when the event says both', async () => {
    expect(await resolveRepository({ ...bare, defaultBranch: 'trunk', isPublic: true }, server.rest)).toEqual(
      {
        defaultBranch: 'trunk',
        isPublic: true,
      },
    );
    expect(server.calls(/./, /./)).toEqual([]);
  });

  test('is asked for when the event does not say', async () => {
    expect(await resolveRepository(bare, server.rest)).toEqual({ defaultBranch: 'main', isPublic: false });
    server.github.private = false;
    expect(await resolveRepository(bare, server.rest)).toEqual({ defaultBranch: 'main', isPublic: true });
  });

  test('that cannot be told counts as public', async () => {
    server.github.fail({ method: 'GET', path: /\/repos\/octo\/shop$/, status: 500 });
    expect(await resolveRepository(bare, server.rest)).toMatchObject({
      isPublic: true,
      notice: expect.stringContaining('treated as public'),
    });
    expect(await resolveRepository({ ...bare, defaultBranch: 'trunk' }, undefined)).toMatchObject({
      defaultBranch: 'trunk',
      isPublic: true,
    });
  });
});

describe('the configuration at the base', () => {
  const read = (path: string) =>
    readBaseConfig({ rest: server.rest, owner: 'octo', repo: 'shop', baseSha: BASE, path });

  test('is read at that commit', async () => {
    server.github.files.set(`${BASE}:ops/.finops-gate.yml`, 'tenant: é\n');
    expect(await read('./ops/.finops-gate.yml')).toBe('tenant: é\n');
  });

  test('is absent when it is not there, may not be read, is too large, or lies outside', async () => {
    expect(await read('.finops-gate.yml')).toBeUndefined();
    server.github.files.set(`${BASE}:big.yml`, 'x'.repeat(300 * 1024));
    expect(await read('big.yml')).toBeUndefined();
    server.github.files.set(`${BASE}:denied.yml`, 'x');
    server.github.fail({ method: 'GET', path: /contents\/denied/, status: 403 });
    expect(await read('denied.yml')).toBeUndefined();
    const before = server.calls(/./, /./).length;
    expect(await read('/etc/passwd')).toBeUndefined();
    expect(await read('../x.yml')).toBeUndefined();
    expect(server.calls(/./, /./)).toHaveLength(before);
  });
});

describe('the OIDC token', () => {
  test('is for the audience asked for, and masked', async () => {
    let token = '';
    const step = await asStep(async () => {
      token = await getIdToken('sts.amazonaws.com');
    });
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ aud: 'sts.amazonaws.com' });
    expect(step.commands).toContain(`::add-mask::${token}`);
  });

  test('is not offered: the line to add is named', async () => {
    delete process.env.ACTIONS_ID_TOKEN_REQUEST_URL;
    const error = await getIdToken('sts.amazonaws.com').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(NoIdToken);
    expect(error).toMatchObject({ fault: 'user', next: expect.stringContaining('`id-token: write`') });
  });

  test('is refused: GitHub’s fault', async () => {
    server.github.fail({ method: 'GET', path: /^\/oidc/, status: 403 });
    let error: unknown;
    await asStep(async () => {
      error = await getIdToken('sts.amazonaws.com').catch((e: unknown) => e);
    });
    expect(error).toMatchObject({ fault: 'github' });
    expect(error).not.toBeInstanceOf(NoIdToken);
  });
});
