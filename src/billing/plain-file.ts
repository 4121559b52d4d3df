/**
 * A packed file unpacked beside the work, one at a time. DuckDB reads a plain CSV with all its threads, a gzip with one; and it
 * takes a gzip that was cut off for one that ends there: a total of it would be wrong, and nobody would know.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { unreadable } from './read-file.ts';

const CHUNK = 1 << 20;

export interface PlainFiles {
  /** A plain file with the same content. The one before goes. Throws GateError (user) for a damaged gzip. */
  open(path: string, name: string): Promise<string>;
  close(): Promise<void>;
}

/** Unpacks into `dir`, which is made when it is needed. */
export function plainFiles(dir: string): PlainFiles {
  let last: { packed: string; plain: string } | undefined;
  const forget = async (): Promise<void> => {
    if (last) await rm(last.plain, { force: true });
    last = undefined;
  };
  return {
    async open(path, name) {
      if (!/\.gz$/i.test(path)) return path;
      if (last?.packed === path) return last.plain;
      await forget();
      await mkdir(dir, { recursive: true });
      const plain = join(dir, 'plain.csv');
      last = { packed: path, plain };
      try {
        await pipeline(
          createReadStream(path, { highWaterMark: CHUNK }),
          createGunzip({ chunkSize: CHUNK }),
          createWriteStream(plain, { highWaterMark: CHUNK }),
        );
      } catch (error) {
        await forget();
        const code = (error as NodeJS.ErrnoException).code ?? '';
        if (code === 'ENOSPC') throw unreadable(name, `the disk of ${dir} is too small to unpack it`);
        throw unreadable(
          name,
          `the gzip is damaged or cut off (${error instanceof Error ? error.message : String(error)})`,
        );
      }
      return plain;
    },
    close: forget,
  };
}
