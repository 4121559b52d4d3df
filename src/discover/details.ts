/** Answers about single resources, for what AWS does not say in a listing. */
import { AwsFailure } from '../../contracts/discover.ts';
import type { Reading } from './collector.ts';

/** Resources asked about at once; the rate budget of the service decides how fast. */
const AT_ONCE = 16;
/** So many refusals without one answer mean that the action itself is refused. */
const REFUSED = 5;

/**
 * Rows about each resource of a list, a few resources at a time and in their order. One that AWS refuses or fails to tell of
 * gives the row of `unread`, whose column `unread` says why, so that it alone cannot be judged; the table counts as read.
 * When the first five are refused, or every one, the failure is thrown: then the table was not read.
 */
export async function* details<T, R>(
  reading: Pick<Reading, 'partly'>,
  items: readonly T[],
  ask: (item: T) => Promise<readonly R[]>,
  unread: (item: T, why: string) => R,
): AsyncGenerator<readonly R[]> {
  let answered = 0;
  const failures: AwsFailure[] = [];
  const one = async (item: T): Promise<readonly R[]> => {
    try {
      const rows = await ask(item);
      answered++;
      return rows;
    } catch (error) {
      if (!(error instanceof AwsFailure) || error.kind === 'expired_credentials') throw error;
      failures.push(error);
      return [unread(item, error.message)];
    }
  };
  const isHopeless = (): boolean => answered === 0 && failures.length >= Math.min(REFUSED, items.length);
  let at = 0;
  while (at < items.length) {
    const size = answered === 0 ? REFUSED : AT_ONCE;
    const rows = await Promise.all(items.slice(at, at + size).map(one));
    const [first] = failures;
    if (first && isHopeless()) throw first;
    yield rows.flat();
    at += size;
  }
  for (const failure of failures) reading.partly(failure);
}
