/** The Price List API: one request, one SKU, its first tier. */
import { z } from 'zod';
import type { Send } from '../../contracts/discover.ts';
import { Big } from '../../contracts/money.ts';
import type { PriceListQuery } from '../../contracts/price.ts';

const Dimension = z.object({
  unit: z.string(),
  beginRange: z.string().optional(),
  pricePerUnit: z.record(z.string(), z.string()),
});
const Product = z.object({
  product: z.object({ sku: z.string().default(''), attributes: z.record(z.string(), z.string()) }),
  terms: z.object({
    OnDemand: z
      .record(
        z.string(),
        z.object({ effectiveDate: z.string().default(''), priceDimensions: z.record(z.string(), Dimension) }),
      )
      .optional(),
  }),
  publicationDate: z.string().default(''),
});
type Product = z.output<typeof Product>;

/** Found: decimal text per our unit. None: the list has no such product, or more than one price for it. */
export type PriceListAnswer =
  | {
      readonly kind: 'found';
      readonly usd: string;
      readonly unit: string;
      readonly sku: string;
      readonly asOf: string;
    }
  | { readonly kind: 'none'; readonly why: string };

export interface ProductList {
  readonly products: readonly Product[];
  /** Why the list is not whole. */
  readonly why?: string;
}

/** More pages than any of our queries needs: a query that is that wide is wrong. */
const MAX_PAGES = 10;

/** The SDK hands out String objects that parse lazily, not strings. */
function parse(text: { toString(): string }): Product | undefined {
  try {
    const r = Product.safeParse(JSON.parse(text.toString()));
    return r.success ? r.data : undefined;
  } catch {
    return undefined;
  }
}

/** The first tier of the on-demand term in a unit that the query accepts. */
function firstTier(p: Product, q: PriceListQuery): { usd: Big; unit: string; asOf: string } | undefined {
  for (const term of Object.values(p.terms.OnDemand ?? {})) {
    for (const d of Object.values(term.priceDimensions)) {
      const factor = q.units[d.unit];
      const usd = d.pricePerUnit.USD;
      if (factor === undefined || usd === undefined || !/^\d+(\.\d+)?$/.test(usd)) continue;
      if (d.beginRange !== undefined && Number(d.beginRange) !== 0) continue;
      return {
        usd: new Big(usd).times(factor),
        unit: d.unit,
        asOf: (term.effectiveDate || p.publicationDate).slice(0, 10),
      };
    }
  }
  return undefined;
}

function choose(products: readonly Product[], q: PriceListQuery): readonly Product[] {
  const fits = products.filter(
    ({ product: { attributes } }) =>
      q.usageType.test(attributes.usagetype ?? '') &&
      Object.entries(q.narrow ?? {}).every(([k, v]) => attributes[k] === undefined || attributes[k] === v),
  );
  for (const value of q.prefer?.values ?? []) {
    const preferred = fits.filter((p) => p.product.attributes[q.prefer?.attribute ?? ''] === value);
    if (preferred.length > 0) return preferred;
  }
  return fits;
}

/** Every product that a query's filters name. Throws AwsFailure when the API cannot be reached or refuses. */
export async function fetchProducts(
  send: Send,
  q: Pick<PriceListQuery, 'serviceCode' | 'filters'>,
): Promise<ProductList> {
  const { GetProductsCommand } = await import('@aws-sdk/client-pricing');
  const Filters = Object.entries(q.filters).map(([Field, Value]) => ({
    Type: 'TERM_MATCH' as const,
    Field,
    Value,
  }));
  const products: Product[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await send(
      'pricing',
      new GetProductsCommand({
        ServiceCode: q.serviceCode,
        FormatVersion: 'aws_v1',
        Filters,
        MaxResults: 100,
        ...(NextToken ? { NextToken } : {}),
      }),
    );
    for (const text of answer.PriceList ?? []) {
      const p = parse(text);
      if (p) products.push(p);
    }
    NextToken = answer.NextToken;
    if (!NextToken) return { products };
  }
  return { products: [], why: `more than ${MAX_PAGES} pages of products` };
}

/**
 * The one price that a query means among the products of its filters. Several products are accepted only when they
 * agree on the price: a guess among different prices would be a wrong total.
 */
export function pickPrice({ products, why }: ProductList, q: PriceListQuery): PriceListAnswer {
  if (why !== undefined) return { kind: 'none', why };
  const tiers = choose(products, q).flatMap((p) => {
    const tier = firstTier(p, q);
    return tier ? [{ ...tier, sku: p.product.sku }] : [];
  });
  const [first] = tiers.sort((a, b) => (a.sku < b.sku ? -1 : 1));
  if (!first) return { kind: 'none', why: 'the Price List has no such product' };
  if (tiers.some((t) => !t.usd.eq(first.usd)))
    return { kind: 'none', why: `the Price List has ${tiers.length} products with different prices` };
  return { kind: 'found', usd: first.usd.toFixed(), unit: first.unit, sku: first.sku, asOf: first.asOf };
}
