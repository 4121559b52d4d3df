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
  /** Undefined when there is no token. */
  readonly rest: Rest | undefined;
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

interface PublishResult {
  /** What was not published and why, one sentence each, also shown to the reader of the run. */
  readonly notices: readonly string[];
  readonly commentUrl?: string;
  readonly checkRunUrl?: string;
}

const NO_TOKEN: Published = { published: false, why: 'there is no github-token' };

interface Attempt {
  readonly url?: string;
  readonly notices: readonly string[];
}

/** Runs one surface (`what` with its verb, e.g. `The comment was`); an error that it did not foresee becomes a reason too. */
async function attempt(what: string, run: () => Promise<Published>): Promise<Attempt> {
  const result = await run().catch((e: unknown): Published => ({ published: false, why: messageOf(e) }));
  if (!result.published) return { notices: [`${what} not published: ${result.why}.`] };
  return { notices: [], ...(result.url === undefined ? {} : { url: result.url }) };
}

const NOT_WANTED: Attempt = { notices: [] };

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

/** The surfaces that lie with GitHub, all at once: artifact, comment, check run, code scanning. */
async function toGithub(p: Publication): Promise<readonly [Attempt, Attempt, Attempt, Attempt]> {
  const { ctx, github, rest, stateDir } = p;
  const at = { owner: ctx.owner, repo: ctx.repo };
  const number = ctx.pullRequest;
  return Promise.all([
    stateDir === undefined ? NOT_WANTED : attempt('The artifact was', () => keepState(p, stateDir)),
    github.comment && number !== undefined
      ? attempt('The comment was', async () =>
          rest ? keepComment({ rest, ...at, pullRequest: number }, p.comment) : NO_TOKEN,
        )
      : NOT_WANTED,
    github.checkRun
      ? attempt('The check run was', async () =>
          rest
            ? writeCheckRun({ rest, ...at, headSha: ctx.headSha, runUrl: ctx.runUrl }, p.checkRun)
            : NO_TOKEN,
        )
      : NOT_WANTED,
    github.uploadSarif && p.sarif.length > 0
      ? attempt('The SARIF file was', async () => (rest ? sendSarif(p, rest) : NO_TOKEN))
      : NOT_WANTED,
  ]);
}

/**
 * Publishes every surface that is switched on and has a place: the artifact, the comment (with a pull request), the
 * check run, code scanning, the job summary, the outputs and the annotations. Never throws; what GitHub refused comes
 * back as notices, which the job summary and the run's annotations show too.
 */
export async function publishAll(p: Publication): Promise<PublishResult> {
  const sent = await toGithub(p);
  const notices = sent.flatMap((s) => s.notices);
  const outputs = await attempt('Some outputs were', async () => {
    notices.push(...(await setOutputs(p.outputs)));
    return { published: true };
  });
  notices.push(...outputs.notices);
  const summary = await attempt('The job summary was', () => writeSummary(p.summary + asList(notices)));
  notices.push(...summary.notices);
  const annotations = await attempt('Some annotations were', async () => {
    await annotate([
      ...notices.map((message): Annotation => ({ level: 'notice', message })),
      ...p.annotations,
    ]);
    return { published: true };
  });
  const [, comment, checkRun] = sent;
  return {
    notices: [...notices, ...annotations.notices],
    ...(comment.url === undefined ? {} : { commentUrl: comment.url }),
    ...(checkRun.url === undefined ? {} : { checkRunUrl: checkRun.url }),
  };
}
