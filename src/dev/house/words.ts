/** Words that must not be published: paths of one machine, hosts of one registry, marks of unfinished work. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { tracked } from './tree.ts';

interface Word {
  readonly pattern: RegExp;
  readonly why: string;
  /** Files that may say it, each for a reason that is written beside it. */
  readonly except: RegExp;
}

// written in pieces, so that this file does not say them itself
const WORDS: readonly Word[] = [
  {
    pattern: new RegExp(`(?<![\\w.$}-])/(?:${['wo', 'ro'].join('rk|')}ot)/(?!_)`),
    why: 'a path of one machine',
    except: /^$/,
  },
  {
    pattern: new RegExp(`registry${'\\.'}npmjs`),
    why: 'the host of one registry: npm knows which to ask',
    // the lock file says where each package came from; the bundle's fetch of DuckDB elsewhere than Linux asks npm's own
    except: /^(package-lock\.json|src\/store\/native\.ts|dist\/.*|test\/src\/store\/native.*)$/,
  },
  {
    pattern: new RegExp(`\\b(?:${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b`),
    why: 'unfinished work: finish it or open an issue',
    except: /^(dist\/.*|test\/support\/github\/openapi\.json)$/,
  },
];
/** Larger files are data, not prose. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Places in the tree where such a word stands. */
export function wordBreaches(root: string): string[] {
  return tracked(root)
    .filter((path) => statSync(join(root, path)).size <= MAX_BYTES)
    .flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      if (text.includes('\0')) return [];
      return WORDS.filter((w) => !w.except.test(path) && w.pattern.test(text)).map((w) => {
        const line = text.slice(0, text.search(w.pattern)).split('\n').length;
        return `${path}:${line}: ${w.why}`;
      });
    });
}
