import { closest, distance } from 'fastest-levenshtein';

/** `did you mean "…"?`, or nothing when no candidate is near (a third of the length, 3 at least). */
export function didYouMean(text: string, candidates: readonly string[]): string {
  if (candidates.length === 0) return '';
  const best = closest(text.toLowerCase(), [...candidates]);
  return distance(text.toLowerCase(), best) <= Math.max(3, Math.floor(text.length / 3))
    ? `did you mean "${best}"?`
    : '';
}
