/**
 * Exports into `cur_facts/`: month by month, each replaced as a whole and never in part. A month that is there already from
 * the same deliveries is not read again, so a run that was cut off goes on where it stopped.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { type BillingPeriodRow, billingPeriodTable } from '../../contracts/billing.ts';
import { GateError } from '../shared/errors.ts';
import type { Log } from '../shared/log.ts';
import { unzip } from '../shared/unzip.ts';
import { type Duckdb, openDuckdb } from '../store/duckdb.ts';
import { createRelation, loadRows } from '../store/load-rows.ts';
import { writeParquet } from '../store/parquet.ts';
import { statement } from '../store/sql.ts';
import { choose, type Reading, refusalOf } from './choose.ts';
import { type Delivery, findDeliveries, type LeftOut } from './deliveries.ts';
import {
  accountsOf,
  type Entry,
  factsIn,
  filesBelow,
  isInPlace,
  keyOf,
  knownEntries,
  periodRows,
  periodsOf,
  putMonth,
  readState,
  writeState,
} from './facts-folder.ts';
import { type Quality, REJECTS_FILE } from './quality.ts';
import { type DeliveredFile, type ReadFile, readDelivery, type Settings } from './read-delivery.ts';
import type { Listed, Source } from './source.ts';

export interface NormalizeOptions extends Settings {
  readonly source: Source;
  /** Root of the output folder. */
  readonly output: string;
  /** As DuckDB takes it, e.g. `2GB`; three quarters of the machine by default. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly log: Pick<Log, 'progress' | 'warn'>;
}
export interface Normalized {
  /** Folder of the facts. */
  readonly facts: string;
  readonly quality: Quality;
  readonly periods: readonly BillingPeriodRow[];
  /** Accounts that the facts bill. */
  readonly accounts: readonly string[];
  readonly rejects: ReadFile['rejects'];
}

/** Names of the folders in which months are prepared begin so. */
const WORK = '.billing-';
/** Bytes, those of the container where there is one. */
const machineMemory = (): number => Math.min(totalmem(), process.constrainedMemory() || totalmem());
/** Of the machine's memory. */
const MEMORY_SHARE = 0.75;
const MAX_UNPACKED_ENTRIES = 100;
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024 * 1024;

/** The files of an object: itself, or what its archive holds. */
async function filesOf(source: Source, object: Listed, unpackInto: string): Promise<DeliveredFile[]> {
  let path: string;
  try {
    path = await source.fetch(object);
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return [{ name: object.path, refused: error.message, failure: error }];
  }
  if (!/\.zip$/i.test(object.path)) return [{ name: object.path, path }];
  try {
    await unzip(path, unpackInto, { bytes: MAX_UNPACKED_BYTES, entries: MAX_UNPACKED_ENTRIES });
  } catch (cause) {
    return [
      {
        name: object.path,
        refused: `it cannot be unpacked: ${cause instanceof Error ? cause.message : String(cause)}`,
      },
    ];
  }
  return (await filesBelow(unpackInto)).map((file) => ({
    name: `${object.path}/${basename(file)}`,
    path: file,
  }));
}

async function read(
  db: Duckdb,
  delivery: Delivery,
  options: NormalizeOptions,
  staged: string,
  prefix: string,
): Promise<Reading> {
  const { source } = options;
  const unpacked = join(staged, 'unpacked');
  try {
    const files = (
      await Promise.all(delivery.files.map((object, i) => filesOf(source, object, join(unpacked, String(i)))))
    ).flat();
    const readFiles = await readDelivery(db, files, options, { dir: join(staged, 'facts'), prefix });
    const quality = readFiles.map((f) => f.quality);
    const refused = refusalOf(quality);
    return {
      key: keyOf(delivery, options),
      export: delivery.export,
      writtenAt: delivery.files.map((f) => f.modifiedAt).toSorted()[0] ?? '',
      delivery,
      files: quality,
      sums: readFiles.flatMap((f) => f.sums),
      rejects: readFiles.flatMap((f) => f.rejects),
      staged: join(staged, 'facts'),
      ...(refused === undefined ? {} : { refused }),
      failures: files.flatMap((f) => ('failure' in f && f.failure ? [f.failure] : [])),
    };
  } finally {
    await rm(unpacked, { recursive: true, force: true });
    for (const object of delivery.files) await source.release(object);
  }
}

