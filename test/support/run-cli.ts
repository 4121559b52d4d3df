/** The command line as a process, in an environment without the caller's AWS credentials. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Sources by default; `FINOPS_GATE_CLI` names another program, such as the bundle. */
const CLI = process.env.FINOPS_GATE_CLI ?? fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export async function runCli(
  args: readonly string[],
  of: { env?: Record<string, string>; cwd?: string; cli?: string } = {},
): Promise<CliRun> {
  const keep = ['PATH', 'HOME', 'LANG', 'RUNNER_TOOL_CACHE', 'XDG_CACHE_HOME'];
  const own = Object.fromEntries(
    keep.flatMap((k) => (process.env[k] === undefined ? [] : [[k, process.env[k]]])),
  );
  const child = spawn(process.execPath, [of.cli ?? CLI, ...args], {
    env: { ...own, NO_COLOR: '1', ...of.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(of.cwd === undefined ? {} : { cwd: of.cwd }),
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (t: string) => {
    stdout += t;
  });
  child.stderr.setEncoding('utf8').on('data', (t: string) => {
    stderr += t;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code: code ?? -1, stdout, stderr };
}
