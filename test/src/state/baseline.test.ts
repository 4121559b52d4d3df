import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DiffRow, diffTable } from '../../../contracts/diff.ts';
import { findingTable } from '../../../contracts/finding.ts';
import { sha256Of } from '../../../contracts/identity.ts';
import type { RunManifest } from '../../../contracts/run.ts';
import { recordInventory, replayInventory, stageInventory } from '../../../src/inventory/inventory-folder.ts';
import { openBaseline } from '../../../src/state/baseline.ts';
import { type Duckdb, openDuckdb } from '../../../src/store/duckdb.ts';
import { readRows } from '../../../src/store/parquet.ts';
import { runCli } from '../../support/run-cli.ts';

const DEMO = fileURLToPath(new URL('../../../demo/before', import.meta.url));
const SOURCE_CLI = fileURLToPath(new URL('../../../src/cli.ts', import.meta.url));
let db: Duckdb;
/** What a run left behind. */
let run: string;
let dir: string;
beforeAll(async () => {
  db = await openDuckdb({ threads: 2 });
  run = mkdtempSync(join(tmpdir(), 'run-'));
  const { code, stderr } = await audit(DEMO, run);
  expect([0, 1], stderr).toContain(code);
});
afterAll(async () => {
  await db.close();
  rmSync(run, { recursive: true });
});
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'baseline-'));
  cpSync(run, dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

/** The command line over a recorded inventory, from a folder without a configuration. */
function audit(inventory: string, output: string, ...more: string[]) {
  const args = ['audit', '--inventory', resolve(inventory), '--output', output, ...more];
  return runCli(args, { cwd: run, cli: SOURCE_CLI });
}

const manifestOf = (folder: string): RunManifest =>
  JSON.parse(readFileSync(join(folder, 'run_manifest.json'), 'utf8')) as RunManifest;
const putManifest = (value: unknown): void =>
  writeFileSync(join(dir, 'run_manifest.json'), JSON.stringify(value));
/** The first file of a dataset, as the manifest has it. */
function entry(manifest: RunManifest, dataset: string): RunManifest['datasets'][number]['files'][number] {
  const file = manifest.datasets.find((d) => d.name === dataset)?.files[0];
  if (file === undefined) throw new Error(`no ${dataset}`);
  return file;
}

async function refusal(tenant = 'default'): Promise<string> {
  const opened = await openBaseline(db, dir, tenant);
  return 'refused' in opened ? opened.refused : 'opened';
}

test('a run may take the place of its own baseline', async () => {
  const apart = mkdtempSync(join(tmpdir(), 'apart-'));
  const after = join(DEMO, '../after');
  await audit(after, apart, '--baseline', dir);
  const { code, stderr } = await audit(after, dir, '--baseline', dir);
  expect(code, stderr).toBe(0);
  const diffOf = (folder: string): string => readFileSync(join(folder, 'export/diff.json'), 'utf8');
  expect(diffOf(dir)).toBe(diffOf(apart));
  rmSync(apart, { recursive: true });
});

test('what a run left behind opens: its findings, its checks, its instant', async () => {
  const opened = await openBaseline(db, dir, 'default');
  if ('refused' in opened) throw new Error(opened.refused);
  const { baseline } = opened;
  const manifest = manifestOf(dir);
  expect([baseline.runId, baseline.runTs]).toEqual([
    manifest.run_id,
    new Date(manifest.run_ts).toISOString(),
  ]);
  const rows = await readRows(db, findingTable, baseline.findings);
  expect(rows.length).toBe(manifest.datasets.find((d) => d.name === 'finops_findings')?.rows);
  expect(rows.length).toBeGreaterThan(0);
  const ids = new Set(baseline.checks.map((c) => c.id));
  for (const row of rows) expect(ids).toContain(row.check_id);
  expect(ids.size).toBe(baseline.checks.length);
});

describe('what cannot be used is refused in one sentence', () => {
  test('another tenant', async () => {
    expect(await refusal('other')).toBe('it belongs to tenant default, this run to other');
  });

  test('no manifest, too large, no JSON, of something else', async () => {
    rmSync(join(dir, 'run_manifest.json'));
    expect(await refusal()).toBe('it has no run_manifest.json');
    writeFileSync(join(dir, 'run_manifest.json'), ' '.repeat(8 * 1024 * 1024 + 1));
    expect(await refusal()).toBe('its manifest is larger than 8 MiB');
    writeFileSync(join(dir, 'run_manifest.json'), '{"schema_version":');
    expect(await refusal()).toBe('its manifest is not JSON');
    putManifest(null);
    expect(await refusal()).toBe('its manifest does not say what it must');
  });

  test.each<readonly [string, (m: RunManifest) => object, string]>([
    [
      'a newer layout, even where the rest is new as well',
      () => ({ schema_version: 3 }),
      'it was written by a newer version of finops-gate (schema 3, this one reads 2)',
    ],
    ['another engine', (m) => ({ ...m, engine_name: 'other' }), 'its manifest does not say engine_name'],
    [
      'a hash that is none',
      (m) => ({
        ...m,
        datasets: [{ name: 'finops_findings', rows: 1, files: [{ path: 'x', bytes: 1, sha256: 'x' }] }],
      }),
      'its manifest does not say datasets.0.files.0.sha256',
    ],
    ['no findings', (m) => ({ ...m, datasets: [] }), 'its manifest lists no finops_findings'],
    [
      'a dataset without a file',
      (m) => ({ ...m, datasets: [{ name: 'finops_findings', rows: 0, files: [] }] }),
      'its manifest lists no finops_findings',
    ],
  ])('%s', async (_, change, sentence) => {
    putManifest(change(manifestOf(dir)));
    expect(await refusal()).toBe(sentence);
  });

  test.each(['../planted.parquet', 'a/../../planted.parquet', '/etc/hostname', 'C:\\planted.parquet', '..'])(
    'a file outside of the folder: %s',
    async (path) => {
      const manifest = manifestOf(dir);
      entry(manifest, 'finops_findings').path = path;
      putManifest(manifest);
      expect(await refusal()).toBe('finops_findings lies outside of the folder');
    },
  );

  test.each(['finops_findings', 'finops_findings_correlated', 'evaluations'])(
    '%s missing or changed by one byte',
    async (dataset) => {
      const file = join(dir, entry(manifestOf(dir), dataset).path);
      const bytes = readFileSync(file);
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      writeFileSync(file, bytes);
      expect(await refusal()).toBe(`${dataset} does not match its recorded hash`);
      rmSync(file);
      expect(await refusal()).toBe(`${dataset} is missing`);
    },
  );

  test('a file of another shape, its hash put right', async () => {
    const manifest = manifestOf(dir);
    const { path } = entry(manifest, 'finops_findings');
    await db.conn.run(`copy (select 'planted' as planted) to '${join(dir, path)}' (format parquet)`);
    entry(manifest, 'finops_findings').sha256 = sha256Of(readFileSync(join(dir, path)));
    putManifest(manifest);
    expect(await refusal()).toBe('finops_findings has an unknown column planted');
    writeFileSync(join(dir, path), 'no Parquet at all');
    entry(manifest, 'finops_findings').sha256 = sha256Of('no Parquet at all');
    putManifest(manifest);
    expect(await refusal()).toMatch(/^finops_findings is no Parquet file \(.+\)$/);
  });

  test.each([
    ['a finding twice', 'union all select * from t', 'it names the same finding twice'],
    [
      'savings that nobody claims',
      "union all (select * replace ('planted' as fingerprint, struct_update(estimated, monthly_savings := 1e9::decimal(18, 6)) as estimated) from t limit 1)",
      'a finding of it does not claim what it says that it saves',
    ],
    [
      'a finding without a status',
      'union all select * replace (null as status) from t',
      /^finops_findings\.status lacks a value in \d+ row\(s\)$/,
    ],
  ])('%s, its hash put right', async (_, more, sentence) => {
    const manifest = manifestOf(dir);
    const file = join(dir, entry(manifest, 'finops_findings').path);
    await db.conn.run(
      `create or replace temp table t as select * from read_parquet('${file}', hive_partitioning = false)`,
    );
    await db.conn.run(`copy (select * from t ${more}) to '${file}' (format parquet)`);
    entry(manifest, 'finops_findings').sha256 = sha256Of(readFileSync(file));
    putManifest(manifest);
    expect(await refusal()).toMatch(sentence);
  });

  test('a folder in place of a file', async () => {
    const manifest = manifestOf(dir);
    entry(manifest, 'finops_findings').path = 'finops_findings';
    putManifest(manifest);
    expect(await refusal()).toMatch(/^(finops_findings|it cannot be read)/);
  });
});

describe('a run against it', () => {
  const diffOf = (output: string): DiffRow[] =>
    (JSON.parse(readFileSync(join(output, 'export/diff.json'), 'utf8')) as { rows: DiffRow[] }).rows;

  test('that is damaged warns, and goes on as a first run', async () => {
    putManifest([]);
    const output = join(dir, 'next');
    const { code, stdout, stderr } = await audit(DEMO, output, '--baseline', dir);
    expect([0, 1], stderr).toContain(code);
    expect(stdout + stderr).toContain('its manifest does not say what it must');
  });

  test('that can no longer judge carries its findings forward, once each', async () => {
    const recorded = await replayInventory(db, DEMO);
    const silent = {
      ...recorded,
      inventory: {
        ...recorded.inventory,
        metrics: recorded.inventory.metrics.map((m) => ({ ...m, values: m.values.map(() => null) })),
      },
    };
    const inventory = join(dir, 'silent');
    await stageInventory(db, silent);
    await recordInventory(db, inventory, silent);
    const output = join(dir, 'next');
    const { code, stderr } = await audit(inventory, output, '--baseline', dir);
    expect([0, 1], stderr).toContain(code);
    const inconclusive = diffOf(output).filter((d) => d.reason === 'inconclusive');
    expect(inconclusive.length).toBeGreaterThan(0);
    expect(new Set(inconclusive.map((d) => d.class))).toEqual(new Set(['unobserved']));
    const opened = await openBaseline(db, output, 'default');
    if ('refused' in opened) throw new Error(opened.refused);
    const rows = await readRows(db, findingTable, opened.baseline.findings);
    for (const d of inconclusive) {
      const [row, ...more] = rows.filter((f) => f.fingerprint === d.fingerprint);
      expect(more).toEqual([]);
      expect([row?.status, row?.labels.observation]).toEqual(['fail', 'carried_forward']);
    }
    expect(Object.keys(inconclusive[0] ?? {})).toEqual(
      expect.arrayContaining(Object.keys(diffTable.columns)),
    );
  }, 60_000);

  test('with a check switched off leaves no correlation behind that waits for it', async () => {
    const config = join(dir, 'off.yml');
    const rule = 'aws.ec2.correlation.ebs.unattached.unencrypted';
    writeFileSync(config, 'checks:\n  disable: [aws.ec2.ebs.volume.unencrypted]\n');
    const output = join(dir, 'next');
    const { code, stderr } = await audit(DEMO, output, '--baseline', dir, '--config', config);
    expect([0, 1], stderr).toContain(code);
    const rows = diffOf(output).filter((d) => d.check_id === rule);
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((d) => d.class))).toEqual(new Set(['resolved']));
  }, 60_000);
});