/** A delivery that is to be read again because its month is, though it did not change itself. */
const isStale = (r: Reading | undefined, dirty: ReadonlySet<string>): boolean =>
  r === undefined || (r.staged === undefined && periodsOf(r).some((p) => dirty.has(p)));

interface Work {
  readonly db: Duckdb;
  readonly options: NormalizeOptions;
  readonly facts: string;
  readonly dir: string;
  /** Counts what is read, for the names of files. */
  count: number;
  readonly of: number;
}

/** Reads the deliveries that are new, and those that share a month with one. */
async function readGroup(
  work: Work,
  group: readonly Delivery[],
  known: readonly Entry[],
): Promise<Reading[]> {
  const { options, facts } = work;
  const stands = (p: string): boolean => isInPlace(facts, options.tenant, p);
  const readings = new Map<Delivery, Reading>();
  for (const d of group) {
    const k = known.find((e) => e.key === keyOf(d, options));
    if (k && k.months.length > 0 && periodsOf(k).every((p) => k.months.includes(p) && stands(p)))
      readings.set(d, { ...k, delivery: d, rejects: [] });
  }
  const reused = new Set([...readings.values()].map((r) => r.key));
  const dirty = new Set(known.flatMap((k) => (reused.has(k.key) ? [] : k.months)));
  for (;;) {
    const next = group.find((d) => isStale(readings.get(d), dirty));
    if (!next) return [...readings.values()];
    work.count += 1;
    options.log.progress(`Reading ${next.name} (${work.count} of ${work.of})`);
    const reading = await read(
      work.db,
      next,
      options,
      join(work.dir, String(work.count)),
      `d${work.count}_${randomUUID().slice(0, 8)}`,
    );
    readings.set(next, reading);
    for (const p of periodsOf(reading)) dirty.add(p);
  }
}

/** What stands in the facts after some months were replaced: the others stay as they are. */
function entriesAfter(
  taken: ReadonlyMap<Reading, readonly string[]>,
  known: readonly Entry[],
  stands: (period: string) => boolean,
): Entry[] {
  const replaced = new Set([...taken.values()].flat());
  return [
    ...[...taken].map(([r, months]) => ({
      key: r.key,
      export: r.export,
      writtenAt: r.writtenAt,
      files: [...r.files],
      sums: [...r.sums],
      months: [...months],
    })),
    ...known
      .map((k) => ({ ...k, months: k.months.filter((m) => !replaced.has(m) && stands(m)) }))
      .filter((k) => k.months.length > 0),
  ];
}

/** Months one by one where every delivery says its month: a run that is cut off has lost one of them. */
function groupsOf(deliveries: readonly Delivery[]): Delivery[][] {
  if (deliveries.some((d) => d.period === undefined)) return [[...deliveries]];
  const months = Map.groupBy(deliveries, (d) => d.period ?? '');
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}

/**
 * Reads what a source delivers into `output/cur_facts`, says how far it goes in `output/billing_periods`, and gives back how
 * that went. Throws GateError: (user) a source that cannot be read, (aws) S3 failed, (ours) sums that differ.
 */
