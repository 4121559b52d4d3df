/**
 * Writes openapi.json: GitHub's own description (npm @octokit/openapi, MIT) of the paths that the product calls, with
 * every component they reach and without prose. Run `npm run gen:openapi` after an update.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
type Description = Record<'openapi' | 'paths', Json> & {
  paths: Record<string, Json>;
  components: Record<string, Record<string, Json>>;
};

const repo = '/repos/{owner}/{repo}';
const paths = [
  repo,
  `${repo}/actions/artifacts`,
  `${repo}/actions/artifacts/{artifact_id}`,
  `${repo}/actions/artifacts/{artifact_id}/{archive_format}`,
  `${repo}/actions/runs/{run_id}`,
  `${repo}/actions/runs/{run_id}/artifacts`,
  `${repo}/check-runs`,
  `${repo}/check-runs/{check_run_id}`,
  `${repo}/code-scanning/sarifs`,
  `${repo}/code-scanning/sarifs/{sarif_id}`,
  `${repo}/commits/{commit_sha}/pulls`,
  `${repo}/contents/{path}`,
  `${repo}/issues/comments/{comment_id}`,
  `${repo}/issues/{issue_number}/comments`,
];
/** GitHub's own example answers, which the server fills in. */
const samples = [
  'full-repository-default-response',
  'workflow-run',
  'pull-request-simple-items',
  'issue-comment',
];
const prose = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'x-github',
  'x-octokit',
]);

/** Without prose; under `properties` the same words are names of fields. */
function strip(value: Json, isNames = false): Json {
  if (Array.isArray(value)) return value.map((v) => strip(v));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([k]) => isNames || !prose.has(k));
  return Object.fromEntries(kept.map(([k, v]) => [k, strip(v, !isNames && k === 'properties')]));
}

/** Text of openapi.json. Throws when GitHub's description no longer has one of the paths. */
export function trimmedDescription(): string {
  const source = fileURLToPath(import.meta.resolve('@octokit/openapi/generated/api.github.com.json'));
  const full = JSON.parse(readFileSync(source, 'utf8')) as Description;
  const components: Description['components'] = {
    examples: Object.fromEntries(samples.map((name) => [name, full.components.examples?.[name] ?? null])),
  };

  const reach = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, v] of Object.entries(value)) {
      if (key === '$ref' && typeof v === 'string') keep(v);
      else reach(v);
    }
  };
  const keep = (ref: string): void => {
    const [, , kind = '', name = ''] = ref.split('/');
    components[kind] ??= {};
    if (components[kind][name] !== undefined) return;
    const target = strip(full.components[kind]?.[name] ?? null);
    components[kind][name] = target;
    reach(target);
  };

  const kept: Record<string, Json> = {};
  for (const path of paths) {
    const operations = full.paths[path];
    if (operations === undefined) throw new Error(`the description has no path ${path}`);
    kept[path] = strip(operations);
    reach(kept[path]);
  }
  return `${JSON.stringify({ openapi: full.openapi, paths: kept, components })}\n`;
}

if (import.meta.main) {
  writeFileSync(fileURLToPath(new URL('./openapi.json', import.meta.url)), trimmedDescription());
}
