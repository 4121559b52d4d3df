/** The gates of the house: what `npm run check` holds, in order, quick ones first. */
export interface Gate {
  readonly name: string;
  /** What it keeps true. */
  readonly keeps: string;
  /** Program of node_modules/.bin, or `node`, and its arguments. */
  readonly command: readonly [program: string, ...args: string[]];
  /** What to do when it fails. */
  readonly fix: string;
}

export const gates = [
  {
    name: 'lint',
    keeps: 'format, names, lint; no clock in pure rooms; SDK clients in src/aws alone',
    command: ['biome', 'check', '--error-on-warnings', '--diagnostic-level=warn', '.'],
    fix: 'npx biome check --write .   then mend by hand what is left',
  },
  {
    name: 'types',
    keeps: 'TypeScript, strict',
    command: ['tsc', '-p', '.'],
    fix: 'mend the types; no `any`, no `!`, no @ts-ignore',
  },
  {
    name: 'fences',
    keeps: 'who may import whom, no cycles',
    command: [
      'depcruise',
      '--config',
      '.dependency-cruiser.mjs',
      '--output-type',
      'err-long',
      'contracts',
      'checks',
      'prices',
      'src',
      'test',
    ],
    fix: 'the reason is printed beside each breach; pass in what the room must not import',
  },
  {
    name: 'generated',
    keeps: 'generated files say what their sources say',
    command: ['node', 'src/dev/gen.ts', '--check'],
    fix: 'npm run gen   and commit what it wrote',
  },
  {
    name: 'dead code',
    keeps: 'every file, export and dependency is used',
    command: ['knip', '--no-progress', '--treat-config-hints-as-errors'],
    fix: 'delete what nobody uses, or drop its `export`',
  },
  {
    name: 'dead in production',
    keeps: 'nothing ships for the tests alone',
    command: ['knip', '--production', '--no-progress'],
    fix: 'move it to test/ or src/dev/, or delete it',
  },
  {
    name: 'house',
    keeps: 'check, test and page; rule, case and page; inputs and outputs; words that must not be published',
    command: ['node', 'src/dev/house.ts'],
    fix: 'each line names the file that is missing or says too much',
  },
  {
    name: 'portable sql',
    keeps: 'SQL that means the same on DuckDB and on Trino, unless it says `-- @engine duckdb`',
    command: ['node', 'src/dev/lint-sql.ts'],
    fix: 'write it in the subset of src/dev/house/portable-sql.ts',
  },
  {
    name: 'workflows',
    keeps: 'workflows pass actionlint and zizmor',
    command: ['node', 'src/dev/lint-workflows.ts'],
    fix: 'mend the workflow; pin actions by full commit hash',
  },
  {
    name: 'dist',
    keeps: 'dist/ is built from these sources',
    command: ['node', 'src/dev/build.ts', '--check'],
    fix: 'npm run build   and commit dist/',
  },
] as const satisfies readonly Gate[];

export type GateName = (typeof gates)[number]['name'];
