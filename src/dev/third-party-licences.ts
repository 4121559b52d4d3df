/** The licences of what dist/ carries: every package with a module in the bundle, and DuckDB's native library. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ACCEPTED = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'CC0-1.0',
  '(Apache-2.0 AND BSD-3-Clause)',
]);
const ALWAYS = ['node_modules/@duckdb/node-bindings'];

interface Package {
  name: string;
  version: string;
  license?: string;
}

/** The package folder of a module, innermost node_modules first. */
function folderOf(moduleId: string): string | undefined {
  const at = moduleId.lastIndexOf('node_modules/');
  if (at < 0) return undefined;
  const [first = '', second = ''] = moduleId.slice(at + 'node_modules/'.length).split('/');
  return moduleId.slice(0, at) + join('node_modules', first.startsWith('@') ? join(first, second) : first);
}

/** The licence as the package states it: a file of its own, or else the section of its README. */
function textOf(folder: string): string | undefined {
  const files = readdirSync(folder);
  const own = files.find((f) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(f));
  if (own) return readFileSync(join(folder, own), 'utf8').trim();
  const readme = files.find((f) => /^readme\.md$/i.test(f));
  if (!readme) return undefined;
  const [, section] = readFileSync(join(folder, readme), 'utf8').split(/^#+ *licen[cs]e\b.*$/im);
  return section?.split(/^# /m)[0]?.trim() || undefined;
}

/** Throws Error for a package whose licence is not an accepted one. */
export function thirdPartyLicences(root: string, moduleIds: readonly string[]): string {
  const folders = new Set([
    ...ALWAYS.map((f) => join(root, f)),
    ...moduleIds.flatMap((m) => folderOf(m.replace(/^\0/, '')) ?? []),
  ]);
  const entries = [...folders].map((folder) => {
    const p = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;
    if (!p.license || !ACCEPTED.has(p.license))
      throw new Error(
        `${p.name}@${p.version} has the licence ${p.license ?? '(none)'}, which is not accepted`,
      );
    const text = textOf(folder) ?? `Licensed under ${p.license}.`;
    return {
      key: `${p.name}@${p.version}`,
      text: `${p.name} ${p.version} (${p.license})\n\n${text.replaceAll('\r\n', '\n')}\n`,
    };
  });
  const unique = [...new Map(entries.map((e) => [e.key, e.text]))].sort(([a], [b]) => (a < b ? -1 : 1));
  return unique.map(([, text]) => text).join(`\n${'-'.repeat(80)}\n\n`);
}
