/** One delivery into cost facts: each file is read for what it holds, then again into Parquet, and the sums are compared. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CostModel, curFactTable, type Dialect } from '../../contracts/billing.ts';
import { GateError } from '../shared/errors.ts';
import { type Duckdb, identifier, literal } from '../store/duckdb.ts';
import { loadArrowSchema, statement } from '../store/sql.ts';
import { curLines, curShortcomings, type LineSettings } from './cur-lines.ts';
import { dialectOf } from './dialect.ts';
import { focusLines, focusShortcomings } from './focus-lines.ts';
import { type PlainFiles, plainFiles } from './plain-file.ts';
import type { Bases, FileQuality, PeriodSums } from './quality.ts';
import { type BillingFile, MAX_REJECTS_KEPT, openFile, type RejectedLine, takeRejects } from './read-file.ts';

/** A group of the sums of a file: one billing period, payer, account and currency. */
export interface SumRow extends Bases {
  readonly billing_period: string;
  readonly payer_account_id: string;
  readonly usage_account_id: string;
  readonly currency: string;
  readonly rows_read: number;
  readonly rows_refused: number;
  readonly has_net: boolean;
  readonly has_resource_ids: boolean | null;
  readonly is_hourly: boolean | null;
  readonly is_daily: boolean | null;
  /** YYYY-MM-DD of the first usage, null without any. */
  readonly first_day: string | null;
  /** Day after the last whole day of usage that is measured by the day or finer. */
  readonly covered_to: string | null;
  /** The same over usage of any length. */
  readonly covered_to_of_any_length: string | null;
}

export interface Settings {
  readonly tenant: string;
  readonly costModel: CostModel;
  /** YYYY-MM; all when absent. */
  readonly periods?: readonly string[];
}

export interface ReadFile {
  readonly quality: FileQuality;
  readonly sums: readonly SumRow[];
  readonly rejects: readonly (RejectedLine & { readonly file: string })[];
}

/** A local file, or why there is none. */
export type DeliveredFile = { readonly name: string } & (
  | { readonly path: string }
  | { readonly refused: string; readonly failure?: GateError }
);

interface Opened {
  readonly name: string;
  readonly file: BillingFile;
  readonly dialect: Dialect;
  readonly family: 'cur' | 'focus';
}

/** A file that has been read once, for what it holds. */
interface Probed {
  readonly name: string;
  readonly path: string;
  readonly family: 'cur' | 'focus';
  readonly sums: readonly SumRow[];
  readonly quality: FileQuality;
  readonly rejects: ReadFile['rejects'];
}

const message = (error: unknown): string =>
  error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);

const BASES = [
  'list_cost',
  'unblended_cost',
  'amortized_cost',
  'net_unblended_cost',
  'net_amortized_cost',
] as const;

async function define(db: Duckdb, opened: Opened, settings: LineSettings): Promise<void> {
  const lines = opened.family === 'cur' ? curLines(opened.file, settings) : focusLines(opened.file, settings);
  await db.conn.run(`create or replace temp view ${opened.family}_lines as ${lines}`);
}

/** Amounts as decimal text, counts as numbers, days as text. */
const sumColumns = (): string =>
  [
    'billing_period, payer_account_id, usage_account_id, currency, rows_read::double as rows_read, rows_refused::double as rows_refused, has_net',
    ...BASES.map((b) => `${b}::decimal(38,12)::varchar as ${b}`),
    'has_resource_ids, is_hourly, is_daily',
    "strftime(first_usage, '%Y-%m-%d') as first_day, strftime(last_usage, '%Y-%m-%d') as covered_to",
    "strftime(last_usage_of_any_length, '%Y-%m-%d') as covered_to_of_any_length",
  ].join(', ');

async function sumsOf(db: Duckdb, family: 'cur' | 'focus'): Promise<SumRow[]> {
  const rows = await db.conn.runAndReadAll(
    `select ${sumColumns()} from (${statement(`billing/${family}-sums`)})`,
  );
  return rows.getRowObjectsJson() as unknown as SumRow[];
}

/** Lines that could be split and not understood, those that are kept with their text. */
async function refusals(
  db: Duckdb,
  opened: Opened,
): Promise<{ reasons: Map<string, number>; kept: RejectedLine[] }> {
  const counted = await db.conn.runAndReadAll(
    `select refusal, count(*)::double as n from ${opened.family}_lines where refusal is not null group by 1 order by 2 desc, 1 limit 20`,
  );
  const kept = await db.conn.runAndReadAll(
    `select refusal as reason, to_json(struct_pack(usage_start := usage_start, usage_account_id := usage_account_id, resource_id := resource_id, usage_type := usage_type, operation := operation))::varchar as text from ${opened.family}_lines where refusal is not null limit ${MAX_REJECTS_KEPT}`,
  );
  return {
    reasons: new Map(counted.getRowObjectsJson().map((r) => [String(r.refusal), Number(r.n)])),
    kept: kept.getRowObjectsJson().map((r) => ({ reason: String(r.reason), text: String(r.text) })),
  };
}

