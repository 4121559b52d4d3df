/** Runs one workflow event through nektos/act on this machine, without Docker, and says what the jobs did. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Event } from './events.ts';
import { githubToken } from './server.ts';

export interface ActRun {
  code: number | null;
  /** Assert these: a job whose label act does not know is skipped with code 0. */
  steps: { job: string; step: string; stage: string; result: string }[];
  jobs: { job: string; result: string }[];
  annotations: { level: string; message: string }[];
  outputs: Record<string, string>;
  summary: string;
  /** What the steps printed. */
  text: string;
  stderr: string;
}

/** One line of `act --json`. */
interface Line {
  command?: string;
  name?: string;
  arg?: string;
  content?: string;
  job?: string;
  step?: string;
  stage?: string;
  stepResult?: string;
  jobResult?: string;
  raw_output?: boolean;
  msg?: string;
}

const labels = ['ubuntu-latest', 'ubuntu-24.04', 'ubuntu-24.04-arm', 'ubuntu-22.04'];

function understand(code: number | null, stdout: string, stderr: string): ActRun {
  const lines = stdout.split('\n').flatMap((l): Line[] => (l.startsWith('{') ? [JSON.parse(l) as Line] : []));
  const of = (...commands: string[]): Line[] => lines.filter((l) => commands.includes(l.command ?? ''));
  return {
    code,
    steps: lines.flatMap(({ job = '', step = '', stage, stepResult: result }) =>
      stage !== undefined && result !== undefined ? [{ job, step, stage, result }] : [],
    ),
    jobs: lines.flatMap(({ job = '', jobResult: result }) => (result === undefined ? [] : [{ job, result }])),
    annotations: of('error', 'warning', 'notice').map((l) => ({
      level: l.command ?? '',
      message: l.arg ?? '',
    })),
    outputs: Object.fromEntries(of('set-output').map((l) => [l.name ?? '', l.arg ?? ''])),
    summary: of('summary')
      .map((l) => l.content ?? '')
      .join(''),
    text: lines
      .filter((l) => l.raw_output)
      .map((l) => l.msg ?? '')
      .join(''),
    stderr,
  };
}

/**
 * @param of.repository a git work tree; actions/checkout becomes a copy of it.
 * @param of.act path of the act program (v0.2.89: `go install github.com/nektos/act@v0.2.89`).
 * @param of.env from `github.env(run)` and the like; act's own environment is clean.
 */
export async function runAct(of: {
  repository: string;
  act: string;
  event: Event;
  workflow?: string;
  env?: Record<string, string>;
  timeoutMs?: number;
}): Promise<ActRun> {
  const dir = mkdtempSync(join(tmpdir(), 'act-'));
  const file = (name: string, pairs: Record<string, string>): string => {
    const path = join(dir, name);
    writeFileSync(
      path,
      Object.entries(pairs)
        .map(([key, value]) => `${key}=${value}\n`)
        .join(''),
    );
    return path;
  };
  const payload = join(dir, 'event.json');
  writeFileSync(payload, JSON.stringify(of.event.payload));
  const args = [
    of.event.name,
    '--json',
    '--no-cache-server',
    '--use-gitignore=false',
    ...['--action-cache-path', join(dir, 'cache')],
    ...['--eventpath', payload],
    ...['--env-file', file('env', of.env ?? {})],
    // act masks every occurrence of a secret, so it must look like a token
    ...['--secret-file', file('secrets', { GITHUB_TOKEN: githubToken })],
    ...labels.flatMap((label) => ['-P', `${label}=-self-hosted`]),
    ...(of.workflow === undefined ? [] : ['-W', of.workflow]),
  ];
  const child = spawn(of.act, args, {
    cwd: of.repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`, HOME: dir },
  });
  const timer = setTimeout(() => child.kill('SIGTERM'), of.timeoutMs ?? 120_000);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return understand(code, stdout, stderr);
  } finally {
    clearTimeout(timer);
    rmSync(dir, { recursive: true, force: true });
  }
}
