/** Inventory of CloudWatch Logs: log groups, and the custom metrics that their filters make. */
import { int32, int64, list, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const CLOUDWATCH = ['AmazonCloudWatch'];

const logGroups = inventoryTable({
  name: 'logs_log_groups',
  comment: 'Log groups (DescribeLogGroups)',
  service: 'logs',
  iamActions: ['logs:DescribeLogGroups'],
  sortBy: ['log_group_name'],
  resource: {
    service: 'AmazonCloudWatch',
    type: 'log_group',
    idColumn: 'log_group_name',
    arn: (r, p) => `arn:${p}:logs:${r.region}:${r.account_id}:log-group:${r.log_group_name}`,
    billed: [
      { part: 'storage', services: CLOUDWATCH, usage: 'TimedStorage-ByteHrs' },
      { part: 'ingestion', services: CLOUDWATCH, usage: 'DataProcessing-Bytes|VendedLog' },
    ],
  },
  columns: {
    log_group_name: text('Name, e.g. /aws/lambda/checkout'),
    log_group_class: text('STANDARD | INFREQUENT_ACCESS | DELIVERY, empty when the API does not say'),
    retention_days: nullable(int32('Days that events are kept, null: for ever')),
    stored_bytes: int64('Bytes stored'),
    created_at: nullable(timestamp('Creation')),
    function_name: text(
      'The Lambda function that writes it, by the name /aws/lambda/<function>; empty for none',
    ),
  },
});

const filterMetrics = inventoryTable({
  name: 'logs_filter_metrics',
  comment: 'Custom metrics that metric filters make, one row per metric (DescribeMetricFilters)',
  service: 'logs',
  iamActions: ['logs:DescribeMetricFilters'],
  sortBy: ['metric_id'],
  resource: {
    service: 'AmazonCloudWatch',
    type: 'custom_metric',
    idColumn: 'metric_id',
    arn: () => '',
    billed: [],
  },
  columns: {
    metric_id: text('namespace:name'),
    namespace: text('Metric namespace'),
    metric_name: text('Metric name'),
    filter_names: list(text('name'), 'Filters that make it'),
    log_group_names: list(text('name'), 'Log groups that they read'),
    dimensions: map(text('field'), 'Dimensions that the filters give it, each with the field of its value'),
  },
});

const group = metricSpec<RowOf<typeof logGroups>>();

export const metrics = {
  // CloudWatch publishes log metrics only for groups that receive events. Source: CloudWatch Logs User Guide, "Monitoring usage with CloudWatch metrics".
  logs_group_incoming_bytes: group({
    table: 'logs_log_groups',
    namespace: 'AWS/Logs',
    metric: 'IncomingBytes',
    dimension: 'LogGroupName',
    column: 'log_group_name',
    statistic: 'Sum',
    period: 86400,
    days: 14,
    silentAtZero: true,
    // only what stores enough to matter is worth a series
    when: (r) => r.stored_bytes >= 1024 ** 3,
  }),
} as const;

export const tables = {
  logs_log_groups: logGroups,
  logs_filter_metrics: filterMetrics,
} as const;
