/** Every gate is planted a breach, in a copy of the tree, and must name it. A gate that cannot fail keeps nothing. */
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GateName, gates } from '../../src/dev/gates.ts';
import { hasPython } from '../../src/dev/zizmor.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const modules = join(ROOT, 'node_modules');
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'finops-gate-house-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const path of listed.split('\0').filter((p) => p !== '' && !p.startsWith('dist/native')))
    cpSync(join(ROOT, path), join(copy, path), { recursive: true, force: true });
  symlinkSync(modules, join(copy, 'node_modules'));
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  symlinkSync(join(ROOT, '.cache'), join(copy, '.cache'));
  execFileSync('git', ['init', '-q'], { cwd: copy });
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(copy, path)), { recursive: true });
  writeFileSync(join(copy, path), text);
}

/** What the gate says in the copy; it must fail. */
function refusal(name: GateName): string {
  const gate = gates.find((g) => g.name === name);
  if (gate === undefined) throw new Error(`no gate ${name}`);
  const [program, ...args] = gate.command;
  const ended = spawnSync(program === 'node' ? process.execPath : join(modules, '.bin', program), args, {
    cwd: copy,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}`,
      NO_COLOR: '1',
    },
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(ended.error).toBeUndefined();
  expect(ended.status, ended.stdout).not.toBe(0);
  return ended.stdout + ended.stderr;
}

/** Plants the files, asks the gate, and takes them out again. */
function planted(name: GateName, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) put(path, text);
  try {
    return refusal(name);
  } finally {
    for (const path of Object.keys(files)) rmSync(join(copy, path));
  }
}

test('every gate is tried here', async () => {
  const { readFileSync } = await import('node:fs');
  const own = readFileSync(import.meta.filename, 'utf8');
  for (const { name } of gates) expect(own, name).toMatch(new RegExp(`(planted|refusal)\\('${name}'`));
});

describe('npm run check', () => {
  const check = (...names: string[]) =>
    spawnSync(process.execPath, ['src/dev/check.ts', ...names], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });

  test('goes on after a gate that failed, and says which and how to mend it', () => {
    put('sql/schema/planted.sql', 'select 1\n');
    put('src/gate/planted.ts', "import '../report/render.ts';\n");
    try {
      const { status, stdout } = check('generated', 'fences');
      expect(status).toBe(1);
      expect(stdout).toContain('mend it: npm run gen');
      expect(stdout).toContain('mend it: the reason is printed beside each breach');
      expect(stdout).toMatch(/\nFailed: fences, generated\.\n$/);
    } finally {
      rmSync(join(copy, 'sql/schema/planted.sql'));
      rmSync(join(copy, 'src/gate/planted.ts'));
    }
  });

  test('refuses a gate that is not there', () => {
    const { status, stderr } = check('planted');
    expect(status).toBe(2);
    expect(stderr).toContain('No gate is named planted: lint, types,');
  });
});

describe('lint', () => {
  const lint = (path: string, text: string): string => planted('lint', { [path]: text });

  test.each([
    ['contracts/planted.ts', 'export const at = Date.now();\n', 'No clock'],
    ['checks/aws/ec2/planted.ts', 'export const at = new Date();\n', 'No clock'],
    ['src/report/planted.ts', 'export const chance = Math.random();\n', 'No clock'],
    [
      'src/discover/planted.ts',
      "import { EC2Client } from '@aws-sdk/client-ec2';\n\nexport const client = new EC2Client({});\n",
      'Only src/aws makes an SDK client',
    ],
    ['src/gate/plantedName.ts', 'export const a = 1;\n', 'useFilenamingConvention'],
    ['src/gate/planted.ts', 'export const a = (x: any) => x;\n', 'noExplicitAny'],
    ['src/gate/planted.ts', "console.log('x');\n", 'noConsole'],
    ['src/gate/planted.ts', 'export const a = (x?: string) => x!.length;\n', 'noNonNullAssertion'],
    ['src/gate/planted.ts', 'export const a = "double"\n', 'Formatter would have printed'],
  ])('%s is refused: %#', (path, text, says) => {
    const said = lint(path, text);
    expect(said).toContain(path);
    expect(said).toContain(says);
  });

  test('a date made of data is allowed where the clock is not', () => {
    const said = lint('contracts/planted.ts', 'export const at = new Date(0);\nexport const x: any = 1;\n');
    expect(said).not.toContain('No clock');
  });
});

test('types: a value that may be undefined is not a string', () => {
  const said = planted('types', {
    'src/gate/planted.ts': 'export const first = (a: string[]): string => a[0];\n',
  });
  expect(said).toContain('src/gate/planted.ts(1,');
});

describe('fences', () => {
  const type = (path: string): string => `import type * as x from '${path}';\nexport type X = typeof x;\n`;
  /** One breach per fence: the file that breaks it and what is in it. */
  const breaches: Readonly<Record<string, readonly [path: string, text: string]>> = {
    'no-cycles': ['src/gate/planted-cycle-a.ts', type('./planted-cycle-b.ts')],
    resolvable: ['src/gate/planted-nowhere.ts', type('./nowhere.ts')],
    'only-declared-packages': ['src/gate/planted-package.ts', "export { ajv } from 'ajv';\n"],
    'contracts-are-pure': ['contracts/planted.ts', "export { readFileSync } from 'node:fs';\n"],
    'checks-are-pure': ['checks/aws/ec2/planted.ts', type('../../../src/shared/log.ts')],
    'prices-are-pure': ['prices/aws/planted.ts', type('../../src/shared/log.ts')],
    'config-stands-alone': ['src/config/planted.ts', type('../gate/gate.ts')],
    'store-stands-alone': ['src/store/planted.ts', type('../gate/gate.ts')],
    'github-stands-alone': ['src/github/planted.ts', type('../report/render.ts')],
    'shared-sees-nothing': ['src/shared/planted.ts', type('../gate/gate.ts')],
    'checks-index-lists-checks': ['checks/index.ts', type('../src/shared/log.ts')],
    'doors-open-the-pipeline': ['src/config/planted-pipeline.ts', type('../pipeline.ts')],
    'pipeline-sees-checks': ['src/check/planted-index.ts', type('../../checks/index.ts')],
    'doors-have-no-logic': ['src/main.ts', type('./gate/gate.ts')],
    'cli-knows-no-github': ['src/commands/planted.ts', type('../github/log.ts')],
    'commands-behind-the-cli': ['src/pipeline.ts', type('./commands/iam-policy.ts')],
    'nothing-sees-a-door': ['src/commands/planted-door.ts', type('../cli.ts')],
    'nothing-sees-dev-or-test': ['src/gate/planted-dev.ts', type('../dev/gates.ts')],
    'only-store-sees-duckdb': [
      'src/diff/planted-duckdb.ts',
      "export const x = () => import('@duckdb/node-api');\n",
    ],
    'only-github-sees-the-toolkit': ['src/report/planted-core.ts', type('@actions/core')],
    'only-aws-sees-credentials': ['src/price/planted.ts', type('@aws-sdk/credential-providers')],
    'only-data-steps-see-aws-clients': ['src/report/planted-sdk.ts', type('@aws-sdk/client-ec2')],
    'only-cli-sees-commander': ['src/config/planted-flags.ts', type('commander')],
    'step-aws-stands-alone': ['src/aws/planted.ts', type('../discover/read.ts')],
    'step-billing-stands-alone': ['src/billing/planted.ts', type('../gate/gate.ts')],
    'step-check-stands-alone': ['src/check/planted.ts', type('../gate/gate.ts')],
    'step-correlate-stands-alone': ['src/correlate/planted.ts', type('../gate/gate.ts')],
    'step-diff-stands-alone': ['src/diff/planted.ts', type('../gate/gate.ts')],
    'step-discover-stands-alone': ['src/discover/planted.ts', type('../aws/session.ts')],
    'step-enrich-stands-alone': ['src/enrich/planted.ts', type('../gate/gate.ts')],
    'step-gate-stands-alone': ['src/gate/planted.ts', type('../report/render.ts')],
    'step-inventory-stands-alone': ['src/inventory/planted.ts', type('../gate/gate.ts')],
    'step-price-stands-alone': ['src/price/planted-step.ts', type('../gate/gate.ts')],
    'rooms-have-fences': ['src/planted/planted.ts', type('../shared/log.ts')],
    'step-state-stands-alone': ['src/state/planted.ts', type('../gate/gate.ts')],
    'step-report-stands-alone': ['src/report/planted.ts', type('../gate/gate.ts')],
  };
  let said = '';

  beforeAll(() => {
    // the files that are there already are restored from the tree
    const kept = ['checks/index.ts', 'src/main.ts', 'src/pipeline.ts'];
    put('src/gate/planted-cycle-b.ts', type('./planted-cycle-a.ts'));
    for (const [path, text] of Object.values(breaches)) put(path, text);
    try {
      said = refusal('fences');
    } finally {
      for (const path of ['src/gate/planted-cycle-b.ts', ...Object.values(breaches).map(([p]) => p)])
        if (kept.includes(path) && spawnSync('test', ['-e', join(ROOT, path)]).status === 0)
          cpSync(join(ROOT, path), join(copy, path));
        else rmSync(join(copy, path));
    }
  });

  test('every fence has its breach here', async () => {
    const config = (await import(join(ROOT, '.dependency-cruiser.mjs'))) as {
      default: { forbidden: { name: string; comment: string }[] };
    };
    expect(Object.keys(breaches).sort()).toEqual(config.default.forbidden.map((f) => f.name).sort());
    for (const { name, comment } of config.default.forbidden)
      expect(comment.length, name).toBeGreaterThan(40);
  });

  test.each(Object.entries(breaches))('%s', (name, [path]) => {
    expect(said).toContain(`error ${name}: ${path} →`);
  });
});

test('generated: stale, missing and left over, with the difference', () => {
  const missing = 'sql/schema/prices.sql';
  const schema = 'schemas/config.schema.json';
  appendFileSync(join(copy, schema), 'planted\n');
  rmSync(join(copy, missing));
  put('sql/schema/planted.sql', 'select 1\n');
  try {
    const said = refusal('generated');
    expect(said).toContain(`${schema}: stale`);
    expect(said).toContain('-planted');
    expect(said).toContain(`${missing}: missing`);
    expect(said).toContain('sql/schema/planted.sql: left over');
  } finally {
    for (const path of [schema, missing]) cpSync(join(ROOT, path), join(copy, path));
    rmSync(join(copy, 'sql/schema/planted.sql'));
  }
});

test('dead code: a file and an export that nobody uses', () => {
  const said = planted('dead code', {
    'src/gate/planted.ts': 'export const planted = 1;\n',
    'test/house/planted.test.ts': "import { used } from './planted-support.ts';\nused();\n",
    'test/house/planted-support.ts': 'export const used = () => 1;\nexport const plantedUnused = 1;\n',
  });
  expect(said).toContain('src/gate/planted.ts');
  expect(said).toContain('plantedUnused');
  expect(said).not.toMatch(/^used\b/m);
});

test('dead in production: a file that only a test uses', () => {
  const said = planted('dead in production', {
    'src/gate/planted.ts': 'export const planted = 1;\n',
    'test/house/planted.test.ts':
      "import { planted } from '../../src/gate/planted.ts';\nplanted.toFixed();\n",
  });
  expect(said).toContain('src/gate/planted.ts');
});

test('house: check without test, test without check, page and case without rule, input that one side lacks, words', () => {
  const action = 'action.yml';
  appendFileSync(join(copy, action), '\n');
  const text = execFileSync('sed', ['s/^  regions:/  planted-input:/', join(copy, action)], {
    encoding: 'utf8',
  });
  put(action, text);
  try {
    const said = planted('house', {
      'checks/aws/ec2/planted-without-test.ts': 'export default {};\n',
      'test/checks/aws/ec2/planted-without-check.test.ts': '',
      'docs/checks/aws.planted.md': '',
      'sql/correlate/planted-rule.sql': '-- @id aws.planted.rule\n-- @reads aws.planted.read\nselect 1\n',
      'test/sql/correlate/planted-case.yaml': '',
      'docs/rules/aws.planted.page.md': '',
      'docs/planted.md': `cd ${'/wo'}rk/main\n`,
      'docs/planted-host.md': `https://${'registry'}.npmjs.org/x\n`,
    });
    for (const line of [
      'ec2/planted-without-test: is in checks/aws, but not in test/checks/aws',
      'ec2/planted-without-check: is in test/checks/aws, but not in checks/aws',
      'aws.planted: is in docs/checks, but not in checks/index.ts',
      'planted-rule: is in sql/correlate, but not in test/sql/correlate',
      'planted-case: is in test/sql/correlate, but not in sql/correlate',
      'aws.planted.rule: is in sql/correlate (@id), but not in docs/rules',
      'aws.planted.page: is in docs/rules, but not in sql/correlate (@id)',
      'sql/correlate/planted-rule.sql: reads aws.planted.read, and there is no such check',
      'planted-input: is in action.yml inputs, but not in src/config/inputs.ts',
      'regions: is in src/config/inputs.ts, but not in action.yml inputs',
      'planted-input: is in action.yml inputs, but not in README.md, Inputs',
      'planted-input: is an input of action.yml that no code knows',
      'docs/planted.md:1: a path of one machine',
      'docs/planted-host.md:1: the host of one registry',
    ])
      expect(said).toContain(line);
  } finally {
    cpSync(join(ROOT, action), join(copy, action));
  }
});

test('portable sql: words of one engine alone; a text that says so may use them', () => {
  const said = planted('portable sql', {
    'sql/diff/planted.sql': "select m['k'] as k from t qualify row_number() over (order by k) = 1\n",
    'sql/duckdb/planted.sql': "-- @engine duckdb\nselect m['k'] as k from t\n",
  });
  expect(said).toBe('sql/diff/planted.sql: QUALIFY\nsql/diff/planted.sql: subscript: write element_at\n');
});

test.skipIf(!hasPython())('workflows: an action that is not pinned, an unknown runner', () => {
  const said = planted('workflows', {
    '.github/workflows/planted.yml':
      'name: x\non: push\njobs:\n  a:\n    runs-on: planted-runner\n    steps:\n      - uses: actions/checkout@v4\n',
  });
  expect(said).toContain('label "planted-runner" is unknown');
  expect(said).toContain('unpinned-uses');
});

test('dist: a built file that was edited by hand', () => {
  appendFileSync(join(copy, 'dist/cli.js'), '// planted\n');
  const said = refusal('dist');
  expect(said).toContain('dist/cli.js: differs');
  expect(said).not.toContain('dist/main.js: differs');
});
