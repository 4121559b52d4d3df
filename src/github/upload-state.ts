/** This run's output folder as an artifact, where the next run finds it. */
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { advancesBaseline, type EventContext } from './context.ts';
import { messageOf, type Published } from './refusal.ts';

/** The client itself gives up on a silent service only after minutes. */
const UPLOAD_MS = 10 * 60_000;

/** The artifact's name: a run that never becomes a baseline keeps its state under another one. */
export function artifactNameFor(base: string, ctx: EventContext, defaultBranch: string): string {
  return advancesBaseline(ctx, defaultBranch) ? base : `${base}-pr`;
}

/** Everything but the bill itself: it is large, and no later run needs this one's. */
async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name))
    .filter((path) => !relative(dir, path).startsWith(`cur_facts${sep}`))
    .sort();
}

const nameIsTaken = (error: unknown): boolean => /\(409\)|already exists/i.test(messageOf(error));

async function withDeadline<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`it took longer than ${UPLOAD_MS / 60_000} minutes`)),
    UPLOAD_MS,
  );
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Uploads every file below `dir` under `name`, uncompressed (Parquet already is). A rerun replaces what an earlier
 * attempt of the same run left; two jobs of one attempt that share a name do not replace each other. Never throws.
 */
export async function uploadState(of: {
  readonly name: string;
  readonly dir: string;
  readonly runAttempt: number;
  readonly retentionDays?: number;
}): Promise<Published> {
  if (!process.env.ACTIONS_RESULTS_URL || !process.env.ACTIONS_RUNTIME_TOKEN)
    return { published: false, why: 'the runner offers no artifact service' };
  try {
    const files = await filesBelow(of.dir);
    if (files.length === 0) return { published: false, why: 'the output folder is empty' };
    const { DefaultArtifactClient } = await import('@actions/artifact');
    const client = new DefaultArtifactClient();
    const upload = () =>
      client.uploadArtifact(of.name, files, of.dir, {
        compressionLevel: 0,
        ...(of.retentionDays === undefined ? {} : { retentionDays: of.retentionDays }),
      });
    const work = upload().catch(async (error: unknown) => {
      if (!nameIsTaken(error)) throw error;
      if (of.runAttempt === 1)
        throw new Error(
          `another job of this run already uploaded "${of.name}": give each job an artifact-name of its own`,
        );
      await client.deleteArtifact(of.name);
      return upload();
    });
    await withDeadline(work);
    return { published: true };
  } catch (error) {
    return { published: false, why: messageOf(error) };
  }
}
