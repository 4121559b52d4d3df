import { z } from 'zod';
import { defineCheck } from '../../../contracts/check.ts';
import { customMetricMonth } from '../../../prices/aws/cloudwatch.ts';

export default defineCheck({
  id: 'aws.cloudwatch.custom.metrics.from.log.filters',
  title: 'Metric filter makes a custom metric',
  kind: 'cost',
  category: 'governance',
  severity: { level: 'info', score: 150 },
  table: 'logs_filter_metrics',
  options: z.object({}),
  messages: {
    made: 'Custom metric {name} in {namespace} is made by {filters} metric filter(s) on {groups} log group(s)[ and costs {cost} a month while events match]{dimensions}.',
  },
  why: 'Every custom metric is billed by the month, and with dimensions every combination of their values is a metric of its own.',
  fix: 'Keep the filters whose metrics an alarm or a dashboard reads, and delete the others.',
  links: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html'],
  prices: (row) => [customMetricMonth(row.region, {})],
  evaluate(row, ctx) {
    const price = ctx.price(customMetricMonth(row.region, {}));
    const names = Object.keys(row.dimensions);
    return {
      kind: 'info',
      message: 'made',
      values: {
        name: row.metric_name,
        namespace: row.namespace,
        filters: row.filter_names.length,
        groups: row.log_group_names.length,
        cost: price?.usd,
        dimensions: names.length === 0 ? '' : ` for each value of ${names.sort().join(', ')}`,
      },
      monthlyCost: price?.usd,
      confidence: Math.min(50, price?.confidence ?? 50),
      notes: price?.note ?? '',
      dimensions: {
        namespace: row.namespace,
        metric_name: row.metric_name,
        created_by_filters: row.filter_names.slice(0, 5).join(', '),
        log_groups_count: String(row.log_group_names.length),
      },
    };
  },
});
