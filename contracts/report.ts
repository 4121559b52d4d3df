/** Everything that the reports say, as data: src/report turns it into text, without clock or I/O. */
import type { CostCoverage, CostModel, RealizedTotals } from './billing.ts';
import type { Exemption, GateCondition } from './config.ts';
import type { CoverageRow, EvaluationRow } from './coverage.ts';
import type { DiffRow, SavingsTotals } from './diff.ts';
import type { Finding, Severity } from './finding.ts';

export interface GateVerdict {
  readonly mode: 'fail' | 'warn';
  /** fail: held in mode fail · warn: held in mode warn · pass: nothing held, or no condition was set. */
  readonly result: 'pass' | 'warn' | 'fail';
  readonly conditions: readonly {
    readonly condition: GateCondition;
    /** As configured, e.g. `new-savings>100`. */
    readonly text: string;
    readonly held: boolean;
    /** e.g. `2 new findings at or above high`, `$120.00 > $100.00`. */
    readonly because: string;
  }[];
}

export interface ExemptionState {
  readonly exemption: Exemption;
  readonly state: 'active' | 'expired';
  /** Findings that it covers (active) or used to cover (expired). */
  readonly findings: number;
  readonly monthlySavings: string;
}

/** What a pull request's change of the configuration does, judged on this run's findings. */
export interface ConfigEffect {
  readonly newlyExempted: { readonly findings: number; readonly monthlySavings: string };
  readonly broughtBack: { readonly findings: number; readonly monthlySavings: string };
}

export interface Report {
  readonly engineVersion: string;
  readonly runId: string;
  /** ISO 8601 */
  readonly runTs: string;
  readonly tenant: string;
  readonly mode: 'live' | 'replay';
  /** Instant of the inventory; older than runTs in a replay. */
  readonly inventoryAsOf: string;
  readonly accounts: readonly { readonly accountId: string; readonly regions: readonly string[] }[];
  readonly baseline:
    | { readonly state: 'compared'; readonly runId: string; readonly runTs: string }
    /** There was none: everything is baseline. */
    | { readonly state: 'first_run' }
    /** There was one that could not be used: the run goes on as a first run. */
    | { readonly state: 'unusable'; readonly reason: string };
  readonly savings: SavingsTotals;
  readonly counts: {
    readonly open: number;
    readonly new: number;
    readonly resolved: number;
    readonly unchanged: number;
    readonly unobserved: number;
    readonly exempted: number;
    /** Resources that could not be judged. */
    readonly unknown: number;
    readonly bySeverity: Readonly<Record<Severity, number>>;
  };
  readonly coverage: {
    /** 0 to 100, floor at one decimal: 100 only when everything was observed. */
    readonly percent: number;
    readonly apiCalls: number;
    /** US dollars, decimal text: what AWS charges for the calls that are not free (GetMetricData per metric). */
    readonly apiCostUsd: string;
    /** Rows whose status is not ok. */
    readonly gaps: readonly CoverageRow[];
    /** Every row, the gaps included. */
    readonly rows: readonly CoverageRow[];
    readonly evaluations: readonly EvaluationRow[];
  };
  /** What the bill says; absent when no billing was asked for. */
  readonly billing?:
    | {
        readonly state: 'used';
        readonly costModel: CostModel;
        readonly currency: string;
        readonly coverage: CostCoverage;
        /** Files, and lines of them that could not be read. */
        readonly files: number;
        readonly rejectedLines: number;
        /** Deliveries or months that were not taken. */
        readonly leftOut: number;
        /** Promised against realised, a currency each. */
        readonly realized: readonly RealizedTotals[];
      }
    | { readonly state: 'unusable'; readonly reason: string };
  readonly pricing: {
    readonly source: 'price_list_api' | 'bundled' | 'mixed' | 'none';
    readonly asOf: string;
  };
  /** Open findings (fail and info, carried forward included), by savings, then severity, then fingerprint. */
  readonly findings: readonly Finding[];
  readonly correlated: readonly Finding[];
  readonly diff: readonly DiffRow[];
  readonly exemptions: readonly ExemptionState[];
  readonly configEffect?: ConfigEffect;
  readonly gate: GateVerdict;
  /** Rows that could not be stored, each with its reason. */
  readonly dropped: readonly {
    readonly checkId: string;
    readonly resourceId: string;
    readonly reason: string;
  }[];
  readonly ruleFailures: readonly { readonly ruleId: string; readonly reason: string }[];
  /** Checks that threw, with the first resource on which they did. */
  readonly crashed: Report['dropped'];
  /** Said to the reader, e.g. why a fork's run has no credentials. Never names an account or its resources: it is published everywhere. */
  readonly notices: readonly string[];
  /** Repo-relative path of the configuration file, the anchor of SARIF results and annotations. */
  readonly configPath: string;
  /** True: nothing that names an account or its resources may be published. */
  readonly totalsOnly: boolean;
  /** Link to the workflow run, when there is one. */
  readonly runUrl?: string;
}
