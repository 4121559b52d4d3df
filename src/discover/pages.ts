/** Follows the pages of a listing one by one, so that what was read before a failure is kept. */

/** Throws what `ask` throws, and an Error when a page names a next page that was read already. */
export async function* pages<Page>(
  ask: (token: string | undefined) => Promise<Page>,
  nextOf: (page: Page) => string | undefined,
): AsyncGenerator<Page> {
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await ask(token);
    yield page;
    token = nextOf(page) || undefined;
    if (token !== undefined) {
      if (seen.has(token)) throw new RepeatedPage();
      seen.add(token);
    }
  } while (token !== undefined);
}

/** A listing that would never end. */
export class RepeatedPage extends Error {
  override readonly name = 'RepeatedPage';
  constructor() {
    super('AWS named a next page that was read already.');
  }
}
