/**
 * The Python that the test servers run in: a virtual environment in .cache/, made on first use from
 * test/support/aws/requirements.txt and found again by the hash of that file.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const requirements = fileURLToPath(new URL('./aws/requirements.txt', import.meta.url));

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end. Rejects only when it cannot be started. */
export function run(file: string, args: string[], stdin = ''): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(stdin);
  });
}

async function step(what: string, file: string, args: string[]): Promise<void> {
  const ended = await run(file, args).catch(
    (error: Error): Ended => ({ code: -1, stdout: '', stderr: error.message }),
  );
  if (ended.code !== 0) throw new Error(`${what}\n${`${ended.stdout}\n${ended.stderr}`.trim().slice(-1500)}`);
}

async function make(venv: string): Promise<void> {
  await rm(venv, { recursive: true, force: true });
  await step(
    'The tests need python3 (3.10 or newer) with its venv module; on Debian: apt-get install python3 python3-venv.',
    'python3',
    ['-m', 'venv', venv],
  );
  await step(
    'The tests could not install their Python packages; they need a Python package registry once (pip config, PIP_INDEX_URL).',
    join(venv, 'bin/python'),
    ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--only-binary=:all:', '-r', requirements],
  );
  await writeFile(join(venv, 'complete'), '');
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** A holder that died without letting go: its process is gone, or it never wrote its number. */
async function abandoned(lock: string): Promise<boolean> {
  const age = Date.now() - (await stat(lock).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
  const holder = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => ''));
  return holder > 0 ? !alive(holder) : age > 10_000;
}

/** One maker at a time over all processes: mkdir is the lock. */
async function locked(lock: string, work: () => Promise<void>): Promise<void> {
  for (;;) {
    const mine = await mkdir(lock).then(
      () => true,
      () => false,
    );
    if (mine) break;
    if (await abandoned(lock)) await rm(lock, { recursive: true, force: true });
    else await wait(200);
  }
  try {
    await writeFile(join(lock, 'pid'), String(process.pid));
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

/**
 * The path of a python that has the pinned packages. The first call on a machine takes 15 to 60 seconds.
 * @throws Error that says what is missing: python3, its venv module, or a package registry.
 */
export async function python(): Promise<string> {
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const venv = join(root, '.cache', `aws-emulator-venv-${hash}`);
  const complete = (): boolean => existsSync(join(venv, 'complete'));
  if (!complete()) {
    await mkdir(join(root, '.cache'), { recursive: true });
    await locked(`${venv}.lock`, async () => {
      if (!complete()) await make(venv);
    });
  }
  return join(venv, 'bin/python');
}
