/** What the tables of Cost Explorer share. Every page costs $0.01, so each is asked for once. */
import { AwsFailure } from '../../contracts/discover.ts';
import { Big } from '../../contracts/money.ts';
import { pages } from './pages.ts';

/** Where the account has no such data: an answer, and no rows. */
const isNoData = (error: unknown): boolean =>
  error instanceof AwsFailure && /^DataUnavailable/.test(error.code);

/** The pages of an answer, none where Cost Explorer has no data. */
export async function* costPages<Page>(
  ask: (token: string | undefined) => Promise<Page>,
  nextOf: (page: Page) => string | undefined,
): AsyncGenerator<Page> {
  try {
    yield* pages(ask, nextOf);
  } catch (error) {
    if (!isNoData(error)) throw error;
  }
}

/** Decimal text as a column of the type `amount` holds it, null when it is none. */
export function decimalOrNull(v: string | undefined): string | null {
  try {
    const [whole = '', places = ''] = new Big((v ?? '').trim()).toFixed(12).split('.');
    const trimmed = places.replace(/0+$/, '');
    return trimmed === '' ? whole : `${whole}.${trimmed}`;
  } catch {
    return null;
  }
}

export const numberOrNull = (v: string | undefined): number | null =>
  v !== undefined && v.trim() !== '' && Number.isFinite(Number(v)) ? Number(v) : null;

/** An attribute by its words: Cost Explorer writes `instanceType` here and `INSTANCE_TYPE` there. */
export function attributeOf(attributes: Readonly<Record<string, string>> | undefined, name: string): string {
  const plain = (s: string): string => s.replaceAll('_', '').toLowerCase();
  const found = Object.entries(attributes ?? {}).find(([key]) => plain(key) === plain(name));
  return found?.[1] ?? '';
}