export async function normalize(options: NormalizeOptions): Promise<Normalized> {
  const { source, output, tenant } = options;
  const facts = factsIn(output);
  const dir = join(output, `${WORK}${randomUUID()}`);
  const db = await openDuckdb({
    memoryLimit: options.memoryLimit ?? `${Math.floor(machineMemory() * MEMORY_SHARE)}B`,
    keepsOrder: false,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  });
  try {
    // what a run that was killed left behind
    for (const name of await readdir(output).catch(() => []))
      if (name.startsWith(WORK)) await rm(join(output, name), { recursive: true, force: true });
    await mkdir(dir, { recursive: true });
    for (const text of statement('billing/macros').split(/;\n/))
      if (text.trim() !== '') await db.conn.run(text);
    options.log.progress(`Looking for deliveries in ${source.name}`);
    const found = await findDeliveries(source);
    const wanted = found.deliveries.filter(
      (d) => d.period === undefined || (options.periods?.includes(d.period) ?? true),
    );
    let entries = await knownEntries(facts, options);
    const all: Reading[] = [];
    const leftOut: LeftOut[] = [...found.leftOut];
    const work: Work = { db, options, facts, dir, count: 0, of: wanted.length };
    for (const group of groupsOf(wanted)) {
      const ofGroup = group.length === wanted.length ? entries : entries.filter((e) => isOf(e, group));
      const readings = await readGroup(work, group, ofGroup);
      const chosen = choose(readings);
      const staged = new Map<string, string[]>();
      for (const [r, months] of chosen.taken)
        if (r.staged !== undefined)
          for (const m of months) staged.set(m, [...(staged.get(m) ?? []), r.staged]);
      for (const [month, from] of [...staged].sort(([a], [b]) => (a < b ? -1 : 1)))
        await putMonth(facts, tenant, month, from, dir);
      entries = entriesAfter(chosen.taken, entries, (p) => isInPlace(facts, tenant, p));
      await writeState(facts, options, entries);
      all.push(...readings);
      leftOut.push(...chosen.leftOut);
    }
    const periods = periodRows(entries, options);
    const [failure] = all.flatMap((r) => r.failures ?? []);
    if (periods.length === 0 && failure) throw failure;
    const rejects = all.flatMap((r) => r.rejects);
    const quality: Quality = {
      source: source.name,
      cost_model: options.costModel,
      files: all.flatMap((r) => r.files).toSorted((x, y) => (x.file < y.file ? -1 : 1)),
      left_out: leftOut,
      rejects_file: rejects.length > 0 ? REJECTS_FILE : null,
    };
    await createRelation(db, 'periods', billingPeriodTable);
    await loadRows(db, 'periods', billingPeriodTable, periods);
    await writeParquet(db, {
      table: billingPeriodTable,
      from: 'select * from periods',
      root: output,
      file: 'billing_periods/part-0.parquet',
      name: 'billing_periods',
    });
    return { facts, quality, periods, accounts: accountsOf(entries), rejects };
  } finally {
    await db.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** An entry of a month that the group is about. */
const isOf = (e: Entry, group: readonly Delivery[]): boolean =>
  e.months.some((m) => group.some((d) => d.period === m));

/**
 * The facts that an earlier `normalize` left in a folder. Undefined where there are none; throws GateError (user) when they are
 * of another tenant or cost model.
 */
export async function openFacts(folder: string, of: Settings): Promise<Normalized | undefined> {
  const facts = factsIn(folder);
  const known = await readState(facts);
  if (!known) return undefined;
  if (known.tenant !== of.tenant || known.costModel !== of.costModel)
    throw new GateError({
      fault: 'user',
      message: `The facts in ${folder} are of tenant ${known.tenant} and cost model ${known.costModel}, this run is of ${of.tenant} and ${of.costModel}.`,
      next: 'Normalise them again with the same --tenant and --cost-model.',
    });
  return {
    facts,
    periods: periodRows(known.deliveries, of),
    accounts: accountsOf(known.deliveries),
    rejects: [],
    quality: {
      source: folder,
      cost_model: of.costModel,
      files: known.deliveries.flatMap((d) => d.files),
      left_out: [],
      rejects_file: null,
    },
  };
}
