/** Runs a built action as a runner does: its action.yml, its inputs, a clean environment, files for its answers. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Event } from './events.ts';
import { githubToken } from './server.ts';
import { type Command, readCommands, readFileCommands } from './workflow-commands.ts';

export interface ActionRun {
  /** null when it was ended by the time limit. */
  code: number | null;
  outputs: Record<string, string>;
  /** Markdown of the job summary. */
  summary: string;
  /** saveState, and exported variables: a post step and later steps would see them. */
  state: Record<string, string>;
  exported: Record<string, string>;
  /** Of both streams, unescaped. */
  commands: Command[];
  stdout: string;
  stderr: string;
  /** Wall time in milliseconds. */
  ms: number;
}

export interface ActionRunOf {
  /** Folder with action.yml and what its `main` names. */
  folder: string;
  event: Event;
  /** `with:` of the step; the defaults of action.yml fill in the rest, as the runner does. */
  inputs?: Record<string, string>;
  /** On top of the runner's own: `github.env(run)`, AWS endpoints. Nothing else is inherited. */
  env?: Record<string, string>;
  /** GITHUB_WORKSPACE and working directory; an empty folder when not said. */
  workspace?: string;
  /** RUNNER_TOOL_CACHE; one of its own when not said. */
  toolCache?: string;
  timeoutMs?: number;
}

interface ActionFile {
  inputs?: Record<string, { default?: string | number | boolean }>;
  runs: { using: string; main: string };
}

/** The contexts that an input's default may name and this runner knows. */
const contexts: Record<string, string> = { 'github.token': githubToken, 'job.check_run_id': '1' };

function evaluate(value: string): string {
  return value.replace(/\$\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => {
    const known = contexts[name];
    if (known === undefined) throw new Error(`action.yml: this runner does not know ${name}`);
    return known;
  });
}

/** INPUT_*: upper case, spaces to underscores, hyphens kept. */
function inputEnv(action: ActionFile, given: Record<string, string>): Record<string, string> {
  const declared = action.inputs ?? {};
  const unknown = Object.keys(given).find((name) => declared[name] === undefined);
  if (unknown !== undefined) throw new Error(`Unexpected input '${unknown}', it is not in action.yml`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, { default: value = '' }]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      given[name] ?? evaluate(String(value)),
    ]),
  );
}

/** What a hosted Linux runner sets for every step. */
function runnerEnv(dir: string, workspace: string, of: ActionRunOf): Record<string, string> {
  return {
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: dir,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'octo/shop',
    GITHUB_WORKFLOW: 'finops',
    GITHUB_WORKFLOW_REF: 'octo/shop/.github/workflows/finops.yml@refs/heads/main',
    GITHUB_JOB: 'audit',
    GITHUB_ACTION: '__self',
    GITHUB_RUN_ID: '1',
    GITHUB_RUN_NUMBER: '1',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RETENTION_DAYS: '90',
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_NAME: 'local',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_TEMP: join(dir, 'temp'),
    RUNNER_TOOL_CACHE: of.toolCache ?? join(dir, 'tools'),
    GITHUB_EVENT_PATH: join(dir, 'event.json'),
  };
}

/** One step, start to end. The program runs under the Node that runs the tests. */
export async function runAction(of: ActionRunOf): Promise<ActionRun> {
  const action = parse(readFileSync(join(of.folder, 'action.yml'), 'utf8')) as ActionFile;
  const dir = mkdtempSync(join(tmpdir(), 'runner-'));
  const workspace = of.workspace ?? join(dir, 'work');
  for (const made of ['temp', 'tools', 'work']) mkdirSync(join(dir, made));
  writeFileSync(join(dir, 'event.json'), JSON.stringify(of.event.payload));
  const files = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY', 'GITHUB_STATE', 'GITHUB_ENV', 'GITHUB_PATH'];
  for (const file of files) writeFileSync(join(dir, file), '');
  const read = (file: string): string => readFileSync(join(dir, file), 'utf8');

  const start = performance.now();
  const child = spawn(process.execPath, [join(of.folder, action.runs.main)], {
    cwd: workspace,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...runnerEnv(dir, workspace, of),
      ...Object.fromEntries(files.map((file) => [file, join(dir, file)])),
      ...of.env,
      ...of.event.env,
      ...inputEnv(action, of.inputs ?? {}),
    },
  });
  const timer = setTimeout(() => child.kill('SIGKILL'), of.timeoutMs ?? 120_000);
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
    return {
      code,
      outputs: readFileCommands(read('GITHUB_OUTPUT')),
      summary: read('GITHUB_STEP_SUMMARY'),
      state: readFileCommands(read('GITHUB_STATE')),
      exported: readFileCommands(read('GITHUB_ENV')),
      commands: readCommands(`${stdout}\n${stderr}`),
      stdout,
      stderr,
      ms: performance.now() - start,
    };
  } finally {
    clearTimeout(timer);
    rmSync(dir, { recursive: true, force: true });
  }
}
