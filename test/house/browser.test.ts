import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkPage, hasBrowser } from '../support/browser.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'page-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const page = (name: string, lang: string, body: string): string => {
  const file = join(dir, name);
  const head =
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Report</title>';
  writeFileSync(file, `<!doctype html><html${lang}><head>${head}</head><body>${body}</body></html>`);
  return file;
};

describe.skipIf(!hasBrowser)('the browser', () => {
  test('finds nothing in a page that is sound', async () => {
    const file = page('sound.html', ' lang="en"', '<main><h1>Report</h1><p>All is well.</p></main>');
    expect(await checkPage(file)).toEqual({
      violations: [],
      requests: [],
      errors: [],
      overflows: { wide: false, narrow: false },
    });
  });

  test('finds each planted breach', async () => {
    const body = `<main><h1>Report</h1><p style="color:#bbb;background:#fff">faint</p><img src="data:,">
      <div style="width:900px">wide</div><script>throw new Error("planted")</script>
      <link rel="stylesheet" href="https://example.com/x.css"></main>`;
    const seen = await checkPage(page('broken.html', '', body));
    for (const rule of ['color-contrast', 'html-has-lang', 'image-alt']) {
      expect(seen.violations).toContainEqual(expect.stringContaining(rule));
    }
    expect(seen.requests).toEqual(['https://example.com/x.css']);
    expect(seen.errors).toContainEqual('planted');
    expect(seen.overflows).toEqual({ wide: false, narrow: true });
  });
});
