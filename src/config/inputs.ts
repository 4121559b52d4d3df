/** The settings that both doors take: inputs of the Action, flags of the CLI under the same names. */
export interface Setting {
  readonly description: string;
  /** Default of the Action's input. */
  readonly default?: string;
}

/** Inputs of the Action (action.yml and the README's table are compared with this list). */
export const actionInputs = {
  regions: { description: 'Regions to scan, comma-separated, or `all` for every region that is switched on' },
  'role-to-assume': {
    description:
      'ARN of the role to assume through GitHub OIDC; without it the ambient AWS credentials are used',
  },
  audience: { description: 'Audience of the OIDC token', default: 'sts.amazonaws.com' },
  'role-session-name': { description: 'Session name of the assumed roles', default: 'finops-gate' },
  'role-duration-seconds': {
    description: 'Duration of the OIDC session in seconds, 900 to 43200',
    default: '3600',
  },
  'account-roles': {
    description: 'Second hop: one role per account, one per line, `ARN` or `ARN external-id`',
  },
  'allowed-account-ids': {
    description: 'Account ids that may be scanned, comma-separated; any other stops the run',
  },
  config: { description: 'Path of the configuration file', default: '.finops-gate.yml' },
  inventory: {
    description:
      "`auto` (live where credentials are given, else the baseline's inventory), `live`, or a folder with a recorded inventory",
    default: 'auto',
  },
  baseline: {
    description:
      'Folder of an earlier run to compare with; by default the newest artifact of the default branch',
  },
  billing: {
    description:
      'Cost exports (CUR, CUR 2.0 or FOCUS) that tell what findings really cost: a folder or `s3://bucket/prefix`',
  },
  'cost-model': {
    description:
      'Cost that counts: `net_amortized` (the default), `amortized`, `net_unblended` or `unblended`',
  },
  output: { description: 'Folder for everything that the run writes', default: 'finops-gate-out' },
  only: { description: 'Check ids to run alone, comma-separated, * wildcards allowed' },
  'fail-on': {
    description:
      'Conditions that hold the gate, comma- or line-separated: `new-severity>=high`, `new-savings>100`, `total-savings>1000`, `coverage<95`, `expired-exemptions`',
  },
  mode: { description: '`fail`: the gate fails the step; `warn`: it only says so' },
  tenant: { description: 'Name of the tenant; part of every finding id' },
  strict: { description: '`true`: a failing correlation rule or a dropped row fails the run' },
  'as-of': { description: 'Instant that pins every clock, ISO 8601; now by default' },
  'allow-public': { description: '`true`: publish resource names from a public repository' },
  'github-token': {
    description: 'Token for comment, check run, artifacts and SARIF',
    default: '${{ github.token }}',
  },
  comment: { description: 'Keep one comment on the pull request', default: 'true' },
  'check-run': { description: 'Write a check run with annotations', default: 'true' },
  'upload-sarif': { description: 'Upload the SARIF file to code scanning', default: 'false' },
  'artifact-name': {
    description: 'Name of the artifact that carries the state from run to run',
    default: 'finops-gate-state',
  },
  'retention-days': { description: "Days to keep the artifact; the repository's setting by default" },
} as const satisfies Record<string, Setting>;
export type ActionInput = keyof typeof actionInputs;

/** Settings that `parseConfig` reads, as text; empty and absent mean the same. */
export type Settings = Readonly<Partial<Record<ActionInput | 'workspace' | 'salt', string>>>;
