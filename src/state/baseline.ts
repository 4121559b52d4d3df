/** The previous run's output folder as untrusted input: manifest, hashes and columns are checked before a row is read. */
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, normalize, sep } from 'node:path';
import { realizedTable } from '../../contracts/billing.ts';
import { type EvaluationRow, evaluationTable } from '../../contracts/coverage.ts';
import { findingTable, SCHEMA_VERSION } from '../../contracts/finding.ts';
import { sha256Of } from '../../contracts/identity.ts';
import { RunManifest } from '../../contracts/run.ts';
import type { Table } from '../../contracts/table.ts';
import { type Duckdb, identifier } from '../store/duckdb.ts';
import { appendQuery, createRelation } from '../store/load-rows.ts';
import { fromParquet, readRows, refuseParquet } from '../store/parquet.ts';
import { loadSql } from '../store/sql.ts';

export interface Baseline {
  readonly dir: string;
  readonly runId: string;
  readonly runTs: string;
  /** Queries over relations of the findings' columns. */
  readonly findings: string;
  readonly correlated: string;
  /** Query over `realized_savings`; undefined where that run kept none that can be read. */
  readonly realized?: string;
  /** Why its `realized_savings` are lost; undefined where it kept none. */
  readonly realizedLost?: string;
  /** Digests of the checks and rules as that run had them. */
  readonly checks: readonly { readonly id: string; readonly digest: string }[];
}

const MAX_MANIFEST_BYTES = 8 * 1024 * 1024;

/** The manifest, or why there is none that can be used. */
async function readManifest(dir: string): Promise<RunManifest | string> {
  const file = join(dir, 'run_manifest.json');
  if (!existsSync(file)) return 'it has no run_manifest.json';
  if ((await stat(file)).size > MAX_MANIFEST_BYTES) return 'its manifest is larger than 8 MiB';
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return 'its manifest is not JSON';
  }
  const newer =
    typeof value === 'object' &&
    value !== null &&
    'schema_version' in value &&
    typeof value.schema_version === 'number' &&
    value.schema_version > SCHEMA_VERSION;
  if (newer)
    return `it was written by a newer version of finops-gate (schema ${(value as { schema_version: number }).schema_version}, this one reads ${SCHEMA_VERSION})`;
  const parsed = RunManifest.safeParse(value);
  return parsed.success
    ? parsed.data
    : `its manifest does not say ${parsed.error.issues[0]?.path.join('.') || 'what it must'}`;
}

/** A file of a dataset, inside the folder and with the recorded hash; else why not. */
async function verified(
  dir: string,
  manifest: RunManifest,
  dataset: string,
): Promise<{ file: string } | string> {
  const entry = manifest.datasets.find((d) => d.name === dataset);
  const [first] = entry?.files ?? [];
  if (!first) return `its manifest lists no ${dataset}`;
  const path = normalize(first.path);
  if (path.startsWith('..') || path.startsWith(sep) || /^[A-Za-z]:/.test(path))
    return `${dataset} lies outside of the folder`;
  const file = join(dir, path);
  if (!existsSync(file)) return `${dataset} is missing`;
  return sha256Of(await readFile(file)) === first.sha256
    ? { file }
    : `${dataset} does not match its recorded hash`;
}

/** What every run keeps about its findings; one that was put together by other means would break this run's totals. */
async function brokenPromise(db: Duckdb, findings: string, correlated: string): Promise<string | undefined> {
  await db.conn.run(
    `create or replace temp view all_findings as select * from (${findings}) union all select * from (${correlated})`,
  );
  for (const [name, says] of [
    ['fingerprint-once', 'it names the same finding twice'],
    ['savings-are-claims', 'a finding of it does not claim what it says that it saves'],
  ] as const) {
    const rows = await db.conn.runAndReadAll(loadSql(`assert/${name}`));
    if (rows.currentRowCount > 0) return says;
  }
  return undefined;
}

/**
 * Opens a baseline of the same tenant, or says in one sentence why it cannot be used; never throws. `tenantId` differs:
 * its ids would all be new. What is read later is a copy: this run's output may take the folder's place.
 */
export async function openBaseline(
  db: Duckdb,
  dir: string,
  tenantId: string,
): Promise<{ baseline: Baseline } | { refused: string }> {
  try {
    const manifest = await readManifest(dir);
    if (typeof manifest === 'string') return { refused: manifest };
    if (manifest.tenant_id !== tenantId)
      return { refused: `it belongs to tenant ${manifest.tenant_id}, this run to ${tenantId}` };
    const open = async (dataset: string, table: Table): Promise<{ query: string } | string> => {
      const found = await verified(dir, manifest, dataset);
      if (typeof found === 'string') return found;
      const why = await refuseParquet(db, table, found.file);
      return why ?? { query: fromParquet(table, found.file) };
    };
    const copied = async (name: string, query: string, table: Table = findingTable): Promise<string> => {
      await createRelation(db, name, table);
      await appendQuery(db, name, table, query);
      return `select * from ${identifier(name)}`;
    };
    const findings = await open('finops_findings', findingTable);
    const correlated = await open('finops_findings_correlated', findingTable);
    const evaluations = await open('evaluations', evaluationTable);
    for (const part of [findings, correlated, evaluations])
      if (typeof part === 'string') return { refused: part };
    if (typeof findings === 'string' || typeof correlated === 'string' || typeof evaluations === 'string')
      return { refused: 'it is incomplete' };
    const own = await copied('findings_before', findings.query);
    const together = await copied('correlated_before', correlated.query);
    const broken = await brokenPromise(db, own, together);
    if (broken !== undefined) return { refused: broken };
    const realized = await open('realized_savings', realizedTable);
    const ledger =
      typeof realized === 'string'
        ? undefined
        : await copied('realized_before', realized.query, realizedTable);
    const rows: readonly EvaluationRow[] = await readRows(db, evaluationTable, evaluations.query);
    const checks = new Map(rows.map((e) => [e.check_id, e.check_digest]));
    return {
      baseline: {
        dir,
        runId: manifest.run_id,
        runTs: new Date(manifest.run_ts).toISOString(),
        findings: own,
        correlated: together,
        ...(ledger === undefined ? {} : { realized: ledger }),
        ...(typeof realized === 'string' && manifest.datasets.some((d) => d.name === 'realized_savings')
          ? { realizedLost: realized }
          : {}),
        checks: [...checks].map(([id, digest]) => ({ id, digest })),
      },
    };
  } catch (error) {
    return {
      refused: `it cannot be read (${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)})`,
    };
  }
}
