/**
 * GitHub as an action sees it, on loopback: OIDC issuer, artifact service and its blobs, REST, the viewer's login by
 * GraphQL. Every REST request and answer is held against GitHub's own description; what breaks it is kept in
 * `violations` and, when it is the request, refused as GitHub refuses it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { bodyOf, listen } from '../loopback.ts';
import { answerArtifactService, answerBlobs, runtimeToken, sha256 } from './artifact-service.ts';
import { answerFaults, requestFaults } from './contract.ts';
import { type Answer, json, type Request } from './exchange.ts';
import { answerIssuer, idToken, requestToken } from './issuer.ts';
import { answerRest, bot } from './rest.ts';
import {
  type Artifact,
  type Comment,
  forkPermissions,
  newState,
  type Run,
  runOf,
  type State,
} from './state.ts';

/** The only GITHUB_TOKEN that the server takes. */
export const githubToken = 'ghs_local_0123456789abcdef';

export interface Logged {
  method: string;
  path: string;
  query: string;
  body: string;
  status: number;
}

export interface Planted {
  method?: string;
  /** Tested against the path, from /repos, /twirp, /blob or /oidc on. */
  path: RegExp;
  status: number;
  message?: string;
  headers?: Record<string, string>;
  /** How often; unset: always. */
  times?: number;
}

export interface GitHub extends Omit<State, 'nextId'> {
  url: string;
  log: Logged[];
  /** What GitHub's description has against requests made and answers given. */
  violations: string[];
  /** What the runner puts into the environment of one job. */
  env: (run?: number, job?: number) => Record<string, string>;
  /** Plants a failure. */
  fail: (planted: Planted) => void;
  /** Gives the token what a pull request from a fork gives it. */
  readOnly: () => void;
  /** Says where a run comes from; one that is not described is of the default branch. */
  addRun: (run: Partial<Run> & { id: number }) => Run;
  /** An artifact that an earlier run left. */
  addArtifact: (of: {
    name: string;
    zip: Buffer;
    run: number;
    createdAt?: Date;
    expiresAt?: Date;
  }) => Artifact;
  /** A comment that somebody left. */
  addComment: (of: { issue: number; body: string; user?: string }) => Comment;
  /** An OIDC token without the round trip; a negative life gives one that has expired. */
  idToken: (audience: string, lifeSeconds?: number) => string;
  close: () => Promise<void>;
}

const text = (body: Buffer, type: string): string =>
  /json|xml|text|form/.test(type) ? body.toString() : `<${body.length} bytes>`;

