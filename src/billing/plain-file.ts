/**
 * A CSV as DuckDB can be trusted to read it: plain, whole, and known to keep its records on a line each or not. DuckDB reads a
 * plain CSV with all its threads; but it takes a gzip that was cut off for one that ends there, and it loses its place where a
 * quoted value holds a line break. Either would make a total wrong, and nobody would know.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { unreadable } from './read-file.ts';

const CHUNK = 1 << 20;
const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface PlainFile {
  readonly path: string;
  /** True when no quoted value holds a line break. */
  readonly isLineByLine: boolean;
}
export interface PlainFiles {
  /** A plain file with the same content; the one before may go. Throws GateError (user) for a damaged gzip. */
  open(path: string, name: string): Promise<PlainFile>;
  close(): Promise<void>;
}

/** Looks at every byte that passes. A quote that is part of a plain value counts as one too: that is only slower. */
function lineWatch(): { pass: (chunk: Uint8Array) => void; isLineByLine: () => boolean } {
  let quoted = false;
  let broken = false;
  return {
    pass(chunk) {
      if (broken) return;
      // by index: an iterator takes several times as long
      for (let i = 0; i < chunk.length; i += 1) {
        const byte = chunk[i];
        if (byte === QUOTE) quoted = !quoted;
        else if (quoted && (byte === LINE_FEED || byte === CARRIAGE_RETURN)) {
          broken = true;
          return;
        }
      }
    },
    isLineByLine: () => !broken,
  };
}

const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Unpacks one file at a time into `dir`, which is made when it is needed. */
export function plainFiles(dir: string): PlainFiles {
  const unpacked = join(dir, 'plain.csv');
  let last: (PlainFile & { readonly from: string }) | undefined;
  const forget = async (): Promise<void> => {
    last = undefined;
    await rm(unpacked, { force: true });
  };

  async function unpack(path: string, name: string): Promise<PlainFile> {
    await mkdir(dir, { recursive: true });
    const watch = lineWatch();
    const write = createWriteStream(unpacked, { highWaterMark: CHUNK });
    try {
      await pipeline(
        createReadStream(path, { highWaterMark: CHUNK }),
        createGunzip({ chunkSize: CHUNK }),
        async function* (chunks: AsyncIterable<Buffer>) {
          for await (const chunk of chunks) {
            watch.pass(chunk);
            yield chunk;
          }
        },
        write,
      );
    } catch (error) {
      await forget();
      throw unreadable(
        name,
        (error as NodeJS.ErrnoException).code === 'ENOSPC'
          ? `the disk of ${dir} is too small to unpack it`
          : `the gzip is damaged or cut off (${errorText(error)})`,
      );
    }
    return { path: unpacked, isLineByLine: watch.isLineByLine() };
  }

  async function look(path: string, name: string): Promise<PlainFile> {
    const watch = lineWatch();
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        watch.pass(chunk);
        done();
      },
    });
    await pipeline(createReadStream(path, { highWaterMark: CHUNK }), sink).catch((error: unknown) => {
      throw unreadable(name, errorText(error));
    });
    return { path, isLineByLine: watch.isLineByLine() };
  }

  return {
    async open(path, name) {
      if (/\.parquet$/i.test(path)) return { path, isLineByLine: true };
      if (last?.from === path) return last;
      await forget();
      last = { from: path, ...(await (/\.gz$/i.test(path) ? unpack : look)(path, name)) };
      return last;
    },
    close: forget,
  };
}
