/** Promises of the repository about itself: lists that agree, words that are not published. Part of `npm run check`. */
import { resolve } from 'node:path';
import { doorLists } from './house/doors.ts';
import { checkLists, ruleLists } from './house/lists.ts';
import { wordBreaches } from './house/words.ts';

const ROOT = resolve(import.meta.dirname, '../..');

const breaches = [
  ...(await checkLists(ROOT)),
  ...(await ruleLists(ROOT)),
  ...doorLists(ROOT),
  ...wordBreaches(ROOT),
];
for (const line of breaches) process.stdout.write(`${line}\n`);
process.exitCode = breaches.length > 0 ? 1 : 0;
