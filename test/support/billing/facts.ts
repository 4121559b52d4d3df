/** Normalises a folder into facts and asks them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CostModel } from '../../../contracts/billing.ts';
import { openLocalSource } from '../../../src/billing/local-source.ts';
import { type Normalized, normalize } from '../../../src/billing/normalize.ts';
import { openDuckdb } from '../../../src/store/duckdb.ts';

export interface Facts extends Normalized {
  readonly output: string;
  /** What was read, in order. */
  readonly progress: readonly string[];
}

export const tempDir = (): string => mkdtempSync(join(tmpdir(), 'billing-'));
export const remove = (dir: string): void => rmSync(dir, { recursive: true, force: true });

export async function factsOf(
  from: string,
  of: {
    output?: string;
    costModel?: CostModel;
    periods?: readonly string[];
    tenant?: string;
    memoryLimit?: string;
  } = {},
): Promise<Facts> {
  const output = of.output ?? tempDir();
  const progress: string[] = [];
  const done = await normalize({
    source: openLocalSource(from),
    output,
    tenant: of.tenant ?? 'default',
    costModel: of.costModel ?? 'net_amortized',
    ...(of.periods ? { periods: of.periods } : {}),
    memoryLimit: of.memoryLimit ?? '1GB',
    threads: 1,
    log: { progress: (t) => progress.push(t), warn: () => undefined },
  });
  return { ...done, output, progress };
}

/** Rows of a query over the view `cur_facts` of an output folder. */
export async function ask(output: string, query: string): Promise<Record<string, unknown>[]> {
  const db = await openDuckdb({ threads: 1 });
  try {
    await db.conn.run(
      `create view cur_facts as select * from read_parquet('${output}/cur_facts/**/*.parquet', hive_partitioning = false)`,
    );
    return (await db.conn.runAndReadAll(query)).getRowObjectsJson() as Record<string, unknown>[];
  } finally {
    await db.close();
  }
}
