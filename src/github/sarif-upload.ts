/** Results handed to code scanning through the REST API. */
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { explainRefusal, messageOf, type Published, statusOf } from './refusal.ts';
import type { Rest } from './rest.ts';

/** GitHub docs, "SARIF support for code scanning": 10 MB compressed. */
const MAX_GZIP_BYTES = 10 * 1024 * 1024;

/** Code scanning's own refusals, each with what to do. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [
    /(Code Security|Advanced Security) must be enabled|Code Scanning is not enabled/i,
    'code scanning is not enabled for this repository: private repositories need GitHub Code Security',
  ],
  [/commit not found/i, 'GitHub does not know the commit: it may have been replaced by a force push'],
  [/ref .* not found/i, 'GitHub does not know the ref: it may have been deleted or merged meanwhile'],
  [/archived/i, 'the repository is archived'],
];

function explain(error: unknown): string {
  const message = messageOf(error);
  const known = KNOWN.find(([pattern]) => pattern.test(message));
  if (known) return known[1];
  if (statusOf(error) === 413) return 'the file is larger than 10 MB compressed';
  return explainRefusal(error, 'security-events: write');
}

interface SarifTarget {
  readonly rest: Rest;
  readonly owner: string;
  readonly repo: string;
  readonly ref: string;
  readonly commitSha: string;
  /** Waits between looks at the processing status; it goes on after the last without a verdict. */
  readonly waitsMs?: readonly number[];
}

/** Why GitHub could not process an accepted file; undefined when it could, or has not said so by the last look. */
async function refusedLater(t: SarifTarget, id: string): Promise<string | undefined> {
  for (const wait of t.waitsMs ?? [1000, 3000, 6000, 12_000]) {
    await sleep(wait);
    try {
      const { data } = await t.rest.rest.codeScanning.getSarif({
        owner: t.owner,
        repo: t.repo,
        sarif_id: id,
      });
      if (data.processing_status === 'complete') return undefined;
      if (data.processing_status === 'failed')
        return `GitHub could not process it: ${messageOf(data.errors?.join('; ') || 'no reason given')}`;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** Uploads one SARIF file and looks a few times whether GitHub could read it. Never throws. */
export async function uploadSarif(t: SarifTarget, text: string): Promise<Published> {
  try {
    const packed = await promisify(gzip)(text);
    if (packed.length > MAX_GZIP_BYTES)
      return { published: false, why: 'the file is larger than 10 MB compressed' };
    const { data } = await t.rest.rest.codeScanning.uploadSarif({
      owner: t.owner,
      repo: t.repo,
      commit_sha: t.commitSha,
      ref: t.ref,
      sarif: packed.toString('base64'),
    });
    const why = data.id === undefined ? undefined : await refusedLater(t, data.id);
    return why === undefined ? { published: true } : { published: false, why };
  } catch (error) {
    return { published: false, why: explain(error) };
  }
}
