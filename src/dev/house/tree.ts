import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Names of the files of a folder that end so, without that ending, sorted; none when there is no such folder. */
export function stems(root: string, folder: string, ending: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((e) => e.isFile() && e.name.endsWith(ending))
    .map((e) => e.name.slice(0, -ending.length))
    .sort();
}

/** Names of the folders of a folder, those that start with `_` left out. */
export function rooms(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((e) => e.isDirectory() && !e.name.startsWith('_'))
    .map((e) => e.name)
    .sort();
}

/** Files (no links) that git tracks, or would with the next `git add`, and that are there. */
export const tracked = (root: string): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\0')
    .filter(
      (path) => path !== '' && lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true,
    );

/** Lines that say what the one list has and the other lacks, both ways. */
export function bothWays(
  a: { readonly what: string; readonly names: readonly string[] },
  b: { readonly what: string; readonly names: readonly string[] },
): string[] {
  const lacks = (has: typeof a, other: typeof a): string[] =>
    has.names
      .filter((n) => !other.names.includes(n))
      .map((n) => `${n}: is in ${has.what}, but not in ${other.what}`);
  return [...lacks(a, b), ...lacks(b, a)];
}
