/** What the runner says about this run: the event, parsed at the door. */
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { GateError } from '../shared/errors.ts';

/** Webhook payloads end at 25 MB (GitHub docs, "Webhook events and payloads"). */
const MAX_EVENT_BYTES = 32 * 1024 * 1024;

const sha = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/);
const Repository = z.object({
  id: z.int().optional(),
  default_branch: z.string().min(1).max(255).optional(),
  private: z.boolean().optional(),
  visibility: z.string().optional(),
});
const PullRequest = z.object({
  number: z.int().min(1),
  user: z.object({ login: z.string().max(100) }).nullish(),
  head: z.object({ sha, repo: z.object({ id: z.int() }).nullish() }),
  base: z.object({ sha, repo: z.object({ id: z.int() }).nullish() }),
});
const Payload = z.object({
  repository: Repository.optional(),
  pull_request: PullRequest.optional(),
  merge_group: z.object({ head_ref: z.string().max(512), head_sha: sha, base_sha: sha }).optional(),
});
const Environment = z.object({
  GITHUB_EVENT_NAME: z.string().min(1).max(64),
  GITHUB_REPOSITORY: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/, 'must be owner/name'),
  GITHUB_SHA: sha,
  GITHUB_REF: z.string().regex(/^(refs\/.*)?$/, 'must begin with refs/'),
  GITHUB_RUN_ID: z.coerce.number().pipe(z.int().min(1)),
  GITHUB_RUN_ATTEMPT: z.coerce.number().pipe(z.int().min(1)).default(1),
  GITHUB_SERVER_URL: z.url({ protocol: /^https?$/ }).default('https://github.com'),
  GITHUB_ACTOR: z.string().max(100).default(''),
});

export interface EventContext {
  /** As in `on:`, e.g. `pull_request`, `schedule`. */
  readonly eventName: string;
  readonly owner: string;
  readonly repo: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly runUrl: string;
  /** Absent where the event does not say (some schedules): see `resolveRepository`. */
  readonly defaultBranch?: string;
  /** True for `public`; `private` and `internal` are false; absent where the event does not say. */
  readonly isPublic?: boolean;
  /** Empty for a deployment of a bare commit. */
  readonly ref: string;
  /** The commit that a check run belongs to: a pull request's head, never its merge commit. */
  readonly headSha: string;
  /** The pull request that is judged, of pull_request, pull_request_target and merge_group. */
  readonly pullRequest?: number;
  /** The commit that the pull request or merge group builds on. */
  readonly baseSha?: string;
  /** A pull request whose head is another repository, or one that is gone: its token is read-only. */
  readonly isFork: boolean;
  /** GitHub treats Dependabot's runs as a fork's: no OIDC, a read-only token. */
  readonly isDependabot: boolean;
  /** What code scanning files results under (GitHub docs, "Upload an analysis as SARIF data"). */
  readonly sarif: { readonly ref: string; readonly commitSha: string };
}

const fail = (message: string, cause?: unknown): GateError =>
  new GateError({
    fault: 'user',
    message,
    next: 'Run this program as an action, or use the command line `finops-gate`.',
    cause,
  });

const issueText = (error: z.ZodError): string => {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'not valid';
};

/** Reads the event file; an absent one is an empty payload. Throws GateError (user). */
function readPayload(path: string | undefined): z.output<typeof Payload> {
  if (!path) return {};
  let value: unknown;
  try {
    if (statSync(path).size > MAX_EVENT_BYTES) throw new Error('larger than 32 MiB');
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw fail(`The event file named by GITHUB_EVENT_PATH cannot be read: ${why}`, cause);
  }
  const parsed = Payload.safeParse(value);
  if (!parsed.success) throw fail(`The event is not one that GitHub sends: ${issueText(parsed.error)}`);
  return parsed.data;
}

/** The pull request at the head of a merge queue's branch, `refs/heads/gh-readonly-queue/<base>/pr-<N>-<sha>`. */
function pullRequestOfQueue(headRef: string): number | undefined {
  const n = /\/pr-(\d{1,9})-[0-9a-f]+$/.exec(headRef)?.[1];
  return n === undefined ? undefined : Number(n);
}

function isPublicOf(repository: z.output<typeof Repository> | undefined): boolean | undefined {
  if (repository?.visibility !== undefined) return repository.visibility === 'public';
  return repository?.private === undefined ? undefined : !repository.private;
}

/** The run's context from the runner's environment and event file. Throws GateError (user) outside a runner. */
export function readContext(env: NodeJS.ProcessEnv): EventContext {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) throw fail(`This is not a GitHub Actions run: ${issueText(parsed.error)}`);
  const e = parsed.data;
  const payload = readPayload(env.GITHUB_EVENT_PATH);
  const [owner = '', repo = ''] = e.GITHUB_REPOSITORY.split('/');
  const isPublic = isPublicOf(payload.repository);
  const pr = payload.pull_request;
  const queue = payload.merge_group;
  const queueNumber = queue && pullRequestOfQueue(queue.head_ref);
  const number = pr?.number ?? queueNumber;
  const baseSha = pr?.base.sha ?? queue?.base_sha;
  const merges = /^refs\/pull\/\d+\/merge$/.test(e.GITHUB_REF);
  return {
    eventName: e.GITHUB_EVENT_NAME,
    owner,
    repo,
    runId: e.GITHUB_RUN_ID,
    runAttempt: e.GITHUB_RUN_ATTEMPT,
    runUrl: `${e.GITHUB_SERVER_URL}/${owner}/${repo}/actions/runs/${e.GITHUB_RUN_ID}`,
    ...defaultBranchOf(e, payload.repository?.default_branch),
    ...(isPublic === undefined ? {} : { isPublic }),
    ref: e.GITHUB_REF,
    headSha: pr?.head.sha ?? queue?.head_sha ?? e.GITHUB_SHA,
    ...(number === undefined ? {} : { pullRequest: number }),
    ...(baseSha === undefined ? {} : { baseSha }),
    isFork:
      pr !== undefined &&
      (pr.head.repo == null || pr.head.repo.id !== (pr.base.repo ?? payload.repository)?.id),
    isDependabot: e.GITHUB_ACTOR === 'dependabot[bot]',
    sarif:
      pr && !merges
        ? { ref: `refs/pull/${pr.number}/head`, commitSha: pr.head.sha }
        : { ref: e.GITHUB_REF, commitSha: e.GITHUB_SHA },
  };
}

/** A schedule runs on the default branch alone, so its ref names it when the payload does not. */
function defaultBranchOf(
  e: z.output<typeof Environment>,
  said: string | undefined,
): Pick<EventContext, 'defaultBranch'> {
  const branch =
    said ?? (e.GITHUB_EVENT_NAME === 'schedule' ? e.GITHUB_REF.replace(/^refs\/heads\//, '') : undefined);
  return branch === undefined ? {} : { defaultBranch: branch };
}

const JUDGES_A_CHANGE = new Set(['pull_request', 'pull_request_target', 'merge_group']);

/** True when this run's state may become the next baseline: the default branch's own runs, never a pull request's. */
export function advancesBaseline(ctx: EventContext, defaultBranch: string): boolean {
  return !JUDGES_A_CHANGE.has(ctx.eventName) && ctx.ref === `refs/heads/${defaultBranch}`;
}