/** Starts an empty repository octo/shop. */
export async function startGitHub(of: { private?: boolean } = {}): Promise<GitHub> {
  const state = newState({ private: of.private ?? true });
  const log: Logged[] = [];
  const violations: string[] = [];
  const planted: Planted[] = [];
  const origins = { api: '', blobs: '' };

  const plantedFor = (request: Request, path: string): Answer | undefined => {
    const at = planted.findIndex(
      (p) => p.path.test(path) && (p.method === undefined || p.method === request.method),
    );
    const found = planted[at];
    if (!found) return undefined;
    if (found.times !== undefined) {
      found.times -= 1;
      if (found.times <= 0) planted.splice(at, 1);
    }
    const message = found.message ?? 'planted failure';
    return { status: found.status, body: { message, msg: message }, headers: found.headers ?? {} };
  };

  const rest = (request: Request, path: string): Answer => {
    if (request.bearer !== githubToken) return { status: 401, body: { message: 'Bad credentials' } };
    const repository = `/repos/${state.owner}/${state.repo}`;
    const asked = {
      method: request.method,
      path,
      query: Object.fromEntries(request.query),
      body: request.body.length > 0 ? json<unknown>(request) : undefined,
    };
    const faults = requestFaults(asked);
    violations.push(...faults);
    const badBody = faults.find((fault) => / body/.test(fault));
    if (badBody) return { status: 422, body: { message: `Invalid request.\n\n${badBody}` } };
    const own = path === repository || path.startsWith(`${repository}/`);
    const at = { state, request, base: `${origins.api}/api${repository}`, blobOrigin: origins.blobs };
    const answer = own ? answerRest(at, path.slice(repository.length)) : undefined;
    if (!answer) return { status: 404, body: { message: 'Not Found' } };
    const body = typeof answer.body === 'object' && !Buffer.isBuffer(answer.body) ? answer.body : undefined;
    violations.push(...answerFaults(asked, answer.status, body));
    return answer;
  };

  const api = (request: Request): Answer => {
    const path = request.path.replace(/^\/api(?=\/)/, '');
    const failure = plantedFor(request, path);
    if (failure) return failure;
    if (path.startsWith('/repos/')) return rest(request, path);
    if (path === '/graphql') return { status: 200, body: { data: { viewer: { login: bot } } } };
    return (
      answerIssuer(state, request, origins.api) ??
      answerArtifactService(state, request, origins.blobs) ?? {
        status: 404,
        body: { message: 'Not Found', msg: 'no such path' },
      }
    );
  };
  // storage is another origin, as in the cloud: a client must drop its Authorization header on the way there
  const blobs = (request: Request): Answer =>
    plantedFor(request, request.path) ??
    answerBlobs(state, request) ?? { status: 404, body: 'ResourceNotFound' };

  const serve = async (
    handler: (request: Request) => Answer,
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    const body = await bodyOf(incoming);
    const url = new URL(incoming.url ?? '/', 'http://server');
    const request: Request = {
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: incoming.headers,
      body,
      bearer: (incoming.headers.authorization ?? '').replace(/^(bearer|token) /i, ''),
    };
    let answer: Answer;
    try {
      answer = handler(request);
    } catch (error) {
      violations.push(`the server failed at ${request.method} ${request.path}: ${String(error)}`);
      answer = { status: 500, body: { message: String(error), msg: String(error) } };
    }
    log.push({
      method: request.method,
      path: request.path.replace(/^\/api(?=\/)/, ''),
      query: url.search,
      body: text(body, incoming.headers['content-type'] ?? ''),
      status: answer.status,
    });
    const raw = typeof answer.body === 'string' || Buffer.isBuffer(answer.body);
    const type: Record<string, string> =
      raw || answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
    response.writeHead(answer.status, { ...type, ...answer.headers });
    response.end(answer.body === undefined ? undefined : raw ? answer.body : JSON.stringify(answer.body));
  };
  const server = await listen(createServer((q, s) => void serve(api, q, s)));
  const blobServer = await listen(createServer((q, s) => void serve(blobs, q, s)));
  origins.api = server.url;
  origins.blobs = blobServer.url;

  const env = (run = 1, job = 1): Record<string, string> => {
    runOf(state, run);
    const oidc: Record<string, string> =
      state.permissions['id-token'] === 'write'
        ? {
            ACTIONS_ID_TOKEN_REQUEST_URL: `${server.url}/oidc?api-version=2.0`,
            ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
          }
        : {};
    return {
      GITHUB_API_URL: `${server.url}/api`,
      GITHUB_GRAPHQL_URL: `${server.url}/api/graphql`,
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: `${state.owner}/${state.repo}`,
      GITHUB_REPOSITORY_OWNER: state.owner,
      GITHUB_REPOSITORY_ID: String(state.repositoryId),
      GITHUB_RUN_ID: String(run),
      ACTIONS_RESULTS_URL: `${server.url}/`,
      ACTIONS_RUNTIME_URL: `${server.url}/`,
      ACTIONS_RUNTIME_TOKEN: runtimeToken(run, job),
      ...oidc,
    };
  };

  const addRun = (run: Partial<Run> & { id: number }): Run => Object.assign(runOf(state, run.id), run);

  const github: GitHub = Object.assign(state, {
    url: server.url,
    log,
    violations,
    env,
    fail: (failure: Planted) => void planted.unshift(failure),
    readOnly: () => void Object.assign(state.permissions, forkPermissions),
    addRun,
    addArtifact: (a: { name: string; zip: Buffer; run: number; createdAt?: Date; expiresAt?: Date }) => {
      const createdAt = a.createdAt ?? new Date();
      const made: Artifact = {
        id: state.nextId(),
        name: a.name,
        run: runOf(state, a.run),
        createdAt,
        expiresAt: a.expiresAt ?? new Date(createdAt.getTime() + 90 * 86_400_000),
        digest: sha256(a.zip),
        size: a.zip.length,
        mimeType: 'application/zip',
      };
      state.artifacts.push(made);
      state.blobs.set(made.id, { blocks: new Map(), data: a.zip, type: 'application/zip' });
      return made;
    },
    addComment: (c: { issue: number; body: string; user?: string }) => {
      const at = new Date();
      const made = { id: state.nextId(), user: 'octocat', createdAt: at, updatedAt: at, edits: 0, ...c };
      state.comments.push(made);
      return made;
    },
    idToken: (audience: string, lifeSeconds?: number) => idToken(state, server.url, audience, lifeSeconds),
    close: async () => {
      await Promise.all([server.close(), blobServer.close()]);
    },
  });
  return github;
}
