import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder of what is kept from run to run: on a runner in its tool cache, on a desk in the user's. */
export const cacheRoot = (env: NodeJS.ProcessEnv): string =>
  join(env.RUNNER_TOOL_CACHE || env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'finops-gate');
