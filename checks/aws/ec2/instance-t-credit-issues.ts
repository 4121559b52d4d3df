import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { Big, HOURS_PER_MONTH } from '../../../contracts/money.ts';
import { cpuCreditVcpuHour } from '../../../prices/aws/ec2.ts';
import { least } from '../_lib/least.ts';
import { published, total } from '../_lib/series.ts';
import { ageDays, DAY_MS } from '../_lib/time.ts';

const request = (r: Row<'ec2_instances'>) =>
  cpuCreditVcpuHour(r.region, {
    family: r.instance_type.split('.')[0] ?? '',
    platformDetails: r.platform_details,
  });
/** A CPU credit is one vCPU at 100 % for one minute. Source: EC2 User Guide, "Key concepts for burstable performance instances". */
const CREDITS_PER_VCPU_HOUR = 60;
const HOURS_PER_DAY = 24;

export default defineCheck({
  id: 'aws.ec2.instances.t.credit.issues',
  title: 'Burstable EC2 instance runs out of CPU credits',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 600 },
  table: 'ec2_instances',
  lookups: ['ec2_instance_types'],
  metrics: ['ec2_instance_credit_balance', 'ec2_instance_surplus_credits_charged'],
  options: z.object({
    minimumBalance: z.number().min(0).default(20).describe('Credits below which a day counts as short'),
    shortDays: z.int().min(1).default(2).describe('Short days that make it a finding'),
    minimumDays: z.int().min(1).max(7).default(5).describe('Days with datapoints that are needed'),
  }),
  messages: {
    charged:
      'Instance {id} ({type}) was charged for {credits} surplus CPU credits in {days} days, about {cost} a month.',
    unpriced: 'Instance {id} ({type}) was charged for {credits} surplus CPU credits in {days} days.',
    short:
      'Instance {id} ({type}) fell below {minimum} CPU credits on {short} of {days} days: unless it is in unlimited mode, it is slowed down to its baseline.',
  },
  why: 'A burstable instance that always bursts pays surplus credits or is throttled; a fixed-performance type is then cheaper or faster.',
  fix: 'Move to a larger size or to a family with fixed performance.',
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html'],
  prices: (row) => (row.state === 'running' && /^t\d/.test(row.instance_type) ? [request(row)] : []),
  evaluate(row, ctx) {
    if (row.state !== 'running') return skip('not running');
    const type = ctx.lookup('ec2_instance_types').where('instance_type', row.instance_type)[0];
    if (!(type?.burstable ?? /^t\d/.test(row.instance_type))) return skip('not burstable');
    const age = ageDays(row.launch_time, ctx.asOf);
    if (age === undefined || age < ctx.options.minimumDays)
      return unknown(`it was started less than ${ctx.options.minimumDays} days ago`);
    const balance = ctx.metric('ec2_instance_credit_balance');
    // a start leaves the balance at the launch credits: the first day says nothing
    const settled = Date.parse(row.launch_time) + DAY_MS;
    const from = Date.parse(balance.start);
    const daily = balance.values.flatMap((v, i) =>
      v !== null && from + i * balance.period * 1000 >= settled ? [v] : [],
    );
    const surplus = published(ctx.metric('ec2_instance_surplus_credits_charged'));
    const credits = total(surplus);
    const dimensions = { instance_type: row.instance_type, vpc_id: row.vpc_id };
    const metrics = {
      ...(daily.length > 0 ? { credit_balance_minimum: Math.min(...daily) } : {}),
      surplus_credits_charged: credits,
    };
    const values = {
      id: row.instance_id,
      type: row.instance_type,
      credits: credits.toFixed(0),
      days: daily.length,
    };
    if (credits >= 1) {
      // a day without a charge may lack its point: days with a balance were measured too
      const days = Math.max(daily.length, surplus.length);
      const charged = { ...values, days };
      const price = ctx.price(request(row));
      if (!price) return fail({ message: 'unpriced', values: charged, confidence: 70, dimensions, metrics });
      const cost = price.usd
        .times(new Big(credits))
        .div(CREDITS_PER_VCPU_HOUR)
        .div(days * HOURS_PER_DAY)
        .times(HOURS_PER_MONTH);
      return fail({
        message: 'charged',
        values: { ...charged, cost },
        monthlyCost: cost,
        confidence: least(85, price.confidence),
        notes: price.note,
        dimensions,
        metrics,
      });
    }
    if (daily.length < ctx.options.minimumDays)
      return unknown(
        `the credit balance was measured on ${daily.length} days, ${ctx.options.minimumDays} are needed`,
      );
    const short = daily.filter((v) => v < ctx.options.minimumBalance).length;
    if (short < ctx.options.shortDays) return pass;
    return fail({
      message: 'short',
      values: { ...values, minimum: ctx.options.minimumBalance, short },
      confidence: 75,
      dimensions,
      metrics,
    });
  },
});
