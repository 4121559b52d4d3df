/** GitHub's refusals in one sentence that names the fix. */

/** A surface that GitHub took, or why it did not. */
export type Published =
  | { readonly published: true; readonly url?: string }
  | { readonly published: false; readonly why: string };

const clip = (s: string): string => (s.length > 300 ? `${s.slice(0, 299)}…` : s);

/** First line of an error's message, without control characters. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return clip((text.split(/[\r\n]/)[0] ?? '').replaceAll(/\p{Cc}/gu, ' ').trim());
}

/** HTTP status of a REST error, undefined for anything else. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number'
    ? error.status
    : undefined;
}

/**
 * Why GitHub refused, and what to change. `permission` is the line that the job's `permissions:` needs,
 * e.g. `pull-requests: write`.
 */
export function explainRefusal(error: unknown, permission: string): string {
  const status = statusOf(error);
  const message = messageOf(error);
  if (/aborted|timed? ?out/i.test(message)) return 'GitHub did not answer in time';
  if (status === 401) return 'the github-token is not valid, or has expired';
  if (status === 429 || (status === 403 && /rate limit/i.test(message)))
    return `GitHub's rate limit for this token is used up (${message})`;
  if (status === 403 && /Resource not accessible/i.test(message))
    return `the token lacks \`${permission}\`: add it to the job's \`permissions\` (pull requests from forks and Dependabot get a read-only token)`;
  if (status === 404)
    return `GitHub shows this token no such thing: it may lack \`${permission}\`, or the repository is another`;
  if (status === undefined) return message;
  if (!(error as { response?: unknown }).response) return `GitHub could not be reached: ${message}`;
  return `GitHub answered ${status}: ${message}`;
}
