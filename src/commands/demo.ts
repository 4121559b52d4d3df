/** `finops-gate demo`: two recorded runs of a made-up account, a week apart, with its bill, through the whole pipeline. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { audit } from '../pipeline.ts';
import { renderTable, type Screen } from '../report/table.ts';
import type { Log } from '../shared/log.ts';
import { loadConfig } from './audit.ts';

/** Beside the bundle, or at the root of the sources. */
const bundled = new URL('./demo/', import.meta.url);
const ROOT = fileURLToPath(existsSync(bundled) ? bundled : new URL('../../demo/', import.meta.url));

export async function demo(of: { output: string; log: Log; screen: Screen }): Promise<string> {
  const run = async (week: 'before' | 'after', baseline?: string) => {
    const config = loadConfig(
      {
        inventory: join(ROOT, week),
        output: join(of.output, week),
        config: join(ROOT, 'finops-gate.yml'),
        billing: join(ROOT, 'bill'),
        ...(baseline ? { baseline } : {}),
      },
      {},
    );
    return audit(
      { ...config, configPath: '.finops-gate.yml' },
      {
        log: of.log,
        mask: () => undefined,
        now: () => new Date(),
        env: process.env,
        advancesBaseline: true,
        totalsOnly: false,
        key: 'demo',
      },
    );
  };
  const before = join(of.output, 'before');
  await run('before');
  const { report, files } = await run('after', before);
  return [
    renderTable(report, of.screen),
    'This was the demo: a recorded account and its bill, judged twice, a week apart. No AWS, no network.',
    '',
    `  the page            ${files.html}`,
    `  the PR comment      ${files.comment}`,
    `  the job summary     ${files.summary}`,
    `  SARIF, Slack        ${files.sarif}, ${files.slack}`,
    `  every table         ${join(of.output, 'after')}/…/*.parquet`,
    '',
    'Next: finops-gate audit --regions eu-west-1    (reads with the AWS credentials that are there)',
    '',
  ].join('\n');
}
