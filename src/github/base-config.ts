/** The configuration file as it is at the base of a pull request. */
import { posix } from 'node:path';
import { z } from 'zod';
import type { Rest } from './rest.ts';

const MAX_BYTES = 256 * 1024;
const Content = z.object({
  type: z.literal('file'),
  encoding: z.literal('base64'),
  size: z.number().max(MAX_BYTES),
  content: z.string(),
});

/**
 * Text of the file at `baseSha`; undefined when it is not there, may not be read, or is larger than 256 KiB. `path`
 * is relative to the root of the repository.
 */
export async function readBaseConfig(of: {
  readonly rest: Rest;
  readonly owner: string;
  readonly repo: string;
  readonly baseSha: string;
  readonly path: string;
}): Promise<string | undefined> {
  const path = posix.normalize(of.path.replaceAll('\\', '/'));
  if (posix.isAbsolute(path) || path.startsWith('..')) return undefined;
  try {
    const { data } = await of.rest.rest.repos.getContent({
      owner: of.owner,
      repo: of.repo,
      path,
      ref: of.baseSha,
    });
    const parsed = Content.safeParse(data);
    return parsed.success ? Buffer.from(parsed.data.content, 'base64').toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}
