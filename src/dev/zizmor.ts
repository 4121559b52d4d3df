/** zizmor, pinned in lint/requirements.txt: installed into .cache/ on first use, found again by the hash of that file. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const CACHE = resolve(import.meta.dirname, '../../.cache');
const REQUIREMENTS = join(import.meta.dirname, 'lint/requirements.txt');
const BIN = process.platform === 'win32' ? 'Scripts' : 'bin';
const PYTHONS = process.platform === 'win32' ? ['py', 'python'] : ['python3'];

export const hasPython = (): boolean => python() !== undefined;
const python = (): string | undefined => PYTHONS.find((name) => spawnSync(name, ['--version']).status === 0);

function step(what: string, program: string, args: string[]): void {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`${what}\n${`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.slice(-1500)}`);
}

/**
 * The path of the program. The first call on a machine takes some seconds.
 * @throws Error that says what is missing: python3, its venv module, or a Python package registry.
 */
export function zizmor(): string {
  const hash = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const venv = join(CACHE, `zizmor-${hash}`);
  const program = join(venv, BIN, process.platform === 'win32' ? 'zizmor.exe' : 'zizmor');
  if (existsSync(program)) return program;
  const found = python();
  if (found === undefined)
    throw new Error('Workflows are linted by zizmor, which is installed by python3: install it.');
  const making = `${venv}.${process.pid}`;
  mkdirSync(CACHE, { recursive: true });
  try {
    step('python3 needs its venv module; on Debian: apt-get install python3-venv.', found, [
      '-m',
      'venv',
      making,
    ]);
    step(
      'zizmor could not be installed: a Python package registry is needed once (PIP_INDEX_URL).',
      join(making, BIN, 'python'),
      [
        '-m',
        'pip',
        'install',
        '-q',
        '--disable-pip-version-check',
        '--only-binary=:all:',
        '-r',
        REQUIREMENTS,
      ],
    );
    if (!existsSync(program)) renameSync(making, venv);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return program;
}
