/** What an EFS file system costs a month: storage by class, and provisioned throughput. Source: Amazon EFS pricing. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { Big } from '../../../contracts/money.ts';
import type { Price, PriceRequest } from '../../../contracts/price.ts';
import { type EfsClass, efsStorage, efsThroughput } from '../../../prices/aws/efs.ts';
import { notesOf } from './notes.ts';

type FileSystem = Row<'efs_file_systems'>;
type Ask = (request: PriceRequest) => Price | undefined;

const GIB = 1024 ** 3;
/** GiB of Standard storage that include 1 MiB/s of throughput. Source: Amazon EFS pricing, "Provisioned Throughput". */
const GIB_PER_MIBPS = 20;

export const sizeGib = (f: FileSystem): number =>
  (f.standard_bytes + f.infrequent_access_bytes + f.archive_bytes) / GIB;

const infrequentOf = (f: FileSystem): EfsClass =>
  f.availability_zone !== ''
    ? 'one_zone_infrequent_access'
    : f.throughput_mode === 'elastic'
      ? 'infrequent_access_elastic'
      : 'infrequent_access';

/** GiB by class, those that hold something. */
const classes = (f: FileSystem): { of: EfsClass; gib: Big }[] =>
  (
    [
      [f.availability_zone === '' ? 'standard' : 'one_zone', f.standard_bytes],
      [infrequentOf(f), f.infrequent_access_bytes],
      ['archive', f.archive_bytes],
    ] as const
  ).flatMap(([of, bytes]) => (bytes > 0 ? [{ of, gib: new Big(bytes).div(GIB) }] : []));

export const efsStoragePrices = (f: FileSystem): PriceRequest[] =>
  classes(f).map((c) => efsStorage(f.region, { storageClass: c.of }));

export interface EfsCost {
  readonly monthly: Big;
  readonly confidence: number;
  readonly note: string;
}

/** Undefined when a price is not known. */
export function efsStorageCost(f: FileSystem, price: Ask): EfsCost | undefined {
  let monthly = new Big(0);
  let confidence = 100;
  const notes: string[] = [];
  for (const { of, gib } of classes(f)) {
    const p = price(efsStorage(f.region, { storageClass: of }));
    if (!p) return undefined;
    monthly = monthly.plus(p.usd.times(gib));
    confidence = Math.min(confidence, p.confidence);
    notes.push(p.note);
  }
  return { monthly, confidence, note: notesOf(...notes) };
}

/** MiB/s that are billed when so many are provisioned: those above what the Standard storage includes. */
export function billedMibps(f: FileSystem, provisioned: number): number {
  return Math.max(0, provisioned - f.standard_bytes / GIB / GIB_PER_MIBPS);
}

export const efsThroughputPrices = (f: FileSystem): PriceRequest[] =>
  billedMibps(f, f.provisioned_mibps ?? 0) > 0 ? [efsThroughput(f.region, {})] : [];

/** Zero where no throughput is billed, undefined when the price is not known. */
export function efsThroughputCost(f: FileSystem, price: Ask): EfsCost | undefined {
  const billed = billedMibps(f, f.provisioned_mibps ?? 0);
  if (billed === 0) return { monthly: new Big(0), confidence: 100, note: '' };
  const p = price(efsThroughput(f.region, {}));
  return p && { monthly: p.usd.times(billed), confidence: p.confidence, note: p.note };
}

/** The read-only destination of a replication: nobody mounts it, and that is its purpose. */
export const isReplica = (f: FileSystem): boolean => f.overwrite_protection === 'REPLICATING';
