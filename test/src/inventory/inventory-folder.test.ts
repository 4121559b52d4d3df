import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sha256Of } from '../../../contracts/identity.ts';
import {
  type Recorded,
  recordInventory,
  replayInventory,
  stageInventory,
} from '../../../src/inventory/inventory-folder.ts';
import { GateError } from '../../../src/shared/errors.ts';
import { type Duckdb, openDuckdb } from '../../../src/store/duckdb.ts';

const DEMO = fileURLToPath(new URL('../../../demo/after', import.meta.url));
let db: Duckdb;
let dir: string;
beforeAll(async () => {
  db = await openDuckdb({ threads: 2 });
});
afterAll(() => db.close());
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'inventory-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

async function record(recorded: Recorded, root = dir) {
  await stageInventory(db, recorded);
  return recordInventory(db, root, recorded);
}

describe('record and replay', () => {
  test('give back what went in, to the last value', async () => {
    const recorded = await replayInventory(db, DEMO);
    expect(Object.values(recorded.inventory.tables).flat().length).toBeGreaterThan(100);
    expect(recorded.inventory.metrics.length).toBeGreaterThan(0);
    const { files, rows } = await record(recorded);
    expect(await replayInventory(db, dir)).toEqual(recorded);
    expect(await replayInventory(db, join(dir, 'inventory'))).toEqual(recorded);
    expect(rows).toBeGreaterThan(100);
    for (const f of files) expect(sha256Of(readFileSync(join(dir, f.path)))).toBe(f.sha256);
  });

  test('give the same bytes for rows, accounts and regions in any order', async () => {
    const { inventory, prices } = await replayInventory(db, DEMO);
    const turned: Recorded = {
      inventory: {
        ...inventory,
        accounts: inventory.accounts.map((a) => ({ ...a, regions: a.regions.toReversed() })).toReversed(),
        tables: Object.fromEntries(
          Object.entries(inventory.tables).map(([k, rows]) => [k, rows.toReversed()]),
        ) as Recorded['inventory']['tables'],
        metrics: inventory.metrics.toReversed(),
        coverage: inventory.coverage.toReversed(),
      },
      prices: prices.toReversed(),
    };
    const once = await record({ inventory, prices });
    expect(await record(turned)).toEqual(once);
  });

  test('a table that was not read stays unread, one without rows stays empty', async () => {
    const { inventory, prices } = await replayInventory(db, DEMO);
    const { rds_clusters: _, ...tables } = inventory.tables;
    await record({ inventory: { ...inventory, tables: { ...tables, ec2_volumes: [] } }, prices });
    const replayed = await replayInventory(db, dir);
    expect(replayed.inventory.tables.rds_clusters).toBeUndefined();
    expect(replayed.inventory.tables.ec2_volumes).toEqual([]);
  });

  test('a row that cannot be recorded is our fault, and named', async () => {
    const { inventory, prices } = await replayInventory(db, DEMO);
    const [first] = inventory.tables.ec2_volumes ?? [];
    const bad = { ...first, size_gib: 'many' } as unknown as NonNullable<typeof first>;
    await expect(
      stageInventory(db, {
        inventory: { ...inventory, tables: { ...inventory.tables, ec2_volumes: [bad] } },
        prices,
      }),
    ).rejects.toMatchObject({
      fault: 'ours',
      message: expect.stringMatching(/^A row of ec2_volumes cannot be recorded: size_gib: "many"/),
    });
  });
});

