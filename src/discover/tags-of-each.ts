/** Tags that a service gives resource by resource, in a call of their own. */
import { AwsFailure } from '../../contracts/discover.ts';
import type { Reading } from './collector.ts';

/**
 * Asks for the tags of one resource after another. A refusal or a failure costs those tags and nothing else: it is told once
 * for the table, and after a denied answer nothing more is asked, because the action itself is denied.
 */
export function tagsOfEach(
  reading: Pick<Reading, 'partly'>,
): (ask: () => Promise<Record<string, string>>) => Promise<Record<string, string>> {
  let isTold = false;
  let isDenied = false;
  return async (ask) => {
    if (isDenied) return {};
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AwsFailure) || error.kind === 'expired_credentials') throw error;
      if (error.kind === 'denied') isDenied = true;
      if (!isTold) reading.partly(error);
      isTold = true;
      return {};
    }
  };
}
