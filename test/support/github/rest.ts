/** The REST paths that the product calls, over the server's state. */
import { randomUUID } from 'node:crypto';
import { sample } from './contract.ts';
import { type Answer, json, type Request } from './exchange.ts';
import { ingestionErrors, unpackSarif } from './sarif-ingestion.ts';
import type { Access, Annotation, Artifact, CheckRun, Comment, Permissions, State } from './state.ts';

/** The login that GITHUB_TOKEN writes as. */
export const bot = 'github-actions[bot]';
const documentation_url = 'https://docs.github.com/rest';

const ok = (body: unknown, status = 200): Answer => ({ status, body });
const refuse = (status: number, message: string): Answer => ({
  status,
  body: { message, documentation_url, status: String(status) },
});
const notFound = refuse(404, 'Not Found');
const invalid = (why: string): Answer => refuse(422, `Invalid request.\n\n${why}`);

type Sample = Record<string, unknown>;

function repositoryView(s: State): Sample {
  const { source, parent, template_repository, ...whole } = sample(
    'full-repository-default-response',
  ) as Sample;
  return {
    ...whole,
    id: s.repositoryId,
    name: s.repo,
    full_name: `${s.owner}/${s.repo}`,
    owner: { ...(whole.owner as Sample), login: s.owner, id: 1 },
    private: s.private,
    visibility: s.private ? 'private' : 'public',
    default_branch: s.defaultBranch,
    language: null,
    fork: false,
  };
}

const artifactView = (s: State, base: string, a: Artifact): Sample => ({
  id: a.id,
  node_id: 'A',
  name: a.name,
  size_in_bytes: a.size,
  url: `${base}/actions/artifacts/${a.id}`,
  archive_download_url: `${base}/actions/artifacts/${a.id}/zip`,
  expired: a.expiresAt < new Date(),
  created_at: a.createdAt.toISOString(),
  updated_at: a.createdAt.toISOString(),
  expires_at: a.expiresAt.toISOString(),
  digest: a.digest,
  workflow_run: {
    id: a.run.id,
    repository_id: s.repositoryId,
    head_repository_id: a.run.headRepositoryId,
    head_branch: a.run.headBranch,
    head_sha: a.run.headSha,
  },
});

function commentView(s: State, base: string, c: Comment): Sample {
  const whole = sample('issue-comment') as Sample;
  return {
    ...whole,
    id: c.id,
    body: c.body,
    user: { ...(whole.user as Sample), login: c.user, type: c.user.endsWith('[bot]') ? 'Bot' : 'User' },
    created_at: c.createdAt.toISOString(),
    updated_at: c.updatedAt.toISOString(),
    url: `${base}/issues/comments/${c.id}`,
    issue_url: `${base}/issues/${c.issue}`,
    html_url: `https://github.com/${s.owner}/${s.repo}/pull/${c.issue}#issuecomment-${c.id}`,
  };
}

const checkView = (s: State, base: string, c: CheckRun): Sample => ({
  id: c.id,
  node_id: 'K',
  name: c.name,
  head_sha: c.headSha,
  status: c.status,
  conclusion: c.conclusion,
  external_id: c.externalId,
  details_url: c.detailsUrl,
  started_at: c.startedAt.toISOString(),
  completed_at: c.status === 'completed' ? new Date().toISOString() : null,
  url: `${base}/check-runs/${c.id}`,
  html_url: `https://github.com/${s.owner}/${s.repo}/runs/${c.id}`,
  check_suite: { id: 5 },
  app: null,
  pull_requests: [],
  output: {
    title: c.title,
    summary: c.summary,
    text: c.text,
    annotations_count: c.annotations.length,
    annotations_url: `${base}/check-runs/${c.id}/annotations`,
  },
});

/** One page of a list (30 a page, 100 at most), with the Link header that leads to the next. */
function page<T>(
  request: Request,
  base: string,
  items: T[],
): { items: T[]; headers: Record<string, string> } {
  const size = Math.min(100, Number(request.query.get('per_page') ?? 30));
  const number = Number(request.query.get('page') ?? 1);
  if (number * size >= items.length) return { items: items.slice((number - 1) * size), headers: {} };
  const next = new URLSearchParams(request.query);
  next.set('page', String(number + 1));
  const path = request.path.replace(/^.*?\/repos\/[^/]+\/[^/]+/, '');
  return {
    items: items.slice((number - 1) * size, number * size),
    headers: { link: `<${base}${path}?${next}>; rel="next"` },
  };
}

