/** All that a run tells GitHub: each surface for itself, so that none can stop another or fail the run. */
import type { GithubConfig } from '../../contracts/config.ts';
import { type Annotation, annotate } from './annotate.ts';
import { type CheckRun, writeCheckRun } from './check-run.ts';
import { keepComment } from './comment.ts';
import type { EventContext } from './context.ts';
import { type ActionOutput, setOutputs } from './outputs.ts';
import { messageOf, type Published } from './refusal.ts';
import type { Rest } from './rest.ts';
import { uploadSarif } from './sarif-upload.ts';
import { writeSummary } from './summary.ts';
import { artifactNameFor, uploadState } from './upload-state.ts';

export interface Publication {
  readonly ctx: EventContext;
  readonly defaultBranch: string;
  readonly github: GithubConfig;
  /** Absent when there is no token. */
  readonly rest?: Rest;
  /** True: nothing that names an account or its resources leaves the runner, the artifact included. */
  readonly totalsOnly: boolean;
  readonly comment: { readonly marker: string; readonly body: string };
  readonly checkRun: CheckRun;
  /** Markdown */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  /** SARIF files as text; empty when there is none to upload. */
  readonly sarif: readonly string[];
  readonly outputs: Readonly<Partial<Record<ActionOutput, string>>>;
  /** Output folder that becomes the artifact; absent when the run has no state to keep. */
  readonly stateDir?: string;
}

export interface PublishResult {
  /** What was not published and why, one sentence each, also shown to the reader of the run. */
  readonly notices: readonly string[];
  readonly commentUrl?: string;
  readonly checkRunUrl?: string;
}

const NO_TOKEN: Published = { published: false, why: 'there is no github-token' };

/** Runs one surface (`what` with its verb, e.g. `The comment was`); an error that it did not foresee becomes a reason too. */
async function attempt(
  what: string,
  notices: string[],
  run: () => Promise<Published>,
): Promise<string | undefined> {
  const result = await run().catch((e: unknown): Published => ({ published: false, why: messageOf(e) }));
  if (result.published) return result.url;
  notices.push(`${what} not published: ${result.why}.`);
  return undefined;
}

async function keepState(p: Publication, dir: string): Promise<Published> {
  if (p.totalsOnly)
    return {
      published: false,
      why: 'anyone can download an artifact of a public repository, and it names the account’s resources; so the next run has no baseline. Set `allow-public: true` to publish it',
    };
  const { retentionDays, artifactName } = p.github;
  return uploadState({
    name: artifactNameFor(artifactName, p.ctx, p.defaultBranch),
    dir,
    runAttempt: p.ctx.runAttempt,
    ...(retentionDays === undefined ? {} : { retentionDays }),
  });
}

async function sendSarif(p: Publication, rest: Rest): Promise<Published> {
  if (p.totalsOnly)
    return { published: false, why: 'a public repository’s alerts would name the account’s resources' };
  for (const text of p.sarif) {
    const sent = await uploadSarif({ rest, owner: p.ctx.owner, repo: p.ctx.repo, ...p.ctx.sarif }, text);
    if (!sent.published) return sent;
  }
  return { published: true };
}

const asList = (notices: readonly string[]): string =>
  notices.length === 0
    ? ''
    : `\n\n---\n\n${notices.map((n) => `- ${n.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}`).join('\n')}\n`;

/**
 * Publishes every surface that is switched on and has a place: the artifact, the comment (with a pull request), the
 * check run, code scanning, the job summary, the outputs and the annotations. Never throws; what GitHub refused comes
 * back as notices, which the job summary and the run's annotations show too.
 */
export async function publishAll(p: Publication): Promise<PublishResult> {
  const { ctx, github, rest } = p;
  const notices: string[] = [];
  const at = { owner: ctx.owner, repo: ctx.repo };
  const { stateDir } = p;
  if (stateDir !== undefined) await attempt('The artifact was', notices, () => keepState(p, stateDir));
  const number = ctx.pullRequest;
  const commentUrl =
    github.comment && number !== undefined
      ? await attempt('The comment was', notices, async () =>
          rest ? keepComment({ rest, ...at, pullRequest: number }, p.comment) : NO_TOKEN,
        )
      : undefined;
  const checkRunUrl = github.checkRun
    ? await attempt('The check run was', notices, async () =>
        rest
          ? writeCheckRun({ rest, ...at, headSha: ctx.headSha, runUrl: ctx.runUrl }, p.checkRun)
          : NO_TOKEN,
      )
    : undefined;
  if (github.uploadSarif && p.sarif.length > 0)
    await attempt('The SARIF file was', notices, async () => (rest ? sendSarif(p, rest) : NO_TOKEN));
  await attempt('Some outputs were', notices, async () => {
    notices.push(...(await setOutputs(p.outputs)));
    return { published: true };
  });
  await attempt('The job summary was', notices, () => writeSummary(p.summary + asList(notices)));
  await attempt('Some annotations were', notices, async () => {
    await annotate([
      ...notices.map((message): Annotation => ({ level: 'notice', message })),
      ...p.annotations,
    ]);
    return { published: true };
  });
  return {
    notices,
    ...(commentUrl === undefined ? {} : { commentUrl }),
    ...(checkRunUrl === undefined ? {} : { checkRunUrl }),
  };
}
