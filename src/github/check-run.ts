/** A check run on the judged commit, with its annotations. */
import { clipText } from './clip-text.ts';
import { explainRefusal, type Published } from './refusal.ts';
import type { Rest } from './rest.ts';

/** GitHub's OpenAPI description, `checks/create`: output.summary, output.text maxLength; annotations maxItems. */
const MAX_TEXT = 65_535;
const MAX_ANNOTATIONS = 50;
/** GitHub docs, "Create a check run": annotation title 255 characters, message 64 KB. */
const MAX_TITLE = 255;
const MAX_MESSAGE = 16_000;

interface CheckAnnotation {
  /** Path from the root of the repository. */
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: 'notice' | 'warning' | 'failure';
  readonly title: string;
  readonly message: string;
}

export interface CheckRun {
  readonly name: string;
  readonly title: string;
  /** Markdown */
  readonly summary: string;
  readonly conclusion: 'success' | 'neutral' | 'failure';
  readonly annotations: readonly CheckAnnotation[];
}

const wire = (a: CheckAnnotation) => ({
  path: a.path,
  start_line: a.startLine,
  end_line: a.endLine,
  annotation_level: a.level,
  title: clipText(a.title, MAX_TITLE),
  message: clipText(a.message, MAX_MESSAGE),
});

/**
 * Creates a completed check run on `headSha`, 50 annotations per request (GitHub appends those of later requests).
 * The conclusion is in the first request, so that it stands even when a later one fails. Never throws.
 */
export async function writeCheckRun(
  of: {
    readonly rest: Rest;
    readonly owner: string;
    readonly repo: string;
    readonly headSha: string;
    readonly runUrl: string;
  },
  run: CheckRun,
): Promise<Published> {
  const { checks } = of.rest.rest;
  const at = { owner: of.owner, repo: of.repo };
  const output = { title: clipText(run.title, MAX_TITLE), summary: clipText(run.summary, MAX_TEXT) };
  const batch = (from: number) => run.annotations.slice(from, from + MAX_ANNOTATIONS).map(wire);
  try {
    const { data } = await checks.create({
      ...at,
      name: run.name,
      head_sha: of.headSha,
      details_url: of.runUrl,
      status: 'completed',
      conclusion: run.conclusion,
      output: { ...output, annotations: batch(0) },
    });
    for (let from = MAX_ANNOTATIONS; from < run.annotations.length; from += MAX_ANNOTATIONS) {
      await checks.update({
        ...at,
        check_run_id: data.id,
        output: { ...output, annotations: batch(from) },
      });
    }
    return { published: true, ...(data.html_url ? { url: data.html_url } : {}) };
  } catch (error) {
    return { published: false, why: explainRefusal(error, 'checks: write') };
  }
}
