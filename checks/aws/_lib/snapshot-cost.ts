/** What EBS snapshots cost a month at most, by the resource whose blocks they share. */
import type { SavingsClaim } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { Big } from '../../../contracts/money.ts';
import type { Price, PriceRequest } from '../../../contracts/price.ts';
import { ebsSnapshotStorage } from '../../../prices/aws/ebs.ts';
import { lineageOf } from './snapshot-source.ts';

const GIB = 1024 ** 3;
type Snapshot = Row<'ec2_snapshots'>;

export const snapshotPrice = (r: Snapshot): PriceRequest =>
  ebsSnapshotStorage(r.region, { storageTier: r.storage_tier || 'standard' });

const gibOf = (r: Snapshot): Big =>
  r.full_snapshot_bytes === null ? new Big(r.volume_size_gib) : new Big(r.full_snapshot_bytes).div(GIB);

interface Claims {
  readonly claims: readonly (SavingsClaim & { readonly monthlySavings: Big })[];
  readonly confidence: number;
  readonly notes: readonly string[];
}

/** One claim for each lineage, of its largest snapshot; undefined when a price is not known or there is no snapshot. */
export function snapshotClaims(
  snapshots: readonly Snapshot[],
  price: (q: PriceRequest) => Price | undefined,
): Claims | undefined {
  const most = new Map<string, Big>();
  const prices: Price[] = [];
  for (const s of snapshots) {
    const found = price(snapshotPrice(s));
    if (!found) return undefined;
    prices.push(found);
    const cost = gibOf(s).times(found.usd);
    const known = most.get(lineageOf(s));
    if (!known || cost.gt(known)) most.set(lineageOf(s), cost);
  }
  if (snapshots.length === 0) return undefined;
  return {
    claims: [...most].map(([resourceId, monthlySavings]) => ({
      part: 'snapshots',
      resourceId,
      monthlySavings,
    })),
    confidence: Math.min(...prices.map((p) => p.confidence)),
    notes: prices.map((p) => p.note),
  };
}
