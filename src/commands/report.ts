/** `finops-gate report`: prints the report of an output folder again. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Report } from '../../contracts/report.ts';
import { renderComment } from '../report/comment.ts';
import { renderTable, type Screen } from '../report/table.ts';
import { GateError } from '../shared/errors.ts';

const FILES = {
  json: 'export/findings.json',
  markdown: 'report/comment.md',
  sarif: 'report/findings.sarif',
} as const;
/** As much of a report as tells one from something else; the folder is the reader's own. */
const Shape = z.looseObject({
  runTs: z.string(),
  savings: z.looseObject({ total: z.string() }),
  findings: z.array(z.unknown()),
  coverage: z.looseObject({ percent: z.number() }),
});

const refusal = (dir: string, cause: unknown): GateError =>
  new GateError({
    fault: 'user',
    message: `${dir} holds no report.`,
    next: 'Give the output folder of a run of this version.',
    cause,
  });

async function readReport(dir: string): Promise<Report> {
  try {
    return Shape.parse(
      JSON.parse(await readFile(join(dir, 'report/report.json'), 'utf8')),
    ) as unknown as Report;
  } catch (cause) {
    throw refusal(dir, cause);
  }
}

export async function reportFolder(of: {
  dir: string;
  format: 'table' | 'json' | 'markdown' | 'sarif';
  screen: Screen;
}): Promise<string> {
  if (of.format === 'table') return renderTable(await readReport(of.dir), of.screen);
  if (of.format === 'markdown') return renderComment(await readReport(of.dir), 'default');
  return readFile(join(of.dir, FILES[of.format]), 'utf8').catch((cause: unknown) => {
    throw refusal(of.dir, cause);
  });
}
