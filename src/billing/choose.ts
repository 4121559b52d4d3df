/** Which of what was read counts: no month of an account twice, and no month of which a part is refused. */
import type { GateError } from '../shared/errors.ts';
import type { Delivery, LeftOut } from './deliveries.ts';
import { periodsOf } from './facts-folder.ts';
import { type FileQuality, MAX_REJECTED_SHARE } from './quality.ts';
import type { ReadFile, SumRow } from './read-delivery.ts';
import { MAX_REJECTS } from './read-file.ts';

/** A delivery that has been read, now or in an earlier run. */
export interface Reading {
  readonly key: string;
  readonly export: string;
  /** ISO 8601: when the oldest of its files was written. */
  readonly writtenAt: string;
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

/** Why the months of a delivery cannot be taken, undefined when they can. */
export function refusalOf(files: readonly FileQuality[]): string | undefined {
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

/** What a file without manifest says, account by account and base by base: a copy of it, packed or not, says the same. */
const saidBy = (r: Reading): string | undefined =>
  r.delivery.by === 'manifest' || r.sums.length === 0
    ? undefined
    : JSON.stringify([
        exportOf(r),
        ...r.sums.map((s) => [
          s.billing_period,
          s.payer_account_id,
          s.usage_account_id,
          s.currency,
          s.rows_read,
          s.list_cost,
          s.net_unblended_cost,
          s.net_amortized_cost,
        ]),
      ]);

/** Months by reading that count; two exports never count the same account and month. */
export function choose(readings: readonly Reading[]): { taken: Map<Reading, string[]>; leftOut: LeftOut[] } {
  const owner = new Map<string, string>();
  const taken = new Map<Reading, string[]>();
  const leftOut: LeftOut[] = [];
  const said = new Map<string, string>();
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
    const same = saidBy(r);
    const copied = same === undefined ? undefined : said.get(same);
    if (copied !== undefined) {
      leftOut.push({ name: r.delivery.name, reason: `it bills the same lines as ${copied}` });
      continue;
    }
    if (same !== undefined) said.set(same, r.delivery.name);
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
