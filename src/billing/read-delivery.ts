/** One delivery into cost facts: each file is read for what it holds, then again into Parquet, and the sums are compared. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type CostModel, curFactTable, type Dialect } from '../../contracts/billing.ts';
import { GateError } from '../shared/errors.ts';
import { type Duckdb, identifier, literal } from '../store/duckdb.ts';
import { loadArrowSchema, statement } from '../store/sql.ts';
import { curLines, curShortcomings, type LineSettings } from './cur-lines.ts';
import { dialectOf } from './dialect.ts';
import { focusLines, focusShortcomings } from './focus-lines.ts';
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

/**
 * Reads the files of one delivery into `into` (Parquet, partitioned by tenant, month and account). Whether costs are net is
 * decided over all its files. A file that is no cost export, or cannot be read, is refused by itself.
 */
export async function readDelivery(
  db: Duckdb,
  files: readonly DeliveredFile[],
  settings: Settings,
  into: { readonly dir: string; readonly prefix: string },
): Promise<ReadFile[]> {
  const read: ReadFile[] = [];
  const opened: Opened[] = [];
  for (const { name, ...of } of files) {
    if ('refused' in of) {
      read.push(refusedFile(name, of.refused));
      continue;
    }
    const { path } = of;
    try {
      const file = await openFile(db, path, name);
      const told = dialectOf(file.columns);
      if ('refused' in told) read.push(refusedFile(name, told.refused));
      else
        opened.push({
          name,
          file,
          dialect: told.dialect,
          family: told.dialect.startsWith('focus') ? 'focus' : 'cur',
        });
    } catch (error) {
      if (!(error instanceof GateError)) throw error;
      read.push(refusedFile(name, error.message));
    }
  }
  const probed: { of: Opened; sums: SumRow[]; quality: FileQuality; rejects: ReadFile['rejects'] }[] = [];
  for (const of of opened) {
    try {
      await takeRejects(db);
      await define(db, of, { ...settings, dialect: of.dialect, hasNet: false });
      const sums = await sumsOf(db, of.family);
      const split = await takeRejects(db);
      const refused = sums.reduce((n, s) => n + s.rows_refused, 0);
      const { reasons, kept } =
        refused > 0 ? await refusals(db, of) : { reasons: new Map<string, number>(), kept: [] };
      for (const r of split.kept) reasons.set(r.reason, (reasons.get(r.reason) ?? 0) + 1);
      probed.push({
        of,
        sums,
        rejects: [...split.kept, ...kept].map((r) => ({ file: of.name, ...r })),
        quality: {
          file: of.name,
          dialect: of.dialect,
          rows_read: sums.reduce((n, s) => n + s.rows_read, 0),
          rows_rejected: refused + split.count,
          rejected_because: [...reasons]
            .map(([reason, rows]) => ({ reason, rows }))
            .toSorted((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1)),
          refused: null,
          net_costs: sums.some((s) => s.has_net),
          shortcomings:
            of.family === 'cur' ? curShortcomings(of.file.columns) : focusShortcomings(of.file.columns),
          sums: [],
        },
      });
    } catch (error) {
      read.push(refusedFile(of.name, `it cannot be read to its end: ${message(error)}`, of.dialect));
    }
  }
  const hasNet = probed.some((p) => p.of.family === 'cur' && p.quality.net_costs);
  for (const [i, p] of probed.entries()) {
    const gross = p.of.family === 'cur' && !hasNet;
    const wanted = p.sums
      .filter((s) => s.rows_read > 0 && (settings.periods?.includes(s.billing_period) ?? true))
      .map((s) =>
        gross ? { ...s, net_unblended_cost: s.unblended_cost, net_amortized_cost: s.amortized_cost } : s,
      );
    if (wanted.length === 0) {
      read.push({ quality: p.quality, sums: wanted, rejects: p.rejects });
      continue;
    }
    await define(db, p.of, { ...settings, dialect: p.of.dialect, hasNet });
    await db.conn.run(
      `create or replace temp view named_resources as ${statement(`billing/${p.of.family}-facts`)}`,
    );
    await mkdir(into.dir, { recursive: true });
    const name = `${into.prefix}_${i}`;
    const periods = [...new Set(wanted.map((s) => s.billing_period))];
    await db.conn.run(
      `copy (select ${Object.keys(curFactTable.columns).map(identifier).join(', ')} from (${statement('billing/resource-key')}) where billing_period in (${periods.map(literal).join(', ')})) to ${literal(into.dir)} (format parquet, compression zstd, partition_by (tenant_id, billing_period, usage_account_id), write_partition_columns true, append, filename_pattern '${name}_{uuid}', kv_metadata {'ARROW:schema': ${literal(loadArrowSchema('cur_facts'))}})`,
    );
    await takeRejects(db);
    const sums = await compare(db, p.of.name, wanted, join(into.dir, '**', `${name}_*.parquet`));
    read.push({ quality: { ...p.quality, net_costs: hasNet, sums }, sums: wanted, rejects: p.rejects });
  }
  return read;
}
