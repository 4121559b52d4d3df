/** Who may import whom: every fence of the house, each with its reason. `npm run check` runs it; see docs/architecture.md. */

/** Rooms of src/ that are a step of the run: each is fed by the pipeline and knows no other. */
const STEPS = [
  'aws',
  'billing',
  'check',
  'correlate',
  'diff',
  'discover',
  'enrich',
  'gate',
  'inventory',
  'price',
  'report',
  'state',
];
/** Steps whose work is SQL: they hold a store and hand it statements. */
const SQL_STEPS = ['billing', 'correlate', 'diff', 'enrich', 'inventory', 'state'];

/** A package as the resolver names it: the file in node_modules, or the bare name where it is not installed. */
const packages = (...names) => `(^|/)node_modules/(${names.join('|')})(/|$)|^(${names.join('|')})(/|$)`;
const OURS = '^(contracts|checks|prices|src|test)/';

const stepFence = (step) => ({
  name: `step-${step}-stands-alone`,
  severity: 'error',
  comment: `src/${step} is one step of the run. It sees contracts, shared${SQL_STEPS.includes(step) ? ', the store' : ''} and itself; what it needs from another step is passed in by src/pipeline.ts, so that it can be tested and replaced alone.`,
  from: { path: `^src/${step}/` },
  to: {
    path: OURS,
    pathNot: `^(contracts|src/shared|src/${step}${SQL_STEPS.includes(step) ? '|src/store' : ''})/`,
  },
});

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Files that import each other can only be read, tested and moved together. Take out what both need.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'An import that leads nowhere fails at run time, perhaps only on the branch that loads it.',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'only-declared-packages',
      severity: 'error',
      comment:
        'What ships is what package.json pins: a package that is there by chance or only for development is not.',
      from: { path: '^(contracts|checks|prices|src)/', pathNot: '^src/dev/' },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev', 'npm-optional'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'contracts-are-pure',
      severity: 'error',
      comment:
        'contracts/ holds the words that everything else speaks: no I/O, no clock, nothing of ours, and only zod, apache-arrow and big.js (money is decimal); node:crypto hashes ids.',
      from: { path: '^contracts/' },
      to: {
        pathNot: `^contracts/|${packages('zod', 'apache-arrow', 'big\\.js', '@types/big\\.js')}|^(node:)?crypto$`,
      },
    },
    {
      name: 'checks-are-pure',
      severity: 'error',
      comment:
        'A check is a pure function of one resource: it sees contracts, prices, its helpers in _lib and zod. No client, no clock, no file, no other check.',
      from: { path: '^checks/aws/' },
      to: { pathNot: `^contracts/|^prices/|^checks/aws/_lib/|${packages('zod')}` },
    },
    {
      name: 'prices-are-pure',
      severity: 'error',
      comment: 'prices/ says what can be priced and where the figure is found; src/price goes and finds it.',
      from: { path: '^prices/' },
      to: { pathNot: '^(contracts|prices)/' },
    },
    {
      name: 'checks-index-lists-checks',
      severity: 'error',
      comment: 'checks/index.ts is generated: it lists the checks and knows nothing else.',
      from: { path: '^checks/index\\.ts$' },
      to: { pathNot: '^(contracts|checks/aws)/' },
    },
    ...STEPS.map(stepFence),
    {
      name: 'rooms-have-fences',
      severity: 'error',
      comment: 'A new room of src/ says here first whom it may import.',
      from: {
        path: '^src/[^/]+/',
        pathNot: `^src/(${[...STEPS, 'commands', 'config', 'dev', 'github', 'shared', 'store'].join('|')})/`,
      },
      to: {},
    },
    {
      name: 'config-stands-alone',
      severity: 'error',
      comment:
        'src/config turns text into one parsed Config; it knows the words of contracts, not the steps that read them.',
      from: { path: '^src/config/' },
      to: { path: OURS, pathNot: '^(contracts|src/shared|src/config)/' },
    },
    {
      name: 'store-stands-alone',
      severity: 'error',
      comment: 'src/store keeps tables and runs SQL for whoever asks; it knows no step.',
      from: { path: '^src/store/' },
      to: { path: OURS, pathNot: '^(contracts|src/shared|src/store)/' },
    },
    {
      name: 'github-stands-alone',
      severity: 'error',
      comment: 'src/github says to GitHub what it is given; what is said is made by src/report.',
      from: { path: '^src/github/' },
      to: { path: OURS, pathNot: '^(contracts|src/shared|src/github)/' },
    },
    {
      name: 'shared-sees-nothing',
      severity: 'error',
      comment: 'src/shared is what everybody may import, so it imports nobody.',
      from: { path: '^src/shared/' },
      to: { path: OURS, pathNot: '^src/shared/' },
    },
    {
      name: 'doors-open-the-pipeline',
      severity: 'error',
      comment:
        'The pipeline is called by the two doors (and the commands of the command line) alone: it is the one order of steps.',
      from: { pathNot: '^(src/(main|cli|pipeline)\\.ts$|src/commands/|src/dev/|test/)' },
      to: { path: '^src/(pipeline|bill)\\.ts$' },
    },
    {
      name: 'pipeline-sees-checks',
      severity: 'error',
      comment:
        'The catalogue of checks is handed to the steps: only the pipeline and the commands that show it load it.',
      from: { path: '^src/', pathNot: '^src/(pipeline\\.ts$|commands/|dev/)' },
      to: { path: '^checks/' },
    },
    {
      name: 'doors-have-no-logic',
      severity: 'error',
      comment:
        'src/main.ts and src/cli.ts read their surroundings and call the pipeline or a command; steps are not their business.',
      from: { path: '^src/(main|cli)\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(pipeline\\.ts$|commands/|config/|github/|shared/)' },
    },
    {
      name: 'cli-knows-no-github',
      severity: 'error',
      comment: 'The command line must work where there is no GitHub: only the Action loads src/github.',
      from: { path: '^src/', pathNot: '^src/(github/|main\\.ts$|dev/)' },
      to: { path: '^src/github/' },
    },
    {
      name: 'commands-behind-the-cli',
      severity: 'error',
      comment: 'src/commands is what the command line can do; nothing but src/cli.ts calls it.',
      from: { path: '^src/', pathNot: '^src/(commands/|cli\\.ts$|dev/)' },
      to: { path: '^src/commands/' },
    },
    {
      name: 'nothing-sees-a-door',
      severity: 'error',
      comment: 'A door runs when it is loaded: whoever imports it would start a whole run.',
      from: {},
      to: { path: '^src/(main|cli)\\.ts$' },
    },
    {
      name: 'nothing-sees-dev-or-test',
      severity: 'error',
      comment: 'src/dev and test are never bundled, so nothing that ships may need them.',
      from: { path: '^(contracts|checks|prices|src)/', pathNot: '^src/dev/' },
      to: { path: '^(src/dev|test)/' },
    },
    {
      name: 'only-store-sees-duckdb',
      severity: 'error',
      comment: 'DuckDB is loaded late and from a packed native library; src/store alone knows how.',
      from: { path: '^(contracts|checks|src)/', pathNot: '^src/(store|dev)/' },
      to: { path: packages('@duckdb') },
    },
    {
      name: 'only-github-sees-the-toolkit',
      severity: 'error',
      comment:
        '@actions/* and octokit speak for the runner: outside src/github they would work only inside GitHub. The store keeps natives in the tool cache.',
      from: { path: '^(contracts|checks|src)/', pathNot: '^src/(github|dev)/' },
      to: { path: packages('@actions', '@octokit', 'octokit') },
    },
    {
      name: 'only-aws-sees-credentials',
      severity: 'error',
      comment:
        'Credentials and transport are the business of src/aws; discover and price send its sessions commands of the service clients.',
      from: { path: '^(contracts|checks|src)/', pathNot: '^src/aws/' },
      to: { path: packages('@aws-sdk', '@smithy', '@aws'), pathNot: packages('@aws-sdk/client-[a-z0-9-]+') },
    },
    {
      name: 'only-data-steps-see-aws-clients',
      severity: 'error',
      comment:
        'Everything after discovery is a pure function of the inventory: only aws, discover, price and billing know that AWS has an API.',
      from: { path: '^(contracts|checks|src)/', pathNot: '^src/(aws|discover|price|billing)/' },
      to: { path: packages('@aws-sdk') },
    },
    {
      name: 'only-cli-sees-commander',
      severity: 'error',
      comment: "Flags are the command line's: the engine takes a Config.",
      from: { path: '^(contracts|checks|src)/', pathNot: '^src/(cli\\.ts$|commands/)' },
      to: { path: packages('commander') },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: ['^dist/', '^build/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    skipAnalysisNotInRules: true,
  },
};
