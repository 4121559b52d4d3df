/** The parsed configuration: action inputs, CLI flags, environment and `.finops-gate.yml` in one shape. */
import type { CostModel } from './billing.ts';
import type { Severity } from './finding.ts';
import type { SaltMode } from './identity.ts';

export type GateCondition =
  /** A new finding at or above a severity: `new-severity>=high` */
  | { readonly kind: 'new-severity'; readonly level: Severity }
  /** Deduplicated monthly savings of new findings above an amount: `new-savings>100` */
  | { readonly kind: 'new-savings'; readonly usd: string }
  /** Deduplicated monthly savings in total: `total-savings>1000` */
  | { readonly kind: 'total-savings'; readonly usd: string }
  /** Share of (check × account × region) that was observed: `coverage<95` */
  | { readonly kind: 'coverage'; readonly percent: number }
  /** `expired-exemptions` */
  | { readonly kind: 'expired-exemptions' };

export interface Exemption {
  /** Check id, `*` wildcards allowed. Absent fields match everything; at least one of the four is given. */
  readonly check?: string;
  /** Resource id or ARN, `*` wildcards allowed. */
  readonly resource?: string;
  /** `key` or `key=value`, `*` wildcards allowed in the value. */
  readonly tag?: string;
  readonly account?: string;
  readonly owner: string;
  readonly reason: string;
  /** Last day that it holds, YYYY-MM-DD (UTC). */
  readonly expires: string;
}

/** Tags that silence findings, compared without regard to case; a value of false, no, 0 or off never silences. */
export interface SuppressTag {
  readonly key: string;
  /** Any (not false-like) value when absent. */
  readonly values?: readonly string[];
  /** all: every finding of the resource; deletion: only advice to delete, stop or shrink. */
  readonly applies: 'all' | 'deletion';
}

export interface AccountRole {
  readonly roleArn: string;
  readonly externalId?: string;
}

export interface Config {
  readonly tenant: string;
  readonly workspace: string;
  readonly regions: readonly string[] | 'all';
  readonly accountRoles: readonly AccountRole[];
  readonly allowedAccountIds: readonly string[];
  /** GitHub OIDC; absent: the ambient credential chain. */
  readonly oidc?: {
    readonly roleArn: string;
    readonly audience: string;
    readonly sessionName: string;
    readonly durationSeconds: number;
  };
  /** auto: live where credentials are given, else the baseline's inventory. */
  readonly inventory:
    | { readonly kind: 'auto' | 'live' }
    | { readonly kind: 'recorded'; readonly dir: string };
  /** A local folder of an earlier run. */
  readonly baseline?: string;
  readonly output: string;
  /** Folder or `s3://bucket/prefix` with cost exports, or with facts that were made of them. */
  readonly billing?: string;
  readonly costModel: CostModel;
  /** Pins every clock; the recorded instant for a replay, else now. */
  readonly asOf?: string;
  readonly salt: SaltMode;
  /** Check ids (wildcards allowed) to run alone; empty for all. */
  readonly only: readonly string[];
  readonly disabledChecks: readonly string[];
  readonly checkOptions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly correlate: { readonly allow: readonly string[]; readonly deny: readonly string[] };
  /** A failing correlation rule or a dropped row fails the run. */
  readonly strict: boolean;
  readonly exemptions: readonly Exemption[];
  readonly suppressTags: readonly SuppressTag[];
  readonly gate: { readonly failOn: readonly GateCondition[]; readonly mode: 'fail' | 'warn' };
  /** Publish resource names from a public repository. */
  readonly allowPublic: boolean;
  /** Path as the user knows it, for messages, SARIF anchors and annotations. */
  readonly configPath: string;
}

/** What only the Action's door knows. */
export interface GithubConfig {
  readonly token: string;
  readonly comment: boolean;
  readonly checkRun: boolean;
  readonly uploadSarif: boolean;
  readonly artifactName: string;
  readonly retentionDays?: number;
}
