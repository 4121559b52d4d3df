/** What an EBS volume costs a month: storage, provisioned IOPS and throughput. Source: Amazon EBS pricing. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { Big } from '../../../contracts/money.ts';
import type { Price, PriceRequest } from '../../../contracts/price.ts';
import { ebsIops, ebsStorage, ebsThroughput } from '../../../prices/aws/ebs.ts';

type Volume = Pick<Row<'ec2_volumes'>, 'region' | 'volume_type' | 'size_gib' | 'iops' | 'throughput_mibps'>;

/** gp3 includes 3,000 IOPS and 125 MiB/s; io1 and io2 are billed for all provisioned IOPS. */
export const GP3_BASELINE = { iops: 3000, throughputMibps: 125 } as const;

const billedIops = (v: Volume): number =>
  v.volume_type === 'io1' || v.volume_type === 'io2'
    ? (v.iops ?? 0)
    : v.volume_type === 'gp3'
      ? Math.max(0, (v.iops ?? 0) - GP3_BASELINE.iops)
      : 0;
const billedThroughput = (v: Volume): number =>
  v.volume_type === 'gp3' ? Math.max(0, (v.throughput_mibps ?? 0) - GP3_BASELINE.throughputMibps) : 0;

export function volumePrices(v: Volume): PriceRequest[] {
  const of = { volumeType: v.volume_type };
  return [
    ebsStorage(v.region, of),
    ...(billedIops(v) > 0 ? [ebsIops(v.region, of)] : []),
    ...(billedThroughput(v) > 0 ? [ebsThroughput(v.region, of)] : []),
  ];
}

export interface Cost {
  readonly monthly: Big;
  /** The least confidence of the prices in it. */
  readonly confidence: number;
  /** What is approximate, empty when exact. */
  readonly note: string;
}

/** Undefined when one of the prices is not known. */
export function volumeCost(v: Volume, price: (r: PriceRequest) => Price | undefined): Cost | undefined {
  const quantities = [
    v.size_gib,
    ...(billedIops(v) > 0 ? [billedIops(v)] : []),
    ...(billedThroughput(v) > 0 ? [billedThroughput(v)] : []),
  ];
  const prices = volumePrices(v).map(price);
  let monthly = new Big(0);
  let confidence = 100;
  const notes = new Set<string>();
  for (const [i, p] of prices.entries()) {
    if (!p) return undefined;
    monthly = monthly.plus(p.usd.times(quantities[i] ?? 0));
    confidence = Math.min(confidence, p.confidence);
    if (p.note !== '') notes.add(p.note);
  }
  return { monthly, confidence, note: [...notes].join('; ') };
}
