/** An inventory as a folder of Parquet files with a manifest: recorded with every run, replayed without AWS. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { coverageTable } from '../../contracts/coverage.ts';
import type { Inventory } from '../../contracts/discover.ts';
import { SCHEMA_VERSION } from '../../contracts/finding.ts';
import { sha256Of } from '../../contracts/identity.ts';
import {
  inventoryTables,
  metricTable,
  type PriceRow,
  priceTable,
  type TableName,
} from '../../contracts/inventory/catalogue.ts';
import type { Table } from '../../contracts/table.ts';
import { GateError } from '../shared/errors.ts';
import type { Duckdb } from '../store/duckdb.ts';
import { createRelation, loadRows } from '../store/load-rows.ts';
import { type Dataset, fromParquet, readRows, refuseParquet, writeParquet } from '../store/parquet.ts';

const MANIFEST = 'manifest.json';
const MAX_MANIFEST_BYTES = 8 * 1024 * 1024;

const Manifest = z.object({
  engine_name: z.literal('finops-gate'),
  schema_version: z.int().min(1),
  as_of: z.iso.datetime(),
  accounts: z
    .array(
      z.object({
        account_id: z.string().regex(/^\d{12}$/),
        partition: z.string().max(32),
        regions: z.array(z.string().max(64)).max(200),
      }),
    )
    .max(10_000),
  tables: z
    .array(
      z.object({
        name: z.string().max(128),
        rows: z.int().min(0),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .max(1000),
});

export interface Recorded {
  readonly inventory: Inventory;
  readonly prices: readonly PriceRow[];
}

/** Relation that holds a table's rows in DuckDB after `recordInventory`. */
export const relationOf = (table: string): string => `inventory_${table}`;

/** Every table that an inventory folder may hold. */
const KNOWN: readonly Table[] = [...Object.values(inventoryTables), metricTable, priceTable, coverageTable];

function rowsOf(of: Recorded, table: string): readonly unknown[] | undefined {
  if (table === metricTable.name) return of.inventory.metrics;
  if (table === priceTable.name) return of.prices;
  if (table === coverageTable.name) return of.inventory.coverage;
  return of.inventory.tables[table as TableName];
}

/** Stages every table in DuckDB (relation `inventory_<table>`), so that SQL can ask what exists. */
export async function stageInventory(db: Duckdb, of: Recorded): Promise<void> {
  for (const table of KNOWN) {
    const rows = rowsOf(of, table.name) ?? [];
    await createRelation(db, relationOf(table.name), table);
    // most accounts use a few of the services
    if (rows.length === 0) continue;
    const loaded = await loadRows(db, relationOf(table.name), table, rows);
    const [bad] = loaded.dropped;
    if (bad)
      throw new GateError({
        fault: 'ours',
        message: `A row of ${table.name} cannot be recorded: ${bad.reason}`,
      });
  }
}

/** Writes a staged inventory below `root/inventory`. Equal inventories give equal bytes. */
export async function recordInventory(db: Duckdb, root: string, of: Recorded): Promise<Dataset> {
  const dir = join(root, 'inventory');
  await mkdir(dir, { recursive: true });
  const files: Dataset['files'][number][] = [];
  const tables: z.output<typeof Manifest>['tables'] = [];
  for (const table of KNOWN) {
    if (rowsOf(of, table.name) === undefined) continue;
    const written = await writeParquet(db, {
      table,
      from: `select * from ${relationOf(table.name)}`,
      root,
      file: `inventory/${table.name}.parquet`,
      name: table.name,
    });
    files.push(...written.files);
    tables.push({ name: table.name, rows: written.rows, sha256: written.files[0]?.sha256 ?? '' });
  }
  const manifest: z.output<typeof Manifest> = {
    engine_name: 'finops-gate',
    schema_version: SCHEMA_VERSION,
    as_of: of.inventory.asOf,
    accounts: of.inventory.accounts
      .map((a) => ({ account_id: a.accountId, partition: a.partition, regions: [...a.regions].sort() }))
      .sort((a, b) => (a.account_id < b.account_id ? -1 : 1)),
    tables,
  };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFile(join(dir, MANIFEST), text);
  files.push({ path: `inventory/${MANIFEST}`, bytes: Buffer.byteLength(text), sha256: sha256Of(text) });
  return { name: 'inventory', rows: tables.reduce((n, t) => n + t.rows, 0), files };
}

/** `given` is an inventory folder, or an output folder that holds one. */
function folderOf(given: string): string {
  for (const dir of [given, join(given, 'inventory')]) if (existsSync(join(dir, MANIFEST))) return dir;
  throw refusal(given, 'there is no manifest.json');
}

const refusal = (dir: string, why: string): GateError =>
  new GateError({
    fault: 'user',
    message: `${dir} is no inventory that can be replayed: ${why}.`,
    next: 'Give the output folder of a run, or its inventory folder, as that run wrote it.',
  });

async function readManifest(dir: string): Promise<z.output<typeof Manifest>> {
  const file = join(dir, MANIFEST);
  if ((await stat(file)).size > MAX_MANIFEST_BYTES) throw refusal(dir, 'its manifest is larger than 8 MiB');
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch {
    throw refusal(dir, 'its manifest is not JSON');
  }
  const parsed = Manifest.safeParse(value);
  if (!parsed.success)
    throw refusal(
      dir,
      `its manifest does not say ${parsed.error.issues[0]?.path.join('.') ?? 'what it must'}`,
    );
  if (parsed.data.schema_version > SCHEMA_VERSION)
    throw refusal(
      dir,
      `it was written by a newer version (schema ${parsed.data.schema_version}, this one reads ${SCHEMA_VERSION})`,
    );
  return parsed.data;
}

/**
 * Reads a recorded inventory, hash by hash and column by column. Throws GateError (user) in one sentence for a folder
 * that is damaged, foreign or newer.
 */
export async function replayInventory(db: Duckdb, given: string): Promise<Recorded> {
  const dir = folderOf(given);
  const manifest = await readManifest(dir);
  const read = async <T extends Table>(table: T): Promise<readonly unknown[] | undefined> => {
    const entry = manifest.tables.find((t) => t.name === table.name);
    if (!entry) return undefined;
    const file = join(dir, `${table.name}.parquet`);
    const why = await refuseParquet(db, table, file);
    if (why !== undefined) throw refusal(given, why);
    if (sha256Of(await readFile(file)) !== entry.sha256)
      throw refusal(given, `${table.name}.parquet does not match its recorded hash`);
    return readRows(db, table, fromParquet(table, file));
  };
  const tables: Record<string, readonly unknown[]> = {};
  for (const table of Object.values(inventoryTables)) {
    const rows = await read(table as Table);
    if (rows) tables[table.name] = rows;
  }
  return {
    inventory: {
      asOf: new Date(manifest.as_of).toISOString(),
      accounts: manifest.accounts.map((a) => ({
        accountId: a.account_id,
        partition: a.partition,
        regions: a.regions,
      })),
      tables: tables as Inventory['tables'],
      metrics: ((await read(metricTable)) ?? []) as Inventory['metrics'],
      coverage: ((await read(coverageTable)) ?? []) as Inventory['coverage'],
    },
    prices: ((await read(priceTable)) ?? []) as readonly PriceRow[],
  };
}
