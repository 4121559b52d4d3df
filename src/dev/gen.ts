/**
 * Makes every generated file: `npm run gen`, and `npm run gen -- --check` to compare. A generator is a file in
 * src/dev/gen/ that exports `generator`; to add one, write it and list it here.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { checksIndex } from './gen/checks-index.ts';
import { configSchema } from './gen/config-schema.ts';
import { sqlSchema } from './gen/sql-schema.ts';

export interface Generator {
  readonly name: string;
  /** Folders that hold nothing else: files there that are not generated are left over. */
  readonly owns?: readonly string[];
  /** Path from the root of the repository → content. */
  files(root: string): ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>>;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** The generators, those that others build on first. */
async function generators(): Promise<readonly Generator[]> {
  // the pages import the checks' index, which must be fresh before it is loaded
  const late = [];
  for (const name of ['check-docs', 'rule-docs', 'finding-schema']) {
    const file = join(import.meta.dirname, 'gen', `${name}.ts`);
    if (existsSync(file)) late.push(((await import(file)) as { generator: Generator }).generator);
  }
  return late;
}

function apply(made: ReadonlyMap<string, string>, owns: readonly string[], check: boolean): string[] {
  const wrong: string[] = [];
  for (const [path, content] of made) {
    const file = join(ROOT, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
    wrong.push(existsSync(file) ? `${path}: stale` : `${path}: missing`);
    if (check) continue;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  for (const folder of owns) {
    if (!existsSync(join(ROOT, folder))) continue;
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      const path = relative(ROOT, join(entry.parentPath, entry.name));
      if (!entry.isFile() || made.has(path)) continue;
      wrong.push(`${path}: left over`);
      if (!check) rmSync(join(ROOT, path));
    }
  }
  return wrong;
}

const check = process.argv.includes('--check');
const wrong: string[] = [];
for (const g of [checksIndex, configSchema, sqlSchema])
  wrong.push(...apply(await g.files(ROOT), g.owns ?? [], check));
for (const g of await generators()) wrong.push(...apply(await g.files(ROOT), g.owns ?? [], check));
for (const line of wrong) process.stdout.write(`${line}\n`);
if (check && wrong.length > 0) {
  process.stderr.write('Generated files are not fresh: run `npm run gen` and commit them.\n');
  process.exitCode = 1;
}
