import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { alarmMonth } from '../../../prices/aws/cloudwatch.ts';
import { metricsBilled } from '../_lib/alarm-cost.ts';
import { least } from '../_lib/least.ts';
import { ageDays } from '../_lib/time.ts';

/** Namespaces in which the dimension InstanceId is an EC2 instance. */
const OF_INSTANCES = new Set(['AWS/EC2', 'CWAgent']);

export default defineCheck({
  id: 'aws.cloudwatch.alarms.instance.gone',
  title: 'Alarm watches an instance that is gone',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'low', score: 220 },
  table: 'cloudwatch_alarms',
  lookups: ['ec2_instances'],
  options: z.object({
    minimumDays: z.number().min(0).default(14).describe('Days since its state last changed'),
  }),
  messages: {
    gone: 'Alarm {name} watches {metric} of {instance}, which is gone, and has had no data for {days} days[: it costs {savings} a month].',
    settled:
      'Alarm {name} watches {metric} of {instance}, which is gone, and has been {state} for {days} days[: it costs {savings} a month].',
  },
  why: 'An alarm is billed by the month; one whose metric will never come back says nothing.',
  fix: 'Delete it.',
  links: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html'],
  prices: (row) =>
    row.dimensions.InstanceId === undefined
      ? []
      : [alarmMonth(row.region, { resolution: row.period < 60 ? 'high' : 'standard' })],
  evaluate(row, ctx) {
    const instance = row.dimensions.InstanceId;
    if (row.kind !== 'metric' || instance === undefined || !OF_INSTANCES.has(row.namespace))
      return skip('it watches no instance');
    if (ctx.lookup('ec2_instances').where('instance_id', instance).length > 0) return pass;
    // treating silence as good, bad or nothing keeps a state; an agent may report for a machine outside EC2
    const isSilent = row.state === 'INSUFFICIENT_DATA';
    if (!isSilent && (row.namespace !== 'AWS/EC2' || !instance.startsWith('i-'))) return pass;
    const age = ageDays(row.state_since, ctx.asOf);
    if (age === undefined) return unknown('AWS does not say since when it is in its state');
    if (age < ctx.options.minimumDays) return pass;
    const price = ctx.price(alarmMonth(row.region, { resolution: row.period < 60 ? 'high' : 'standard' }));
    const savings = price?.usd.times(metricsBilled(row));
    return fail({
      message: isSilent ? 'gone' : 'settled',
      values: {
        name: row.alarm_name,
        metric: row.metric_name,
        instance,
        state: row.state,
        days: Math.floor(age),
        savings,
      },
      monthlyCost: savings,
      claims: [{ part: 'alarm', monthlySavings: savings }],
      confidence: least(isSilent ? 90 : 75, price?.confidence ?? 90),
      notes: price?.note ?? '',
      dimensions: { instance_id: instance },
    });
  },
});
