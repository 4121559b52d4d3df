/** The job's OIDC token, by which AWS knows the workflow. */
import { GateError } from '../shared/errors.ts';
import { messageOf } from './refusal.ts';

/** The job may not ask for a token: a permission is missing, or the run is a fork's or Dependabot's. */
export class NoIdToken extends GateError {
  readonly lacksCredentials = true;
}

/** True when GitHub offers this job an OIDC token. */
export const offersIdToken = (env: NodeJS.ProcessEnv): boolean =>
  Boolean(env.ACTIONS_ID_TOKEN_REQUEST_URL && env.ACTIONS_ID_TOKEN_REQUEST_TOKEN);

/**
 * A fresh OIDC token (a JWT, already masked in the log) for the audience. Throws NoIdToken (user) where the job is
 * offered none, GateError (github) when GitHub does not answer.
 */
export async function getIdToken(audience: string): Promise<string> {
  if (!offersIdToken(process.env))
    throw new NoIdToken({
      fault: 'user',
      message: 'GitHub offers this job no OIDC token, so the role in role-to-assume cannot be assumed.',
      next: "Add `id-token: write` to the job's `permissions`. Pull requests from forks and Dependabot never get one.",
    });
  const { getIDToken } = await import('@actions/core');
  try {
    return await getIDToken(audience);
  } catch (cause) {
    throw new GateError({
      fault: 'github',
      message: `GitHub gave no OIDC token: ${messageOf(cause)}`,
      next: 'Run the job again; see githubstatus.com when it stays.',
      cause,
    });
  }
}
