/** DuckDB's library on its way out of the bundle: cold, warm, damaged, two at once, and through npm where it is not carried. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NativeManifest } from '../../src/store/native.ts';
import { type Listening, listen } from '../support/loopback.ts';
import { type CliRun, runCli } from '../support/run-cli.ts';

const root = resolve(import.meta.dirname, '../..');
const installed = join(root, 'node_modules/@duckdb/node-bindings-linux-x64');
const platform = `${process.platform}-${process.arch}`;
const work = mkdtempSync(join(tmpdir(), 'native-'));
const dist = join(work, 'dist');
const manifestFile = join(dist, 'native/manifest.json');
const original = readFileSync(join(root, 'dist/native/manifest.json'), 'utf8');
let caches = 0;

const freshCache = (): string => join(work, `cache-${++caches}`);
const unpacked = (cache: string): string =>
  join(cache, 'finops-gate/duckdb', `${manifest().version}-${platform}`);
const hash = (algorithm: string, file: string, as: 'hex' | 'base64' = 'hex'): string =>
  createHash(algorithm).update(readFileSync(file)).digest(as);
const manifest = (): NativeManifest => JSON.parse(original) as NativeManifest;
const own = (of: NativeManifest) => {
  const entry = of.platforms[platform];
  if (!entry) throw new Error(`no entry for ${platform}`);
  return entry;
};
const holds = (cache: string): Record<string, string> =>
  Object.fromEntries(readdirSync(unpacked(cache)).map((f) => [f, hash('sha256', join(unpacked(cache), f))]));
const expected = Object.fromEntries(own(manifest()).files.map((f) => [f.name, f.sha256]));

/** A replay, the least that opens the store. */
const replay = (cache: string, env: Record<string, string> = {}): Promise<CliRun> =>
  runCli(
    ['audit', '--inventory', join(dist, 'demo/before'), '--output', join(work, `out-${basename(cache)}`)],
    {
      cli: join(dist, 'cli.js'),
      cwd: work,
      env: { RUNNER_TOOL_CACHE: cache, ...env },
    },
  );

beforeAll(() => {
  cpSync(join(root, 'dist'), dist, { recursive: true });
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe.runIf(platform === 'linux-x64')('the library that the bundle carries', () => {
  const cache = freshCache();

  it('is unpacked without npm, tar or network', async () => {
    const run = await replay(cache, { PATH: '' });
    expect([run.code, run.stderr]).toEqual([0, expect.not.stringContaining('error')]);
    expect(holds(cache)).toEqual(expected);
  }, 60_000);

  it('is left alone by the next run', async () => {
    const library = join(unpacked(cache), 'libduckdb.so');
    const { ino, mtimeMs } = statSync(library);
    expect((await replay(cache)).code).toBe(0);
    expect(statSync(library)).toMatchObject({ ino, mtimeMs });
  }, 60_000);

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, 1_000_000)],
    ['changed in one byte', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([1])])],
  ])(
    'is made again when it was %s',
    async (_, damage) => {
      const library = join(unpacked(cache), 'libduckdb.so');
      writeFileSync(library, damage(readFileSync(library)));
      expect(holds(cache)).not.toEqual(expected);
      expect((await replay(cache)).code).toBe(0);
      expect(holds(cache)).toEqual(expected);
    },
    60_000,
  );

  it('is made again when a file of it is missing', async () => {
    rmSync(join(unpacked(cache), 'duckdb.node'));
    expect((await replay(cache)).code).toBe(0);
    expect(holds(cache)).toEqual(expected);
  }, 60_000);

  it('serves two processes that start at once, and leaves no half of a file', async () => {
    const shared = freshCache();
    const both = await Promise.all([
      replay(shared),
      runCli(['audit', '--inventory', join(dist, 'demo/after'), '--output', join(work, 'out-second')], {
        cli: join(dist, 'cli.js'),
        cwd: work,
        env: { RUNNER_TOOL_CACHE: shared },
      }),
    ]);
    expect(both.map((r) => [r.code, r.stderr.includes('error')])).toEqual([
      [0, false],
      [0, false],
    ]);
    expect(holds(shared)).toEqual(expected);
  }, 60_000);

  it('is refused when the bundle holds another one than was built', async () => {
    const changed = manifest();
    own(changed).files = own(changed).files.map((f) => ({ ...f, sha256: '0'.repeat(64) }));
    writeFileSync(manifestFile, JSON.stringify(changed));
    const empty = freshCache();
    const run = await replay(empty);
    writeFileSync(manifestFile, original);
    expect(run.code).toBe(4);
    expect(run.stderr).toContain('does not match the hash recorded when this version was built');
    expect(readdirSync(unpacked(empty))).toEqual([]);
  }, 60_000);

  it('names the folder that cannot be written', async () => {
    const file = join(work, 'a-file');
    writeFileSync(file, '');
    const run = await replay(file);
    expect(run.code).toBe(4);
    expect(run.stderr).toContain(file);
    expect(run.stderr).toContain('RUNNER_TOOL_CACHE or XDG_CACHE_HOME');
  }, 60_000);
});

