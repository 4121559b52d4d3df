/** The two questions about an RDS snapshot, alike for instances and clusters. */
import { z } from 'zod';
import { fail, type Outcome, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import type { Price, PriceRequest } from '../../../contracts/price.ts';
import { rdsBackupStorage } from '../../../prices/aws/rds.ts';
import { least } from './least.ts';
import { notesOf } from './notes.ts';
import { otherService } from './rds-engine.ts';
import { ageDays } from './time.ts';

export type Snapshot = Row<'rds_snapshots'>;
interface Context {
  readonly asOf: number;
  price(request: PriceRequest): Price | undefined;
}

export const snapshotPrices = (row: Snapshot): PriceRequest[] =>
  row.snapshot_type === 'manual' && !otherService(row)
    ? [rdsBackupStorage(row.region, { engine: row.engine })]
    : [];

/** Only manual snapshots are kept until somebody deletes them; RDS and AWS Backup delete theirs. */
function judgeable(row: Snapshot): Outcome<never> | undefined {
  if (row.snapshot_type !== 'manual') return skip(`${row.snapshot_type}: kept by a plan`);
  if (row.status !== 'available') return skip(`it is ${row.status}`);
  return undefined;
}

/** A copy from another region or account: its source lives there. */
const isCopy = (row: Snapshot): boolean =>
  row.source_account !== '' ||
  (row.source_region !== '' && row.source_region !== row.region) ||
  (row.arn.split(':')[3] ?? row.region) !== row.region;

/** The live databases that carry the identifier, and the resource id, of a snapshot's source. */
interface Live {
  readonly ofIdentifier: readonly unknown[];
  readonly ofResourceId: readonly { readonly created_at: string | null }[];
}

/**
 * Whether the source is among the live databases: a renamed one keeps its resource id and the instant at which it was
 * created. A resource id that several databases carry identifies none.
 */
function isAlive(row: Snapshot, live: Live): boolean {
  if (live.ofIdentifier.length > 0) return true;
  const [renamed] = live.ofResourceId;
  return (
    row.source_resource_id !== '' &&
    renamed !== undefined &&
    live.ofResourceId.length === 1 &&
    (row.source_created_at === null || row.source_created_at === renamed.created_at)
  );
}

/**
 * The resource whose `snapshots` are billed once: those of one database share their blocks, so that one full copy is the
 * most that can be said of all of them. Source: RDS User Guide, "Introduction to backups".
 */
const lineageOf = (row: Snapshot): string =>
  isCopy(row) ? row.snapshot_id : row.source_id || row.snapshot_id;

function failure<M extends string>(
  row: Snapshot,
  days: number,
  ctx: Context,
  messages: { priced: M; unpriced: M },
): Outcome<M> {
  const values = { id: row.snapshot_id, source: row.source_id, gib: row.allocated_storage_gib, days };
  const dimensions = {
    source_id: row.source_id,
    allocated_gb: String(row.allocated_storage_gib),
    age_days: String(days),
  };
  const price = otherService(row)
    ? undefined
    : ctx.price(rdsBackupStorage(row.region, { engine: row.engine }));
  if (!price || row.allocated_storage_gib <= 0)
    return fail({ message: messages.unpriced, values, confidence: 30, dimensions });
  const savings = price.usd.times(row.allocated_storage_gib);
  return fail({
    message: messages.priced,
    values: { ...values, savings },
    monthlyCost: savings,
    claims: [{ part: 'snapshots', resourceId: lineageOf(row), monthlySavings: savings }],
    confidence: least(40, price.confidence),
    notes: notesOf(
      'an upper bound: snapshots are incremental, and backup storage is free up to the size of the databases',
      price.note,
    ),
    dimensions,
  });
}

export const orphanOptions = z.object({
  minimumAgeDays: z.int().min(0).default(7).describe('Days since it was taken'),
});
export const orphanMessages = {
  orphaned:
    'Snapshot {id} is {days} days old and its source {source} is gone; its {gib} GiB cost at most {savings} a month.',
  unpriced: 'Snapshot {id} is {days} days old and its source {source} is gone.',
} as const;

export function judgeOrphan(
  row: Snapshot,
  ctx: Context & { readonly options: z.output<typeof orphanOptions> },
  live: Live,
): Outcome<keyof typeof orphanMessages> {
  const not = judgeable(row);
  if (not) return not;
  if (isCopy(row)) return skip('a copy from another region or account');
  if (isAlive(row, live)) return pass;
  const age = ageDays(row.created_at, ctx.asOf);
  if (age === undefined) return unknown('AWS does not say when it was taken');
  if (age < ctx.options.minimumAgeDays)
    return unknown(`it was taken less than ${ctx.options.minimumAgeDays} days ago`);
  return failure(row, Math.floor(age), ctx, { priced: 'orphaned', unpriced: 'unpriced' });
}

export const oldOptions = z.object({
  minimumAgeDays: z.int().min(1).default(30).describe('Days since it was taken'),
});
export const oldMessages = {
  old: 'Manual snapshot {id} of {source} is {days} days old; its {gib} GiB cost at most {savings} a month.',
  unpriced: 'Manual snapshot {id} of {source} is {days} days old.',
} as const;

export function judgeOld(
  row: Snapshot,
  ctx: Context & { readonly options: z.output<typeof oldOptions> },
  live: Live,
): Outcome<keyof typeof oldMessages> {
  const not = judgeable(row);
  if (not) return not;
  if (!isCopy(row) && !isAlive(row, live)) return skip('its source is gone: judged as orphaned');
  const age = ageDays(row.created_at, ctx.asOf);
  if (age === undefined) return unknown('AWS does not say when it was taken');
  if (age < ctx.options.minimumAgeDays) return pass;
  return failure(row, Math.floor(age), ctx, { priced: 'old', unpriced: 'unpriced' });
}
