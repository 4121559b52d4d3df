import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { checks } from '../../../checks/index.ts';
import type { Finding } from '../../../contracts/finding.ts';
import { priceRequests } from '../../check/needs.ts';
import { runChecks } from '../../check/run-checks.ts';
import { recordInventory, stageInventory } from '../../inventory/inventory-folder.ts';
import { priceBook, resolvePrices } from '../../price/resolve-prices.ts';
import { openDuckdb } from '../../store/duckdb.ts';
import { demoInventory } from '../demo/demo-account.ts';
import { writeDemoBill } from '../demo/demo-bill.ts';
import type { Generator } from '../generator.ts';

/** Records the inventory of a week; gives what the checks find in it. */
async function record(week: 'before' | 'after', into: string): Promise<readonly Finding[]> {
  const db = await openDuckdb({ threads: 1 });
  try {
    const inventory = demoInventory(week);
    const { rows: prices } = await resolvePrices(priceRequests(checks, inventory, {}), {});
    await stageInventory(db, { inventory, prices });
    await recordInventory(db, into, { inventory, prices });
    const { asOf } = inventory;
    return runChecks({
      inventory,
      checks,
      options: {},
      price: priceBook(prices),
      run: { ...RUN, runTs: asOf },
      asOf,
    }).findings;
  } finally {
    await db.close();
  }
}

const RUN = {
  tenantId: 'demo',
  workspaceId: 'demo',
  runId: 'demo',
  salt: 'stable',
  engineVersion: '0',
  rulepackVersion: '0',
} as const;

/** demo/: the two recorded inventories that `finops-gate demo` judges, one week apart, and the account's bill. */
export const generator: Generator = {
  name: 'demo',
  owns: ['demo/before', 'demo/after', 'demo/bill'],
  async files() {
    const dir = await mkdtemp(join(tmpdir(), 'finops-gate-gen-demo-'));
    try {
      const found = [
        ...(await record('before', join(dir, 'before'))),
        ...(await record('after', join(dir, 'after'))),
      ];
      await mkdir(join(dir, 'bill'));
      const db = await openDuckdb({ threads: 1 });
      await writeDemoBill(db, found, join(dir, 'bill', 'cur2-00001.parquet')).finally(() => db.close());
      const made = new Map<string, Uint8Array>();
      for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
        const file = join(entry.parentPath, entry.name);
        if (entry.isFile())
          made.set(`demo/${relative(dir, file).replaceAll('\\', '/')}`, await readFile(file));
      }
      return made;
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  },
};
