/** Prices of CloudWatch. Attribute names and values as in the AmazonCloudWatch offer. */
import { everywhere, virginia } from '../_lib/bundled.ts';
import { exactly, GB_MONTHS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

const METRICS = { Metrics: 1, Metric: 1, Alarms: 1, Each: 1 };

/** The first 10,000 custom metrics. */
export const customMetricMonth = definePrice({
  kind: 'cloudwatch.custom_metric.month',
  says: 'a custom metric, per month',
  list: (_, regionCode) => ({
    serviceCode: 'AmazonCloudWatch',
    filters: { regionCode, productFamily: 'Metric' },
    usageType: exactly('CW:MetricMonitorUsage'),
    units: METRICS,
  }),
  bundled: everywhere('0.30', 'Metrics'),
});

export const alarmMonth = definePrice<{ resolution: 'standard' | 'high' | 'composite' }>({
  kind: 'cloudwatch.alarm.month',
  says: 'an alarm, per metric and month',
  list: (a, regionCode) => ({
    serviceCode: 'AmazonCloudWatch',
    filters: { regionCode, productFamily: 'Alarm' },
    usageType: exactly(
      {
        standard: 'CW:AlarmMonitorUsage',
        high: 'CW:HighResAlarmMonitorUsage',
        composite: 'CW:CompositeAlarmMonitorUsage',
      }[a.resolution],
    ),
    units: METRICS,
  }),
  bundled: (a, region) =>
    everywhere({ standard: '0.10', high: '0.30', composite: '0.50' }[a.resolution], 'Alarms')(a, region),
});

/** Of archived log data. */
export const logStorage = definePrice({
  kind: 'logs.storage.gib_month',
  says: 'log storage, per GiB and month',
  list: (_, regionCode) => ({
    serviceCode: 'AmazonCloudWatch',
    filters: { regionCode, productFamily: 'Storage Snapshot' },
    usageType: exactly('TimedStorage-ByteHrs'),
    units: GB_MONTHS,
  }),
  bundled: virginia('0.03', 'GB-Mo'),
});
