/**
 * Packs DuckDB's native libraries for the bundle: `dist/native/<platform>/*.br` for linux-x64 and linux-arm64, and a
 * manifest with the hashes of every package that DuckDB publishes. Runs only when DuckDB's version changes: Brotli at
 * its best takes minutes.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { type NativeFile, NativeManifest } from '../store/native.ts';

const PACKED = ['linux-x64', 'linux-arm64'];
const PREFIX = '@duckdb/node-bindings-';
/** The binding and the library that it loads. */
const LOADED = /^(duckdb\.node|libduckdb\.(so|dylib)|duckdb\.dll)$/;

interface Lock {
  packages: Record<string, { version?: string; integrity?: string }>;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What the lock file pins: version and hash of each platform's package. */
function pinned(): { version: string; packages: Record<string, string> } {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
  const packages: Record<string, string> = {};
  let version = '';
  for (const [path, entry] of Object.entries(lock.packages)) {
    const name = path.replace(/^node_modules\//, '');
    if (!name.startsWith(PREFIX)) continue;
    packages[name.slice(PREFIX.length)] = entry.integrity ?? '';
    version = entry.version ?? '';
  }
  return { version, packages };
}

function unpackTarball(name: string, version: string, integrity: string): string {
  const work = mkdtempSync(join(tmpdir(), 'duckdb-native-'));
  execFileSync(
    'npm',
    ['pack', `${name}@${version}`, '--silent', '--ignore-scripts', '--pack-destination', work],
    { cwd: work },
  );
  const tarball = join(work, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  const digest = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (`sha512-${digest}` !== integrity) throw new Error(`${name}@${version} does not match the lock file`);
  execFileSync('tar', ['-xzf', tarball, '-C', work]);
  return work;
}

/** True when the packed file unpacks to what the manifest records. */
function isPacked(dir: string, platform: string, file: NativeFile): boolean {
  const path = join(dir, platform, `${file.name}.br`);
  try {
    return sha256(brotliDecompressSync(readFileSync(path))) === file.sha256;
  } catch {
    return false;
  }
}

/** True when `dist/native` holds what the lock file pins, byte for byte. */
export function nativeIsFresh(dir: string): boolean {
  if (!existsSync(join(dir, 'manifest.json'))) return false;
  const parsed = NativeManifest.safeParse(JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')));
  if (!parsed.success) return false;
  const manifest = parsed.data;
  const { version, packages } = pinned();
  return (
    manifest.version === version &&
    Object.keys(manifest.platforms).length === Object.keys(packages).length &&
    Object.entries(packages).every(
      ([platform, integrity]) => manifest.platforms[platform]?.integrity === integrity,
    ) &&
    PACKED.every((platform) => manifest.platforms[platform]?.files.every((f) => isPacked(dir, platform, f)))
  );
}

function brotli(bytes: Buffer): Buffer {
  return brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
}

export function packNative(dir: string): void {
  const { version, packages } = pinned();
  const platforms: NativeManifest['platforms'] = {};
  for (const [platform, integrity] of Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = `${PREFIX}${platform}`;
    const packed = PACKED.includes(platform);
    const work = unpackTarball(name, version, integrity);
    const files = readdirSync(join(work, 'package'))
      .filter((f) => LOADED.test(f))
      .sort()
      .map((file) => {
        const bytes = readFileSync(join(work, 'package', file));
        const recorded = { name: file, sha256: sha256(bytes), bytes: bytes.length };
        if (packed && !isPacked(dir, platform, recorded)) {
          mkdirSync(join(dir, platform), { recursive: true });
          writeFileSync(join(dir, platform, `${file}.br`), brotli(bytes));
        }
        return recorded;
      });
    if (files.length !== 2)
      throw new Error(`${name}@${version} holds ${files.map((f) => f.name).join(', ')}`);
    rmSync(work, { recursive: true, force: true });
    platforms[platform] = { package: name, integrity, files, packed };
  }
  writeFileSync(join(dir, 'manifest.json'), `${JSON.stringify({ version, platforms }, null, 2)}\n`);
}
