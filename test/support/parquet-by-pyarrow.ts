/** Parquet as another implementation reads it. */
import { fileURLToPath } from 'node:url';
import { python, run } from './python.ts';

export interface ReadParquet {
  /** Types in Arrow's words: `string`, `decimal128(18, 6)`, `timestamp[us, tz=UTC]`. */
  fields: { name: string; type: string; nullable: boolean; metadata: Record<string, string> }[];
  /** Key and value pairs of the file. */
  metadata: Record<string, string>;
  rowGroups: number;
  /** Codecs used, such as `ZSTD`. */
  compression: string[];
  /** Decimals, dates and instants are texts, in pyarrow's form. */
  rows: Record<string, unknown>[];
}

/** @throws Error with pyarrow's words, when it cannot read the file. */
export async function readWithPyarrow(file: string): Promise<ReadParquet> {
  const script = fileURLToPath(new URL('./parquet-by-pyarrow.py', import.meta.url));
  const ended = await run(await python(), [script, file]);
  if (ended.code !== 0) throw new Error(`pyarrow cannot read ${file}: ${ended.stderr.trim().slice(-800)}`);
  return JSON.parse(ended.stdout) as ReadParquet;
}
