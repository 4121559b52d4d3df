/**
 * Makes every generated file: `npm run gen`, and `npm run gen -- --check` to compare and show what differs.
 * To add a generator: one file in src/dev/gen/ that exports `generator` (see generator.ts). It is found by itself.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { generator as catalogue } from './gen/catalogue.ts';
import { generator as checksIndex } from './gen/checks-index.ts';
import type { Generator, Made } from './generator.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const GENERATORS = join(import.meta.dirname, 'gen');
/** Lines of a difference that are shown; the rest is one `npm run gen` away. */
const SHOWN_LINES = 40;

/** A file whose content is not what its generator says. */
interface Wrong {
  readonly path: string;
  readonly why: 'stale' | 'missing' | 'left over';
  /** What it should say; absent where it should not be. */
  readonly content?: string | Uint8Array;
}

const named = async (file: string): Promise<Generator> =>
  ((await import(join(GENERATORS, file))) as { generator: Generator }).generator;

function compare(made: Made, owns: readonly string[]): Wrong[] {
  const wrong: Wrong[] = [];
  for (const [path, content] of made) {
    const file = join(ROOT, path);
    if (!existsSync(file)) wrong.push({ path, why: 'missing', content });
    else if (!readFileSync(file).equals(Buffer.from(content))) wrong.push({ path, why: 'stale', content });
  }
  for (const folder of owns.filter((f) => existsSync(join(ROOT, f)))) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      const path = relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/');
      if (entry.isFile() && !made.has(path)) wrong.push({ path, why: 'left over' });
    }
  }
  return wrong;
}

function put({ path, content }: Wrong): void {
  const file = join(ROOT, path);
  if (content === undefined) rmSync(file);
  else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}

function difference({ path, content }: Wrong): string {
  const { stdout } = spawnSync('git', ['diff', '--no-index', '--no-color', '-U1', '--', path, '-'], {
    cwd: ROOT,
    input: content ?? '',
    encoding: 'utf8',
  });
  const lines = stdout.split('\n').slice(4);
  return lines.length > SHOWN_LINES
    ? `${lines.slice(0, SHOWN_LINES).join('\n')}\n… ${lines.length - SHOWN_LINES} more lines\n`
    : lines.join('\n');
}

async function run(generator: Generator, check: boolean): Promise<number> {
  const wrong = compare(await generator.files(ROOT), generator.owns ?? []);
  for (const file of wrong) {
    process.stdout.write(`${file.path}: ${file.why} (${generator.name})\n`);
    if (!check) put(file);
    else if (file.why === 'stale') process.stdout.write(difference(file));
  }
  return wrong.length;
}

const check = process.argv.includes('--check');
// others read the catalogue, so its index is made before they are loaded; the demo is written in the tables of sql/schema
let wrong = (await run(catalogue, check)) + (await run(checksIndex, check));
const FIRST = ['catalogue.ts', 'checks-index.ts', 'sql-schema.ts'];
wrong += await run(await named('sql-schema.ts'), check);
for (const file of readdirSync(GENERATORS).sort())
  if (!FIRST.includes(file)) wrong += await run(await named(file), check);
if (check && wrong > 0) {
  process.stderr.write('Generated files are not fresh: run `npm run gen` and commit them.\n');
  process.exitCode = 1;
}
