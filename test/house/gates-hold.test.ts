/** The tree as it stands passes every gate, so that `npm test` alone tells. What each keeps: src/dev/gates.ts. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { gates } from '../../src/dev/gates.ts';
import { hasPython } from '../../src/dev/zizmor.ts';

const ROOT = resolve(import.meta.dirname, '../..');

for (const { name } of gates) {
  const untold = name === 'workflows' && !hasPython();
  if (untold) process.stderr.write('NOT RUN: workflows are not linted, python3 is missing.\n');
  test.skipIf(untold)(`${name} holds`, { timeout: 120_000 }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'src/dev/check.ts'), name], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
      maxBuffer: 64 * 1024 * 1024,
    });
    expect(status, `${stdout}${stderr}`).toBe(0);
  });
}
