import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { perMonth } from '../../../contracts/money.ts';
import { ec2InstanceHour } from '../../../prices/aws/ec2.ts';
import { nonProductionStage } from '../_lib/environment-tag.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { HOURS_PER_WEEK, hoursInStretches, weekOf } from '../_lib/off-hours.ts';
import { published } from '../_lib/series.ts';
import { stageOptions } from '../_lib/stages.ts';
import { ageDays } from '../_lib/time.ts';

/** Two weeks, but for a few hours that CloudWatch may lack. */
const MINIMUM_HOURS = 320;
const DAYS = 14;

const request = (r: Row<'ec2_instances'>) =>
  ec2InstanceHour(r.region, {
    instanceType: r.instance_type,
    platformDetails: r.platform_details,
    tenancy: r.tenancy,
  });

export default defineCheck({
  id: 'aws.ec2.instances.off.hours',
  title: 'Non-production instance works by day and runs all night',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'low', score: 360 },
  table: 'ec2_instances',
  metrics: ['ec2_instance_hourly_cpu'],
  respectsKeepTags: true,
  options: z.object({
    ...stageOptions,
    idleCpuPercent: z.number().min(0).max(100).default(3).describe('Mean CPU of an hour with nothing to do'),
    busyCpuPercent: z.number().min(0).max(100).default(10).describe('Mean CPU of an hour with work'),
    minimumBusyHours: z
      .int()
      .min(1)
      .default(5)
      .describe('Busy hours in a week: with fewer it is idle, which other checks say'),
    minimumIdleHours: z
      .int()
      .min(1)
      .max(168)
      .default(60)
      .describe('Idle hours in a week that are worth a schedule'),
    minimumStretchHours: z
      .int()
      .min(1)
      .default(6)
      .describe('Idle hours on end, in the same place of both weeks, that count'),
  }),
  messages: {
    idle: 'Instance {id} ({type}) is tagged {stage} and had nothing to do in the same {hours} of 168 hours of both weeks; stopped in them it would save {savings} a month.',
    unpriced:
      'Instance {id} ({type}) is tagged {stage} and had nothing to do in the same {hours} of 168 hours of both weeks.',
  },
  why: 'What people use only by day is billed at night and at weekends, which are two thirds of a week.',
  fix: 'Stop and start it by a schedule, such as Instance Scheduler on AWS, after asking whether anything runs at night.',
  links: ['https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/solution-overview.html'],
  prices: (row) => (row.state === 'running' && row.lifecycle === '' ? [request(row)] : []),
  evaluate(row, ctx) {
    if (row.state !== 'running') return skip('not running');
    const { options } = ctx;
    const stage = nonProductionStage(row.tags, options.nonProduction, options.production);
    if (stage === undefined) return skip('not tagged as non-production');
    if (row.lifecycle !== '') return skip(`a ${row.lifecycle} instance`);
    if (row.tenancy === 'host') return skip('its Dedicated Host is billed, not the instance');
    if (row.tags['aws:autoscaling:groupName'] !== undefined)
      return skip('its Auto Scaling group decides when it runs');
    const series = ctx.metric('ec2_instance_hourly_cpu');
    // one that a schedule stops is started anew in the morning
    const age = ageDays(row.launch_time, ctx.asOf);
    if (age === undefined || age < DAYS) return unknown(`it was started less than ${DAYS} days ago`);
    const measured = published(series).length;
    if (measured < MINIMUM_HOURS)
      return unknown(`CPU was measured in ${measured} hours, ${MINIMUM_HOURS} are needed`);
    const week = weekOf(series);
    const busy = week.filter((v) => v !== null && v >= options.busyCpuPercent).length;
    if (busy < options.minimumBusyHours) return pass;
    const idle = week.map((v) => v !== null && v <= options.idleCpuPercent);
    const hours = hoursInStretches(idle, options.minimumStretchHours);
    if (hours < options.minimumIdleHours) return pass;
    const price = ctx.price(request(row));
    const savings = price && perMonth(price.usd).times(hours).div(HOURS_PER_WEEK);
    return fail({
      message: savings ? 'idle' : 'unpriced',
      values: { id: row.instance_id, type: row.instance_type, stage, hours, savings },
      monthlyCost: price && perMonth(price.usd),
      claims: [{ part: 'compute', monthlySavings: savings }],
      confidence: least(40, price?.confidence ?? 40),
      notes: notesOf(
        'judged by CPU alone; volumes and addresses are billed while it is stopped, and a public address may change',
        price?.note,
      ),
      dimensions: { instance_type: row.instance_type, stage, vpc_id: row.vpc_id },
      metrics: { idle_hours_per_week: hours, busy_hours_per_week: busy },
    });
  },
});
