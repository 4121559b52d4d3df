import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { perMonth } from '../../../contracts/money.ts';
import { ec2InstanceHour } from '../../../contracts/price.ts';
import { smallerSizes } from '../_lib/instance-size.ts';
import { least } from '../_lib/least.ts';
import { mean, percentile, published, total } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

const request = (r: Row<'ec2_instances'>, instanceType: string) =>
  ec2InstanceHour(r.region, { instanceType, platformDetails: r.platform_details, tenancy: r.tenancy });

/** Half the capacity doubles the load: a peak of 40 % stays under 80 %, the headroom that AWS Compute Optimizer keeps by default (20 %). */
export default defineCheck({
  id: 'aws.ec2.instances.underutilized',
  title: 'EC2 instance is larger than its load',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 550 },
  table: 'ec2_instances',
  lookups: ['ec2_instance_types'],
  metrics: [
    'ec2_instance_cpu_average',
    'ec2_instance_cpu_maximum',
    'ec2_instance_network_in',
    'ec2_instance_network_out',
  ],
  options: z.object({
    maximumMeanCpuPercent: z.number().min(0).max(100).default(10).describe('Mean of the daily averages'),
    maximumPeakCpuPercent: z
      .number()
      .min(0)
      .max(100)
      .default(40)
      .describe('95th percentile of the daily maxima'),
    maximumNetworkKibPerHour: z.number().min(0).default(512).describe('Mean of network in and out'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with datapoints, and age, that are needed'),
  }),
  messages: {
    smaller:
      'Instance {id} ({type}) used {cpu} % CPU on average and {peak} % at its peaks over {days} days; {target} would do and save {savings} a month.',
    unpriced:
      'Instance {id} ({type}) used {cpu} % CPU on average and {peak} % at its peaks over {days} days; {target} would do.',
    smallest:
      'Instance {id} ({type}) used {cpu} % CPU on average and {peak} % at its peaks over {days} days, and there is no smaller size of its family: consolidate it or stop it.',
  },
  why: 'An instance is billed for its size, not for its use. One size down costs half.',
  fix: 'Resize to the smaller type in a maintenance window, after checking memory and burst needs that CloudWatch does not show.',
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-resize.html'],
  prices: (row) =>
    row.state === 'running' && row.lifecycle === ''
      ? [row.instance_type, ...smallerSizes(row.instance_type)].map((t) => request(row, t))
      : [],
  evaluate(row, ctx) {
    if (row.state !== 'running') return skip('not running');
    if (row.lifecycle !== '') return skip(`a ${row.lifecycle} instance`);
    if (row.tags['aws:autoscaling:groupName'] !== undefined)
      return skip('its size is its Auto Scaling group’s');
    const { minimumDays } = ctx.options;
    const started = ageDays(row.launch_time, ctx.asOf);
    if (started === undefined || started < minimumDays)
      return unknown(`it was started less than ${minimumDays} days ago`);
    const cpu = published(ctx.metric('ec2_instance_cpu_average'));
    const peaks = published(ctx.metric('ec2_instance_cpu_maximum'));
    if (cpu.length < minimumDays || peaks.length < minimumDays)
      return unknown(
        `CPU was measured on ${Math.min(cpu.length, peaks.length)} days, ${minimumDays} are needed`,
      );
    const [inward, outward] = [
      published(ctx.metric('ec2_instance_network_in')),
      published(ctx.metric('ec2_instance_network_out')),
    ];
    const measured = Math.min(inward.length, outward.length);
    const [cpuMean, peak] = [mean(cpu), percentile(peaks, 95)];
    if (cpuMean > ctx.options.maximumMeanCpuPercent || peak > ctx.options.maximumPeakCpuPercent) return pass;
    if (measured < minimumDays)
      return unknown(`network was measured on ${measured} days, ${minimumDays} are needed`);
    const kibPerHour = total([...inward, ...outward]) / 1024 / 24 / Math.max(inward.length, outward.length);
    if (kibPerHour > ctx.options.maximumNetworkKibPerHour) return pass;

    const here = ctx.lookup('ec2_instance_types');
    const own = here.where('instance_type', row.instance_type)[0];
    const target = smallerSizes(row.instance_type).find((t) => {
      const type = here.where('instance_type', t)[0];
      return (
        type &&
        !type.bare_metal &&
        type.architectures.includes(row.architecture) &&
        (!own || type.vcpus <= own.vcpus)
      );
    });
    const values = {
      id: row.instance_id,
      type: row.instance_type,
      cpu: cpuMean.toFixed(1),
      peak: peak.toFixed(1),
      days: cpu.length,
    };
    const facts = {
      dimensions: {
        instance_type: row.instance_type,
        recommended_instance_type: target ?? '',
        vpc_id: row.vpc_id,
      },
      metrics: { cpu_mean_percent: cpuMean, cpu_peak_percent: peak, network_kib_per_hour: kibPerHour },
    };
    const now = ctx.price(request(row, row.instance_type));
    const then = target === undefined ? undefined : ctx.price(request(row, target));
    const cost = now ? { monthlyCost: perMonth(now.usd) } : {};
    if (target === undefined) return fail({ message: 'smallest', values, confidence: 60, ...cost, ...facts });
    if (!now || !then || then.usd.gte(now.usd))
      return fail({ message: 'unpriced', values: { ...values, target }, confidence: 50, ...cost, ...facts });
    const savings = perMonth(now.usd.minus(then.usd));
    return fail({
      message: 'smaller',
      values: { ...values, target, savings },
      ...cost,
      claims: [{ part: 'compute', monthlySavings: savings }],
      confidence: least(75, now.confidence, then.confidence),
      notes: [...new Set([now.note, then.note].filter((n) => n !== ''))].join('; '),
      ...facts,
    });
  },
});
