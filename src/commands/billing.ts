/** `finops-gate billing normalize`: cost exports become cost facts, and how that went is said. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COST_MODELS, type CostModel } from '../../contracts/billing.ts';
import { normalizeBilling } from '../pipeline.ts';
import { GateError } from '../shared/errors.ts';
import { type Log, printable } from '../shared/log.ts';

export interface NormalizeFlags {
  readonly from: string;
  readonly output: string;
  readonly costModel: string;
  readonly tenant: string;
  readonly periods?: string;
  readonly memoryLimit?: string;
}

const refuse = (flag: string, value: string, next: string): GateError =>
  new GateError({ fault: 'user', message: `--${flag} ${value} is not understood.`, next });

/** `2026-09,2026-10` or `2026-08..2026-10` as months. Throws GateError (user). */
function parsePeriods(text: string): string[] {
  const month = /^\d{4}-(0[1-9]|1[0-2])$/;
  const wrong = refuse(
    'periods',
    text,
    'Give months such as 2026-09,2026-10, or a range such as 2026-08..2026-10.',
  );
  const number = (m: string): number => Number(m.slice(0, 4)) * 12 + Number(m.slice(5)) - 1;
  return text.split(',').flatMap((part) => {
    const [first = '', last = first, ...rest] = part.trim().split('..');
    if (!month.test(first) || !month.test(last) || rest.length > 0) throw wrong;
    const [from, to] = [number(first), number(last)];
    if (to < from || to - from > 240) throw wrong;
    return Array.from(
      { length: to - from + 1 },
      (_, i) => `${Math.floor((from + i) / 12)}-${String(((from + i) % 12) + 1).padStart(2, '0')}`,
    );
  });
}

/** A size as DuckDB takes it, such as 2GB. Throws GateError (user). */
function memoryLimit(text: string): string {
  if (!/^\d+(\.\d+)?\s*(MB|MiB|GB|GiB)$/i.test(text))
    throw refuse('memory-limit', text, 'Give a size such as 2GB or 1500MB.');
  return text;
}

const count = (n: number, one: string): string => `${n.toLocaleString('en-US')} ${one}${n === 1 ? '' : 's'}`;

/** Throws GateError; the text says file by file what was read. */
export async function normalizeCommand(
  flags: NormalizeFlags,
  log: Log,
): Promise<{ text: string; taken: boolean }> {
  const costModel = COST_MODELS.find((m) => m === flags.costModel) as CostModel;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(flags.tenant))
    throw refuse('tenant', flags.tenant, 'Give 1 to 64 letters, digits, dots, dashes or underscores.');
  const done = await normalizeBilling(
    {
      from: flags.from,
      output: flags.output,
      tenant: flags.tenant.toLowerCase(),
      costModel,
      ...(flags.periods === undefined ? {} : { periods: parsePeriods(flags.periods) }),
      ...(flags.memoryLimit === undefined ? {} : { memoryLimit: memoryLimit(flags.memoryLimit) }),
    },
    { env: process.env, mask: () => undefined, log },
  );
  const { billingExports } = await import('../billing/quality.ts');
  await mkdir(join(flags.output, 'export'), { recursive: true });
  for (const [name, text] of Object.entries(billingExports(done)))
    await writeFile(join(flags.output, 'export', name), text);
  const { quality, periods } = done;
  const lines = [
    ...quality.files.map((f) => {
      const bad =
        f.rows_rejected === 0
          ? ''
          : `, ${count(f.rows_rejected, 'line')} rejected (${f.rejected_because[0]?.reason ?? ''})`;
      return `  ${f.file}: ${f.refused ?? `${f.dialect}, ${count(f.rows_read, 'line')}${bad}`}`;
    }),
    ...quality.left_out.map((l) => `  left out: ${l.name}${l.period ? ` (${l.period})` : ''}: ${l.reason}`),
    '',
    ...periods.map(
      (p) =>
        `  ${p.billing_period}  payer ${p.payer_account_id || 'unknown'}  ${count(p.rows, 'line')}, ${p.granularity}${p.covered_to === null ? '' : `, whole days before ${p.covered_to}`}${p.has_resource_ids ? '' : ', without resource ids'}`,
    ),
    '',
    `Facts: ${join(flags.output, 'cur_facts')} (${quality.cost_model})   how it went: ${join(flags.output, 'export', 'billing_quality.json')}`,
  ];
  return { text: lines.map(printable).join('\n'), taken: periods.length > 0 };
}
