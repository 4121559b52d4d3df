/** A new check and its test, red until both are written: `npm run new:check -- aws.ec2.volumes.something.wrong`. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { inventoryTables } from '../../contracts/inventory/catalogue.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ID = /^aws(\.[a-z0-9]+){3,7}$/;
/** Families of ec2 that have a folder of their own. */
const FAMILIES = ['ebs', 'nat'];

/** Where the check of an id lives, and its name there. */
function placeOf(id: string): { service: string; name: string } {
  const [, first = '', second = '', ...rest] = id.split('.');
  return first === 'ec2' && FAMILIES.includes(second)
    ? { service: second, name: rest.join('-') }
    : { service: first, name: [second, ...rest].join('-') };
}

/** The inventory table that has most words of the id in its name. */
function tableOf(id: string): string {
  const words = id.split('.');
  const shared = (table: string): number => table.split('_').filter((w) => words.includes(w)).length;
  return Object.keys(inventoryTables).reduce((best, table) => (shared(table) > shared(best) ? table : best));
}

/** The maker of that table's rows in test/support/makers.ts. */
function makerOf(table: string): string | undefined {
  const makers = readFileSync(join(ROOT, 'test/support/makers.ts'), 'utf8');
  return new RegExp(`export const (\\w+) = maker\\('${table}'`).exec(makers)?.[1];
}

const checkText = (id: string, table: string): string => `import { z } from 'zod';
import { defineCheck, unknown } from '../../../contracts/check.ts';

export default defineCheck({
  id: '${id}',
  title: '',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 500 },
  table: '${table}',
  options: z.object({}),
  messages: {
    found: '{id} …',
  },
  why: '',
  fix: '',
  links: [],
  evaluate() {
    return unknown('the rule is not written yet');
  },
});
`;

const testText = (of: { service: string; name: string; maker: string | undefined }): string =>
  `import check from '../../../../checks/aws/${of.service}/${of.name}.ts';
${of.maker ? `import { ${of.maker} } from '../../../support/makers.ts';\n` : ''}import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  // the whole sentence and the money
  fails: [],
  // its look-alikes above all
  passes: [],
  unknowns: [${of.maker ? `{ name: 'as it comes', row: ${of.maker}(), because: 'the rule is not written yet' }` : ''}],
});
`;

function scaffold(id: string): string[] {
  const place = placeOf(id);
  const table = tableOf(id);
  const files = {
    [`checks/aws/${place.service}/${place.name}.ts`]: checkText(id, table),
    [`test/checks/aws/${place.service}/${place.name}.test.ts`]: testText({ ...place, maker: makerOf(table) }),
  };
  const taken = Object.keys(files).find((path) => existsSync(join(ROOT, path)));
  if (taken !== undefined) throw new Error(`${taken} is there already.`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
  return Object.keys(files);
}

const [id = '', ...rest] = process.argv.slice(2);
if (!ID.test(id) || rest.length > 0) {
  process.stderr.write(
    'Name the check by its id, lower-case words from the wide to the narrow: npm run new:check -- aws.ec2.volumes.something.wrong\n',
  );
  process.exitCode = 2;
} else {
  try {
    for (const path of scaffold(id)) process.stdout.write(`${path}\n`);
    process.stdout.write('Write both, then: npm run gen\n');
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}
