/**
 * Exports into `cur_facts/`: month by month, each replaced as a whole and never in part. A month that is there already from
 * the same deliveries is not read again, so a run that was cut off goes on where it stopped.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { type BillingPeriodRow, billingPeriodTable, COST_MODELS } from '../../contracts/billing.ts';
import { GateError } from '../shared/errors.ts';
import type { Log } from '../shared/log.ts';
import { unzip } from '../shared/unzip.ts';
import { type Duckdb, openDuckdb } from '../store/duckdb.ts';
import { createRelation, loadRows } from '../store/load-rows.ts';
import { writeParquet } from '../store/parquet.ts';
import { loadSql } from '../store/sql.ts';
import { type Delivery, findDeliveries, type LeftOut } from './deliveries.ts';
import { type FileQuality, MAX_REJECTED_SHARE, type Quality, REJECTS_FILE } from './quality.ts';
import {
  type DeliveredFile,
  type ReadFile,
  readDelivery,
  type Settings,
  type SumRow,
} from './read-delivery.ts';
import { MAX_REJECTS } from './read-file.ts';
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
  readonly quality: Quality;
  readonly periods: readonly BillingPeriodRow[];
  /** Accounts that the facts bill. */
  readonly accounts: readonly string[];
  readonly rejects: ReadFile['rejects'];
}

/** Changes when the same export would give other facts. */
const FACTS_VERSION = 1;
const STATE = '_deliveries.json';
const MAX_UNPACKED_ENTRIES = 100;
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024 * 1024;

const Known = z.object({
  version: z.literal(FACTS_VERSION),
  tenant: z.string(),
  costModel: z.enum(COST_MODELS),
  deliveries: z.array(
    z.object({
      key: z.string(),
      export: z.string(),
      files: z.array(z.custom<FileQuality>((v) => typeof v === 'object' && v !== null)),
      sums: z.array(z.custom<SumRow>((v) => typeof v === 'object' && v !== null && 'billing_period' in v)),
      /** YYYY-MM: those of its months that stand in the facts. */
      months: z.array(z.string().regex(/^\d{4}-\d{2}$/)),
    }),
  ),
});
type Entry = z.output<typeof Known>['deliveries'][number];

/** A delivery that has been read, now or in an earlier run. */
interface Reading {
  readonly key: string;
  readonly export: string;
  readonly delivery: Delivery;
  readonly files: readonly FileQuality[];
  readonly sums: readonly SumRow[];
  readonly rejects: ReadFile['rejects'];
  /** Where its facts wait; absent when they are in place already. */
  readonly staged?: string;
  /** Why its months are refused. */
  readonly refused?: string;
  /** Files that could not be had. */
  readonly failures?: readonly GateError[];
}

const keyOf = (d: Delivery, s: Settings): string =>
  createHash('sha256')
    .update(
      [FACTS_VERSION, ...(d.period === undefined ? (s.periods ?? []) : []), d.name, d.version].join('\n'),
    )
    .digest('hex');

const periodsOf = (r: Pick<Reading, 'sums'>): string[] =>
  [...new Set(r.sums.map((s) => s.billing_period))].sort();

/** What an earlier run put there under the same settings; facts of another tenant or cost model go. */
async function knownDeliveries(facts: string, of: Settings): Promise<readonly Entry[]> {
  try {
    const known = Known.parse(JSON.parse(await readFile(join(facts, STATE), 'utf8')));
    if (known.tenant === of.tenant && known.costModel === of.costModel) return known.deliveries;
  } catch {
    // none, or none that can be read: everything is read again
  }
  await rm(facts, { recursive: true, force: true });
  return [];
}

/** Why the months of a delivery cannot be taken, undefined when they can. */
function refusalOf(files: readonly FileQuality[]): string | undefined {
  const broken = files.find((f) => f.refused !== null);
  if (broken) return broken.refused ?? undefined;
  const read = files.reduce((n, f) => n + f.rows_read, 0);
  const rejected = files.reduce((n, f) => n + f.rows_rejected, 0);
  const uncounted = files.some((f) => f.rows_rejected >= MAX_REJECTS);
  if (!uncounted && rejected <= (read + rejected) * MAX_REJECTED_SHARE) return undefined;
  const because = files.flatMap((f) => f.rejected_because)[0]?.reason ?? 'unknown';
  return `${rejected} of its ${read + rejected} lines cannot be read (${because}), more than ${MAX_REJECTED_SHARE * 100} %`;
}

