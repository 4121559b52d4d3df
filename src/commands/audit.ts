/** `finops-gate audit`: settings and file become a configuration, the pipeline runs, the chosen format is printed. */
import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Config } from '../../contracts/config.ts';
import type { ActionInput, Settings } from '../config/inputs.ts';
import { parseConfig } from '../config/parse-config.ts';
import { audit, knownChecks, knownRules } from '../pipeline.ts';
import { renderTable, type Screen } from '../report/table.ts';
import { EXIT, GateError } from '../shared/errors.ts';
import type { Log } from '../shared/log.ts';

const DEFAULT_FILE = '.finops-gate.yml';

/** A path as it is known from the root of the work tree, for messages and anchors. */
function known(path: string): string {
  const rel = relative(process.cwd(), resolve(path)).split(sep).join('/');
  return rel.startsWith('..') ? path : rel;
}

/** Reads the configuration file if it is there; one that is named and missing is an error. */
export function loadConfig(settings: Settings, env: NodeJS.ProcessEnv): Config {
  const path = settings.config || DEFAULT_FILE;
  const there = existsSync(path);
  if (!there && path !== DEFAULT_FILE) {
    throw new GateError({
      fault: 'user',
      message: `config: the file ${path} does not exist.`,
      next: 'Check the path; in a workflow run actions/checkout before this step.',
    });
  }
  return parseConfig({
    settings,
    ...(there ? { file: { path: known(path), text: readFileSync(path, 'utf8') } } : {}),
    configPath: known(path),
    env,
    known: { checks: knownChecks, rules: knownRules().map((r) => r.id) },
  });
}

export async function auditFromCli(of: {
  settings: Settings & Partial<Record<ActionInput, string>>;
  log: Log;
  screen: Screen;
  format: 'table' | 'json' | 'markdown' | 'sarif';
}): Promise<{ text: string; exitCode: number }> {
  const config = loadConfig(of.settings, process.env);
  const { report, rendered, files } = await audit(config, {
    log: of.log,
    mask: () => undefined,
    now: () => new Date(),
    env: process.env,
    advancesBaseline: true,
    totalsOnly: false,
    key: config.tenant,
  });
  const text = {
    table: () => `${renderTable(report, of.screen)}\nReports: ${files.html}\n`,
    json: () => rendered.exports['findings.json'] ?? '[]\n',
    markdown: () => rendered.comment,
    sarif: () => rendered.sarif.files.join('\n'),
  }[of.format]();
  for (const account of rendered.sarif.leftOut)
    of.log.warn(
      `No SARIF for account ${account}: not all of it could be read, and there is no baseline to carry forward.`,
    );
  return { text, exitCode: report.gate.result === 'fail' ? EXIT.gate : EXIT.clean };
}
