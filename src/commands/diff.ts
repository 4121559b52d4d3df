/** `finops-gate diff`: the later folder judged again, from its own inventory, against the earlier one. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunManifest } from '../../contracts/run.ts';
import { audit } from '../pipeline.ts';
import { renderTable, type Screen } from '../report/table.ts';
import { GateError } from '../shared/errors.ts';
import type { Log } from '../shared/log.ts';
import { loadConfig } from './audit.ts';

/** The tenant that the later run was of; ids are made with it. */
async function tenantOf(dir: string): Promise<string | undefined> {
  const text = await readFile(join(dir, 'run_manifest.json'), 'utf8').catch(() => '{}');
  const parsed = RunManifest.pick({ tenant_id: true }).safeParse(parseJson(text));
  return parsed.success ? parsed.data.tenant_id : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Throws GateError (user) when the earlier folder cannot be compared with. */
export async function diffFolders(of: {
  before: string;
  after: string;
  format: 'table' | 'json' | 'markdown' | 'sarif';
  screen: Screen;
  log: Log;
}): Promise<string> {
  const output = await mkdtemp(join(tmpdir(), 'finops-gate-diff-'));
  try {
    const tenant = await tenantOf(of.after);
    // what things cost is the later run's business, not a comparison's
    const { billing: _, ...config } = loadConfig(
      { inventory: of.after, baseline: of.before, output, ...(tenant === undefined ? {} : { tenant }) },
      process.env,
    );
    const { report, rendered } = await audit(config, {
      log: of.log,
      mask: () => undefined,
      now: () => new Date(),
      env: process.env,
      advancesBaseline: false,
      totalsOnly: false,
      key: config.tenant,
    });
    if (report.baseline.state === 'unusable')
      throw new GateError({
        fault: 'user',
        message: `${of.before} cannot be compared with: ${report.baseline.reason}.`,
      });
    if (of.format === 'json') return rendered.exports['diff.json'] ?? '';
    return of.format === 'markdown' ? rendered.comment : renderTable(report, of.screen);
  } finally {
    await rm(output, { recursive: true, force: true });
  }
}
