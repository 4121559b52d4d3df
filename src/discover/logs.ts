/** CloudWatch Logs' answers as inventory rows. Both listings give 50 records a page at most. */
import {
  DescribeLogGroupsCommand,
  DescribeMetricFiltersCommand,
  type MetricFilter,
} from '@aws-sdk/client-cloudwatch-logs';
import type { tables } from '../../contracts/inventory/logs.ts';
import type { Collectors } from './collector.ts';
import { pages } from './pages.ts';
import { distinct, instantOrNull, scopeOf, text, whole, wholeOrNull } from './read.ts';

const limit = 50;
const token = (page: { nextToken?: string | undefined }): string | undefined => page.nextToken;

const LAMBDA = '/aws/lambda/';

/** Every page of filters, by the metric they make. */
function byMetric(
  filters: readonly MetricFilter[],
): Map<string, { f: MetricFilter; namespace: string; name: string }[]> {
  const made = filters.flatMap((f) =>
    (f.metricTransformations ?? []).flatMap((t) =>
      t.metricNamespace && t.metricName ? [{ f, namespace: t.metricNamespace, name: t.metricName }] : [],
    ),
  );
  return Map.groupBy(made, (m) => `${m.namespace}:${m.name}`);
}

export const collectors: Collectors<keyof typeof tables> = {
  async *logs_log_groups(r) {
    const ask = (nextToken: string | undefined) =>
      r.send('logs', new DescribeLogGroupsCommand({ limit, nextToken }));
    for await (const page of pages(ask, token))
      yield (page.logGroups ?? []).flatMap((g) =>
        g.logGroupName
          ? [
              {
                ...scopeOf(r),
                log_group_name: g.logGroupName,
                log_group_class: text(g.logGroupClass),
                retention_days: wholeOrNull(g.retentionInDays),
                stored_bytes: whole(g.storedBytes),
                created_at: g.creationTime === undefined ? null : instantOrNull(new Date(g.creationTime)),
                function_name: g.logGroupName.startsWith(LAMBDA) ? g.logGroupName.slice(LAMBDA.length) : '',
              },
            ]
          : [],
      );
  },

  async *logs_filter_metrics(r) {
    const ask = (nextToken: string | undefined) =>
      r.send('logs', new DescribeMetricFiltersCommand({ limit, nextToken }));
    const filters: MetricFilter[] = [];
    for await (const page of pages(ask, token)) filters.push(...(page.metricFilters ?? []));
    yield [...byMetric(filters)].map(([metric_id, made]) => ({
      ...scopeOf(r),
      metric_id,
      namespace: made[0]?.namespace ?? '',
      metric_name: made[0]?.name ?? '',
      filter_names: distinct(made.map((m) => m.f.filterName)).sort(),
      log_group_names: distinct(made.map((m) => m.f.logGroupName)).sort(),
      dimensions: Object.assign(
        {},
        ...made.flatMap((m) => (m.f.metricTransformations ?? []).map((t) => t.dimensions ?? {})),
      ) as Record<string, string>,
    }));
  },
};
