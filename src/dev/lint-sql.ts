/** Every text of sql/ stays in the portable subset, unless its header says `-- @engine duckdb`. Part of `npm run check`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openDuckdb } from '../store/duckdb.ts';
import { portabilityBreaches } from './house/portable-sql.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/** The comment lines that a text begins with. */
const headerOf = (sql: string): string => /^(?:--.*\n)*/.exec(sql)?.[0] ?? '';

const paths = readdirSync(join(ROOT, 'sql'), { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => path.endsWith('.sql'))
  .sort();

const db = await openDuckdb({ threads: 1 });
try {
  for (const path of paths) {
    const sql = readFileSync(join(ROOT, 'sql', path), 'utf8');
    if (/^-- @engine duckdb$/m.test(headerOf(sql))) continue;
    for (const breach of await portabilityBreaches(db.conn, sql)) {
      process.stdout.write(`sql/${path}: ${breach}\n`);
      process.exitCode = 1;
    }
  }
} finally {
  await db.close();
}
