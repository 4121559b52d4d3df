import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { perMonth } from '../../../contracts/money.ts';
import { ec2InstanceHour } from '../../../prices/aws/ec2.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { mean, published, total } from '../_lib/series.ts';
import { smallerTypes } from '../_lib/smaller-type.ts';
import { ageDays } from '../_lib/time.ts';

const request = (r: Row<'ec2_instances'>, instanceType: string) =>
  ec2InstanceHour(r.region, { instanceType, platformDetails: r.platform_details, tenancy: r.tenancy });

/** Families whose work is on GPUs or other accelerators. Source: EC2 instance types, "Accelerated computing". */
const ACCELERATED = /^(p|g|gr|inf|trn|dl|vt|f)\d/;
/** CPU that a nano earns credits for. Source: EC2 User Guide, "Key concepts for burstable performance instances". */
const NANO_BASELINE_PERCENT = 5;
/** A target keeps a fifth of its CPU free at the peak: the headroom that AWS Compute Optimizer keeps by default. */
const MAXIMUM_TARGET_PEAK_PERCENT = 80;
/** A month of an instance that has no smaller one: less is not worth anybody's time. */
const SMALL_CHANGE_USD = 10;

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
  respectsKeepTags: true,
  options: z.object({
    maximumMeanCpuPercent: z.number().min(0).max(100).default(10).describe('Mean of the daily averages'),
    maximumPeakCpuPercent: z
      .number()
      .min(0)
      .max(100)
      .default(40)
      .describe('Highest peak of any day: with half the CPUs it stays under 80 %'),
    maximumNetworkKibPerHour: z.number().min(0).default(512).describe('Mean of network in and out'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with datapoints, and age, that are needed'),
  }),
  messages: {
    smaller:
      'Instance {id} ({type}) used {cpu} % CPU on average and {peak} % at its peaks over {days} days; {target} would do and save {savings} a month.',
    unpriced:
      'Instance {id} ({type}) used {cpu} % CPU on average and {peak} % at its peaks over {days} days; {target} would do.',
    smallest:
      'Instance {id} ({type}) used {cpu} % CPU on average and {peak} % at its peaks over {days} days, and no smaller type of its family is cheaper: consolidate it or stop it.',
  },
  why: 'An instance is billed for its size, not for its use; one size down mostly costs half.',
  fix: 'Resize to the smaller type in a maintenance window, after checking memory, which CloudWatch does not show without an agent.',
  links: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-resize.html',
    'https://docs.aws.amazon.com/compute-optimizer/latest/ug/rightsizing-preferences.html',
  ],
  prices: (row, _options, lookup) =>
    row.state === 'running' && row.lifecycle === '' && !ACCELERATED.test(row.instance_type)
      ? [
          row.instance_type,
          ...smallerTypes(row, lookup('ec2_instance_types')).map((t) => t.instance_type),
        ].map((t) => request(row, t))
      : [],
  evaluate(row, ctx) {
    if (row.state !== 'running') return skip('not running');
    if (row.lifecycle !== '') return skip(`a ${row.lifecycle} instance`);
    if (row.tenancy === 'host') return skip('its Dedicated Host is billed, not the instance');
    if (row.tags['aws:autoscaling:groupName'] !== undefined)
      return skip('its size is that of its Auto Scaling group');
    if (ACCELERATED.test(row.instance_type))
      return skip('its work is on accelerators, which CPU does not show');
    const { minimumDays, maximumMeanCpuPercent, maximumPeakCpuPercent, maximumNetworkKibPerHour } =
      ctx.options;
    // a start may follow a change of its type: what was measured before says nothing about this one
    const age = ageDays(row.launch_time, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was started less than ${minimumDays} days ago`);
    const cpu = published(ctx.metric('ec2_instance_cpu_average'));
    const peaks = published(ctx.metric('ec2_instance_cpu_maximum'));
    const days = Math.min(cpu.length, peaks.length);
    if (days < minimumDays) return unknown(`CPU was measured on ${days} days, ${minimumDays} are needed`);
    const [cpuMean, peak] = [mean(cpu), Math.max(...peaks)];
    if (cpuMean > maximumMeanCpuPercent || peak > maximumPeakCpuPercent) return pass;
    const inward = published(ctx.metric('ec2_instance_network_in'));
    const outward = published(ctx.metric('ec2_instance_network_out'));
    const measured = Math.min(inward.length, outward.length);
    const silent = inward.length + outward.length === 0;
    if (measured < minimumDays && !silent)
      return unknown(`network was measured on ${measured} days, ${minimumDays} are needed`);
    const kibPerHour = silent
      ? undefined
      : (total(inward) / inward.length + total(outward) / outward.length) / 1024 / 24;
    if (kibPerHour !== undefined && kibPerHour > maximumNetworkKibPerHour) return pass;
    const evidence = silent ? 45 : 75;
    const unmeasured = silent ? 'judged by CPU alone: no network traffic was published' : undefined;

    const types = ctx.lookup('ec2_instance_types');
    const own = types.where('instance_type', row.instance_type)[0];
    if (!own) return unknown(`AWS does not describe ${row.instance_type} in this region`);
    const smaller = smallerTypes(row, types);
    const fitting = smaller.filter(
      (t) =>
        (peak * own.vcpus) / t.vcpus <= MAXIMUM_TARGET_PEAK_PERCENT &&
        (!t.instance_type.endsWith('.nano') || cpuMean <= NANO_BASELINE_PERCENT),
    );
    if (smaller.length > 0 && fitting.length === 0) return pass;
    const now = ctx.price(request(row, row.instance_type));
    const offers = fitting.map((type) => ({ type, price: ctx.price(request(row, type.instance_type)) }));
    const target = now
      ? (offers.find((o) => o.price?.usd.lt(now.usd)) ?? offers.find((o) => !o.price))
      : offers[0];
    const name = target?.type.instance_type ?? '';
    const values = {
      id: row.instance_id,
      type: row.instance_type,
      cpu: cpuMean.toFixed(1),
      peak: peak.toFixed(1),
      days,
      target: name,
    };
    const facts = {
      ...(now ? { monthlyCost: perMonth(now.usd) } : {}),
      dimensions: { instance_type: row.instance_type, recommended_instance_type: name, vpc_id: row.vpc_id },
      metrics: {
        cpu_mean_percent: cpuMean,
        cpu_peak_percent: peak,
        ...(kibPerHour === undefined ? {} : { network_kib_per_hour: kibPerHour }),
      },
    };
    const notes = notesOf(unmeasured, now?.note, target?.price?.note);
    if (!target && now && perMonth(now.usd).lt(SMALL_CHANGE_USD)) return pass;
    if (!target)
      return fail({ message: 'smallest', values, confidence: least(60, evidence), notes, ...facts });
    if (!now || !target.price)
      return fail({ message: 'unpriced', values, confidence: least(50, evidence), notes, ...facts });
    const savings = perMonth(now.usd.minus(target.price.usd));
    return fail({
      message: 'smaller',
      values: { ...values, savings },
      claims: [{ part: 'compute', monthlySavings: savings }],
      confidence: least(evidence, now.confidence, target.price.confidence),
      notes,
      ...facts,
    });
  },
});
