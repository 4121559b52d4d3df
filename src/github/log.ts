/** The log of an Action's run: workflow commands for what the reader must see, plain lines for the rest. */
import { messageOf } from './refusal.ts';

/** Progress is shown at most this often. */
const PROGRESS_MS = 5_000;

/**
 * One plain line that the runner cannot take for a command: `::name::` at the start of a line, or `##[name]` anywhere
 * in it (actions/runner, ActionCommand.TryParseV2 and TryParse).
 */
export function inertLine(text: string): string {
  return text
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .replaceAll('##[', '# #[')
    .replace(/^(\s*):(?=:)/, '$1: ');
}

interface ActionLog {
  info(text: string): void;
  notice(text: string): void;
  warn(text: string): void;
  error(text: string): void;
  debug(text: string): void;
  /** A state that replaces the last one; most are not shown. */
  progress(text: string): void;
  /** Folds what `work` logs under a title. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** Hides a value in everything that the job prints from now on. */
  mask(secret: string): void;
}

/** The log over @actions/core. No text given to it can become a workflow command. `now` is in milliseconds. */
export async function actionLog(now: () => number = Date.now): Promise<ActionLog> {
  const core = await import('@actions/core');
  let shownAt = Number.NEGATIVE_INFINITY;
  const line = (text: string): void => {
    process.stdout.write(`${inertLine(text)}\n`);
  };
  return {
    info: (text) => text.split(/\r?\n/).forEach(line),
    notice: (text) => core.notice(text),
    warn: (text) => core.warning(text),
    error: (text) => core.error(text),
    debug: (text) => core.debug(text),
    progress: (text) => {
      if (now() - shownAt < PROGRESS_MS) return;
      shownAt = now();
      line(text);
    },
    group: (title, work) => core.group(messageOf(title), work),
    mask: (secret) => {
      if (secret !== '') core.setSecret(secret);
    },
  };
}