/** A registry that knows one package; the machine's own npm asks it. */
describe.runIf(platform === 'linux-x64')('the library that comes from npm', () => {
  const { version } = manifest();
  const name = own(manifest()).package;
  const tarball = join(work, 'package.tgz');
  let registry: Listening;
  let asked: string[] = [];
  let env: Record<string, string> = {};

  const notCarried = (change: Partial<NativeManifest['platforms'][string]> = {}): void => {
    const changed = manifest();
    changed.platforms[platform] = {
      ...own(changed),
      packed: false,
      integrity: `sha512-${hash('sha512', tarball, 'base64')}`,
      ...change,
    };
    writeFileSync(manifestFile, JSON.stringify(changed));
  };

  beforeAll(async () => {
    mkdirSync(join(work, 'pack'));
    cpSync(installed, join(work, 'pack/package'), { recursive: true });
    execFileSync('tar', ['-I', 'gzip -1', '-cf', tarball, '-C', join(work, 'pack'), 'package']);
    registry = await listen(
      createServer((request, response) => {
        const path = decodeURIComponent(request.url ?? '');
        asked.push(path);
        if (path.endsWith('.tgz')) return response.end(readFileSync(tarball));
        if (path !== `/${name}`) return response.writeHead(404).end('{}');
        const released = {
          name,
          version,
          dist: {
            tarball: `${registry.url}/${name}/-/${version}.tgz`,
            integrity: `sha512-${hash('sha512', tarball, 'base64')}`,
          },
        };
        return response.end(
          JSON.stringify({ name, 'dist-tags': { latest: version }, versions: { [version]: released } }),
        );
      }),
    );
    env = {
      npm_config_registry: registry.url,
      npm_config_cache: join(work, 'npm'),
      npm_config_fetch_retries: '0',
    };
  }, 60_000);
  afterAll(async () => {
    writeFileSync(manifestFile, original);
    await registry.close();
  });

  it('is fetched once, and kept', async () => {
    notCarried();
    const cache = freshCache();
    expect([(await replay(cache, env)).code, asked.filter((p) => p.endsWith('.tgz')).length]).toEqual([0, 1]);
    expect(holds(cache)).toEqual(expected);
    asked = [];
    expect([(await replay(cache, env)).code, asked]).toEqual([0, []]);
  }, 60_000);

  it('is refused when the lock file pins another one', async () => {
    notCarried({ integrity: own(manifest()).integrity.replace(/.==$/, 'x==') });
    const cache = freshCache();
    const run = await replay(cache, env);
    expect(run.code).toBe(4);
    expect(run.stderr).toContain(`${name}@${version} does not match its recorded hash`);
    expect(readdirSync(unpacked(cache))).toEqual([]);
  }, 60_000);

  it('says what to do where no registry answers', async () => {
    notCarried();
    const run = await replay(freshCache(), {
      ...env,
      npm_config_registry: 'http://127.0.0.1:9',
      npm_config_cache: join(work, 'npm-2'),
    });
    expect(run.code).toBe(4);
    expect(run.stderr).toContain('which must be on the PATH and reach its registry');
  }, 60_000);
});
