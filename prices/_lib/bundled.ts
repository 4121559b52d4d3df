/** Prices that ship with the code: those of us-east-1 on the table's date (sizes in proportion), an approximation by region elsewhere. */
import { Big } from '../../contracts/money.ts';
import type { BundledPrice } from '../../contracts/price.ts';
import { BUNDLED_ON, DEFAULT_REGION_PRICES, REGION_PRICES } from './bundled-table.ts';

export type RegionPrices = (typeof REGION_PRICES)[string];

interface Found {
  readonly usd: Big;
  readonly unit: string;
  /** How the figure of us-east-1 stands for the region; absent where the figure is the region's own. */
  readonly approximation?: string;
}

const LIKE_VIRGINIA = new Set(['us-east-1', 'us-east-2', 'us-west-2', 'global']);
const VOLUMES = ['gp2', 'gp3', 'io1', 'iops', 'st1', 'sc1', 'standard', 'snapshot'] as const;
type Volume = (typeof VOLUMES)[number];

/** EBS's figure of a region, per GiB-month. */
export const ebs = (prices: RegionPrices, name: Volume): Big =>
  new Big(prices.ebs[VOLUMES.indexOf(name) as 0]);
export const volumeOf = (volumeType: string): Volume | undefined =>
  VOLUMES.find((v) => v === (volumeType === 'io2' ? 'io1' : volumeType));
export const gp2Ratio = (prices: RegionPrices): Big =>
  ebs(prices, 'gp2').div(new Big(DEFAULT_REGION_PRICES.ebs[0]));

/** On-demand ratio of a region to us-east-1, by the first letter of an instance family. */
export function ratioOf(family: string, prices: RegionPrices): string {
  const index = ['m', 't', 'c', 'r'].indexOf(family.charAt(0));
  return prices.ratio[index < 0 ? 0 : (index as 0 | 1 | 2 | 3)];
}

/** `large` = 1, `2xlarge` = 4; undefined for metal and unknown sizes. */
export function sizeFactor(size: string): Big | undefined {
  const small: Readonly<Record<string, string>> = {
    nano: '0.0625',
    micro: '0.125',
    small: '0.25',
    medium: '0.5',
    large: '1',
    xlarge: '2',
  };
  const known = small[size];
  if (known) return new Big(known);
  const n = /^(\d+)xlarge$/.exec(size)?.[1];
  return n === undefined ? undefined : new Big(n).times(2);
}

export const ofVirginia = (region: string, approximation: string): { approximation?: string } =>
  LIKE_VIRGINIA.has(region) ? {} : { approximation };
/** A figure that was made from that of us-east-1. */
export const scaled = (usd: Big, unit: string, region: string): Found => ({
  usd,
  unit,
  ...ofVirginia(region, `us-east-1 scaled to ${region}`),
});

/** Makes a definition's `bundled` of a function over a region's figures; it gives undefined where no figure is known. */
export const bundled =
  <A>(find: (a: A, region: string, prices: RegionPrices) => Found | undefined) =>
  (a: A, region: string): BundledPrice | undefined => {
    // China is billed in CNY by price lists of its own
    if (region.startsWith('cn-')) return undefined;
    const own = region === 'global' ? DEFAULT_REGION_PRICES : REGION_PRICES[region];
    const found = find(a, region, own ?? DEFAULT_REGION_PRICES);
    if (!found) return undefined;
    const [confidence, approximation] = !own
      ? [30, `price of us-east-1, ${region} is not in the table`]
      : found.approximation !== undefined
        ? [45, found.approximation]
        : [60, ''];
    return {
      usd: found.usd.round(8, 2).toFixed(),
      unit: found.unit,
      asOf: BUNDLED_ON,
      confidence,
      approximation,
    };
  };

/** A figure of us-east-1 (decimal text), scaled elsewhere like the m class of EC2. */
export const virginia = (
  usd: string,
  unit: string,
): ((a: unknown, region: string) => BundledPrice | undefined) =>
  bundled((_, region, prices) => scaled(new Big(usd).times(ratioOf('m', prices)), unit, region));

/** The same for a figure by attribute: undefined where the table has none. */
export const virginiaOf = <A>(
  of: (a: A) => string | undefined,
  unit: string,
): ((a: A, region: string) => BundledPrice | undefined) =>
  bundled((a: A, region, prices) => {
    const usd = of(a);
    return usd === undefined ? undefined : scaled(new Big(usd).times(ratioOf('m', prices)), unit, region);
  });

/** A figure (decimal text) that is the same in every region. */
export const everywhere = (
  usd: string,
  unit: string,
): ((a: unknown, region: string) => BundledPrice | undefined) => bundled(() => ({ usd: new Big(usd), unit }));
