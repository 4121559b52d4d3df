/** What the built files promise: they start by themselves, load what is asked for, and say nothing of where they were built. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';

const root = resolve(import.meta.dirname, '../..');
const dist = join(root, 'dist');
const work = mkdtempSync(join(tmpdir(), 'bundle-'));
const scripts = readdirSync(dist).filter((f) => f.endsWith('.js'));
const textOf = (file: string): string => readFileSync(join(dist, file), 'utf8');
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The files of the bundle that a command loads, by Node's own coverage. */
async function loadedBy(name: string, args: string[], env: Record<string, string> = {}): Promise<string[]> {
  const coverage = join(work, name);
  await runCli(args, { cli: join(dist, 'cli.js'), cwd: work, env: { NODE_V8_COVERAGE: coverage, ...env } });
  const urls = readdirSync(coverage).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as {
      result: { url: string }[];
    };
    return result.map(({ url }) => url);
  });
  const files = urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url));
  return [...new Set(files.filter((f) => f.startsWith(dist)).map((f) => basename(f)))].sort();
}

/** Every client of the AWS SDK stands on Smithy and names it. */
const isAws = (file: string): boolean => textOf(file).includes('smithy');
const isDuckdb = (file: string): boolean => textOf(file).includes('appender_create');

describe('the bundle', () => {
  it('is a program by itself, also through the link that npm makes', () => {
    const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      bin: Record<string, string>;
    };
    const link = join(work, 'finops-gate');
    symlinkSync(join(root, bin['finops-gate'] ?? ''), link);
    const PATH = dirname(process.execPath);
    expect(
      execFileSync(link, ['--version'], { encoding: 'utf8', env: { PATH: `${PATH}:/usr/bin:/bin` } }),
    ).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('loads no AWS client for a replay', async () => {
    const files = await loadedBy('replay', ['audit', '--inventory', join(dist, 'demo/before')]);
    expect(files).toContain('cli.js');
    expect(files.filter(isDuckdb)).not.toEqual([]);
    expect(files.filter(isAws)).toEqual([]);
  }, 60_000);

  it('loads AWS clients for a scan', async () => {
    const env = {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    };
    const files = await loadedBy('scan', ['audit', '--regions', 'eu-west-1'], env);
    expect(files.filter(isAws)).not.toEqual([]);
  }, 120_000);

  it('loads neither AWS nor DuckDB to list the checks', async () => {
    const files = await loadedBy('list', ['checks', 'list']);
    expect(files).toContain('cli.js');
    expect(files.filter((f) => isAws(f) || isDuckdb(f))).toEqual([]);
  }, 60_000);

  it('does not say where it was built', () => {
    expect(scripts.length).toBeGreaterThan(10);
    expect(scripts.filter((f) => textOf(f).includes(root))).toEqual([]);
  });

  it('asks for no installed package', () => {
    const packages = Object.keys(
      (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object }).dependencies,
    );
    const asks = scripts.flatMap((file) =>
      [...textOf(file).matchAll(/(?:\bfrom|\bimport\(?|\brequire\()\s*["'`]([^"'`]+)["'`]/g)]
        .map((m) => m[1] ?? '')
        .filter((wanted) => packages.some((p) => wanted === p || wanted.startsWith(`${p}/`)))
        .map((wanted) => `${file}: ${wanted}`),
    );
    expect(asks).toEqual([]);
  });

  it('carries the licence of each package in it', () => {
    const licences = textOf('third-party-licences.txt');
    for (const name of ['@duckdb/node-api', '@aws-sdk/client-ec2', 'zod', 'commander'])
      expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\S+ \\(`, 'm'));
    expect(licences).not.toMatch(/^(vitest|typescript|rolldown) /m);
  });
});
