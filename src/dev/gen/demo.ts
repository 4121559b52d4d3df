/** demo/: the two recorded inventories that `finops-gate demo` judges. Binary, so it is made on request: `node src/dev/gen/demo.ts`. */
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { checks } from '../../../checks/index.ts';
import { priceRequests } from '../../check/needs.ts';
import { recordInventory, stageInventory } from '../../inventory/inventory-folder.ts';
import { resolvePrices } from '../../price/resolve-prices.ts';
import { openDuckdb } from '../../store/duckdb.ts';
import { demoInventory } from '../demo/demo-account.ts';

const ROOT = resolve(import.meta.dirname, '../../../demo');

for (const week of ['before', 'after'] as const) {
  const db = await openDuckdb({ threads: 1 });
  const inventory = demoInventory(week);
  const { rows: prices } = await resolvePrices(priceRequests(checks, inventory, {}), {});
  await rm(join(ROOT, week), { recursive: true, force: true });
  await stageInventory(db, { inventory, prices });
  await recordInventory(db, join(ROOT, week), { inventory, prices });
  await db.close();
}
