/**
 * Builds dist/: `node src/dev/build.ts`, and `--check` to compare a fresh build with the committed one.
 * rolldown reads the TypeScript sources, takes the ESM half of each package and makes one chunk per `await import()`.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { nativeIsFresh, packNative } from './pack-native.ts';
import { thirdPartyLicences } from './third-party-licences.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const DIST = join(ROOT, 'dist');
const NATIVE = join(DIST, 'native');
/** Folders of the sources that the bundle reads at run time, beside its code. */
const CARRIED = ['sql', 'demo'];

async function bundle(into: string): Promise<void> {
  const bundler = await rolldown({
    cwd: ROOT,
    input: { main: join(ROOT, 'src/main.ts'), cli: join(ROOT, 'src/cli.ts') },
    platform: 'node',
    resolve: {
      mainFields: ['module', 'main'],
      alias: {
        '@duckdb/node-bindings': join(ROOT, 'src/store/native-binding.ts'),
        'unzip-stream': join(ROOT, 'src/github/no-unzip-stream.ts'),
      },
    },
    checks: { toleratedTransform: false, eval: false },
    onLog(level, log, handler) {
      if (level === 'warn') throw new Error(`rolldown: ${log.message}`);
      handler(level, log);
    },
  });
  const { output } = await bundler.write({
    dir: into,
    format: 'esm',
    minify: true,
    comments: { legal: false },
    entryFileNames: '[name].js',
    chunkFileNames: 'chunk-[name].js',
  });
  await bundler.close();
  const modules = output.flatMap((o) => (o.type === 'chunk' ? o.moduleIds : []));
  writeFileSync(join(into, 'third-party-licences.txt'), thirdPartyLicences(ROOT, modules));
}

function finish(into: string): void {
  writeFileSync(join(into, 'package.json'), '{"type":"module"}\n');
  for (const folder of CARRIED) cpSync(join(ROOT, folder), join(into, folder), { recursive: true });
  chmodSync(join(into, 'cli.js'), 0o755);
}

const filesBelow = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => relative(dir, join(e.parentPath, e.name)))
    .filter((f) => !f.startsWith('native'))
    .sort();

/** Paths that a fresh build would change, empty when dist/ is what the sources say. */
function differences(fresh: string): string[] {
  const [now, then] = [filesBelow(fresh), existsSync(DIST) ? filesBelow(DIST) : []];
  const stale = then.filter((f) => !now.includes(f)).map((f) => `${f}: left over`);
  const changed = now
    .filter((f) => !then.includes(f) || !readFileSync(join(fresh, f)).equals(readFileSync(join(DIST, f))))
    .map((f) => `${f}: differs`);
  return [...stale, ...changed];
}

/** What a build makes, in a folder of its own: a build that fails leaves dist/ as it was. */
async function build<T>(then: (fresh: string) => T): Promise<T> {
  const fresh = mkdtempSync(join(tmpdir(), 'finops-gate-dist-'));
  try {
    await bundle(fresh);
    finish(fresh);
    return then(fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function compare(fresh: string): number {
  const found = differences(fresh);
  if (!nativeIsFresh(NATIVE)) found.push('native: not what the lock file pins');
  for (const line of found) process.stderr.write(`dist/${line}\n`);
  if (found.length === 0) return 0;
  process.stderr.write('dist/ is not built from these sources: run `npm run build` and commit it.\n');
  return 1;
}

function replace(fresh: string): number {
  if (!nativeIsFresh(NATIVE)) {
    process.stdout.write(
      'Packing DuckDB for linux-x64 and linux-arm64: this takes some minutes, once per version.\n',
    );
    mkdirSync(NATIVE, { recursive: true });
    packNative(NATIVE);
  }
  for (const entry of readdirSync(DIST))
    if (entry !== 'native') rmSync(join(DIST, entry), { recursive: true });
  cpSync(fresh, DIST, { recursive: true });
  process.stdout.write(execFileSync('du', ['-sh', DIST], { encoding: 'utf8' }));
  return 0;
}

process.exitCode = await build(process.argv.includes('--check') ? compare : replace);
