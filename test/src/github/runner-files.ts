/** What a step leaves behind for the runner: its files, and the commands on its standard output. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';

export interface Step {
  readonly stdout: string;
  /** Lines that the runner would act on. */
  readonly commands: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Outputs as the runner reads them: `name<<delimiter`, lines, `delimiter`. */
function parseOutputs(text: string): Record<string, string> {
  const out: Record<string, string> = {};
  for (const m of text.matchAll(/^([\w-]+)<<(ghadelimiter_[\w-]+)\n([\s\S]*?)\n?\2$/gm))
    out[m[1] ?? ''] = m[3] ?? '';
  return out;
}

// One folder per test file: @actions/core remembers where the summary is.
const dir = mkdtempSync(join(tmpdir(), 'step-'));
const [output, summary] = [join(dir, 'output'), join(dir, 'summary')];

/** Runs `work` as a step would run, with files for outputs and summary. */
export async function asStep(work: () => Promise<unknown>): Promise<Step> {
  writeFileSync(output, '');
  writeFileSync(summary, '');
  vi.stubEnv('GITHUB_OUTPUT', output);
  vi.stubEnv('GITHUB_STEP_SUMMARY', summary);
  let stdout = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    stdout += String(chunk);
    return true;
  });
  try {
    await work();
  } finally {
    spy.mockRestore();
    vi.unstubAllEnvs();
  }
  return {
    stdout,
    commands: stdout.split(/\r\n|\r|\n/).filter((l) => l.trimStart().startsWith('::') || l.includes('##[')),
    outputs: parseOutputs(readFileSync(output, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
  };
}
