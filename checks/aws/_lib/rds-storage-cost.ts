/**
 * What the storage of an RDS instance costs a month: allocated GiB, and IOPS where they are billed. A Multi-AZ
 * deployment is priced by its own SKU, which is twice that of one zone. Source: Amazon RDS pricing.
 */
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import type { Price, PriceRequest } from '../../../contracts/price.ts';
import { rdsIops, rdsStorage } from '../../../prices/aws/rds.ts';
import type { Cost } from './ebs-cost.ts';
import { notesOf } from './notes.ts';
import { type Deployment, deploymentOf } from './rds-hour.ts';

type Instance = Pick<
  Row<'rds_instances'>,
  'region' | 'storage_type' | 'engine' | 'allocated_storage_gib' | 'iops' | 'multi_az'
>;

/** From this size on RDS stripes gp3 over four volumes. Source: RDS User Guide, "gp3 storage". */
export const stripesFromGib = (engine: string): number =>
  engine.startsWith('sqlserver') ? Number.POSITIVE_INFINITY : engine.startsWith('oracle') ? 200 : 400;

/** io1 and io2: all provisioned IOPS. gp3: above 3,000, or 12,000 where it is striped. */
function billedIops(r: Instance): number {
  const provisioned = r.iops ?? 0;
  if (r.storage_type === 'io1' || r.storage_type === 'io2') return provisioned;
  if (r.storage_type !== 'gp3') return 0;
  return Math.max(0, provisioned - (r.allocated_storage_gib >= stripesFromGib(r.engine) ? 12_000 : 3000));
}

const attributes = (r: Instance, deployment: Deployment) => ({
  storageType: r.storage_type,
  engine: r.engine,
  deployment,
});

/** The price of one allocated GiB-month. */
export const storageGib = (r: Instance, deployment: Deployment = deploymentOf(r)): PriceRequest =>
  rdsStorage(r.region, attributes(r, deployment));

export const storagePrices = (r: Instance, deployment: Deployment = deploymentOf(r)): PriceRequest[] => [
  storageGib(r, deployment),
  ...(billedIops(r) > 0 ? [rdsIops(r.region, attributes(r, deployment))] : []),
];

/** Undefined when a price is not known. */
export function storageCost(
  r: Instance,
  price: (q: PriceRequest) => Price | undefined,
  deployment: Deployment = deploymentOf(r),
): Cost | undefined {
  const gib = price(storageGib(r, deployment));
  if (!gib) return undefined;
  const storage = gib.usd.times(r.allocated_storage_gib);
  const iops = billedIops(r);
  if (iops === 0) return { monthly: storage, confidence: gib.confidence, note: gib.note };
  const perIops = price(rdsIops(r.region, attributes(r, deployment)));
  return (
    perIops && {
      monthly: storage.plus(perIops.usd.times(iops)),
      confidence: Math.min(gib.confidence, perIops.confidence),
      note: notesOf(gib.note, perIops.note),
    }
  );
}
