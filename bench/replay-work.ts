/**
 * Run by bench/replay.ts in a process of its own: `make <resources> <folder>` writes an inventory of that many resources,
 * `run <folder> <output>` replays it through every check, rule and total and prints seconds and peak memory as JSON.
 */
import { checks } from '../checks/index.ts';
import type { Inventory } from '../contracts/discover.ts';
import { inventoryTables, type MetricRow } from '../contracts/inventory/catalogue.ts';
import type { InventoryTable } from '../contracts/inventory/inventory-table.ts';
import { GLOBAL } from '../contracts/inventory/services.ts';
import type { Column } from '../contracts/table.ts';
import { priceRequests } from '../src/check/needs.ts';
import { auditFromCli } from '../src/commands/audit.ts';
import { demoInventory } from '../src/dev/demo/demo-account.ts';
import { recordInventory, stageInventory } from '../src/inventory/inventory-folder.ts';
import { resolvePrices } from '../src/price/resolve-prices.ts';
import { terminalLog } from '../src/shared/log.ts';
import { openDuckdb } from '../src/store/duckdb.ts';

type Fields = Record<string, unknown>;

function blank(c: Column, at: string): unknown {
  if (c.nullable) return null;
  if (c.type === 'list') return [];
  if (c.type === 'map') return {};
  if (c.type === 'struct')
    return Object.fromEntries(Object.entries(c.fields).map(([k, f]) => [k, blank(f, at)]));
  if (c.type === 'timestamp') return at;
  if (c.type === 'date') return at.slice(0, 10);
  if (c.type === 'money' || c.type === 'amount') return '0';
  return c.type === 'bool' ? false : c.type === 'text' ? '' : 0;
}

/** The demo account again and again under other ids, and rows that say nothing where the demo has none. */
function inventoryOf(resources: number): Inventory {
  const demo = demoInventory('after');
  const own = Object.values(demo.tables).reduce((n, rows) => n + (rows?.length ?? 0), 0);
  const described = Object.values(inventoryTables) as InventoryTable[];
  const silent = described.filter(
    (t) => t.resource && (demo.tables[t.name as keyof typeof demo.tables]?.length ?? 0) === 0,
  );
  const copies = Math.ceil(resources / (own + silent.length));
  const account = demo.accounts[0]?.accountId ?? '';
  const named = new Set(
    described.flatMap((t) =>
      ((demo.tables[t.name as keyof typeof demo.tables] ?? []) as unknown as Fields[])
        .map((row) => String(row[t.resource?.idColumn ?? ''] ?? ''))
        .filter((id) => id !== '' && !/-0[0-9a-f]{16}$/.test(id)),
    ),
  );
  const born = '2026-01-01T00:00:00.000Z';
  const tables: Record<string, Fields[]> = {};
  const metrics: MetricRow[] = [];
  const put = (table: string, ...rows: Fields[]): void => {
    const known = tables[table] ?? [];
    known.push(...rows);
    tables[table] = known;
  };
  for (let copy = 0; copy < copies; copy++) {
    const mark = copy.toString(16).padStart(5, '0');
    // ids refer to each other: all are changed alike, names too
    const rename = (text: string): string =>
      named.has(text)
        ? `${text}-${mark}`
        : text.replaceAll(/-0[0-9a-f]{11}(?=[0-9a-f]{5}\b)/g, `-0${mark}000000`);
    const renamed = <R>(rows: R): R =>
      JSON.parse(JSON.stringify(rows), (_, v: unknown) => (typeof v === 'string' ? rename(v) : v)) as R;
    for (const [name, rows] of Object.entries(demo.tables))
      put(name, ...renamed(rows as unknown as Fields[]));
    metrics.push(...renamed([...demo.metrics]));
    for (const t of silent) {
      if (t.resource?.idColumn === 'account_id' && copy > 0) continue;
      const row = Object.fromEntries(Object.entries(t.columns).map(([k, c]) => [k, blank(c, born)]));
      const region = t.reach === 'account' ? GLOBAL : 'eu-west-1';
      put(t.name, {
        ...row,
        account_id: account,
        region,
        ...(t.resource?.idColumn === 'account_id'
          ? {}
          : { [t.resource?.idColumn ?? '']: `${t.name}-${mark}` }),
      });
    }
  }
  return { ...demo, tables: tables as Inventory['tables'], metrics };
}

const [mode, first = '', second = ''] = process.argv.slice(2);
if (mode === 'make') {
  const db = await openDuckdb();
  const inventory = inventoryOf(Number(first));
  const { rows: prices } = await resolvePrices(priceRequests(checks, inventory, {}), {});
  await stageInventory(db, { inventory, prices });
  await recordInventory(db, second, { inventory, prices });
  await db.close();
  const count = Object.values(inventory.tables).reduce((n, rows) => n + (rows?.length ?? 0), 0);
  process.stdout.write(JSON.stringify({ count }));
} else {
  const started = performance.now();
  const log = terminalLog(process.stderr);
  await auditFromCli({
    settings: { inventory: first, output: second },
    log,
    screen: { columns: 100, colour: false },
    format: 'json',
  });
  process.stdout.write(
    JSON.stringify({
      seconds: (performance.now() - started) / 1000,
      megabytes: process.resourceUsage().maxRSS / 1024,
    }),
  );
}
