/** A GitHub server of its own for each test of a file, and a REST client that talks to it. */
import { afterEach, beforeEach, expect } from 'vitest';
import { openRest, type Rest } from '../../../src/github/rest.ts';
import { type GitHub, githubToken, startGitHub } from '../../support/github/server.ts';

export interface Call {
  readonly method: string;
  readonly body: unknown;
}

export interface Server {
  github: GitHub;
  rest: Rest;
  /** Requests so far whose method and path fit, in order. */
  calls(method: RegExp, path: RegExp): Call[];
}

/** A client of the server; @actions/github itself reads GITHUB_API_URL only once, when it is loaded. */
export async function restOf(github: GitHub, waitsMs: readonly number[]): Promise<Rest> {
  const rest = await openRest(githubToken, waitsMs);
  rest.hook.before('request', (options) => {
    options.baseUrl = `${github.url}/api`;
  });
  return rest;
}

/** Run 99 of octo/shop; a test fails when a request, or the server's answer, is not as GitHub describes it. */
export function aServerPerTest(): Server {
  const server = {} as Server;
  beforeEach(async () => {
    server.github = await startGitHub();
    Object.assign(process.env, server.github.env(99, 1));
    server.rest = await restOf(server.github, [5, 5]);
    server.calls = (method, path) =>
      server.github.log
        .filter((l) => method.test(l.method) && path.test(l.path))
        .map((l) => ({ method: l.method, body: l.body.startsWith('{') ? JSON.parse(l.body) : undefined }));
  });
  afterEach(async () => {
    await server.github.close();
    expect(server.github.violations).toEqual([]);
  });
  return server;
}
