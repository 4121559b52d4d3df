/** Bounded concurrency. */

/** Maps with at most `n` calls under way; results in the order of the items. The first error ends it. */
export async function atMost<T, R>(
  n: number,
  items: readonly T[],
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue) results[i] = await map(item);
  };
  await Promise.all(Array.from({ length: Math.min(n, items.length) }, worker));
  return results;
}