interface CheckBody {
  name?: string;
  head_sha?: string;
  status?: string;
  conclusion?: string;
  details_url?: string;
  external_id?: string;
  output?: { title?: string; summary?: string; text?: string; annotations?: Annotation[] };
}

/** Limits of check runs that the description lacks or states in prose (REST docs, "Check runs"). */
function checkFault(body: CheckBody, before: CheckRun | undefined): string | undefined {
  const status = body.status ?? before?.status;
  if (status === 'completed' && !body.conclusion && !before?.conclusion) return 'conclusion is missing.';
  if (body.output && body.output.summary === undefined) return 'output.summary is missing.';
  if (!before && body.output && body.output.title === undefined) return 'output.title is missing.';
  for (const a of body.output?.annotations ?? []) {
    if (a.start_line < 1 || a.end_line < a.start_line) return 'annotation lines are not in order.';
    if (a.start_line !== a.end_line && (a.start_column ?? a.end_column) !== undefined) {
      return 'columns need start_line and end_line to be equal.';
    }
    if ((a.title?.length ?? 0) > 255) return 'annotation title is longer than 255 characters.';
    if (Buffer.byteLength(a.message) > 65_536) return 'annotation message is larger than 64 KB.';
    if (/^([a-z]+:|\/)/i.test(a.path)) return 'annotation path is not relative to the repository.';
  }
  return undefined;
}

function writeCheck(s: State, base: string, request: Request, id: string | undefined): Answer {
  const body = json<CheckBody>(request);
  const before = id === undefined ? undefined : s.checks.find((c) => c.id === Number(id));
  if (id !== undefined && !before) return notFound;
  const fault = checkFault(body, before);
  if (fault) return invalid(fault);
  const check: CheckRun = before ?? {
    id: s.nextId(),
    name: body.name ?? '',
    headSha: body.head_sha ?? '',
    status: 'queued',
    conclusion: null,
    title: null,
    summary: null,
    text: null,
    detailsUrl: null,
    externalId: '',
    startedAt: new Date(),
    annotations: [],
  };
  if (!before) s.checks.push(check);
  check.name = body.name ?? check.name;
  // a conclusion completes the run by itself
  check.status = body.conclusion ? 'completed' : (body.status ?? check.status);
  check.conclusion = body.conclusion ?? check.conclusion;
  check.title = body.output?.title ?? check.title;
  check.summary = body.output?.summary ?? check.summary;
  check.text = body.output?.text ?? check.text;
  check.detailsUrl = body.details_url ?? check.detailsUrl;
  check.externalId = body.external_id ?? check.externalId;
  check.annotations.push(...(body.output?.annotations ?? []));
  return ok(checkView(s, base, check), before ? 200 : 201);
}

const tooLong = refuse(
  422,
  'Validation Failed: {"resource":"IssueComment","code":"unprocessable","field":"data","message":"Body is too long (maximum is 65536 characters)"}',
);

function createComment(s: State, base: string, request: Request, issue: number): Answer {
  const { body } = json<{ body: string }>(request);
  if (body.length > 65_536) return tooLong;
  const now = new Date();
  const made = { id: s.nextId(), issue, body, user: bot, createdAt: now, updatedAt: now, edits: 0 };
  s.comments.push(made);
  return ok(commentView(s, base, made), 201);
}

function updateComment(s: State, base: string, request: Request, id: number): Answer {
  const found = s.comments.find((c) => c.id === id);
  if (!found) return notFound;
  const { body } = json<{ body: string }>(request);
  if (body.length > 65_536) return tooLong;
  Object.assign(found, { body, updatedAt: new Date(), edits: found.edits + 1 });
  return ok(commentView(s, base, found));
}

