/** Careful readers of AWS's answers, where every field may be missing. */
import type { Reading } from './collector.ts';

/** The columns that every row begins with. */
export const scopeOf = (r: Pick<Reading, 'accountId' | 'region'>) => ({
  account_id: r.accountId,
  region: r.region,
});

export const text = (v: string | undefined): string => v ?? '';

const isNumber = (v: number | undefined): v is number => v !== undefined && Number.isFinite(v);
export const whole = (v: number | undefined): number => (isNumber(v) ? Math.trunc(v) : 0);
export const wholeOrNull = (v: number | undefined): number | null => (isNumber(v) ? Math.trunc(v) : null);

/** ISO 8601 in UTC with milliseconds, null when absent or no date. */
export const instantOrNull = (d: Date | undefined): string | null =>
  d !== undefined && !Number.isNaN(d.getTime()) ? d.toISOString() : null;

/** `YYYY-MM-DD` */
export const dayOrNull = (d: Date | undefined): string | null => instantOrNull(d)?.slice(0, 10) ?? null;

/** What is there, without blanks. */
export const present = (values: readonly (string | undefined)[] | undefined): string[] =>
  (values ?? []).filter((v): v is string => v !== undefined && v !== '');
export const distinct = (values: readonly (string | undefined)[]): string[] => [...new Set(present(values))];

interface Tag {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}
/** Tags by key; one without a value is empty, one without a key is left out. */
export const tagsOf = (tags: readonly Tag[] | undefined): Record<string, string> =>
  Object.fromEntries(
    (tags ?? []).flatMap((t): [string, string][] => (t.Key === undefined ? [] : [[t.Key, t.Value ?? '']])),
  );
