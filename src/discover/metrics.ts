/** CloudWatch series of one account and region: one pipeline of GetMetricData for all metrics asked for. */
import {
  type Dimension,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { CoverageRow } from '../../contracts/coverage.ts';
import { AwsFailure, type DiscoverScope, type Send } from '../../contracts/discover.ts';
import type { MetricName, MetricRow, Row, TableName } from '../../contracts/inventory/catalogue.ts';
import { type MetricSpec, seriesKey } from '../../contracts/inventory/inventory-table.ts';
import { OK, outcomeOf } from './cover.ts';
import { specOf, tableOf } from './metric-table.ts';
import { align, type Window, wholeDays } from './metric-window.ts';
import { pages } from './pages.ts';
import type { ReadTable } from './table.ts';

/** CloudWatch API reference, GetMetricData: 500 queries and 100,800 datapoints a call. */
const QUERIES_PER_CALL = 500;
const MaxDatapoints = 100_800;

interface Series {
  readonly metric: MetricName;
  readonly spec: MetricSpec<Record<string, unknown>>;
  readonly resourceId: string;
  readonly Dimensions: Dimension[];
  readonly window: Window;
}
interface ReadMetrics {
  readonly rows: readonly MetricRow[];
  readonly coverage: readonly CoverageRow[];
}

/** The series that a metric needs: one for every matching row. */
function seriesOf(metric: MetricName, rows: readonly Row<TableName>[], asOf: string): readonly Series[] {
  const spec = specOf(metric);
  const window = wholeDays(asOf, spec.days);
  const fixed = Object.entries(spec.fixed ?? {}).map(([Name, Value]) => ({ Name, Value }));
  const byId = new Map(
    (rows as readonly Record<string, unknown>[])
      .filter((row) => spec.when?.(row) ?? true)
      .map((row) => [String(row[seriesKey(spec)]), row]),
  );
  return [...byId]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([resourceId, row]) => ({
      metric,
      spec,
      resourceId,
      window,
      Dimensions: [
        ...Object.entries({ [spec.dimension]: spec.column, ...spec.also }).map(([Name, column]) => ({
          Name,
          Value: String(row[column]),
        })),
        ...fixed,
      ],
    }));
}

/** Calls of at most 500 series that share a window; series of one metric stay together, so that few metrics share a call. */
function batchesOf(series: readonly Series[]): readonly (readonly Series[])[] {
  const byWindow = Map.groupBy(series, (s) => s.window.start);
  return [...byWindow.values()].flatMap((same) =>
    Array.from({ length: Math.ceil(same.length / QUERIES_PER_CALL) }, (_, i) =>
      same.slice(i * QUERIES_PER_CALL, (i + 1) * QUERIES_PER_CALL),
    ),
  );
}

const queryOf = ({ spec, Dimensions }: Series, i: number): MetricDataQuery => ({
  Id: `q${i}`,
  MetricStat: {
    Metric: { Namespace: spec.namespace, MetricName: spec.metric, Dimensions },
    Period: spec.period,
    Stat: spec.statistic,
  },
});

interface Gathered {
  readonly times: Date[];
  readonly values: number[];
  status: MetricDataResult['StatusCode'];
}

/** Every page of one call, by query id. Throws AwsFailure: a page that is missing makes the others worthless. */
async function gather(batch: readonly Series[], send: Send): Promise<ReadonlyMap<string, Gathered>> {
  const [first] = batch;
  if (!first) return new Map();
  const MetricDataQueries = batch.map(queryOf);
  const found = new Map<string, Gathered>();
  const ask = (NextToken: string | undefined) =>
    send(
      'cloudwatch',
      new GetMetricDataCommand({
        MetricDataQueries,
        StartTime: new Date(first.window.start),
        EndTime: new Date(first.window.end),
        ScanBy: 'TimestampAscending',
        MaxDatapoints,
        NextToken,
      }),
    );
  for await (const page of pages(ask, (p) => p.NextToken))
    for (const result of page.MetricDataResults ?? []) {
      if (result.Id === undefined) continue;
      const one = found.get(result.Id) ?? { times: [], values: [], status: undefined };
      one.times.push(...(result.Timestamps ?? []));
      one.values.push(...(result.Values ?? []));
      one.status = result.StatusCode;
      found.set(result.Id, one);
    }
  return found;
}

