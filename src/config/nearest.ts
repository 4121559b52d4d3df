import { closest, distance } from 'fastest-levenshtein';

/** `did you mean "…"?`, or nothing when no candidate is near: a third of the length, 3 at least, or its beginning. */
export function didYouMean(text: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return '';
  const given = text.toLowerCase();
  const best = closest(given, [...candidates]);
  const near = distance(given, best) <= Math.max(3, Math.floor(given.length / 3));
  return near || (given.length > 2 && best.toLowerCase().startsWith(given)) ? `did you mean "${best}"?` : '';
}
