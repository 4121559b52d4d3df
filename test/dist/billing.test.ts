import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const root = resolve(import.meta.dirname, '../..');

/** Its SQL and its readers are carried by the bundle. */
it('the bundle reads cost exports', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'finops-gate-billing-'));
  try {
    const run = await runCli(
      ['billing', 'normalize', '--from', join(root, 'test/samples/billing/focus-1.2'), '--output', dir],
      { cli: join(root, 'dist/cli.js') },
    );
    expect(run.stderr).not.toMatch(/error/);
    expect(run.code).toBe(0);
    const quality = JSON.parse(readFileSync(join(dir, 'export/billing_quality.json'), 'utf8'));
    expect(
      quality.files.map((f: { dialect: string; rows_read: number }) => [f.dialect, f.rows_read]),
    ).toEqual([
      ['focus_1.2', 100],
      ['focus_1.2', 25],
      ['focus_1.2', 25],
    ]);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
