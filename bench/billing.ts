/** Exports of a million lines and more: into facts beside what DuckDB alone takes to add up and copy them, then onto findings. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Measured } from './findings.ts';

const WORK = resolve(import.meta.dirname, 'billing-work.ts');
/** No more than there are resources: one each. */
const findingsOf = (lines: number): number => Math.min(100_000, lines / 100);
/** Lines of each export; FINOPS_GATE_BENCH_LINES=1000000,10000000,50000000 chooses others. */
const SIZES = (process.env.FINOPS_GATE_BENCH_LINES ?? '1000000,10000000').split(',').map(Number);

interface Done {
  readonly seconds: number;
  readonly peakMb: number;
}

function work(...args: readonly string[]): Done {
  const run = spawnSync(process.execPath, [WORK, ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${args[0]}: ${run.stderr.slice(-2000)}`);
  return JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '{}') as Done;
}

const shown = (d: Done): string => `${d.seconds.toFixed(1)} s, ${d.peakMb.toFixed(0)} MB`;

function exported(total: number, format: 'parquet' | 'csv.gz'): { rows: Measured[]; perLine: number } {
  const root = mkdtempSync(join(tmpdir(), 'finops-gate-bench-'));
  try {
    const [raw, facts, copy] = [join(root, 'raw'), join(root, 'facts'), join(root, 'copy.parquet')];
    work('generate', raw, String(total), format);
    const bare = work('bare', raw, format, copy);
    rmSync(copy);
    const normalized = work('normalize', raw, facts);
    const name = `${(total / 1e6).toFixed(0)} million lines of CUR 2.0, ${format}`;
    const rows: Measured[] = [
      { name: `${name}: bare sum and copy`, value: shown(bare) },
      { name: '  … normalised, memory_limit 2 GB', value: shown(normalized) },
      { name: '  … ratio (at most 2.5)', value: (normalized.seconds / bare.seconds).toFixed(2) },
    ];
    if (format === 'parquet') {
      rmSync(raw, { recursive: true });
      const enriched = work('enrich', facts, String(findingsOf(total)), String(total));
      rows.push({ name: `  … ${findingsOf(total)} findings enriched from them`, value: shown(enriched) });
    }
    return { rows, perLine: normalized.seconds / total };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export async function benchBilling(): Promise<Measured[]> {
  const csv = exported(Math.min(...SIZES), 'csv.gz');
  const parquet = SIZES.map((n) => exported(n, 'parquet'));
  const [first, last] = [parquet[0], parquet.at(-1)];
  return [
    ...csv.rows,
    ...parquet.flatMap((p) => p.rows),
    ...(first && last && first !== last
      ? [
          {
            name: 'time per line, the largest against the smallest (1 is linear)',
            value: (last.perLine / first.perLine).toFixed(2),
          },
        ]
      : []),
  ];
}
