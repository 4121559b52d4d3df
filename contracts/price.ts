/** What a price is, and how one is asked for. prices/ declares what can be asked; src/price finds the answers. */
import type { Big } from './money.ts';

/** What to ask the Price List API, so that exactly one SKU answers. Names and values as in AWS's offer files. */
export interface PriceListQuery {
  /** The offer, e.g. `AmazonEC2`. */
  readonly serviceCode: string;
  /** Attributes that the API filters by; `regionCode` among them where the offer is regional. */
  readonly filters: Readonly<Record<string, string>>;
  /** The product's `usagetype` without its region prefix. */
  readonly usageType: RegExp;
  /** Attributes that must have this value where the product has them at all. */
  readonly narrow?: Readonly<Record<string, string>>;
  /** Preferred first, e.g. the engine's own SKU before the one for any engine. */
  readonly prefer?: { readonly attribute: string; readonly values: readonly string[] };
  /** Units of the API that are accepted, each with the factor to our unit. */
  readonly units: Readonly<Record<string, number>>;
}

/** A price that ships with the code, for when the Price List cannot be reached or has no answer. */
export interface BundledPrice {
  /** Decimal text. */
  readonly usd: string;
  readonly unit: string;
  /** YYYY-MM-DD. */
  readonly asOf: string;
  /** 60 for the region's own price, 45 where it is made from that of us-east-1, 30 for a region that is not listed. */
  readonly confidence: number;
  /** How it was approximated, empty when exact. */
  readonly approximation: string;
}

/** A kind of price: its name, what it is of, and where it is found. Declared with `definePrice` in prices/. */
export interface PriceDefinition<A = Readonly<Record<string, string>>> {
  /** Ends in its unit, e.g. `vpc.nat_gateway.hour`. Part of every key, so it never changes. */
  readonly kind: string;
  /** What it is of, in the reader's words: `a NAT gateway, per hour`. */
  readonly says: string;
  /** Undefined where the Price List has no such product (an unknown engine or volume type). */
  list(attributes: A, region: string): PriceListQuery | undefined;
  /** Undefined where no figure is known (a family that is not listed, a licensed engine, China). */
  bundled?(attributes: A, region: string): BundledPrice | undefined;
}

/** Made by a maker of prices/, which gives the same frozen object for the same question. */
export interface PriceRequest {
  readonly kind: string;
  /** `global` for what belongs to an account and no region. */
  readonly region: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly key: string;
  readonly definition: PriceDefinition;
}

export interface Price {
  /** US dollars per unit of the kind's name (hour, GiB-month, IOPS-month, MiB/s-month, vCPU-hour). */
  readonly usd: Big;
  readonly source: 'price_list_api' | 'bundled';
  /** 0 to 100: 90 for one exact SKU of the Price List, lower for the bundled table. */
  readonly confidence: number;
  /** Date of the price, YYYY-MM-DD. */
  readonly asOf: string;
  /** Why it is approximate, empty when exact. */
  readonly note: string;
}

/** The text that recorded prices are found by: `kind|region|name=value,…`, names sorted. */
export const keyText = (kind: string, region: string, attributes: PriceRequest['attributes']): string =>
  `${kind}|${region}|${Object.keys(attributes)
    .sort()
    .map((k) => `${k}=${attributes[k]}`)
    .join(',')}`;

/** One text per distinct request. */
export const priceKey = (r: PriceRequest): string => r.key;
