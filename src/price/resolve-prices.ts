/** Prices for a run: from the Price List API (through a disk cache), else from the bundled table. */
import { AwsFailure, type Send } from '../../contracts/discover.ts';
import type { PriceRow } from '../../contracts/inventory/catalogue.ts';
import { Big } from '../../contracts/money.ts';
import { type Price, type PriceListQuery, type PriceRequest, priceKey } from '../../contracts/price.ts';
import type { PriceCache } from './price-cache.ts';
import { fetchProducts, type PriceListAnswer, type ProductList, pickPrice } from './price-list.ts';

/** One exact SKU at list price; private discounts are not in it. */
const PRICE_LIST_CONFIDENCE = 90;
const AT_ONCE = 8;

export interface ResolvedPrices {
  readonly rows: readonly PriceRow[];
  /** Why the Price List could not be used, absent when it answered or was not asked. */
  readonly failure?: AwsFailure;
}

function rowOf(r: PriceRequest, key: string, answer: PriceListAnswer | undefined, why: string): PriceRow {
  const base = { key, kind: r.kind, region: r.region, attributes: { ...r.attributes } };
  if (answer?.kind === 'found') {
    return {
      ...base,
      usd_per_unit: answer.usd,
      unit: answer.unit,
      source: 'price_list_api',
      sku: answer.sku,
      as_of: answer.asOf,
      confidence: PRICE_LIST_CONFIDENCE,
      note: '',
    };
  }
  const bundled = r.definition.bundled?.(r.attributes, r.region);
  if (!bundled)
    return {
      ...base,
      usd_per_unit: null,
      unit: '',
      source: 'none',
      sku: '',
      as_of: '',
      confidence: 0,
      note: `no price known: ${why}`,
    };
  return {
    ...base,
    usd_per_unit: bundled.usd,
    unit: bundled.unit,
    source: 'bundled',
    sku: '',
    as_of: bundled.asOf,
    confidence: bundled.confidence,
    note: `bundled list price of ${bundled.asOf}${bundled.approximation === '' ? '' : `, ${bundled.approximation}`} (${why})`,
  };
}

/**
 * One row per distinct request, sorted by key. `send` reaches the Price List; without it only the bundled table is
 * used. After the first refusal or failure of the API nothing more is asked.
 */
export async function resolvePrices(
  requests: readonly PriceRequest[],
  of: { send?: Send; cache?: PriceCache },
): Promise<ResolvedPrices> {
  const distinct = [...new Map(requests.map((r) => [priceKey(r), r]))].sort(([a], [b]) => (a < b ? -1 : 1));
  const rows: PriceRow[] = [];
  let failure: AwsFailure | undefined;

  // several prices are often of one list of products: each list is asked for once
  const lists = new Map<string, Promise<ProductList>>();
  const productsOf = (send: Send, query: PriceListQuery): Promise<ProductList> => {
    const key = JSON.stringify([query.serviceCode, query.filters]);
    const known = lists.get(key) ?? fetchProducts(send, query);
    lists.set(key, known);
    return known;
  };

  const resolve = async ([key, r]: readonly [string, PriceRequest]): Promise<void> => {
    const query = r.definition.list(r.attributes, r.region);
    let answer = query && of.cache?.get(key);
    if (query && !answer && of.send && !failure) {
      try {
        answer = pickPrice(await productsOf(of.send, query), query);
        of.cache?.set(key, answer);
      } catch (e) {
        if (!(e instanceof AwsFailure)) throw e;
        failure ??= e;
      }
    }
    const why = !query
      ? 'the Price List does not price it'
      : answer?.kind === 'none'
        ? answer.why
        : of.send
          ? 'the Price List could not be reached'
          : 'the Price List was not asked';
    rows.push(rowOf(r, key, answer, why));
  };

  const queue = distinct.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await resolve(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await of.cache?.save();
  rows.sort((a, b) => (a.key < b.key ? -1 : 1));
  return { rows, ...(failure ? { failure } : {}) };
}

/** Looks prices up in recorded rows; a request that was never recorded has no price. */
export function priceBook(rows: readonly PriceRow[]): (request: PriceRequest) => Price | undefined {
  const book = new Map<string, Price>();
  for (const r of rows) {
    if (r.usd_per_unit === null || (r.source !== 'price_list_api' && r.source !== 'bundled')) continue;
    book.set(r.key, {
      usd: new Big(r.usd_per_unit),
      source: r.source,
      confidence: r.confidence,
      asOf: r.as_of,
      note: r.note,
    });
  }
  return (request) => book.get(priceKey(request));
}

/** Where the prices of a run came from, and the oldest date among them. */
export function pricingSummary(rows: readonly PriceRow[]): {
  source: 'price_list_api' | 'bundled' | 'mixed' | 'none';
  asOf: string;
} {
  const sources = new Set(rows.map((r) => r.source).filter((s) => s !== 'none'));
  const dates = rows
    .map((r) => r.as_of)
    .filter((d) => d !== '')
    .sort();
  const source =
    sources.size > 1
      ? 'mixed'
      : sources.has('price_list_api')
        ? 'price_list_api'
        : sources.has('bundled')
          ? 'bundled'
          : 'none';
  return { source, asOf: dates[0] ?? '' };
}
