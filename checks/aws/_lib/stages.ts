/** Options of checks that ask whether a resource is production: values of its env, environment and stage tags. */
import { z } from 'zod';

export const stageOptions = {
  nonProduction: z
    .array(z.string())
    .default(
      'dev development test testing nprd staging stage nonprod non-prod non-production sandbox qa uat demo'.split(
        ' ',
      ),
    )
    .describe('Values of env, environment and stage tags, in lower case and with hyphens'),
  production: z
    .array(z.string())
    .default(['prod', 'production', 'prd', 'live'])
    .describe('Values that win over those'),
};
