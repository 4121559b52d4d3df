/** Coverage rows: what a read came to. */
import type { CoverageRow } from '../../contracts/coverage.ts';
import { AwsFailure } from '../../contracts/discover.ts';
import { RepeatedPage } from './pages.ts';

export type Outcome = Pick<CoverageRow, 'status' | 'message' | 'iam_action'>;

export const OK: Outcome = { status: 'ok', message: '', iam_action: '' };

/** The outcome of a failed read; an error that is neither AWS's nor its data's is thrown on: it is ours. */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof RepeatedPage) return { status: 'error', message: error.message, iam_action: '' };
  if (!(error instanceof AwsFailure)) throw error;
  return {
    status: error.kind === 'expired_credentials' ? 'error' : error.kind,
    message: error.message,
    iam_action: error.kind === 'denied' ? error.action : '',
  };
}
