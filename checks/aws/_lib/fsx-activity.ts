/** What clients moved on an FSx file system, by day. No datapoint is no evidence: FSx publishes zeros. */
import type { Series } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';

/** The state that keeps a file system from being judged by its metrics; undefined where it is available or AWS does not say. */
export const notAvailable = (f: Pick<Row<'fsx_file_systems'>, 'lifecycle'>): string | undefined =>
  f.lifecycle === 'AVAILABLE' || f.lifecycle === '' ? undefined : `it is ${f.lifecycle}`;

/** Bytes read and written on each whole day since creation for which both were published. */
export function dailyBytes(read: Series, written: Series, createdAt: string | null): number[] {
  const from = createdAt === null ? Number.NEGATIVE_INFINITY : Date.parse(createdAt);
  return read.values.flatMap((r, i) => {
    const w = written.values[i];
    const isWhole = Date.parse(read.start) + i * read.period * 1000 >= from;
    return isWhole && r !== null && w !== null && w !== undefined ? [r + w] : [];
  });
}