function uploadSarif(s: State, base: string, request: Request): Answer {
  const body = json<{ commit_sha: string; ref: string; sarif: string }>(request);
  const unpacked = unpackSarif(body.sarif);
  if (!unpacked) return refuse(400, 'Invalid SARIF: the file is not base64-encoded gzip of JSON');
  if (unpacked.gzipBytes > 10 * 1024 * 1024) return refuse(413, 'Payload Too Large');
  const upload = {
    id: randomUUID(),
    commitSha: body.commit_sha,
    ref: body.ref,
    sarif: unpacked.sarif,
    errors: ingestionErrors(unpacked.sarif),
    polls: 0,
  };
  s.sarifs.push(upload);
  return ok({ id: upload.id, url: `${base}/code-scanning/sarifs/${upload.id}` }, 202);
}

function sarifStatus(s: State, base: string, id: string): Answer {
  const found = s.sarifs.find((upload) => upload.id === id);
  if (!found) return notFound;
  found.polls += 1;
  const analyses_url = `${base}/code-scanning/analyses?sarif_id=${id}`;
  if (found.polls === 1) return ok({ processing_status: 'pending', analyses_url: null, errors: null });
  return found.errors.length > 0
    ? ok({ processing_status: 'failed', analyses_url: null, errors: found.errors })
    : ok({ processing_status: 'complete', analyses_url, errors: null });
}

function fileAt(s: State, base: string, request: Request, encodedPath: string): Answer {
  const path = decodeURIComponent(encodedPath);
  const ref = request.query.get('ref') ?? s.defaultBranch;
  const text = s.files.get(`${ref}:${path}`) ?? s.files.get(`${ref.replace(/^refs\/heads\//, '')}:${path}`);
  if (text === undefined) return notFound;
  if (String(request.headers.accept).includes('raw')) return { status: 200, body: text };
  const url = `${base}/contents/${path}?ref=${ref}`;
  const content = `${(
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,60}/g) ?? []
  ).join('\n')}\n`;
  const html = `https://github.com/${s.owner}/${s.repo}/blob/${ref}/${path}`;
  return ok({
    type: 'file',
    encoding: 'base64',
    size: Buffer.byteLength(text),
    name: path.split('/').at(-1),
    path,
    content,
    sha: 'f'.repeat(40),
    url,
    git_url: url,
    html_url: html,
    download_url: html,
    _links: { self: url, git: url, html },
  });
}

function pullsOf(s: State, sha: string): Sample[] {
  const [whole] = sample('pull-request-simple-items') as Sample[];
  return s.pulls
    .filter((pull) => pull.headSha === sha)
    .map((pull) => ({
      ...whole,
      number: pull.number,
      state: pull.state,
      requested_teams: [],
      head: { ...(whole?.head as Sample), sha: pull.headSha },
      base: { ...(whole?.base as Sample), ref: pull.baseRef },
    }));
}

function runView(s: State, id: number): Answer {
  const run = s.runs.get(id);
  if (!run) return notFound;
  const { id: runId, headBranch: head_branch, headSha: head_sha, event } = run;
  return ok({ ...(sample('workflow-run') as Sample), id: runId, head_branch, head_sha, event });
}

function listArtifacts(s: State, base: string, request: Request, runId?: number): Answer {
  const name = request.query.get('name');
  const found = s.artifacts
    .filter((a) => a.digest !== undefined && (name === null || a.name === name))
    .filter((a) => runId === undefined || a.run.id === runId)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id);
  const { items, headers } = page(request, base, found);
  const artifacts = items.map((a) => artifactView(s, base, a));
  return { status: 200, headers, body: { total_count: found.length, artifacts } };
}

function zipOf(s: State, id: number, blobOrigin: string): Answer {
  const found = s.artifacts.find((a) => a.id === id);
  if (!found) return notFound;
  if (found.expiresAt < new Date()) return refuse(410, 'Artifact has expired');
  return { status: 302, headers: { location: `${blobOrigin}/blob/${id}?sig=rest${id}` } };
}

function deleteArtifact(s: State, id: number): Answer {
  const at = s.artifacts.findIndex((a) => a.id === id);
  if (at < 0) return notFound;
  s.artifacts.splice(at, 1);
  return { status: 204 };
}

interface At {
  state: State;
  request: Request;
  /** URL of the repository in the API. */
  base: string;
  blobOrigin: string;
}
type Route = [
  method: string,
  path: RegExp,
  needs: [scope: keyof Permissions | 'metadata', access: Access],
  answer: (at: At, id: string) => Answer,
];

