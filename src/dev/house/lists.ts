/** Lists that must be equal both ways: check, test and page; rule, case and page. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyCheck } from '../../../contracts/check.ts';
import { bothWays, rooms, stems } from './tree.ts';

const CHECKS = 'checks/aws';
const TESTS = 'test/checks/aws';

async function catalogue(root: string): Promise<readonly AnyCheck[]> {
  const index = pathToFileURL(join(root, 'checks/index.ts')).href;
  return ((await import(index)) as { checks: readonly AnyCheck[] }).checks;
}

function repeated(ids: readonly string[]): string[] {
  return ids
    .filter((id, at) => ids.indexOf(id) !== at)
    .map((id) => `${id}: is the id or alias of two checks`);
}

/** What check files, their tests, their ids and their pages do not agree on. */
export async function checkLists(root: string): Promise<string[]> {
  const files = rooms(root, CHECKS).flatMap((s) =>
    stems(root, `${CHECKS}/${s}`, '.ts').map((n) => `${s}/${n}`),
  );
  const tests = rooms(root, TESTS).flatMap((s) =>
    stems(root, `${TESTS}/${s}`, '.test.ts').map((n) => `${s}/${n}`),
  );
  const checks = await catalogue(root);
  const ids = checks.map((c) => c.id);
  const pages = stems(root, 'docs/checks', '.md').filter((n) => n !== 'README');
  return [
    ...bothWays({ what: CHECKS, names: files }, { what: TESTS, names: tests }),
    ...bothWays({ what: 'checks/index.ts', names: ids }, { what: 'docs/checks', names: pages }),
    ...repeated(checks.flatMap((c) => [c.id, ...(c.aliases ?? [])])),
    ...(checks.length === files.length
      ? []
      : [`checks/index.ts: has ${checks.length} checks of ${files.length} files; run npm run gen`]),
  ];
}

const RULES = 'sql/correlate';

function header(sql: string, name: string): string {
  return new RegExp(`^-- @${name} (.*)$`, 'm').exec(sql)?.[1]?.trim() ?? '';
}

/** What rules, their cases, their pages and the checks they read do not agree on. */
export async function ruleLists(root: string): Promise<string[]> {
  const names = stems(root, RULES, '.sql');
  const rules = names.map((name) => ({ name, sql: readFileSync(join(root, RULES, `${name}.sql`), 'utf8') }));
  const known = (await catalogue(root)).map((c) => c.id);
  const pages = stems(root, 'docs/rules', '.md').filter((n) => n !== 'README');
  return [
    ...bothWays(
      { what: RULES, names },
      { what: 'test/sql/correlate', names: stems(root, 'test/sql/correlate', '.yaml') },
    ),
    ...bothWays(
      { what: `${RULES} (@id)`, names: rules.map((r) => header(r.sql, 'id')) },
      { what: 'docs/rules', names: pages },
    ),
    ...rules.flatMap((r) =>
      header(r.sql, 'reads')
        .split(',')
        .map((id) => id.trim())
        .filter((id) => !known.includes(id))
        .map((id) => `${RULES}/${r.name}.sql: reads ${id || 'nothing'}, and there is no such check`),
    ),
  ];
}
