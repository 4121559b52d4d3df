/** A folder as a source of billing files. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { GateError } from '../shared/errors.ts';
import type { Listed, Source } from './source.ts';

/** More is no folder of exports. */
const MAX_FILES = 100_000;

/** Throws GateError (user) when `dir` is no folder that can be read. */
export function openLocalSource(dir: string): Source {
  const refuse = (what: string, cause?: unknown): GateError =>
    new GateError({
      fault: 'user',
      message: `billing: ${what}.`,
      next: 'Give a folder with cost exports, or s3://bucket/prefix.',
      cause,
    });
  const local = (object: Listed): string => join(dir, ...object.path.split('/'));
  return {
    name: dir,
    async list() {
      const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
        throw refuse(`the folder ${dir} cannot be read`, cause);
      });
      const files = entries.filter((e) => e.isFile());
      if (files.length > MAX_FILES) throw refuse(`${dir} holds more than ${MAX_FILES} files`);
      const listed = await Promise.all(
        files.map(async (e): Promise<Listed> => {
          const path = join(e.parentPath, e.name);
          const { size, mtime } = await stat(path);
          return {
            path: relative(dir, path).split(sep).join('/'),
            bytes: size,
            version: `${size}-${mtime.getTime()}`,
            modifiedAt: mtime.toISOString(),
          };
        }),
      );
      return listed.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },
    async readText(object, maxBytes) {
      if (object.bytes > maxBytes) throw refuse(`${object.path} is larger than ${maxBytes} bytes`);
      return readFile(local(object), 'utf8');
    },
    fetch: async (object) => local(object),
    release: async () => undefined,
  };
}
