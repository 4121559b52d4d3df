import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const root = resolve(import.meta.dirname, '../..');
const cli = join(root, 'dist/cli.js');

/** Names of classes are gone in the bundle: what depends on the kind of an error is proved there. */
describe('the bundle, where there are no credentials', () => {
  let dir = '';
  let env: Record<string, string> = {};
  const recorded = (): string => join(dir, 'recorded');
  const audit = (...args: string[]) =>
    runCli(['audit', '--tenant', 'northwind', ...args], { cli, cwd: dir, env });
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'finops-gate-replay-'));
    env = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: join(dir, 'none'),
      AWS_SHARED_CREDENTIALS_FILE: join(dir, 'none'),
    };
    await audit('--inventory', join(root, 'demo/before'), '--output', recorded());
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('auto replays the baseline', async () => {
    const run = await audit('--regions', 'eu-west-1', '--inventory', 'auto', '--baseline', recorded());
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/from an? inventory recorded .* ago/);
  });

  it('live says that there are none', async () => {
    const run = await audit('--regions', 'eu-west-1', '--inventory', 'live', '--baseline', recorded());
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('No AWS credentials were found');
  });
});
