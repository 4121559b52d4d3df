/** Products in the shape of the price list's own JSON. */

export interface PriceTier {
  /** Units, from 0. */
  from: number;
  /** Units; unset: no end. */
  to?: number;
  /** Decimal US dollars for one unit. */
  usd: string;
}

export interface Product {
  serviceCode: string;
  product: { sku: string; productFamily: string; attributes: Record<string, string> };
  terms: { OnDemand: Record<string, unknown> };
  version: string;
  publicationDate: string;
}

/** The dollars of the made-up product; several tiers must join without a hole. */
export interface ProductOf {
  sku: string;
  /** Such as `AmazonEC2`. */
  service: string;
  /** Such as `Storage`. */
  family: string;
  /** With `regionCode`, `usagetype` and whatever filters name. */
  attributes: Record<string, string>;
  /** Such as `GB-Mo`, `Hrs`. */
  unit: string;
  /** One price from zero up, or its tiers. */
  usd: string | PriceTier[];
}

/**
 * One product with its on-demand term. Source of the shape: AWS Billing user guide, "Reading the price list files":
 * offer term codes (JRTCKXETXF is On-Demand), rate codes `sku.term.rate`, ranges as strings, `Inf` for no end.
 */
export function product(of: ProductOf): Product {
  const term = `${of.sku}.JRTCKXETXF`;
  const tiers = typeof of.usd === 'string' ? [{ from: 0, usd: of.usd }] : of.usd;
  const dimensions = tiers.map((tier: PriceTier, i) => [
    `${term}.6YS6EN2C${i === 0 ? 'T7' : String(i).padStart(2, '0')}`,
    {
      rateCode: `${term}.6YS6EN2C${i === 0 ? 'T7' : String(i).padStart(2, '0')}`,
      description: `$${tier.usd} per ${of.unit}`,
      unit: of.unit,
      beginRange: String(tier.from),
      endRange: tier.to === undefined ? 'Inf' : String(tier.to),
      pricePerUnit: { USD: tier.usd },
      appliesTo: [],
    },
  ]);
  return {
    serviceCode: of.service,
    product: {
      sku: of.sku,
      productFamily: of.family,
      attributes: { servicecode: of.service, locationType: 'AWS Region', ...of.attributes },
    },
    terms: {
      OnDemand: {
        [term]: {
          sku: of.sku,
          offerTermCode: 'JRTCKXETXF',
          effectiveDate: '2026-11-01T00:00:00Z',
          termAttributes: {},
          priceDimensions: Object.fromEntries(dimensions),
        },
      },
    },
    version: '20261101000000',
    publicationDate: '2026-11-01T00:00:00Z',
  };
}
