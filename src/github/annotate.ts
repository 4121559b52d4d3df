/** Annotations through workflow commands: no token needed, few allowed. */
import { clipText } from './clip-text.ts';

/** The runner keeps 10 of each level per step and 4,096 characters of each (actions/runner, ExecutionContext). */
const MAX_PER_LEVEL = 10;
const MAX_MESSAGE = 4096;

export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly title?: string;
  readonly message: string;
  /** Path from the root of the repository. */
  readonly file?: string;
  readonly line?: number;
}

/** Writes the first ten of each level; the runner would drop the rest in silence. Returns how many were left out. */
export async function annotate(annotations: readonly Annotation[]): Promise<number> {
  const core = await import('@actions/core');
  const written = { notice: 0, warning: 0, error: 0 };
  let leftOut = 0;
  for (const a of annotations) {
    if (written[a.level] >= MAX_PER_LEVEL) {
      leftOut += 1;
      continue;
    }
    written[a.level] += 1;
    core[a.level](clipText(a.message, MAX_MESSAGE), {
      ...(a.title === undefined ? {} : { title: a.title }),
      ...(a.file === undefined ? {} : { file: a.file, startLine: a.line ?? 1 }),
    });
  }
  return leftOut;
}
