/** Inputs and outputs: action.yml, the code and the README's tables say the same. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { actionInputs, type Setting } from '../../config/inputs.ts';
import { actionOutputs } from '../../github/outputs.ts';
import { bothWays, tracked } from './tree.ts';

const Action = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string().optional() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
  runs: z.object({ using: z.literal('node24'), main: z.string() }),
});

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** Names in the first column of the tables below a heading, up to the next heading. */
function tableNames(markdown: string, heading: RegExp): string[] {
  const names: string[] = [];
  let inside = false;
  for (const line of markdown.split('\n')) {
    if (/^#+ /.test(line)) inside = heading.test(line);
    const name = inside ? /^\| *`([a-z0-9-]+)` *\|/.exec(line)?.[1] : undefined;
    if (name !== undefined) names.push(name);
  }
  return names;
}

/** Names that no source mentions but the list itself. */
function unread(names: readonly string[], sources: string, what: string): string[] {
  return names
    .filter((n) => !new RegExp(`['"\`]${n}['"\`]|\\.${n}\\b|\\b${n}:`).test(sources))
    .map((n) => `${n}: is an ${what} of action.yml that no code knows`);
}

/** What action.yml, src/config/inputs.ts, src/github/outputs.ts, the sources and the README do not agree on. */
export function doorLists(root: string): string[] {
  const action = Action.parse(parse(readFileSync(join(root, 'action.yml'), 'utf8')));
  const readme = existsSync(join(root, 'README.md')) ? readFileSync(join(root, 'README.md'), 'utf8') : '';
  const sources = tracked(root)
    .filter((p) => /^src\/.*\.ts$/.test(p) && !/^src\/(dev\/|config\/inputs\.ts|github\/outputs\.ts)/.test(p))
    .map((p) => readFileSync(join(root, p), 'utf8'))
    .join('\n');
  const inputs = Object.keys(action.inputs);
  const outputs = Object.keys(action.outputs);
  const declared: Readonly<Record<string, Setting>> = actionInputs;
  const said: Readonly<Record<string, string>> = actionOutputs;
  return [
    ...bothWays(
      { what: 'action.yml inputs', names: inputs },
      { what: 'src/config/inputs.ts', names: Object.keys(declared) },
    ),
    ...bothWays(
      { what: 'action.yml outputs', names: outputs },
      { what: 'src/github/outputs.ts', names: Object.keys(said) },
    ),
    ...bothWays(
      { what: 'action.yml inputs', names: inputs },
      { what: 'README.md, Inputs', names: tableNames(readme, /\binputs\b/i) },
    ),
    ...bothWays(
      { what: 'action.yml outputs', names: outputs },
      { what: 'README.md, Outputs', names: tableNames(readme, /\boutputs\b/i) },
    ),
    ...Object.entries(action.inputs).flatMap(([name, of]) => {
      const own = declared[name];
      if (own === undefined) return [];
      return [
        ...(oneLine(of.description) === oneLine(own.description)
          ? []
          : [`${name}: action.yml and src/config/inputs.ts describe it differently`]),
        ...(of.default === own.default
          ? []
          : [
              `${name}: has the default ${of.default ?? 'none'} in action.yml, ${own.default ?? 'none'} in src/config/inputs.ts`,
            ]),
      ];
    }),
    ...Object.entries(action.outputs)
      .filter(
        ([name, of]) => said[name] !== undefined && oneLine(of.description) !== oneLine(said[name] ?? ''),
      )
      .map(([name]) => `${name}: action.yml and src/github/outputs.ts describe it differently`),
    ...unread(inputs, sources, 'input'),
    ...unread(outputs, sources, 'output'),
    ...(existsSync(join(root, action.runs.main))
      ? []
      : [`action.yml: ${action.runs.main} is not there; run npm run build`]),
  ];
}
