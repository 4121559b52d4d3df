/**
 * What the storage of an RDS instance costs a month: allocated GiB, and IOPS where they are billed. A Multi-AZ
 * deployment is priced by its own SKU, which is twice that of one zone. Source: Amazon RDS pricing.
 */
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { Big } from '../../../contracts/money.ts';
import { type Price, type PriceRequest, rdsIops, rdsStorage } from '../../../contracts/price.ts';
import type { Cost } from './ebs-cost.ts';

type Instance = Pick<
  Row<'rds_instances'>,
  'region' | 'storage_type' | 'engine' | 'allocated_storage_gib' | 'iops'
>;
type Deployment = 'single_az' | 'multi_az';

/** io1 and io2: all provisioned IOPS. gp3: above 3,000, or 12,000 from 400 GiB up (200 GiB for Oracle), where RDS stripes. Source: RDS User Guide, "gp3 storage". */
function billedIops(r: Instance): number {
  if (r.storage_type === 'io1' || r.storage_type === 'io2') return r.iops ?? 0;
  if (r.storage_type !== 'gp3' || r.engine.startsWith('sqlserver'))
    return Math.max(0, r.storage_type === 'gp3' ? (r.iops ?? 0) - 3000 : 0);
  const striped = r.allocated_storage_gib >= (r.engine.startsWith('oracle') ? 200 : 400);
  return Math.max(0, (r.iops ?? 0) - (striped ? 12_000 : 3000));
}

const attributes = (r: Instance, deployment: Deployment) => ({
  storageType: r.storage_type,
  engine: r.engine,
  deployment,
});

export const storagePrices = (r: Instance, deployment: Deployment): PriceRequest[] => [
  rdsStorage(r.region, attributes(r, deployment)),
  ...(billedIops(r) > 0 ? [rdsIops(r.region, attributes(r, deployment))] : []),
];

/** Undefined when a price is not known. */
export function storageCost(
  r: Instance,
  deployment: Deployment,
  price: (q: PriceRequest) => Price | undefined,
): Cost | undefined {
  const gib = price(rdsStorage(r.region, attributes(r, deployment)));
  if (!gib) return undefined;
  const iops = billedIops(r);
  const perIops = iops > 0 ? price(rdsIops(r.region, attributes(r, deployment))) : undefined;
  if (iops > 0 && !perIops) return undefined;
  return {
    monthly: gib.usd.times(r.allocated_storage_gib).plus(perIops ? perIops.usd.times(iops) : new Big(0)),
    confidence: Math.min(gib.confidence, perIops?.confidence ?? 100),
    note: [...new Set([gib.note, perIops?.note ?? ''].filter((n) => n !== ''))].join('; '),
  };
}

export const deploymentOf = (r: { readonly multi_az: boolean }): Deployment =>
  r.multi_az ? 'multi_az' : 'single_az';
export const isAurora = (r: { readonly engine: string }): boolean => r.engine.startsWith('aurora');