/** Throws GateError (ours) when a month's sums before and after differ in any base. */
async function compare(
  db: Duckdb,
  file: string,
  rows: readonly SumRow[],
  facts: string,
): Promise<PeriodSums[]> {
  const values = rows.map(
    (r) =>
      `(${literal(r.billing_period)}, ${literal(r.currency)}, ${r.rows_read}, ${BASES.map((b) => (r[b] === null ? 'null' : literal(r[b]))).join(', ')})`,
  );
  await db.conn.run(
    `create or replace temp view billing_before as select billing_period, currency, sum(row_count) as row_count, ${BASES.map((b) => `sum(${b}::decimal(38,12)) as ${b}`).join(', ')} from (values ${values.join(', ')}) as t(billing_period, currency, row_count, ${BASES.join(', ')}) group by 1, 2`,
  );
  await db.conn.run(
    `create or replace temp view cur_facts as select * from read_parquet(${literal(facts)}, hive_partitioning = false)`,
  );
  await db.conn.run(`create or replace temp table billing_after as ${statement('billing/fact-sums')}`);
  const [broken] = (await db.conn.runAndReadAll(statement('assert/billing/sums'))).getRowObjectsJson();
  if (broken)
    throw new GateError({
      fault: 'ours',
      message: `${file} does not add up to the same before and after: ${JSON.stringify(broken).slice(0, 300)}.`,
      next: 'Please report it; nothing of the file was taken.',
    });
  const sums = async (view: string): Promise<Record<string, unknown>[]> =>
    (
      await db.conn.runAndReadAll(
        `select billing_period, currency, row_count::double as row_count, ${BASES.map((b) => `${b}::varchar as ${b}`).join(', ')} from ${view} order by 1, 2`,
      )
    ).getRowObjectsJson();
  const bases = (r: Record<string, unknown> | undefined): Bases =>
    Object.fromEntries(BASES.map((b) => [b, r?.[b] ?? null])) as unknown as Bases;
  const after = await sums('billing_after');
  return (await sums('billing_before')).map((before, i) => ({
    billing_period: String(before.billing_period),
    currency: String(before.currency),
    rows: Number(before.row_count),
    before: bases(before),
    after: bases(after[i]),
  }));
}

const refusedFile = (file: string, refused: string, dialect: Dialect | '' = ''): ReadFile => ({
  quality: {
    file,
    dialect,
    rows_read: 0,
    rows_rejected: 0,
    rejected_because: [],
    refused,
    net_costs: false,
    shortcomings: [],
    sums: [],
  },
  sums: [],
  rejects: [],
});

/** Throws GateError (user) for a file that is no cost export. */
async function openExport(db: Duckdb, plain: PlainFiles, path: string, name: string): Promise<Opened> {
  const file = await openFile(db, await plain.open(path, name), name);
  const told = dialectOf(file.columns);
  if ('refused' in told) throw new GateError({ fault: 'user', message: told.refused });
  return { name, file, dialect: told.dialect, family: told.dialect.startsWith('focus') ? 'focus' : 'cur' };
}

async function probe(
  db: Duckdb,
  plain: PlainFiles,
  path: string,
  name: string,
  settings: Settings,
): Promise<Probed | { readonly done: ReadFile }> {
  let opened: Opened | undefined;
  try {
    opened = await openExport(db, plain, path, name);
    const { file, dialect, family } = opened;
    await takeRejects(db);
    await define(db, opened, { ...settings, dialect, hasNet: false, refuses: true });
    const sums = await sumsOf(db, family);
    const split = await takeRejects(db);
    const refused = sums.reduce((n, s) => n + s.rows_refused, 0);
    const { reasons, kept } =
      refused > 0 ? await refusals(db, opened) : { reasons: new Map<string, number>(), kept: [] };
    for (const r of split.kept) reasons.set(r.reason, (reasons.get(r.reason) ?? 0) + 1);
    return {
      name,
      path,
      family,
      sums,
      rejects: [...split.kept, ...kept].map((r) => ({ file: name, ...r })),
      quality: {
        file: name,
        dialect,
        rows_read: sums.reduce((n, s) => n + s.rows_read, 0),
        rows_rejected: refused + split.count,
        rejected_because: [...reasons]
          .map(([reason, rows]) => ({ reason, rows }))
          .toSorted((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1)),
        refused: null,
        net_costs: sums.some((s) => s.has_net),
        shortcomings: family === 'cur' ? curShortcomings(file.columns) : focusShortcomings(file.columns),
        sums: [],
      },
    };
  } catch (error) {
    if (error instanceof GateError && error.fault !== 'user') throw error;
    const why =
      error instanceof GateError ? error.message : `it cannot be read to its end: ${message(error)}`;
    return { done: refusedFile(name, why, opened?.dialect) };
  }
}

