/** The one way to open DuckDB. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { prepareNative } from './native.ts';
import { loadSql } from './sql.ts';

export type Connection = DuckDBConnection;

/** What DuckDB may take at first: enough for some 250,000 findings. */
const LEAST_MEMORY = 512_000_000;
/** A row in DuckDB is that much smaller than its JSON; a sort that fits takes a third of the time of one that spills. */
const MEMORY_PER_STAGED_BYTE = 0.75;

export interface Duckdb {
  readonly conn: Connection;
  /** A folder of this process's own, for what is staged; gone after `close`. */
  readonly scratch: string;
  /** Says that so many more bytes of rows are staged: what has to be sorted at once may take more memory than at first. */
  makeRoomFor(bytes: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * A database in memory that spills to a scratch folder when it reaches its limit. Nothing is fetched: extensions that
 * are not built in stay out, and no statement changes a setting afterwards. Without a memory limit given, it is 512 MB and
 * grows with what is staged, to half of the machine's at most. `keepsOrder: false` lets rows come in any order where a
 * statement names none, which takes less memory.
 */
export async function openDuckdb(
  options: { memoryLimit?: string; threads?: number; keepsOrder?: boolean } = {},
): Promise<Duckdb> {
  await prepareNative();
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const scratch = await mkdtemp(join(tmpdir(), 'finops-gate-'));
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      temp_directory: join(scratch, 'spill'),
      memory_limit: options.memoryLimit ?? `${LEAST_MEMORY}B`,
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    });
    const conn = await instance.connect();
    await conn.run(
      `set TimeZone = 'UTC'; set integer_division = true; set preserve_insertion_order = ${options.keepsOrder ?? true}`,
    );
    for (const statement of statements(loadSql('duckdb/trino-compat'))) await conn.run(statement);
    if (options.memoryLimit === undefined) await conn.run("set allowed_configs = ['memory_limit']");
    await conn.run('set lock_configuration = true');
    let staged = 0;
    return {
      conn,
      scratch,
      async makeRoomFor(bytes) {
        staged += bytes;
        const wanted = Math.floor(Math.min(staged * MEMORY_PER_STAGED_BYTE, totalmem() / 2));
        if (options.memoryLimit === undefined && wanted > LEAST_MEMORY)
          await conn.run(`set memory_limit = '${wanted}B'`);
      },
      async close() {
        conn.closeSync();
        instance.closeSync();
        await rm(scratch, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(scratch, { recursive: true, force: true });
    throw error;
  }
}

/** The statements of a text without string literals that hold semicolons. */
const statements = (sql: string): string[] =>
  sql
    .replaceAll(/^--.*$/gm, '')
    .split(';')
    .map((s) => s.trim())
    .filter((s) => s !== '');

/** A text as an SQL literal. */
export const literal = (s: string): string => `'${s.replaceAll("'", "''")}'`;
/** A name as an SQL identifier. */
export const identifier = (s: string): string => `"${s.replaceAll('"', '""')}"`;
