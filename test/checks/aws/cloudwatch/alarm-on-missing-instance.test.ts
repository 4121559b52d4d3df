import check from '../../../../checks/aws/cloudwatch/alarm-on-missing-instance.ts';
import { alarmMonth } from '../../../../prices/aws/cloudwatch.ts';
import { alarm } from '../../../support/makers/cloudwatch.ts';
import { daysAgo, instance, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'the instance is gone',
      row: alarm(),
      prices: [[alarmMonth(REGION, { resolution: 'standard' }), '0.10']],
      says: 'Alarm cpu of web-1 watches CPUUtilization of i-0gone, which is gone, and has had no data for 30 days: it costs $0.10 a month.',
      saves: '0.100000',
    },
    {
      name: 'high resolution, no price',
      row: alarm({ period: 10 }),
      says: 'Alarm cpu of web-1 watches CPUUtilization of i-0gone, which is gone, and has had no data for 30 days.',
      saves: null,
    },
    {
      name: 'it treats silence as good, and no instance comes back under its id',
      row: alarm({ state: 'OK' }),
      prices: [[alarmMonth(REGION, { resolution: 'standard' }), '0.10']],
      says: 'Alarm cpu of web-1 watches CPUUtilization of i-0gone, which is gone, and has been OK for 30 days: it costs $0.10 a month.',
      saves: '0.100000',
      confidence: 75,
    },
    {
      name: 'a band of anomaly detection is billed as three metrics',
      row: alarm({ is_anomaly_detection: true }),
      prices: [[alarmMonth(REGION, { resolution: 'standard' }), '0.10']],
      says: 'Alarm cpu of web-1 watches CPUUtilization of i-0gone, which is gone, and has had no data for 30 days: it costs $0.30 a month.',
      saves: '0.300000',
    },
  ],
  passes: [
    {
      name: 'the instance is there, stopped for a while',
      row: alarm(),
      tables: { ec2_instances: [instance({ instance_id: 'i-0gone', state: 'stopped' })] },
    },
    { name: 'gone since yesterday', row: alarm({ state_since: daysAgo(1) }) },
    { name: 'its instance was replaced last week', row: alarm({ state: 'OK', state_since: daysAgo(7) }) },
    {
      name: 'an agent on a machine outside EC2 reports to it',
      row: alarm({ namespace: 'CWAgent', state: 'OK', dimensions: { InstanceId: 'mi-0a' } }),
    },
    {
      name: 'a metric of another account: no dimension of this one',
      row: alarm({ dimensions: {} }),
      skips: 'it watches no instance',
    },
    {
      name: 'errors that never happen are no data either',
      row: alarm({
        namespace: 'AWS/Lambda',
        metric_name: 'Errors',
        dimensions: { FunctionName: 'checkout' },
      }),
      skips: 'it watches no instance',
    },
    {
      name: 'a composite alarm',
      row: alarm({ kind: 'composite', namespace: '', metric_name: '', dimensions: {} }),
      skips: 'it watches no instance',
    },
  ],
  unknowns: [
    {
      name: 'since when, AWS does not say',
      row: alarm({ state_since: null }),
      because: 'AWS does not say since when it is in its state',
    },
  ],
});
