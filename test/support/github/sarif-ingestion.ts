/** What GitHub's code scanning does with an uploaded file: refuses it at the door, or fails it later. */
import { gunzipSync } from 'node:zlib';

interface Log {
  version?: string;
  runs?: {
    automationDetails?: { id?: string };
    tool?: { driver?: { name?: string } };
    results?: { locations?: { physicalLocation?: { artifactLocation?: { uri?: string } } }[] }[];
  }[];
}

/** `base64(gzip(text))` as a parsed file; undefined when it is none. */
export function unpackSarif(packed: string): { sarif: unknown; gzipBytes: number } | undefined {
  try {
    const bytes = Buffer.from(packed, 'base64');
    return { sarif: JSON.parse(gunzipSync(bytes).toString()) as unknown, gzipBytes: bytes.length };
  } catch {
    return undefined;
  }
}

/** Why ingestion fails, in GitHub's words; empty when it does not. */
export function ingestionErrors(sarif: unknown): string[] {
  const { version, runs = [] } = sarif as Log;
  const out: string[] = [];
  if (version !== '2.1.0') out.push('unsupported SARIF version');
  if (runs.length === 0) out.push('1 item required; only 0 were supplied');
  if (runs.length > 20) out.push('too many runs');
  const categories = runs.map((run) => `${run.tool?.driver?.name} ${run.automationDetails?.id}`);
  if (new Set(categories).size < categories.length) {
    out.push('A delivery cannot contain multiple runs with the same category');
  }
  for (const run of runs) {
    if (run.results === undefined) out.push('expected results');
    if ((run.results?.length ?? 0) > 25_000)
      out.push('rejecting SARIF, as there are more results per run than allowed');
    for (const result of run.results ?? []) {
      const uri = result.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
      if (uri === undefined) out.push('locationFromSarifResult: expected at least one location');
      else if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri)) {
        out.push(`SARIF URI scheme "${uri.split(':')[0]}" did not match the checkout URI scheme "file"`);
      }
    }
  }
  return out;
}
