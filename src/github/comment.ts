/** The one comment that a pull request keeps. */
import { z } from 'zod';
import { explainRefusal, type Published } from './refusal.ts';
import type { Rest } from './rest.ts';

/** What GITHUB_TOKEN writes as. */
const ACTIONS_BOT = 'github-actions[bot]';
/** GitHub's limit, in characters; known from its answer alone: "Body is too long (maximum is 65536 characters)". */
const MAX_BODY = 65_536;
const MAX_PAGES = 50;

const Comment = z.object({
  id: z.int(),
  body: z.string().nullish(),
  html_url: z.string().optional(),
  user: z.object({ login: z.string() }).nullish(),
});
type Comment = z.output<typeof Comment>;

interface Target {
  readonly rest: Rest;
  readonly owner: string;
  readonly repo: string;
  readonly pullRequest: number;
}

const at = (t: Target) => ({ owner: t.owner, repo: t.repo });

/** Line ends and trailing space come back from GitHub as it likes; a link to another run says nothing new. */
const settled = (body: string): string =>
  body
    .replaceAll('\r\n', '\n')
    .replaceAll(/\/actions\/runs\/\d+/g, '/actions/runs/')
    .trimEnd();

/** Comments that carry the marker, oldest first, over all pages. */
async function marked(t: Target, marker: string): Promise<Comment[]> {
  const found: Comment[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const { data } = await t.rest.rest.issues.listComments({
      ...at(t),
      issue_number: t.pullRequest,
      per_page: 100,
      page,
    });
    found.push(
      ...data.flatMap((c) => Comment.safeParse(c).data ?? []).filter((c) => c.body?.includes(marker)),
    );
    if (data.length < 100) break;
  }
  return found.sort((a, b) => a.id - b.id);
}

/** Login of the token's own user or app, undefined when GitHub does not say (as for some app tokens). */
async function ownLogin(rest: Rest): Promise<string | undefined> {
  try {
    const answer = await rest.graphql<unknown>('query { viewer { login } }');
    return z.object({ viewer: z.object({ login: z.string() }) }).parse(answer).viewer.login;
  } catch {
    return undefined;
  }
}

/** The first marked comment that we wrote: anybody can paste the marker into a comment of their own. */
async function ours(t: Target, found: readonly Comment[]): Promise<Comment | undefined> {
  const byActions = found.find((c) => c.user?.login === ACTIONS_BOT);
  if (byActions || found.length === 0) return byActions;
  const login = await ownLogin(t.rest);
  return login === undefined ? undefined : found.find((c) => c.user?.login === login);
}

/**
 * Creates the comment, or updates our earlier one; one whose text is the same is left untouched. `body` contains
 * `marker`, a hidden HTML comment. Never throws.
 */
export async function keepComment(
  t: Target,
  of: { readonly marker: string; readonly body: string },
): Promise<Published> {
  const body = of.body.includes(of.marker) ? of.body : `${of.marker}\n${of.body}`;
  if (body.length > MAX_BODY)
    return { published: false, why: `it has ${body.length} characters, and GitHub takes ${MAX_BODY}` };
  try {
    const mine = await ours(t, await marked(t, of.marker));
    const url = (said: string | undefined): Published => ({
      published: true,
      ...(said ? { url: said } : {}),
    });
    if (!mine) {
      const { data } = await t.rest.rest.issues.createComment({
        ...at(t),
        issue_number: t.pullRequest,
        body,
      });
      return url(data.html_url);
    }
    if (settled(mine.body ?? '') === settled(body)) return url(mine.html_url);
    const { data } = await t.rest.rest.issues.updateComment({ ...at(t), comment_id: mine.id, body });
    return url(data.html_url);
  } catch (error) {
    return { published: false, why: explainRefusal(error, 'pull-requests: write') };
  }
}
