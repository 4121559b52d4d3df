/** What a step tells its runner: `::commands::` in its output, and the files behind GITHUB_OUTPUT and its like. */

export interface Command {
  name: string;
  properties: Record<string, string>;
  message: string;
}

const message = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const property = (text: string): string => message(text.replaceAll('%3A', ':').replaceAll('%2C', ','));

/** Commands in the order of the lines; those between `::stop-commands::TOKEN` and `::TOKEN::` are text. */
export function readCommands(output: string): Command[] {
  const found: Command[] = [];
  let stopped: string | undefined;
  for (const line of output.split(/\r?\n/)) {
    if (stopped !== undefined) {
      if (line.trim() === `::${stopped}::`) stopped = undefined;
      continue;
    }
    const [, name, list = '', data = ''] = /^\s*::([\w-]+)(?: ([^:]*))?::(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const properties = list.split(',').flatMap((pair): [string, string][] => {
      const at = pair.indexOf('=');
      return at > 0 ? [[pair.slice(0, at).trim(), property(pair.slice(at + 1))]] : [];
    });
    const command = { name, properties: Object.fromEntries(properties), message: message(data) };
    found.push(command);
    if (name === 'stop-commands') stopped = command.message;
  }
  return found;
}

/**
 * The pairs of a file command: `name=value`, or `name<<DELIMITER`, lines, `DELIMITER`.
 * @throws Error for what the runner refuses: a line without either, a delimiter that never comes.
 */
export function readFileCommands(text: string): Record<string, string> {
  const lines = text.split('\n');
  const out: Record<string, string> = {};
  for (let i = 0; i < lines.length; i += 1) {
    const line = (lines[i] ?? '').replace(/\r$/, '');
    if (line === '') continue;
    const [, name, delimiter] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    if (name === undefined || delimiter === undefined) {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`Invalid format '${line}'`);
      out[line.slice(0, at)] = line.slice(at + 1);
      continue;
    }
    const end = lines.findIndex((l, n) => n > i && l.replace(/\r$/, '') === delimiter);
    if (end < 0) throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
    out[name] = lines.slice(i + 1, end).join('\n');
    i = end;
  }
  return out;
}
