/** What the event did not say about the repository, asked of GitHub. */
import { z } from 'zod';
import type { EventContext } from './context.ts';
import { explainRefusal } from './refusal.ts';
import type { Rest } from './rest.ts';

const Repository = z.object({
  default_branch: z.string().min(1),
  private: z.boolean(),
  visibility: z.string().optional(),
});

interface RepositoryFacts {
  readonly defaultBranch: string;
  /** A repository that cannot be told counts as public, so that nothing is published by mistake. */
  readonly isPublic: boolean;
  /** Why a fact is a guess. */
  readonly notice?: string;
}

/** Default branch and visibility: from the event when it says both, else from one REST call; never throws. */
export async function resolveRepository(ctx: EventContext, rest: Rest | undefined): Promise<RepositoryFacts> {
  if (ctx.defaultBranch !== undefined && ctx.isPublic !== undefined)
    return { defaultBranch: ctx.defaultBranch, isPublic: ctx.isPublic };
  try {
    if (!rest) throw new Error('there is no github-token');
    const { data } = await rest.rest.repos.get({ owner: ctx.owner, repo: ctx.repo });
    const { default_branch, visibility, private: isPrivate } = Repository.parse(data);
    return {
      defaultBranch: default_branch,
      isPublic: visibility === undefined ? !isPrivate : visibility === 'public',
    };
  } catch (error) {
    const isPublic = ctx.isPublic ?? true;
    const taken = ctx.isPublic === undefined ? ', and the repository is treated as public' : '';
    return {
      defaultBranch: ctx.defaultBranch ?? 'main',
      isPublic,
      notice: `The repository's settings could not be read: ${explainRefusal(error, 'contents: read')}; the default branch is taken to be ${ctx.defaultBranch ?? 'main'}${taken}.`,
    };
  }
}
