/** Answers of the Price List on disk: hits for a week, misses for a day. A cache that cannot be read or written is no cache. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { PriceListAnswer } from './price-list.ts';

const Entry = z.object({
  at: z.number(),
  answer: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('found'),
      usd: z.string().regex(/^\d+(\.\d+)?$/),
      unit: z.string(),
      sku: z.string(),
      asOf: z.string(),
    }),
    z.object({ kind: z.literal('none'), why: z.string() }),
  ]),
});
const File = z.object({ version: z.literal(2), entries: z.record(z.string(), Entry) });

const DAY = 86_400_000;
const LIFETIME = { found: 7 * DAY, none: DAY } as const;
const MAX_BYTES = 16 * 1024 * 1024;

export interface PriceCache {
  get(key: string): PriceListAnswer | undefined;
  set(key: string, answer: PriceListAnswer): void;
  /** Writes the file whole and swaps it in. */
  save(): Promise<void>;
}

/** `now`: epoch milliseconds of the wall clock, for ages. */
export async function openPriceCache(file: string, now: number): Promise<PriceCache> {
  const entries = new Map<string, z.output<typeof Entry>>();
  let changed = false;
  try {
    const text = await readFile(file, 'utf8');
    const parsed = text.length > MAX_BYTES ? undefined : File.safeParse(JSON.parse(text));
    if (parsed?.success) for (const [k, e] of Object.entries(parsed.data.entries)) entries.set(k, e);
  } catch {
    // no cache yet, or one that cannot be read: prices are asked for again
  }
  return {
    get(key) {
      const e = entries.get(key);
      return e && now - e.at >= 0 && now - e.at < LIFETIME[e.answer.kind] ? e.answer : undefined;
    },
    set(key, answer) {
      entries.set(key, { at: now, answer });
      changed = true;
    },
    async save() {
      if (!changed) return;
      const temporary = join(dirname(file), `.prices-${process.pid}.json`);
      try {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(
          temporary,
          JSON.stringify({
            version: 2,
            entries: Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1))),
          }),
        );
        await rename(temporary, file);
      } catch {
        // a read-only home is no reason to fail
      }
    },
  };
}
