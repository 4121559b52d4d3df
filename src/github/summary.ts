/** The job summary. */
import { clipLines } from './clip-text.ts';
import { messageOf, type Published } from './refusal.ts';

/** The runner drops a larger one (actions/runner, FileCommandManager: 1024 KiB per step). */
const MAX_BYTES = 1024 * 1024;

/** Writes the Markdown as this step's summary, cut after a line at 1 MiB. Never throws. */
export async function writeSummary(markdown: string): Promise<Published> {
  const { summary } = await import('@actions/core');
  try {
    const text = clipLines(markdown, MAX_BYTES, '\n\nThe rest is left out: a job summary ends at 1 MiB.\n');
    await summary.addRaw(text).write({ overwrite: true });
    return { published: true };
  } catch (error) {
    return { published: false, why: messageOf(error) };
  }
}
