/** What a run says while it works: to a terminal on standard error, or through the Action's log (src/github/log.ts). */
import { stripVTControlCharacters, styleText } from 'node:util';

export interface Log {
  info(text: string): void;
  notice(text: string): void;
  warn(text: string): void;
  error(text: string): void;
  debug(text: string): void;
  /** A state that replaces the last one. */
  progress(text: string): void;
}

/** Text from outside made harmless: no control or bidirectional characters, and no line that a runner takes for a command. */
export function printable(text: string): string {
  return stripVTControlCharacters(text)
    .replaceAll(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/gu, (c) => (c === '\n' ? ' ' : ''))
    .replaceAll('##[', '# #[')
    .replace(/^(\s*):(?=:)/, '$1: ');
}

/** Without a terminal, progress is one line this often. */
const PLAIN_PROGRESS_MS = 10_000;
const TERMINAL_PROGRESS_MS = 80;

/** `stream` is standard error; colours follow NO_COLOR, FORCE_COLOR and whether it is a terminal. */
export function terminalLog(
  stream: NodeJS.WriteStream,
  options: { debug?: boolean; now?: () => number } = {},
): Log {
  const now = options.now ?? Date.now;
  const isTerminal = stream.isTTY === true;
  let shownAt = Number.NEGATIVE_INFINITY;
  let open = false;
  const clear = (): void => {
    if (open) stream.write('\r\u001b[2K');
    open = false;
  };
  const line = (style: Parameters<typeof styleText>[0], label: string, text: string): void => {
    clear();
    stream.write(`${label === '' ? '' : `${styleText(style, label, { stream })} `}${printable(text)}\n`);
  };
  return {
    info: (text) => line('dim', '', text),
    notice: (text) => line('cyan', 'note:', text),
    warn: (text) => line('yellow', 'warning:', text),
    error: (text) => line('red', 'error:', text),
    debug: (text) => {
      if (options.debug) line('dim', 'debug:', text);
    },
    progress: (text) => {
      if (now() - shownAt < (isTerminal ? TERMINAL_PROGRESS_MS : PLAIN_PROGRESS_MS)) return;
      shownAt = now();
      if (!isTerminal) return line('dim', '', text);
      const room = Math.max(20, (stream.columns ?? 80) - 1);
      stream.write(`\r\u001b[2K${styleText('dim', printable(text).slice(0, room), { stream })}`);
      open = true;
    },
  };
}
