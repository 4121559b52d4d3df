import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { checks } from '../../../checks/index.ts';
import { priceRequests } from '../../check/needs.ts';
import { recordInventory, stageInventory } from '../../inventory/inventory-folder.ts';
import { resolvePrices } from '../../price/resolve-prices.ts';
import { openDuckdb } from '../../store/duckdb.ts';
import { demoInventory } from '../demo/demo-account.ts';
import type { Generator } from '../generator.ts';

async function record(week: 'before' | 'after', into: string): Promise<void> {
  const db = await openDuckdb({ threads: 1 });
  try {
    const inventory = demoInventory(week);
    const { rows: prices } = await resolvePrices(priceRequests(checks, inventory, {}), {});
    await stageInventory(db, { inventory, prices });
    await recordInventory(db, into, { inventory, prices });
  } finally {
    await db.close();
  }
}

/** demo/: the two recorded inventories that `finops-gate demo` judges, one week apart. */
export const generator: Generator = {
  name: 'demo',
  owns: ['demo/before', 'demo/after'],
  async files() {
    const dir = await mkdtemp(join(tmpdir(), 'finops-gate-gen-demo-'));
    try {
      for (const week of ['before', 'after'] as const) await record(week, join(dir, week));
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
