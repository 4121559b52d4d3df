/** Runs checks over an inventory: every resource of every account and region, one outcome each. */
import type { AnyCheck, Outcome, Series } from '../../contracts/check.ts';
import type { EvaluationRow } from '../../contracts/coverage.ts';
import type { Inventory } from '../../contracts/discover.ts';
import type { Finding } from '../../contracts/finding.ts';
import {
  inventoryTables,
  type MetricName,
  metricSpecs,
  type TableName,
} from '../../contracts/inventory/catalogue.ts';
import { type MetricSpec, seriesKey } from '../../contracts/inventory/inventory-table.ts';
import type { Price, PriceRequest } from '../../contracts/price.ts';
import { type CheckOptions, checkDigest, optionsOf } from './needs.ts';
import { isJudgedIn, type Place, placesOf } from './place.ts';
import { type RunStamp, sealFinding } from './seal-finding.ts';

export interface CheckRun {
  readonly inventory: Inventory;
  readonly checks: readonly AnyCheck[];
  readonly options: CheckOptions;
  readonly price: (request: PriceRequest) => Price | undefined;
  readonly run: RunStamp;
  /** The clock of the checks: the instant of the inventory unless it is pinned. ISO 8601. */
  readonly asOf: string;
}
export interface CheckResults {
  readonly findings: readonly Finding[];
  readonly evaluations: readonly EvaluationRow[];
  /** Checks that threw, the first error of each. */
  readonly crashed: readonly {
    readonly checkId: string;
    readonly resourceId: string;
    readonly reason: string;
  }[];
}

const plural = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;

const readWhole = (place: Place, name: string): boolean => place.coverage(name)?.status === 'ok';

/** What of a check's needs was not read whole here: the list of resources itself, and what each is judged by. */
function missingHere(check: AnyCheck, place: Place): { own: string[]; evidence: string[] } {
  const lacks = (names: readonly string[]): string[] =>
    [...new Set(names)].filter((name) => !readWhole(place, name));
  return {
    own: lacks([check.table]),
    evidence: lacks([...(check.lookups ?? []), ...(check.metrics ?? []).map((m) => `metric/${m}`)]),
  };
}

/** A series of nothing, where none was recorded for the resource (it was not asked for). */
const EMPTY: Series = { start: '1970-01-01T00:00:00.000Z', period: 86_400, values: [], silentAtZero: false };

/** What `evaluate` gets; `judging` is set to each row in turn, so that nothing is made per resource. */
interface Bench {
  readonly context: object;
  judging: Readonly<Record<string, unknown>>;
}

function benchOf(place: Place, of: CheckRun, options: unknown): Bench {
  const series = (name: MetricName): Series =>
    place.series(name, String(bench.judging[seriesKey(metricSpecs[name] as MetricSpec)] ?? '')) ?? EMPTY;
  const bench: Bench = {
    context: {
      asOf: Date.parse(of.asOf),
      partition: place.partition,
      options,
      lookup: place.lookup,
      optionalLookup: (table: TableName) => (readWhole(place, table) ? place.lookup(table) : undefined),
      metric: series,
      optionalMetric: (name: MetricName) => (readWhole(place, `metric/${name}`) ? series(name) : undefined),
      price: of.price,
    },
    judging: {},
  };
  return bench;
}

type Counts = { passed: number; failed: number; unknown: number; skipped: number };
const COUNTER: Readonly<Record<Outcome['kind'], keyof Counts>> = {
  pass: 'passed',
  fail: 'failed',
  info: 'failed',
  unknown: 'unknown',
  skip: 'skipped',
};

/**
 * Judges every resource. Where a table or metric that a check needs was not read whole, the check does not judge by it:
 * resources that were seen are judged only when nothing but part of their own list is missing, and the place counts as
 * not observed. A check that throws leaves that resource unknown and goes on.
 */
export function runChecks(of: CheckRun): CheckResults {
  const places = placesOf(of.inventory);
  const findings: Finding[] = [];
  const evaluations: EvaluationRow[] = [];
  const crashed = new Map<string, { checkId: string; resourceId: string; reason: string }>();

  for (const check of of.checks) {
    const digest = checkDigest(check, of.options);
    const options = optionsOf(check, of.options);
    for (const place of places) {
      if (!isJudgedIn(check.table, place)) continue;
      const { own, evidence } = missingHere(check, place);
      const missing = [...new Set([...own, ...evidence])];
      const counts: Counts = { passed: 0, failed: 0, unknown: 0, skipped: 0 };
      if (evidence.length === 0) {
        const bench = benchOf(place, of, options);
        for (const row of place.rows(check.table)) {
          const columns = row as unknown as Record<string, unknown>;
          const idColumn = inventoryTables[check.table].resource?.idColumn ?? '';
          const resourceId = String(columns[idColumn] ?? '');
          bench.judging = columns;
          let outcome: Outcome;
          let finding: Finding | undefined;
          try {
            // a row whose details AWS refused says why itself
            outcome = columns.unread
              ? { kind: 'unknown', reason: String(columns.unread) }
              : check.evaluate(row as never, bench.context as never);
            if (outcome.kind !== 'pass' && outcome.kind !== 'skip')
              finding = sealFinding(check, columns, outcome, place, of.run);
          } catch (error) {
            const reason = error instanceof Error ? error.message : String(error);
            if (!crashed.has(check.id)) crashed.set(check.id, { checkId: check.id, resourceId, reason });
            outcome = { kind: 'unknown', reason: `the check failed: ${reason}` };
            finding = sealFinding(check, columns, outcome, place, of.run);
          }
          counts[COUNTER[outcome.kind]] += 1;
          if (finding) findings.push(finding);
        }
      }
      evaluations.push({
        check_id: check.id,
        check_digest: digest,
        account_id: place.accountId,
        region: place.region,
        observed: missing.length === 0,
        reason:
          missing.length === 0
            ? ''
            : `not read: ${plural(missing.map((m) => `${m} (${place.coverage(m)?.status ?? 'not asked'})`))}`,
        missing,
        ...counts,
      });
    }
  }
  return { findings, evaluations, crashed: [...crashed.values()] };
}
