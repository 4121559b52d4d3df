/** Holds requests and answers against GitHub's own description of its API. */
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

type Schema = Record<string, unknown>;
interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}
interface Operation {
  parameters?: Schema[];
  requestBody?: Schema;
  responses: Record<string, Schema>;
}
type Content = Record<string, { schema?: Schema } | undefined> | undefined;

const text = readFileSync(new URL('./openapi.json', import.meta.url), 'utf8');
const description = JSON.parse(text) as {
  paths: Record<string, Record<string, Operation>>;
  components: { examples: Record<string, { value: unknown }> };
};

/** GitHub's own example answer of that name, a fresh copy. */
export function sample(name: string): unknown {
  const found = description.components.examples[name];
  if (!found) throw new Error(`no sample ${name} in openapi.json`);
  return structuredClone(found.value);
}

const ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: 'array' });
addFormats.default(ajv);
ajv.addFormat('repo.nwo', true);
ajv.addSchema({ $id: 'github', ...description });

const byPointer = (value: unknown): unknown => {
  const ref = (value as { $ref?: string }).$ref;
  if (ref === undefined) return value;
  const keys = ref.slice(2).split('/');
  return keys.reduce<unknown>(
    (at, key) => (at as Record<string, unknown>)[key.replaceAll('~1', '/').replaceAll('~0', '~')],
    description,
  );
};

/** The same schema with its references pointing into the description that ajv knows. */
function absolute(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(absolute);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([k, v]) => [k, k === '$ref' ? `github${String(v)}` : absolute(v)]),
  );
}

const compiled = new Map<string, ValidateFunction>();
function faults(key: string, schema: Schema, value: unknown): ErrorObject[] {
  let validate = compiled.get(key);
  if (validate === undefined) {
    validate = ajv.compile(absolute(schema) as Schema);
    compiled.set(key, validate);
  }
  // coercion writes into what it checks
  return validate(structuredClone(value)) ? [] : (validate.errors ?? []);
}

const routes = Object.entries(description.paths)
  .map(([template, operations]) => {
    const pattern = template.replace(/\{path\}$/, '(?<path>.+)').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    return { template, operations, pattern: new RegExp(`^${pattern}$`) };
  })
  .sort((a, b) => a.template.split('{').length - b.template.split('{').length);

export interface Asked {
  method: string;
  /** From /repos on, still encoded. */
  path: string;
  query: Record<string, string>;
  /** The parsed JSON body, undefined when there is none. */
  body: unknown;
}

function find(asked: Asked) {
  const method = asked.method.toLowerCase();
  for (const route of routes) {
    const operation = route.operations[method];
    const given = route.pattern.exec(asked.path);
    if (operation && given)
      return { operation, given: given.groups ?? {}, id: `${asked.method} ${route.template}` };
  }
  return undefined;
}

const say = (id: string, where: string, errors: ErrorObject[]): string[] =>
  errors.map((e) => {
    const extra = (e.params as { additionalProperty?: string }).additionalProperty;
    return `${id} ${where}${e.instancePath} ${e.message ?? ''}${extra === undefined ? '' : ` (${extra})`}`;
  });

/** What GitHub's description has against the request; empty when nothing. */
export function requestFaults(asked: Asked): string[] {
  const hit = find(asked);
  if (!hit) return [`no operation ${asked.method} ${asked.path}`];
  const { operation, given, id } = hit;
  const parameters = (operation.parameters ?? []).map((p) => byPointer(p) as Parameter);
  const out: string[] = [];
  for (const p of parameters) {
    if (p.in === 'header') continue;
    const raw = p.in === 'path' ? given[p.name] : asked.query[p.name];
    if (raw === undefined) {
      if (p.required) out.push(`${id} ${p.in} ${p.name} is missing`);
      continue;
    }
    const schema = { type: 'object', properties: { v: p.schema } };
    out.push(
      ...say(id, `${p.in}.${p.name}`, faults(`${id}?${p.name}`, schema, { v: decodeURIComponent(raw) })),
    );
  }
  for (const name of Object.keys(asked.query)) {
    const known = parameters.some((p) => p.in === 'query' && p.name === name);
    if (!known) out.push(`${id} query ${name} is not in the description`);
  }
  const wanted =
    operation.requestBody && (byPointer(operation.requestBody) as { required?: boolean; content: Content });
  const schema = wanted?.content?.['application/json']?.schema;
  if (schema) {
    if (asked.body !== undefined) out.push(...say(id, 'body', faults(`${id} body`, schema, asked.body)));
    else if (wanted.required) out.push(`${id} body is missing`);
  }
  return out;
}

/** What the description has against the answer to such a request. Refusals (400 and up) need not be described. */
export function answerFaults(asked: Asked, status: number, body: unknown): string[] {
  const hit = find(asked);
  if (!hit) return status === 404 ? [] : [`no operation ${asked.method} ${asked.path}`];
  const described = hit.operation.responses[String(status)];
  if (!described) return status >= 400 ? [] : [`${hit.id} answer ${status} is not in the description`];
  const content = (byPointer(described) as { content?: Content }).content;
  const kind = content?.['application/json'] ?? content?.['application/vnd.github.object'];
  if (!kind?.schema || body === undefined) return [];
  return say(hit.id, `answer ${status}`, faults(`${hit.id} ${status}`, kind.schema, body));
}