interface Into {
  readonly dir: string;
  readonly prefix: string;
}

/** Folders that are written at once: DuckDB holds rows of each in memory until there are enough of them. */
const MAX_PARTITIONS = 100;

/** The facts of the view `named_resources`, a folder for each month and account; of very many accounts some at a time. */
async function writeFacts(db: Duckdb, sums: readonly SumRow[], into: Into): Promise<void> {
  const columns = Object.keys(curFactTable.columns).map(identifier).join(', ');
  const inList = (values: readonly string[]): string => [...new Set(values)].map(literal).join(', ');
  const months = new Set(sums.map((s) => s.billing_period));
  const facts = `select ${columns} from (${statement('billing/resource-key')}) where billing_period in (${inList([...months])})`;
  const schema = `kv_metadata {'ARROW:schema': ${literal(loadArrowSchema(curFactTable.name))}}`;
  const write = (query: string, prefix: string): Promise<unknown> =>
    db.conn.run(
      `copy (${query}) to ${literal(into.dir)} (format parquet, compression zstd, compression_level 1, partition_by (tenant_id, billing_period, usage_account_id), write_partition_columns true, append, filename_pattern '${prefix}_{uuid}', ${schema})`,
    );
  const accounts = [...new Set(sums.map((s) => s.usage_account_id))].sort();
  const atOnce = Math.max(1, Math.floor(MAX_PARTITIONS / months.size));
  if (accounts.length <= atOnce) {
    await write(facts, into.prefix);
    return;
  }
  const staged = join(into.dir, '..', 'staged.parquet');
  await db.conn.run(`copy (${facts}) to ${literal(staged)} (format parquet, compression lz4)`);
  try {
    for (let from = 0; from < accounts.length; from += atOnce)
      await write(
        `select * from read_parquet(${literal(staged)}, hive_partitioning = false) where usage_account_id in (${inList(accounts.slice(from, from + atOnce))})`,
        `${into.prefix}_${from}`,
      );
  } finally {
    await rm(staged, { force: true });
  }
}

/** The file a second time, into facts. */
async function write(
  db: Duckdb,
  plain: PlainFiles,
  of: Probed,
  settings: Settings & { readonly hasNet: boolean },
  into: Into,
): Promise<ReadFile> {
  const gross = of.family === 'cur' && !settings.hasNet;
  const sums = of.sums
    .filter((s) => s.rows_read > 0 && (settings.periods?.includes(s.billing_period) ?? true))
    .map((s) =>
      gross ? { ...s, net_unblended_cost: s.unblended_cost, net_amortized_cost: s.amortized_cost } : s,
    );
  if (sums.length === 0) return { quality: of.quality, sums, rejects: of.rejects };
  const opened = await openExport(db, plain, of.path, of.name);
  const refuses = of.sums.some((s) => s.rows_refused > 0);
  await define(db, opened, { ...settings, dialect: opened.dialect, refuses });
  await db.conn.run(
    `create or replace temp view named_resources as ${statement(`billing/${of.family}-facts`)}`,
  );
  await mkdir(into.dir, { recursive: true });
  await writeFacts(db, sums, into);
  await takeRejects(db);
  const compared = await compare(db, of.name, sums, join(into.dir, '**', `${into.prefix}_*.parquet`));
  return {
    quality: { ...of.quality, net_costs: settings.hasNet, sums: compared },
    sums,
    rejects: of.rejects,
  };
}

/**
 * Reads the files of one delivery into `into` (Parquet, partitioned by tenant, month and account). Whether costs are net is
 * decided over all its files. A file that is no cost export, or cannot be read, is refused by itself.
 */
export async function readDelivery(
  db: Duckdb,
  files: readonly DeliveredFile[],
  settings: Settings,
  into: Into,
): Promise<ReadFile[]> {
  const plain = plainFiles(join(into.dir, '..', 'plain'));
  const done: ReadFile[] = [];
  const probed: Probed[] = [];
  try {
    for (const { name, ...of } of files) {
      if ('refused' in of) {
        done.push(refusedFile(name, of.refused));
        continue;
      }
      const seen = await probe(db, plain, of.path, name, settings);
      if ('done' in seen) done.push(seen.done);
      else probed.push(seen);
    }
    const hasNet = probed.some((p) => p.family === 'cur' && p.quality.net_costs);
    for (const [i, p] of probed.entries())
      done.push(
        await write(db, plain, p, { ...settings, hasNet }, { dir: into.dir, prefix: `${into.prefix}_${i}` }),
      );
    return done;
  } finally {
    await plain.close();
  }
}
