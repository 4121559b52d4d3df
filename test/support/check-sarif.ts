/**
 * SARIF in three sieves: the JSON schema (the multitool finds nothing in a file with a value outside an enum), the
 * multitool's rules for GitHub (its exit code is always 0: the findings are in its output), and the uri of every
 * location, which GitHub refuses when it has a scheme.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { run } from './python.ts';

interface Log {
  runs?: {
    results?: {
      ruleId?: string;
      message?: { text?: string; arguments?: string[] };
      locations?: { physicalLocation?: { artifactLocation?: { uri?: string } } }[];
    }[];
  }[];
}

const home = dirname(fileURLToPath(import.meta.resolve('@microsoft/sarif-multitool-linux/package.json')));
const { $schema: _, ...schema } = JSON.parse(readFileSync(join(home, 'sarif-2.1.0.json'), 'utf8')) as Record<
  string,
  unknown
>;
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const ownFaults = (log: Log): string[] =>
  (log.runs ?? []).flatMap((one) =>
    (one.results ?? []).flatMap((result, i) => {
      const uri = result.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
      if (!uri) return [`uri: result ${i} has none`];
      return /^([A-Za-z][A-Za-z0-9+.-]*:|\/)/.test(uri)
        ? [`uri: result ${i} is not in the repository: ${uri}`]
        : [];
    }),
  );

async function multitoolFaults(file: string): Promise<string[]> {
  const tool = join(home, 'Sarif.Multitool');
  if ((statSync(tool).mode & 0o100) === 0) chmodSync(tool, 0o755);
  const dir = mkdtempSync(join(tmpdir(), 'sarif-'));
  const out = join(dir, 'validated.sarif');
  try {
    const rules = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error'];
    const ended = await run('env', [
      'DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1',
      tool,
      'validate',
      file,
      ...rules,
      '-o',
      out,
    ]);
    const { runs } = JSON.parse(readFileSync(out, 'utf8')) as Log;
    if (!runs?.[0]?.results)
      throw new Error(`the SARIF multitool gave no results: ${ended.stdout}${ended.stderr}`);
    return runs[0].results.map((r) => `${r.ruleId} ${r.message?.arguments?.[0] ?? r.message?.text ?? ''}`);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What is wrong with a SARIF file for GitHub's code scanning; empty when nothing. Takes two seconds. */
export async function checkSarif(file: string): Promise<string[]> {
  const log = JSON.parse(readFileSync(file, 'utf8')) as Log;
  const schemaFaults = validate(log)
    ? []
    : (validate.errors ?? []).map((e) => `schema: ${e.instancePath} ${e.message}`);
  return [...schemaFaults, ...ownFaults(log), ...(await multitoolFaults(file))];
}
