/** CPU of the built program: its start, and a replay, beside an empty Node process. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Measured } from './findings.ts';

const CLI = resolve(import.meta.dirname, '../dist/cli.js');

/** Median of five runs: CPU (user and system) and wall, in milliseconds. */
function measured(args: readonly string[]): { cpu: number; wall: number } {
  const samples = Array.from({ length: 5 }, () => {
    const started = performance.now();
    const run = spawnSync(
      'bash',
      ['-c', `TIMEFORMAT='%U %S'; time "$@" >/dev/null 2>&1`, 'bash', process.execPath, ...args],
      { encoding: 'utf8' },
    );
    const [user = 0, system = 0] = (run.stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
    return { cpu: (user + system) * 1000, wall: performance.now() - started };
  });
  const median = (of: (s: { cpu: number; wall: number }) => number): number =>
    samples.map(of).sort((a, b) => a - b)[2] ?? 0;
  return { cpu: median((s) => s.cpu), wall: median((s) => s.wall) };
}

export async function benchStart(): Promise<Measured[]> {
  const out = mkdtempSync(join(tmpdir(), 'finops-gate-bench-'));
  try {
    const empty = measured(['-e', '0']);
    const version = measured([CLI, '--version']);
    const noAws = measured([CLI, 'audit', '--regions', 'eu-west-1', '--output', out]);
    const demo = measured([CLI, 'demo', '--output', out]);
    const row = (name: string, m: { cpu: number; wall: number }): Measured => ({
      name,
      value: `${m.cpu.toFixed(0)} ms CPU, ${m.wall.toFixed(0)} ms wall`,
    });
    return [
      row('an empty Node process', empty),
      row('finops-gate --version', version),
      row('audit up to its first AWS call (refused: no credentials)', noAws),
      row('demo: two runs replayed, every report', demo),
    ];
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
