/** One HTML page in a real browser: accessibility, requests that leave the page, errors, overflow. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

const found = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
if (found === undefined) {
  process.stderr.write('NO BROWSER: tests of HTML pages are skipped (Debian: apt-get install chromium)\n');
}

/** Whether this machine has a browser; `test.skipIf(!hasBrowser)`. */
export const hasBrowser = found !== undefined;

export interface CheckedPage {
  /** axe, WCAG 2.2 AA and best practice: impact, rule, count, first place. */
  violations: string[];
  /** URLs asked for that are neither file: nor data:. */
  requests: string[];
  /** Errors of scripts and of the console. */
  errors: string[];
  /** Wider than the window, at 1200 and at 360 pixels. */
  overflows: { wide: boolean; narrow: boolean };
}

/** Opens a file and looks; `screenshot` is a path for a picture of the whole page. Takes three seconds. */
export async function checkPage(file: string, screenshot?: string): Promise<CheckedPage> {
  if (found === undefined) throw new Error('there is no browser on this machine');
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-dev-shm-usage',
  ];
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const browser = await chromium.launch({ executablePath: found, args: [...args, ...quiet] });
  try {
    const context = await browser.newContext({
      viewport: { width: 1200, height: 800 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
      offline: true,
    });
    const page = await context.newPage();
    const requests: string[] = [];
    const errors: string[] = [];
    page.on('request', (request) => {
      if (!/^(file|data):/.test(request.url())) requests.push(request.url());
    });
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(pathToFileURL(resolve(file)).href);
    const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const axe = await new AxeBuilder({ page }).withTags(tags).analyze();
    // an expression, not a function: this code is checked without the types of a browser
    const overflow = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
    const wide = Boolean(await page.evaluate(overflow));
    await page.setViewportSize({ width: 360, height: 740 });
    const narrow = Boolean(await page.evaluate(overflow));
    await page.setViewportSize({ width: 1200, height: 800 });
    if (screenshot !== undefined) await page.screenshot({ path: screenshot, fullPage: true });
    return {
      violations: axe.violations.map(
        (v) => `${v.impact} ${v.id} x${v.nodes.length}: ${String(v.nodes[0]?.target)}`,
      ),
      requests: [...new Set(requests)],
      errors,
      overflows: { wide, narrow },
    };
  } finally {
    await browser.close();
  }
}
