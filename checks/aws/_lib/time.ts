/** Ages, in whole and fractional days. */
export const DAY_MS = 86_400_000;

/** Days from an ISO instant to `asOf` (epoch milliseconds); undefined when the instant is not known. */
export function ageDays(iso: string | null, asOf: number): number | undefined {
  const t = iso === null || iso === '' ? Number.NaN : Date.parse(iso);
  return Number.isNaN(t) ? undefined : (asOf - t) / DAY_MS;
}
