/** A recorded inventory through every check, rule and total: seconds, peak memory, and whether time per resource stays flat. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measured } from './findings.ts';

const WORK = join(import.meta.dirname, 'replay-work.ts');
const SMALL = 10_000;
const LARGE = 100_000;

const work = <T>(...args: string[]): T =>
  JSON.parse(
    execFileSync(process.execPath, [WORK, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  ) as T;

export async function benchReplay(): Promise<Measured[]> {
  const root = mkdtempSync(join(tmpdir(), 'finops-gate-bench-'));
  try {
    const measured = [SMALL, LARGE].map((wanted) => {
      const folder = join(root, String(wanted));
      const { count } = work<{ count: number }>('make', String(wanted), folder);
      const run = work<{ seconds: number; megabytes: number }>('run', folder, join(root, `out-${wanted}`));
      return { count, ...run };
    });
    const [small, large] = measured;
    return [
      ...measured.flatMap((m) => [
        { name: `${m.count} resources replayed`, value: `${m.seconds.toFixed(2)} s` },
        { name: '  … peak memory', value: `${m.megabytes.toFixed(0)} MB` },
      ]),
      {
        name: `time per resource, ${large?.count} to ${small?.count} (1 is flat)`,
        value: small && large ? (large.seconds / large.count / (small.seconds / small.count)).toFixed(2) : '',
      },
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