describe('a folder that is damaged, foreign or newer is refused in one sentence', () => {
  const inside = (name: string): string => join(dir, 'inventory', name);
  beforeEach(() => cpSync(DEMO, dir, { recursive: true }));

  async function refusal(): Promise<string> {
    const error: unknown = await replayInventory(db, dir).then(
      () => undefined,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(GateError);
    expect(error).toMatchObject({ fault: 'user', next: expect.stringContaining('output folder') });
    const { message } = error as GateError;
    expect(message.startsWith(dir), message).toBe(true);
    const [, why] = /^\S+ is no inventory that can be replayed: (.*)$/.exec(message) ?? [];
    return why ?? message;
  }
  type Manifest = { tables: { name: string; sha256: string }[] } & Record<string, unknown>;
  function rewrite(change: (m: Manifest) => object): void {
    const manifest = JSON.parse(readFileSync(inside('manifest.json'), 'utf8')) as Manifest;
    writeFileSync(inside('manifest.json'), JSON.stringify(change(manifest)));
  }

  test('the demo itself is not', async () => {
    expect((await replayInventory(db, dir)).prices.length).toBeGreaterThan(0);
  });

  test('no manifest', async () => {
    rmSync(inside('manifest.json'));
    expect(await refusal()).toBe('there is no manifest.json.');
  });

  test('a manifest that is too large, no JSON, of something else', async () => {
    writeFileSync(inside('manifest.json'), ' '.repeat(8 * 1024 * 1024 + 1));
    expect(await refusal()).toBe('its manifest is larger than 8 MiB.');
    writeFileSync(inside('manifest.json'), '{');
    expect(await refusal()).toBe('its manifest is not JSON.');
    writeFileSync(inside('manifest.json'), '[]');
    expect(await refusal()).toMatch(/^its manifest does not say /);
  });

  test.each<readonly [string, (m: Manifest) => object, string]>([
    ['another engine', (m) => ({ ...m, engine_name: 'other' }), 'its manifest does not say engine_name.'],
    ['no instant', (m) => ({ ...m, as_of: 'yesterday' }), 'its manifest does not say as_of.'],
    [
      'an account that is none',
      (m) => ({ ...m, accounts: [{ account_id: '../..', partition: 'aws', regions: [] }] }),
      'its manifest does not say accounts.0.account_id.',
    ],
    [
      'a newer version',
      (m) => ({ ...m, schema_version: 3 }),
      'it was written by a newer version (schema 3, this one reads 2).',
    ],
    [
      'another hash',
      (m) => ({
        ...m,
        tables: m.tables.map((t) => (t.name === 'ec2_instances' ? { ...t, sha256: '0'.repeat(64) } : t)),
      }),
      'ec2_instances.parquet does not match its recorded hash.',
    ],
  ])('%s', async (_, change, sentence) => {
    rewrite(change);
    expect(await refusal()).toBe(sentence);
  });

  test('a file that is missing, cut, or of another table', async () => {
    const file = inside('ec2_volumes.parquet');
    const good = readFileSync(file);
    rmSync(file);
    expect(await refusal()).toBe('ec2_volumes is missing.');
    writeFileSync(file, good.subarray(0, 200));
    expect(await refusal()).toMatch(/^ec2_volumes is no Parquet file \(.+\)\.$/);
    cpSync(inside('ec2_snapshots.parquet'), file);
    expect(await refusal()).toMatch(/^ec2_volumes has an unknown column \w+\.$/);
  });

  test('a column less, its hash in the manifest put right', async () => {
    const file = inside('ec2_volumes.parquet');
    await db.conn.run(
      `create or replace temp table planted as select * exclude (encrypted) from read_parquet('${file}')`,
    );
    await db.conn.run(`copy planted to '${file}' (format parquet)`);
    const sha256 = sha256Of(readFileSync(file));
    rewrite((m) => ({
      ...m,
      tables: m.tables.map((t) => (t.name === 'ec2_volumes' ? { ...t, sha256 } : t)),
    }));
    expect(await refusal()).toBe('ec2_volumes has no column encrypted.');
  });

  test('tables that nobody knows are not opened', async () => {
    rewrite((m) => ({
      ...m,
      tables: [...m.tables, { name: '../../planted', rows: 1, sha256: '0'.repeat(64) }],
    }));
    expect(await replayInventory(db, dir)).toEqual(await replayInventory(db, DEMO));
  });
});
