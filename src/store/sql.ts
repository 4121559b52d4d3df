/** The SQL texts: beside the sources, or carried in the bundle's `sql/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const bundled = new URL('./sql/', import.meta.url);
const ROOT = existsSync(bundled) ? bundled : new URL('../../sql/', import.meta.url);

/** `loadSql('diff/diff')` reads sql/diff/diff.sql. Throws where there is no such file. */
export const loadSql = (name: string): string => readFileSync(new URL(`${name}.sql`, ROOT), 'utf8');

/** The same without its comments, to stand inside another statement. */
export const statement = (name: string): string => loadSql(name).replaceAll(/^--.*$/gm, '');

/** Names, without folder and ending, of the files (not the folders) in a folder of sql/, sorted. */
export const listSql = (folder: string): string[] =>
  readdirSync(fileURLToPath(new URL(`${folder}/`, ROOT)))
    .filter((f) => f.endsWith('.sql'))
    .map((f) => f.slice(0, -'.sql'.length))
    .sort();

/** The base64 Arrow schema of a table, written into its Parquet files so that readers show types and comments. */
export const loadArrowSchema = (table: string): string =>
  readFileSync(new URL(`schema/${table}.arrow`, ROOT), 'utf8').trim();