/** Why a result is not the whole series, undefined when it is. */
function flaw(one: Gathered | undefined): AwsFailure | undefined {
  if (one && (one.status === undefined || one.status === 'Complete')) return undefined;
  const status = one?.status ?? 'no answer';
  return new AwsFailure({
    kind: status === 'Forbidden' ? 'denied' : 'error',
    action: 'cloudwatch:GetMetricData',
    code: status,
    message: `CloudWatch answered a series with ${status}.`,
  });
}

interface Tally {
  rows: number;
  calls: number;
  elapsed: number;
  failure: unknown;
}

/**
 * A series that was not read whole gives no row: silence would look like idleness. A call's attempts and time are counted once,
 * for the metric that leads it. A metric whose table gave no rows because it was not read has the table's own status.
 */
export async function readMetrics(
  metrics: readonly MetricName[],
  scope: DiscoverScope,
  asOf: string,
  tables: ReadonlyMap<TableName, ReadTable>,
): Promise<ReadMetrics> {
  const series = metrics.flatMap((m) => seriesOf(m, tables.get(tableOf(m))?.rows ?? [], asOf));
  const tallies = new Map<MetricName, Tally>(
    metrics.map((m) => [m, { rows: 0, calls: 0, elapsed: 0, failure: undefined }]),
  );
  const rowsOf = async (batch: readonly Series[]): Promise<readonly MetricRow[]> => {
    const { send, calls } = scope.meter();
    const started = performance.now();
    const rows: MetricRow[] = [];
    try {
      const found = await gather(batch, send);
      for (const [i, s] of batch.entries()) {
        const one = found.get(`q${i}`);
        const tally = tallies.get(s.metric);
        const bad = flaw(one);
        if (tally && bad) tally.failure ??= bad;
        if (!one || bad) continue;
        if (tally) tally.rows++;
        rows.push({
          account_id: scope.accountId,
          region: scope.region,
          metric: s.metric,
          resource_id: s.resourceId,
          start: new Date(s.window.start).toISOString(),
          period: s.spec.period,
          values: align(s.window, s.spec.period, one.times, one.values),
        });
      }
    } catch (error) {
      outcomeOf(error);
      for (const s of batch) {
        const tally = tallies.get(s.metric);
        if (tally) tally.failure ??= error;
      }
    }
    const leader = batch[0] && tallies.get(batch[0].metric);
    if (leader) {
      leader.calls += calls();
      leader.elapsed = Math.max(leader.elapsed, performance.now() - started);
    }
    return rows;
  };
  const rows = (await Promise.all(batchesOf(series).map(rowsOf))).flat();
  return { rows, coverage: metrics.map((m) => cover(m, scope, tallies.get(m), tables.get(tableOf(m)))) };
}

function cover(
  metric: MetricName,
  scope: DiscoverScope,
  tally: Tally | undefined,
  table: ReadTable | undefined,
): CoverageRow {
  const unasked =
    table && table.rows.length === 0 && table.coverage.status !== 'ok' ? table.coverage : undefined;
  const outcome = unasked
    ? {
        status: unasked.status,
        message: `Not asked, because ${unasked.table_name} was not read: ${unasked.message}`,
        iam_action: unasked.iam_action,
      }
    : tally?.failure === undefined
      ? OK
      : outcomeOf(tally.failure);
  return {
    account_id: scope.accountId,
    region: scope.region,
    service: 'cloudwatch',
    table_name: `metric/${metric}`,
    calls: tally?.calls ?? 0,
    rows: tally?.rows ?? 0,
    elapsed_ms: Math.round(tally?.elapsed ?? 0),
    ...outcome,
  };
}
