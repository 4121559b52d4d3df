/** The folder of cost facts: which deliveries stand in it, and how a month is put in place. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type BillingPeriodRow, COST_MODELS } from '../../contracts/billing.ts';
import type { Delivery } from './deliveries.ts';
import type { FileQuality } from './quality.ts';
import type { Settings, SumRow } from './read-delivery.ts';

/** Changes when the same export would give other facts. */
const FACTS_VERSION = 1;
const STATE = '_deliveries.json';
const MAX_STATE_BYTES = 256 * 1024 * 1024;

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
      /** ISO 8601: when the oldest of its files was written. */
      writtenAt: z.string(),
      /** YYYY-MM: those of its months that stand in the facts. */
      months: z.array(z.string().regex(/^\d{4}-\d{2}$/)),
    }),
  ),
});
/** A delivery, and which of its months stand in the facts. */
export type Entry = z.output<typeof Known>['deliveries'][number];

/** Another for any other content or place. */
export const keyOf = (d: Delivery, s: Settings): string =>
  createHash('sha256')
    .update(
      [FACTS_VERSION, ...(d.period === undefined ? (s.periods ?? []) : []), d.name, d.version].join('\n'),
    )
    .digest('hex');

export const periodsOf = (r: { readonly sums: readonly SumRow[] }): string[] =>
  [...new Set(r.sums.map((s) => s.billing_period))].sort();

/** Files below a folder, as paths. */
export async function filesBelow(dir: string): Promise<string[]> {
  if (!existsSync(dir)) return [];
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));
}

export const factsIn = (output: string): string => join(output, 'cur_facts');
const monthIn = (facts: string, tenant: string, period: string): string =>
  join(facts, `tenant_id=${tenant}`, `billing_period=${period}`);
export const isInPlace = (facts: string, tenant: string, period: string): boolean =>
  existsSync(monthIn(facts, tenant, period));

/** What stands there, undefined when nothing says so. */
export async function readState(facts: string): Promise<z.output<typeof Known> | undefined> {
  try {
    const text = await readFile(join(facts, STATE), 'utf8');
    return text.length > MAX_STATE_BYTES ? undefined : Known.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What an earlier run put there under the same settings; facts of another tenant or cost model go. */
export async function knownEntries(facts: string, of: Settings): Promise<readonly Entry[]> {
  const known = await readState(facts);
  if (known?.tenant === of.tenant && known.costModel === of.costModel) return known.deliveries;
  await rm(facts, { recursive: true, force: true });
  return [];
}

export async function writeState(facts: string, of: Settings, deliveries: readonly Entry[]): Promise<void> {
  await mkdir(facts, { recursive: true });
  const state = { version: FACTS_VERSION, tenant: of.tenant, costModel: of.costModel, deliveries };
  const beside = join(facts, `${STATE}.new`);
  await writeFile(beside, `${JSON.stringify(state)}\n`);
  await rename(beside, join(facts, STATE));
}

/**
 * Puts a month's facts in place of what was there: gathered beside it first, then two renames, so that it is never half of one
 * and half of the other.
 */
export async function putMonth(
  facts: string,
  tenant: string,
  period: string,
  staged: readonly string[],
  work: string,
): Promise<void> {
  const assembled = join(work, 'months', period);
  for (const dir of staged) {
    const root = monthIn(dir, tenant, period);
    for (const file of await filesBelow(root)) {
      const goal = join(assembled, file.slice(root.length + 1));
      await mkdir(join(goal, '..'), { recursive: true });
      await rename(file, goal);
    }
  }
  if (!existsSync(assembled)) return;
  const place = monthIn(facts, tenant, period);
  await mkdir(join(place, '..'), { recursive: true });
  if (existsSync(place)) {
    await mkdir(join(work, 'old'), { recursive: true });
    await rename(place, join(work, 'old', period));
  }
  await rename(assembled, place);
}

const latest = (days: readonly (string | null)[]): string | null =>
  days.reduce((a, b) => (a !== null && (b === null || a > b) ? a : b), null);
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/**
 * The day after the last whole one. A month that was written a day or more after its end is whole, whether or not anything was
 * used on its last day; the day on which a delivery is written is not.
 */
function coveredTo(period: string, lastUsage: string | null, writtenAt: string): string | null {
  if (lastUsage === null) return null;
  const nextMonth = `${dayAfter(`${period}-01`, 31).slice(0, 7)}-01`;
  const written = writtenAt.slice(0, 10);
  if (written > nextMonth) return nextMonth;
  return lastUsage === dayAfter(written, 1) ? written : lastUsage;
}

/** How far each payer's facts go in each month. */
export function periodRows(
  entries: readonly Pick<Entry, 'sums' | 'months' | 'writtenAt'>[],
  settings: Settings,
): BillingPeriodRow[] {
  const rows = entries.flatMap((e) =>
    e.sums.filter((s) => e.months.includes(s.billing_period)).map((s) => ({ ...s, writtenAt: e.writtenAt })),
  );
  const groups = Map.groupBy(rows, (s) => [s.billing_period, s.payer_account_id, s.currency].join('|'));
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, of]): BillingPeriodRow => {
    const [first] = of as [(typeof of)[number], ...typeof of];
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
      // every delivery is of its whole month so far
      covered_from: of.some((s) => s.first_day !== null) ? `${first.billing_period}-01` : null,
      covered_to: coveredTo(
        first.billing_period,
        latest(of.map((s) => (granularity === 'monthly' ? s.covered_to_of_any_length : s.covered_to))),
        of.map((s) => s.writtenAt).toSorted()[0] ?? '',
      ),
      rows: of.reduce((n, s) => n + s.rows_read, 0),
    };
  });
}

/** Accounts that the facts bill. */
export const accountsOf = (entries: readonly Pick<Entry, 'sums' | 'months'>[]): string[] =>
  [
    ...new Set(
      entries.flatMap((e) =>
        e.sums.filter((s) => e.months.includes(s.billing_period)).map((s) => s.usage_account_id),
      ),
    ),
  ].sort();
