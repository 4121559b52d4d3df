/** The output folder of a run: emptied of an earlier run's files before, described by a manifest after. */
import { constants, existsSync } from 'node:fs';
import { access, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { sha256Of } from '../../contracts/identity.ts';
import type { RunManifest } from '../../contracts/run.ts';
import { GateError } from '../shared/errors.ts';
import type { Dataset } from '../store/parquet.ts';

/** Everything that a run writes; nothing else in the folder is touched. */
const OURS = [
  'inventory',
  'coverage',
  'finops_findings',
  'finops_findings_correlated',
  'finops_findings_enriched',
  'cost_attribution',
  'realized_savings',
  'export',
  'report',
  'run_manifest.json',
];

/** Makes a folder and those above it, one by one: a recursive mkdir never ends on a file system that makes no folders. */
async function makeFolder(path: string): Promise<void> {
  if (existsSync(path)) return;
  await makeFolder(dirname(path));
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

/** Makes sure, before anything is read, that the folder can be written. Throws GateError (user). */
export async function prepareOutput(root: string): Promise<void> {
  try {
    await makeFolder(resolve(root));
    await access(root, constants.W_OK);
    if (!(await stat(root)).isDirectory()) throw new Error('it is a file');
  } catch (cause) {
    throw new GateError({
      fault: 'user',
      message: `output: the folder ${root} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}.`,
      next: 'Name another folder with output (or --output).',
      cause,
    });
  }
}

/** Cost facts, which a run that reads billing replaces month by month. */
const FACTS = ['cur_facts', 'billing_periods'];

/** Removes what an earlier run wrote. */
export async function emptyOutput(root: string, keepsFacts: boolean): Promise<void> {
  for (const name of keepsFacts ? OURS : [...OURS, ...FACTS])
    await rm(join(root, name), { recursive: true, force: true });
}

/** Writes a text file below the folder and says what it wrote. */
export async function writeText(root: string, path: string, text: string): Promise<Dataset['files'][number]> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  return { path, bytes: Buffer.byteLength(text), sha256: sha256Of(text) };
}

/** `tenant_id=…/run_date=…/part-0.parquet` of a dataset. */
export const partition = (dataset: string, tenantId: string, runTs: string): string =>
  `${dataset}/tenant_id=${tenantId}/run_date=${runTs.slice(0, 10)}/part-0.parquet`;

export async function writeManifest(root: string, manifest: RunManifest): Promise<void> {
  await writeFile(join(root, 'run_manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