const routes: Route[] = [
  ['GET', /^$/, ['metadata', 'read'], ({ state }) => ok(repositoryView(state))],
  [
    'GET',
    /^\/actions\/artifacts$/,
    ['actions', 'read'],
    ({ state, base, request }) => listArtifacts(state, base, request),
  ],
  [
    'GET',
    /^\/actions\/runs\/(\d+)\/artifacts$/,
    ['actions', 'read'],
    ({ state, base, request }, id) => listArtifacts(state, base, request, Number(id)),
  ],
  ['GET', /^\/actions\/runs\/(\d+)$/, ['actions', 'read'], ({ state }, id) => runView(state, Number(id))],
  [
    'GET',
    /^\/actions\/artifacts\/(\d+)\/zip$/,
    ['actions', 'read'],
    ({ state, blobOrigin }, id) => zipOf(state, Number(id), blobOrigin),
  ],
  [
    'GET',
    /^\/actions\/artifacts\/(\d+)$/,
    ['actions', 'read'],
    ({ state, base }, id) => {
      const found = state.artifacts.find((a) => a.id === Number(id));
      return found ? ok(artifactView(state, base, found)) : notFound;
    },
  ],
  [
    'DELETE',
    /^\/actions\/artifacts\/(\d+)$/,
    ['actions', 'write'],
    ({ state }, id) => deleteArtifact(state, Number(id)),
  ],
  [
    'GET',
    /^\/issues\/(\d+)\/comments$/,
    ['pull-requests', 'read'],
    ({ state, base, request }, id) => {
      const of = state.comments.filter((c) => c.issue === Number(id));
      const { items, headers } = page(request, base, of);
      return { status: 200, headers, body: items.map((c) => commentView(state, base, c)) };
    },
  ],
  [
    'POST',
    /^\/issues\/(\d+)\/comments$/,
    ['pull-requests', 'write'],
    ({ state, base, request }, id) => createComment(state, base, request, Number(id)),
  ],
  [
    'PATCH',
    /^\/issues\/comments\/(\d+)$/,
    ['pull-requests', 'write'],
    ({ state, base, request }, id) => updateComment(state, base, request, Number(id)),
  ],
  [
    'POST',
    /^\/check-runs$/,
    ['checks', 'write'],
    ({ state, base, request }) => writeCheck(state, base, request, undefined),
  ],
  [
    'PATCH',
    /^\/check-runs\/(\d+)$/,
    ['checks', 'write'],
    ({ state, base, request }, id) => writeCheck(state, base, request, id),
  ],
  [
    'POST',
    /^\/code-scanning\/sarifs$/,
    ['security-events', 'write'],
    ({ state, base, request }) => uploadSarif(state, base, request),
  ],
  [
    'GET',
    /^\/code-scanning\/sarifs\/([\w-]+)$/,
    ['security-events', 'read'],
    ({ state, base }, id) => sarifStatus(state, base, id),
  ],
  [
    'GET',
    /^\/contents\/(.+)$/,
    ['contents', 'read'],
    ({ state, base, request }, path) => fileAt(state, base, request, path),
  ],
  [
    'GET',
    /^\/commits\/([0-9a-f]+)\/pulls$/,
    ['pull-requests', 'read'],
    ({ state }, sha) => ok(pullsOf(state, sha)),
  ],
];

const rank: Record<Access, number> = { none: 0, read: 1, write: 2 };

/** On a public repository everybody may read. */
function allowed(state: State, [scope, access]: Route[2]): boolean {
  if (scope === 'metadata') return true;
  const has = !state.private && state.permissions[scope] === 'none' ? 'read' : state.permissions[scope];
  return rank[has] >= rank[access];
}

/** `path` is what follows /repos/OWNER/REPO; undefined when the server has no such path. */
export function answerRest(at: At, path: string): Answer | undefined {
  for (const [method, pattern, needs, answer] of routes) {
    const hit = pattern.exec(path);
    if (method !== at.request.method || !hit) continue;
    if (!allowed(at.state, needs)) return refuse(403, 'Resource not accessible by integration');
    return answer(at, hit[1] ?? '');
  }
  return undefined;
}
