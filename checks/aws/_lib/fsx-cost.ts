/**
 * What an FSx file system costs a month: storage and throughput capacity. Provisioned IOPS, capacity pools and backups
 * are left out. Source: pricing pages of FSx for Windows File Server, Lustre, NetApp ONTAP and OpenZFS.
 */
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { Big } from '../../../contracts/money.ts';
import type { Price, PriceRequest } from '../../../contracts/price.ts';
import { fsxStorage, fsxThroughput } from '../../../prices/aws/fsx.ts';
import { notesOf } from './notes.ts';

type FileSystem = Row<'fsx_file_systems'>;

interface Part {
  readonly part: 'storage' | 'throughput';
  readonly quantity: number;
  readonly request: PriceRequest;
}

export const storagePrice = (f: FileSystem, storage = f.storage_type): PriceRequest =>
  fsxStorage(f.region, {
    type: f.file_system_type,
    deployment: f.deployment_type,
    storage,
    // scratch file systems have one throughput only
    perTib:
      f.file_system_type === 'LUSTRE' && !f.deployment_type.startsWith('SCRATCH')
        ? String(f.throughput_per_tib ?? '')
        : '',
  });
export const throughputPrice = (f: FileSystem): PriceRequest =>
  fsxThroughput(f.region, { type: f.file_system_type, deployment: f.deployment_type });

/** What it is billed for; Lustre's throughput comes with its storage, and tiered storage is billed by use. */
export function fsxParts(f: FileSystem): Part[] {
  const parts: Part[] = [];
  if (f.storage_gib !== null && f.storage_gib > 0 && f.storage_type !== 'INTELLIGENT_TIERING')
    parts.push({ part: 'storage', quantity: f.storage_gib, request: storagePrice(f) });
  if (f.file_system_type !== 'LUSTRE' && f.throughput_mbps !== null && f.throughput_mbps > 0)
    parts.push({ part: 'throughput', quantity: f.throughput_mbps, request: throughputPrice(f) });
  return parts;
}

export interface FsxCost {
  /** Undefined when no price is known, or nothing is billed that can be told; a part without a price is in the note. */
  readonly monthly: Big | undefined;
  readonly claims: { readonly part: Part['part']; readonly monthlySavings: Big | undefined }[];
  readonly confidence: number;
  readonly note: string;
}

export function fsxCost(f: FileSystem, price: (r: PriceRequest) => Price | undefined): FsxCost {
  const priced = fsxParts(f).map((p) => {
    const found = price(p.request);
    return { part: p.part, found, monthly: found?.usd.times(p.quantity) };
  });
  const known = priced.flatMap((p) => (p.monthly ? [p.monthly] : []));
  return {
    monthly: known.length > 0 ? known.reduce((a, b) => a.plus(b), new Big(0)) : undefined,
    claims: priced.map((p) => ({ part: p.part, monthlySavings: p.monthly })),
    confidence: Math.min(100, ...priced.flatMap((p) => (p.found ? [p.found.confidence] : []))),
    note: notesOf(
      ...priced.map((p) =>
        p.found ? p.found.note : known.length > 0 ? `the price of its ${p.part} is not known` : '',
      ),
    ),
  };
}