/** What of two exports of the same account and month counts: the one that tells more. */
const RANK = ['cur_2.0', 'legacy_cur', 'focus_1.4', 'focus_1.3', 'focus_1.2', 'focus_1.1', 'focus_1.0'];
function rankOf(r: Reading): number {
  const dialects = r.files.map((f) => RANK.indexOf(f.dialect)).filter((i) => i >= 0);
  const withoutIds = r.sums.every((s) => s.has_resource_ids !== true);
  return (withoutIds ? 100 : 0) + (dialects[0] ?? RANK.length);
}
/** AWS's own word on what belongs together goes first. */
const by = (r: Reading): number => (r.delivery.by === 'manifest' ? 0 : 1);
/** Files without a manifest are one export for each family: a CUR in pieces is one, a CUR and FOCUS are two. */
const exportOf = (r: Reading): string =>
  r.delivery.by === 'manifest'
    ? `manifest:${r.export}`
    : `folder:${r.files.some((f) => f.dialect.startsWith('focus')) ? 'focus' : 'cur'}`;

/** Months by reading that count; two exports never count the same account and month. */
function choose(readings: readonly Reading[]): { taken: Map<Reading, string[]>; leftOut: LeftOut[] } {
  const owner = new Map<string, string>();
  const taken = new Map<Reading, string[]>();
  const leftOut: LeftOut[] = [];
  // a month of files without manifest is refused with any of them
  const refused = new Map<string, string>();
  for (const r of readings)
    if (r.refused !== undefined)
      for (const p of [...periodsOf(r), ...(r.delivery.period ? [r.delivery.period] : [])])
        refused.set(`${exportOf(r)}|${p}`, r.refused);
  for (const r of readings.toSorted(
    (a, b) => rankOf(a) - rankOf(b) || by(a) - by(b) || (a.delivery.name < b.delivery.name ? -1 : 1),
  )) {
    if (r.refused !== undefined) {
      leftOut.push({
        name: r.delivery.name,
        ...(r.delivery.period ? { period: r.delivery.period } : {}),
        reason: r.refused,
      });
      continue;
    }
    const months: string[] = [];
    for (const period of periodsOf(r)) {
      const why = refused.get(`${exportOf(r)}|${period}`);
      if (why !== undefined) {
        leftOut.push({
          name: r.delivery.name,
          period,
          reason: `another file of the month is refused: ${why}`,
        });
        continue;
      }
      const accounts = r.sums
        .filter((s) => s.billing_period === period)
        .map((s) => `${period}|${s.usage_account_id}`);
      const other = accounts.map((a) => owner.get(a)).find((o) => o !== undefined && o !== exportOf(r));
      if (other !== undefined) {
        leftOut.push({
          name: r.delivery.name,
          period,
          reason: `its accounts are billed by another export of the same month already (${other.replace(/^\w+:/, '') || 'files without manifest'})`,
        });
        continue;
      }
      for (const a of accounts) owner.set(a, exportOf(r));
      months.push(period);
    }
    taken.set(r, months);
  }
  return { taken, leftOut };
}

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

/** Files below a folder, as paths. */
async function filesBelow(dir: string): Promise<string[]> {
  if (!existsSync(dir)) return [];
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
}

const latest = (days: readonly (string | null)[]): string | null =>
  days.reduce((a, b) => (a !== null && (b === null || a > b) ? a : b), null);
const earliest = (days: readonly (string | null)[]): string | null =>
  days.reduce((a, b) => (a !== null && (b === null || a < b) ? a : b), null);

/** How far each payer's facts go in each month. */
function periodRows(
  entries: readonly Pick<Entry, 'sums' | 'months'>[],
  settings: Settings,
): BillingPeriodRow[] {
  const rows = entries.flatMap((e) => e.sums.filter((s) => e.months.includes(s.billing_period)));
  const groups = Map.groupBy(rows, (s) => [s.billing_period, s.payer_account_id, s.currency].join('|'));
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, of]): BillingPeriodRow => {
    const [first] = of as [SumRow, ...SumRow[]];
    const granularity = of.some((s) => s.is_hourly)
      ? 'hourly'
      : of.some((s) => s.is_daily)
        ? 'daily'
        : 'monthly';
    return {
      tenant_id: settings.tenant,
      billing_period: first.billing_period,
      payer_account_id: first.payer_account_id,
      currency: first.currency,
      cost_model: settings.costModel,
      granularity,
      has_resource_ids: of.some((s) => s.has_resource_ids === true),
      covered_from: earliest(of.map((s) => s.first_day)),
      covered_to: latest(
        of.map((s) => (granularity === 'monthly' ? s.covered_to_of_any_length : s.covered_to)),
      ),
      rows: of.reduce((n, s) => n + s.rows_read, 0),
    };
  });
}

/** Puts a month's facts in place of what was there: two renames, so that it is never half of one and half of the other. */
async function swap(
  facts: string,
  tenant: string,
  period: string,
  staged: string,
  trash: string,
): Promise<void> {
  const parent = join(facts, `tenant_id=${tenant}`);
  const place = join(parent, `billing_period=${period}`);
  await mkdir(parent, { recursive: true });
  if (existsSync(place)) {
    await mkdir(trash, { recursive: true });
    await rename(place, join(trash, period));
  }
  await rename(staged, place);
}

