/** Rows of CloudWatch, its logs and CloudFront. */
import { daysAgo, maker } from '../makers.ts';

/** 20 GiB, kept for ever, a year old. */
export const logGroup = maker('logs_log_groups', {
  log_group_name: '/aws/lambda/checkout',
  log_group_class: 'STANDARD',
  stored_bytes: 20 * 1024 ** 3,
  created_at: daysAgo(365),
  function_name: 'checkout',
});
export const filterMetric = maker('logs_filter_metrics', {
  metric_id: 'Shop:Errors',
  namespace: 'Shop',
  metric_name: 'Errors',
  filter_names: ['errors'],
  log_group_names: ['/aws/lambda/checkout'],
});
/** On the CPU of an instance, without data for a month. */
export const alarm = maker('cloudwatch_alarms', {
  alarm_name: 'cpu of web-1',
  kind: 'metric',
  state: 'INSUFFICIENT_DATA',
  state_since: daysAgo(30),
  configured_at: daysAgo(200),
  namespace: 'AWS/EC2',
  metric_name: 'CPUUtilization',
  dimensions: { InstanceId: 'i-0gone' },
  metrics_read: 1,
  period: 300,
});
export const alarmTotals = maker('cloudwatch_alarm_totals', {
  alarms: 130,
  standard_metrics: 110,
  high_resolution_metrics: 10,
  composite: 10,
});
/** Enabled, with a cache policy, untouched for three months. */
export const distribution = maker('cloudfront_distributions', {
  region: 'global',
  distribution_id: 'E1SHOP',
  domain_name: 'd1shop.cloudfront.net',
  aliases: ['www.example.com'],
  enabled: true,
  status: 'Deployed',
  modified_at: daysAgo(90),
  price_class: 'PriceClass_All',
  default_cache_policy_id: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  origins: ['shop.s3.eu-west-1.amazonaws.com'],
});
