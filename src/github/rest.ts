/** GitHub's REST API: loaded when first asked for, patient with reads, never silent for long. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { getOctokit } from '@actions/github';

export type Rest = ReturnType<typeof getOctokit>;

/** One answer may take this long, unless the caller brings a signal of its own. */
const ANSWER_MS = 30_000;
/** A rate limit is waited for when GitHub asks for no more than this. */
const LONGEST_WAIT_S = 20;

interface Answer {
  readonly status: number;
  readonly retryAfterS: number | undefined;
}

function answerOf(error: unknown): Answer | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  const { response } = error as { response?: { headers?: Record<string, unknown> } };
  const header = Number(response?.headers?.['retry-after'] ?? Number.NaN);
  return { status: error.status, retryAfterS: Number.isNaN(header) ? undefined : header };
}

/** Milliseconds to wait before asking again, undefined when asking again is of no use or not safe. */
function waitFor(
  answer: Answer | undefined,
  isRead: boolean,
  planned: number | undefined,
): number | undefined {
  if (answer === undefined || planned === undefined) return undefined;
  // A rate limit refuses before it acts, so that a write is safe to repeat (GitHub docs, "Rate limits for the REST API").
  if ((answer.status === 429 || answer.status === 403) && answer.retryAfterS !== undefined)
    return answer.retryAfterS <= LONGEST_WAIT_S ? answer.retryAfterS * 1000 : undefined;
  return isRead && answer.status >= 500 ? planned : undefined;
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/**
 * A REST client for the token. Reads that meet a 5xx or a cut connection are repeated after each of `waitsMs`;
 * a write is never repeated, except where a rate limit refused it.
 */
export async function openRest(token: string, waitsMs: readonly number[] = [1000, 3000]): Promise<Rest> {
  const { getOctokit } = await import('@actions/github');
  const rest = getOctokit(token, { log: silent });
  rest.hook.wrap('request', async (request, options) => {
    const given: AbortSignal | undefined = options.request?.signal;
    for (let attempt = 0; ; attempt += 1) {
      const signal = given ?? AbortSignal.timeout(ANSWER_MS);
      try {
        return await request({ ...options, request: { ...options.request, signal } });
      } catch (error) {
        const wait = waitFor(answerOf(error), options.method === 'GET', waitsMs[attempt]);
        if (wait === undefined || signal.aborted) throw error;
        await sleep(wait, undefined, given ? { signal: given } : {});
      }
    }
  });
  return rest;
}
