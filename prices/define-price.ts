/** Declares a kind of price; gives the maker of its requests. One declaration is all that a new price needs. */
import { keyText, type PriceDefinition, type PriceRequest } from '../contracts/price.ts';

export interface PriceMaker<A> {
  (region: string, attributes: A): PriceRequest;
  readonly definition: PriceDefinition<A>;
}

/** `A`: the attributes that tell prices of this kind apart; none when left out, and then `{}` is passed. */
export function definePrice<A extends Record<string, string> = Record<string, never>>(
  definition: PriceDefinition<A>,
): PriceMaker<A> {
  // a fleet asks for the same few prices over and over
  const made = new Map<string, PriceRequest>();
  const maker = (region: string, attributes: A): PriceRequest => {
    const key = keyText(definition.kind, region, attributes);
    const known = made.get(key);
    if (known) return known;
    const request: PriceRequest = Object.freeze({
      kind: definition.kind,
      region,
      attributes: Object.freeze({ ...attributes }),
      key,
      definition,
    });
    made.set(key, request);
    return request;
  };
  return Object.assign(maker, { definition });
}
