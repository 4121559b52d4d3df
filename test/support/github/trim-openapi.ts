/**
 * Writes openapi.json: GitHub's own description (npm @octokit/openapi, MIT) of the paths that the product calls, with
 * every component they reach and without prose. Run `node test/support/github/trim-openapi.ts` after an update.
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

const full = JSON.parse(
  readFileSync(fileURLToPath(import.meta.resolve('@octokit/openapi/generated/api.github.com.json')), 'utf8'),
) as Description;
const components: Description['components'] = {
  examples: Object.fromEntries(samples.map((name) => [name, full.components.examples?.[name] ?? null])),
};

function reach(value: Json): void {
  if (Array.isArray(value)) for (const v of value) reach(v);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [key, v] of Object.entries(value)) {
    if (key !== '$ref' || typeof v !== 'string') {
      reach(v);
      continue;
    }
    const [, , kind = '', name = ''] = v.split('/');
    components[kind] ??= {};
    if (components[kind][name] !== undefined) continue;
    const target = strip(full.components[kind]?.[name] ?? null);
    components[kind][name] = target;
    reach(target);
  }
}

const kept: Record<string, Json> = {};
for (const path of paths) {
  const operations = full.paths[path];
  if (operations === undefined) throw new Error(`the description has no path ${path}`);
  kept[path] = strip(operations);
  reach(kept[path]);
}
const out = fileURLToPath(new URL('./openapi.json', import.meta.url));
writeFileSync(out, `${JSON.stringify({ openapi: full.openapi, paths: kept, components })}\n`);
