/**
 * DuckDB's native library in the bundle: packed for linux-x64 and linux-arm64, elsewhere the pinned npm package. It is
 * unpacked once into the runner's tool cache (or the user's cache folder) and verified at every start. From sources
 * there is no `native/` folder beside this file, and the installed package is used. Decision 0001.
 */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { z } from 'zod';
import { GateError } from '../shared/errors.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const NativeManifest = z.object({
  version: z.string(),
  platforms: z.record(
    z.string(),
    z.object({
      package: z.string(),
      /** Subresource integrity of the npm tarball, from the lock file. */
      integrity: z.string().regex(/^sha512-/),
      /** Files in the bundle, Brotli-packed; absent where the npm package is fetched. */
      packed: z.array(z.object({ name: z.string(), sha256, bytes: z.int() })).optional(),
    }),
  ),
});
export type NativeManifest = z.output<typeof NativeManifest>;

const HERE = fileURLToPath(new URL('./native/', import.meta.url));
const BINDING = 'duckdb.node';
const run = promisify(execFile);
const unbrotli = promisify(brotliDecompress);
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** e.g. linux-x64, linux-x64-musl, darwin-arm64, win32-x64 */
function platformOf(): string {
  const report =
    process.platform === 'linux'
      ? (process.report.getReport() as { header?: { glibcVersionRuntime?: string } })
      : undefined;
  const musl = report !== undefined && report.header?.glibcVersionRuntime === undefined;
  return `${process.platform}-${process.arch}${musl ? '-musl' : ''}`;
}

/** Where unpacked natives live: kept from job to job on a runner, from run to run on a desk. */
function cacheRoot(env: NodeJS.ProcessEnv): string {
  const root =
    env.RUNNER_TOOL_CACHE ||
    env.XDG_CACHE_HOME ||
    (process.platform === 'win32' ? env.LOCALAPPDATA : join(homedir(), '.cache')) ||
    tmpdir();
  return join(root, 'finops-gate', 'duckdb');
}

type Files = readonly { readonly name: string; readonly bytes: Uint8Array }[];

/** True when the folder holds these files, byte for byte. */
async function isWhole(dir: string, expected: readonly { name: string; sha256: string }[]): Promise<boolean> {
  try {
    for (const f of expected) if (hashOf(await readFile(join(dir, f.name))) !== f.sha256) return false;
    return true;
  } catch {
    return false;
  }
}

/** Writes beside the goal and swaps in, so that another process never sees half of it. */
async function install(dir: string, files: Files): Promise<void> {
  const work = `${dir}.${randomUUID()}`;
  await mkdir(work, { recursive: true });
  try {
    for (const f of files) await writeFile(join(work, f.name), f.bytes, { mode: 0o755 });
    if (existsSync(dir)) await rename(dir, `${work}.old`).catch(() => undefined);
    await rename(work, dir).catch(async (error: unknown) => {
      // somebody else was first: theirs is verified next
      if (!existsSync(join(dir, BINDING))) throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
    await rm(`${work}.old`, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function packedFiles(
  platform: string,
  packed: readonly { name: string; sha256: string }[],
): Promise<Files> {
  return Promise.all(
    packed.map(async ({ name, sha256: expected }) => {
      const bytes = await unbrotli(await readFile(join(HERE, platform, `${name}.br`)));
      if (hashOf(bytes) !== expected) throw new Error(`${platform}/${name} of the bundle is damaged`);
      return { name, bytes };
    }),
  );
}

/** The npm package, through the machine's own npm and its configured registry, verified against the lock file's hash. */
async function fetchedFiles(version: string, entry: { package: string; integrity: string }): Promise<Files> {
  const work = await mkdtemp(join(tmpdir(), 'finops-gate-duckdb-'));
  try {
    const shell = process.platform === 'win32';
    await run(
      'npm',
      ['pack', `${entry.package}@${version}`, '--silent', '--ignore-scripts', '--pack-destination', work],
      { cwd: work, shell },
    );
    const tarball = join(work, `${entry.package.replace('@', '').replace('/', '-')}-${version}.tgz`);
    const digest = createHash('sha512')
      .update(await readFile(tarball))
      .digest('base64');
    if (`sha512-${digest}` !== entry.integrity)
      throw new Error(`${entry.package}@${version} does not match its recorded hash`);
    await run('tar', ['-xzf', tarball, '-C', work]);
    const library =
      process.platform === 'win32'
        ? 'duckdb.dll'
        : process.platform === 'darwin'
          ? 'libduckdb.dylib'
          : 'libduckdb.so';
    return await Promise.all(
      [BINDING, library].map(async (name) => ({ name, bytes: await readFile(join(work, 'package', name)) })),
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Unpacks what is missing or damaged and says where the binding is. */
async function unpack(env: NodeJS.ProcessEnv): Promise<string> {
  const manifest = NativeManifest.parse(JSON.parse(await readFile(join(HERE, 'manifest.json'), 'utf8')));
  const platform = platformOf();
  const entry = manifest.platforms[platform];
  if (!entry)
    throw new GateError({
      fault: 'user',
      message: `DuckDB has no build for ${platform}.`,
      next: `It runs on ${Object.keys(manifest.platforms).join(', ')}.`,
    });
  const dir = join(cacheRoot(env), `${manifest.version}-${platform}`);
  const record = join(dir, 'sha256.json');
  const known = entry.packed ?? (await readRecord(record));
  if (known && (await isWhole(dir, known))) return join(dir, BINDING);
  const files = entry.packed
    ? await packedFiles(platform, entry.packed)
    : await fetchedFiles(manifest.version, entry);
  const hashes = files.map((f) => ({ name: f.name, sha256: hashOf(f.bytes) }));
  await install(dir, [...files, { name: 'sha256.json', bytes: Buffer.from(JSON.stringify(hashes)) }]);
  if (!(await isWhole(dir, hashes))) throw new Error(`${dir} cannot be written`);
  return join(dir, BINDING);
}

const Hashes = z.array(z.object({ name: z.string(), sha256 })).min(2);

async function readRecord(file: string): Promise<z.output<typeof Hashes> | undefined> {
  try {
    return Hashes.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

let binding: string | undefined;

/** Makes the native library ready; from sources there is nothing to do. Throws GateError (user, ours). */
export async function prepareNative(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  if (binding || !existsSync(join(HERE, 'manifest.json'))) return;
  try {
    binding = await unpack(env);
  } catch (cause) {
    if (cause instanceof GateError) throw cause;
    throw new GateError({
      fault: 'ours',
      message: `DuckDB's native library could not be made ready: ${cause instanceof Error ? cause.message : String(cause)}`,
      next: 'Where the network is closed, run on linux-x64 or linux-arm64, for which it is in the bundle.',
      cause,
    });
  }
}

/** Path of the unpacked `duckdb.node`, after `prepareNative`. */
export function nativeBinding(): string {
  if (!binding) throw new Error('prepareNative comes first');
  return binding;
}