/**
 * Reads what a source delivers into `output/cur_facts`, says how far it goes in `output/billing_periods`, and gives back how
 * that went.
 * Throws GateError: (user) a source that cannot be read or holds no export, (aws) S3 failed, (ours) sums that differ.
 */
export async function normalize(options: NormalizeOptions): Promise<Normalized> {
  const { source, output, log } = options;
  const facts = join(output, 'cur_facts');
  const work = join(output, `.billing-${randomUUID()}`);
  const db = await openDuckdb({
    memoryLimit: options.memoryLimit ?? `${Math.floor(totalmem() * 0.75)}B`,
    keepsOrder: false,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  });
  try {
    await mkdir(work, { recursive: true });
    for (const statement of loadSql('billing/macros')
      .replaceAll(/^--.*$/gm, '')
      .split(/;\n/))
      if (statement.trim() !== '') await db.conn.run(statement);
    log.progress(`Looking for deliveries in ${source.name}`);
    const found = await findDeliveries(source);
    const wanted = found.deliveries.filter(
      (d) => d.period === undefined || (options.periods?.includes(d.period) ?? true),
    );
    const known = await knownDeliveries(facts, options);
    const inPlace = (period: string): boolean =>
      existsSync(join(facts, `tenant_id=${options.tenant}`, `billing_period=${period}`));
    const readings = new Map<Delivery, Reading>();
    for (const d of wanted) {
      const k = known.find((e) => e.key === keyOf(d, options));
      if (k && k.months.length > 0 && periodsOf(k).every((p) => k.months.includes(p) && inPlace(p)))
        readings.set(d, { ...k, delivery: d, rejects: [] });
    }
    const reused = new Set([...readings.values()].map((r) => r.key));
    const dirty = new Set(known.flatMap((k) => (reused.has(k.key) ? [] : k.months)));
    // a month that anything new belongs to is read again whole
    for (let n = 0; ; ) {
      const next = wanted.find((d) => {
        const r = readings.get(d);
        return r === undefined || (r.staged === undefined && periodsOf(r).some((p) => dirty.has(p)));
      });
      if (!next) break;
      n += 1;
      log.progress(`Reading ${next.name} (${n} of ${wanted.length})`);
      const reading = await read(db, next, options, join(work, String(n)), `d${n}`);
      readings.set(next, reading);
      for (const p of periodsOf(reading)) dirty.add(p);
    }
    const all = [...readings.values()];
    const { taken, leftOut } = choose(all);

    const months = new Map<string, string[]>();
    for (const [r, periods] of taken)
      for (const p of periods)
        if (r.staged !== undefined) months.set(p, [...(months.get(p) ?? []), r.staged]);
    for (const [period, from] of [...months].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const assembled = join(work, 'months', period);
      for (const dir of from) {
        const root = join(dir, `tenant_id=${options.tenant}`, `billing_period=${period}`);
        for (const file of await filesBelow(root)) {
          const goal = join(assembled, file.slice(root.length + 1));
          await mkdir(join(goal, '..'), { recursive: true });
          await rename(file, goal);
        }
      }
      if (existsSync(assembled)) await swap(facts, options.tenant, period, assembled, join(work, 'old'));
    }

    // months that nothing new replaces stay as they are
    const replaced = new Set([...taken.values()].flat());
    const kept = known
      .map((k) => ({ ...k, months: k.months.filter((m) => !replaced.has(m) && inPlace(m)) }))
      .filter((k) => k.months.length > 0);
    const entries: Entry[] = [
      ...[...taken].map(([r, months]) => ({
        key: r.key,
        export: r.export,
        files: [...r.files],
        sums: [...r.sums],
        months,
      })),
      ...kept,
    ];
    const periods = periodRows(entries, options);
    const [failure] = all.flatMap((r) => r.failures ?? []);
    if (periods.length === 0 && failure) throw failure;
    const rejects = all.flatMap((r) => r.rejects);
    const quality: Quality = {
      source: source.name,
      cost_model: options.costModel,
      files: all.flatMap((r) => r.files).toSorted((x, y) => (x.file < y.file ? -1 : 1)),
      left_out: [...found.leftOut, ...leftOut],
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
    await mkdir(facts, { recursive: true });
    const state = {
      version: FACTS_VERSION,
      tenant: options.tenant,
      costModel: options.costModel,
      deliveries: entries,
    };
    await writeFile(join(facts, STATE), `${JSON.stringify(state)}\n`);
    const accounts = new Set(
      entries.flatMap((e) =>
        e.sums.filter((x) => e.months.includes(x.billing_period)).map((x) => x.usage_account_id),
      ),
    );
    return { quality, periods, accounts: [...accounts].sort(), rejects };
  } finally {
    await db.close();
    await rm(work, { recursive: true, force: true });
  }
}
