/** Zip archives from elsewhere, unpacked with every bound kept. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

interface ZipLimits {
  /** Bytes of all files together, unpacked. */
  readonly bytes: number;
  readonly entries: number;
}

/**
 * Unpacks regular files and folders below `dir` (made if absent). Throws Error in one sentence when the archive is
 * corrupt, larger than the limits, encrypted, or names a path outside `dir` or the same path twice. A symbolic link
 * arrives as a plain file with the target as its text.
 */
export async function unzip(file: string, dir: string, limits: ZipLimits): Promise<void> {
  const root = resolve(dir);
  await mkdir(root, { recursive: true });
  // yauzl reads the central directory, refuses absolute paths, `..` and backslashes, and holds files to their declared size.
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: true });
  try {
    if (zip.entryCount > limits.entries)
      throw new Error(`the archive holds ${zip.entryCount} entries, more than ${limits.entries}`);
    let bytes = 0;
    for await (const entry of zip.eachEntry()) {
      const path = join(root, entry.fileName);
      if (path !== root && !path.startsWith(root + sep))
        throw new Error(`the archive names a path outside its folder`);
      if (entry.fileName.endsWith('/')) {
        await mkdir(path, { recursive: true });
        continue;
      }
      bytes += entry.uncompressedSize;
      if (bytes > limits.bytes) throw new Error(`the archive holds more than ${limits.bytes} bytes`);
      await mkdir(dirname(path), { recursive: true });
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(path, { flags: 'wx' }));
    }
  } finally {
    zip.close();
  }
}
