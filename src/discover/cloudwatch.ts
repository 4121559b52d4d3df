/** CloudWatch's alarms as inventory rows; series are read by metrics.ts. */
import {
  type CompositeAlarm,
  DescribeAlarmsCommand,
  type Dimension,
  type MetricAlarm,
} from '@aws-sdk/client-cloudwatch';
import type { Row } from '../../contracts/inventory/catalogue.ts';
import type { tables } from '../../contracts/inventory/cloudwatch.ts';
import type { Collectors, Reading } from './collector.ts';
import { pages } from './pages.ts';
import { distinct, instantOrNull, scopeOf, text, whole } from './read.ts';

type Alarm = Row<'cloudwatch_alarms'>;

const dimensionsOf = (dimensions: readonly Dimension[] | undefined): Record<string, string> =>
  Object.fromEntries((dimensions ?? []).flatMap((d) => (d.Name ? [[d.Name, text(d.Value)]] : [])));

function metricAlarm(r: Reading, a: MetricAlarm): Alarm[] {
  if (!a.AlarmName) return [];
  const read = (a.Metrics ?? []).flatMap((m) => (m.MetricStat ? [m.MetricStat] : []));
  const [only] = read.length === 1 ? read : [];
  // of another account, monitored from here: its dimensions name nothing of this one
  const isForeign = (a.Metrics ?? []).some((m) => m.AccountId !== undefined && m.AccountId !== r.accountId);
  return [
    {
      ...scopeOf(r),
      alarm_name: a.AlarmName,
      kind: 'metric',
      state: text(a.StateValue),
      state_since: instantOrNull(a.StateTransitionedTimestamp ?? a.StateUpdatedTimestamp),
      configured_at: instantOrNull(a.AlarmConfigurationUpdatedTimestamp),
      namespace: text(a.Namespace ?? only?.Metric?.Namespace),
      metric_name: text(a.MetricName ?? only?.Metric?.MetricName),
      dimensions: isForeign
        ? {}
        : dimensionsOf(a.Dimensions?.length ? a.Dimensions : only?.Metric?.Dimensions),
      metrics_read: Math.max(1, read.length),
      period: whole(a.Period ?? Math.min(...read.map((m) => m.Period ?? 60), 60)),
      is_anomaly_detection: Boolean(a.ThresholdMetricId),
    },
  ];
}

function compositeAlarm(r: Reading, a: CompositeAlarm): Alarm[] {
  if (!a.AlarmName) return [];
  return [
    {
      ...scopeOf(r),
      alarm_name: a.AlarmName,
      kind: 'composite',
      state: text(a.StateValue),
      state_since: instantOrNull(a.StateTransitionedTimestamp ?? a.StateUpdatedTimestamp),
      configured_at: instantOrNull(a.AlarmConfigurationUpdatedTimestamp),
      namespace: '',
      metric_name: '',
      dimensions: {},
      metrics_read: 0,
      period: 0,
      is_anomaly_detection: false,
    },
  ];
}

export const collectors: Collectors<keyof typeof tables> = {
  async *cloudwatch_alarms(r) {
    const ask = (NextToken: string | undefined) =>
      r.send(
        'cloudwatch',
        new DescribeAlarmsCommand({
          MaxRecords: 100,
          AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
          NextToken,
        }),
      );
    for await (const page of pages(ask, (p) => p.NextToken))
      yield [
        ...(page.MetricAlarms ?? []).flatMap((a) => metricAlarm(r, a)),
        ...(page.CompositeAlarms ?? []).flatMap((a) => compositeAlarm(r, a)),
      ];
  },

  async *cloudwatch_alarm_totals(r) {
    const alarms = r.rows('cloudwatch_alarms');
    // an alarm on an anomaly detection band evaluates three metrics. Source: CloudWatch pricing, "Alarms"
    const metricsOf = (a: Alarm): number => a.metrics_read * (a.is_anomaly_detection ? 3 : 1);
    const sum = (of: readonly Alarm[]): number => of.reduce((n, a) => n + metricsOf(a), 0);
    const metric = alarms.filter((a) => a.kind === 'metric');
    yield [
      {
        ...scopeOf(r),
        alarms: alarms.length,
        standard_metrics: sum(metric.filter((a) => a.period >= 60)),
        high_resolution_metrics: sum(metric.filter((a) => a.period < 60)),
        composite: alarms.length - metric.length,
        namespaces: distinct(metric.map((a) => a.namespace)).sort(),
      },
    ];
  },
};
