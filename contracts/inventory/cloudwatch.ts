/** Inventory of CloudWatch alarms. */
import { bool, int32, list, map, nullable, text, timestamp } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

const alarms = inventoryTable({
  name: 'cloudwatch_alarms',
  comment: 'Metric and composite alarms (DescribeAlarms)',
  service: 'cloudwatch',
  iamActions: ['cloudwatch:DescribeAlarms'],
  sortBy: ['alarm_name'],
  resource: {
    service: 'AmazonCloudWatch',
    type: 'alarm',
    idColumn: 'alarm_name',
    arn: (r, p) => `arn:${p}:cloudwatch:${r.region}:${r.account_id}:alarm:${r.alarm_name}`,
    billed: [{ part: 'alarm', services: ['AmazonCloudWatch'], usage: 'AlarmMonitorUsage' }],
  },
  columns: {
    alarm_name: text('Name'),
    kind: text('metric | composite'),
    state: text('OK | ALARM | INSUFFICIENT_DATA'),
    state_since: nullable(timestamp('Last change of state')),
    configured_at: nullable(timestamp('Last change of its configuration')),
    namespace: text('Namespace of its metric; empty for composite alarms and metric math'),
    metric_name: text('Its metric; empty for composite alarms and metric math'),
    dimensions: map(text('value'), 'Dimensions of its metric'),
    metrics_read: int32('Metrics that it evaluates'),
    period: int32('Seconds; below 60 it is billed as high resolution'),
    is_anomaly_detection: bool('It compares with an anomaly detection band'),
  },
});

const alarmAccounts = inventoryTable({
  name: 'cloudwatch_alarm_totals',
  comment: 'How many alarms there are, by how they are billed: one row per account and region',
  service: 'cloudwatch',
  iamActions: [],
  sortBy: [],
  after: ['cloudwatch_alarms'],
  resource: {
    service: 'AmazonCloudWatch',
    type: 'account',
    idColumn: 'account_id',
    arn: () => '',
    billed: [],
  },
  columns: {
    alarms: int32('All alarms'),
    standard_metrics: int32('Metrics evaluated by alarms of standard resolution'),
    high_resolution_metrics: int32('Metrics evaluated by alarms of high resolution'),
    composite: int32('Composite alarms'),
    namespaces: list(text('namespace'), 'Namespaces of their metrics'),
  },
});

export const metrics = {} as const;

export const tables = {
  cloudwatch_alarms: alarms,
  cloudwatch_alarm_totals: alarmAccounts,
} as const;
