/** The state of the previous run: the newest artifact of the default branch, fetched and verified. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { unzip } from '../shared/unzip.ts';
import { explainRefusal, messageOf, statusOf } from './refusal.ts';
import type { Rest } from './rest.ts';

const MAX_BYTES = 512 * 1024 * 1024;
const MAX_ENTRIES = 10_000;
/** Artifacts tried before the run goes on as a first run. */
const MAX_TRIES = 3;
/** Pages of 100 artifacts; GitHub answers newest first. */
const MAX_PAGES = 10;

const Artifact = z.object({
  id: z.int(),
  name: z.string(),
  size_in_bytes: z.number().min(0),
  expired: z.boolean(),
  created_at: z.coerce.date(),
  digest: z.string().nullish(),
  workflow_run: z
    .object({
      id: z.int(),
      repository_id: z.int(),
      head_repository_id: z.int().nullish(),
      head_branch: z.string().nullish(),
    })
    .nullish(),
});
type Artifact = z.output<typeof Artifact>;

export type FetchedBaseline =
  | {
      /** Folder with the unpacked artifact. */
      readonly dir: string;
      readonly runId: number;
      /** ISO 8601 */
      readonly createdAt: string;
      /** Newer artifacts that were passed over, one sentence each. */
      readonly warnings: readonly string[];
    }
  /** There is none, or none that can be used (`warning`): the run is a first run. */
  | { readonly none: string; readonly warning: boolean };

export interface BaselineQuery {
  readonly rest: Rest;
  readonly owner: string;
  readonly repo: string;
  readonly defaultBranch: string;
  readonly name: string;
  /** This run's own artifacts, earlier attempts included, are no baseline. */
  readonly runId: number;
  /** Folder for downloads, e.g. RUNNER_TEMP. */
  readonly into: string;
  /** Why an unpacked artifact is not usable (another schema, a wrong hash); undefined when it is. */
  readonly refuse?: (dir: string) => Promise<string | undefined>;
  readonly deadlineMs?: number;
}

/**
 * An artifact that this repository's default branch made, whatever the run's conclusion (a failing gate still observed
 * the account). A pull request from a fork uploads into the same namespace, from another head repository.
 */
function eligible(a: Artifact, q: BaselineQuery): boolean {
  const run = a.workflow_run;
  return (
    a.name === q.name &&
    !a.expired &&
    run != null &&
    run.head_repository_id === run.repository_id &&
    run.head_branch === q.defaultBranch &&
    run.id !== q.runId
  );
}

async function candidates(q: BaselineQuery, signal: AbortSignal): Promise<Artifact[]> {
  const found: Artifact[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await q.rest.rest.actions.listArtifactsForRepo({
      owner: q.owner,
      repo: q.repo,
      name: q.name,
      per_page: 100,
      page,
      request: { signal },
    });
    // One odd row takes no others with it.
    found.push(...data.artifacts.flatMap((a) => Artifact.safeParse(a).data ?? []));
    if (data.artifacts.length < 100) break;
  }
  return found
    .filter((a) => eligible(a, q))
    .sort((a, b) => b.created_at.getTime() - a.created_at.getTime() || b.id - a.id);
}

/** True for an answer of the blob storage that a download is redirected to, which knows nothing of the token. */
function fromStorage(error: unknown): boolean {
  const { response, request } = error as { response?: { url?: string }; request?: { url?: string } };
  return Boolean(
    response?.url && request?.url && new URL(response.url).origin !== new URL(request.url).origin,
  );
}

/** Passes bytes on, hashing them; fails past `max`. */
function meter(max: number): { stream: Transform; digest: () => string } {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      hash.update(chunk);
      if (bytes > max) done(new Error(`it is larger than ${max} bytes`));
      else done(null, chunk);
    },
  });
  return { stream, digest: () => `sha256:${hash.digest('hex')}` };
}

/** Downloads and unpacks one artifact into a new folder. Throws Error in one sentence. */
async function fetchArtifact(a: Artifact, q: BaselineQuery, signal: AbortSignal): Promise<string> {
  if (a.size_in_bytes > MAX_BYTES) throw new Error(`it is larger than ${MAX_BYTES} bytes`);
  const work = await mkdtemp(join(q.into, 'finops-gate-baseline-'));
  const file = join(work, 'artifact.zip');
  const dir = join(work, 'state');
  try {
    // The answer redirects to blob storage on another origin, where fetch leaves the token behind.
    const { data } = await q.rest.rest.actions.downloadArtifact({
      owner: q.owner,
      repo: q.repo,
      artifact_id: a.id,
      archive_format: 'zip',
      request: { signal, parseSuccessResponseBody: false },
    });
    if (!(data instanceof ReadableStream)) throw new Error('GitHub sent no archive');
    const counted = meter(MAX_BYTES);
    await pipeline(Readable.fromWeb(data), counted.stream, createWriteStream(file), { signal });
    if (a.digest && counted.digest() !== a.digest)
      throw new Error('its bytes do not match the digest that GitHub recorded');
    await unzip(file, dir, { bytes: MAX_BYTES, entries: MAX_ENTRIES });
    await rm(file);
    const why = await q.refuse?.(dir);
    if (why !== undefined) throw new Error(why);
    return dir;
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    throw error;
  }
}

/**
 * The newest usable artifact of the name, unpacked; never throws, and never takes longer than the deadline (60 s).
 * One that cannot be used is passed over for the next older, three in all, and named in the warnings.
 */
export async function fetchBaseline(q: BaselineQuery): Promise<FetchedBaseline> {
  const deadlineMs = q.deadlineMs ?? 60_000;
  const signal = AbortSignal.timeout(deadlineMs);
  const because = (error: unknown): string => {
    if (signal.aborted) return `GitHub did not hand it over within ${deadlineMs / 1000} s`;
    if (statusOf(error) === undefined) return messageOf(error);
    return fromStorage(error)
      ? `GitHub's storage answered ${statusOf(error)}`
      : explainRefusal(error, 'actions: read');
  };
  let found: Artifact[];
  try {
    found = await candidates(q, signal);
  } catch (error) {
    return {
      none: `Earlier runs' artifacts could not be listed: ${because(error)}. This run is treated as a first run.`,
      warning: true,
    };
  }
  const [newest] = found;
  if (!newest)
    return {
      none: `No earlier artifact "${q.name}" of branch ${q.defaultBranch} was found.`,
      warning: false,
    };
  const warnings: string[] = [];
  for (const artifact of found.slice(0, MAX_TRIES)) {
    if (signal.aborted) break;
    try {
      const dir = await fetchArtifact(artifact, q, signal);
      return {
        dir,
        runId: artifact.workflow_run?.id ?? 0,
        createdAt: artifact.created_at.toISOString(),
        warnings,
      };
    } catch (error) {
      warnings.push(
        `The artifact of run ${artifact.workflow_run?.id} (${artifact.created_at.toISOString()}) cannot be used: ${because(error)}.`,
      );
    }
  }
  return { none: `${warnings.join(' ')} This run is treated as a first run.`, warning: true };
}
