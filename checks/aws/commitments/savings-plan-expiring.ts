import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { Big, perMonth, sum } from '../../../contracts/money.ts';
import { monthly } from '../_lib/commitment.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays, DAY_MS } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.ec2.savings.plans.expiring.soon',
  title: 'Savings Plan ends soon',
  kind: 'commitment',
  category: 'commitment',
  severity: { level: 'medium', score: 450 },
  table: 'savings_plans',
  lookups: ['savings_plans'],
  optionalLookups: ['ce_savings_plans_utilization'],
  options: z.object({
    withinDays: z.int().min(1).max(180).default(30).describe('Days to its end'),
    worthPercent: z.number().min(0).max(100).default(20).describe('Use under which it need not be renewed'),
  }),
  messages: {
    ending:
      '{type} Savings Plan {id} of {hourly} an hour ends in {days} days[; at On-Demand rates its use costs {more} a month more].',
  },
  why: 'From the hour that a Savings Plan ends its usage is billed On-Demand.',
  fix: 'Decide whether the use goes on, and queue a plan of the fitting size for the day it ends.',
  links: ['https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-purchase.html'],
  evaluate(row, ctx) {
    if (row.state !== 'active') return skip(`it is ${row.state}`);
    if (row.ends_at === null || row.hourly_commitment === null)
      return unknown('its end or its commitment is not known');
    const days = -(ageDays(row.ends_at, ctx.asOf) ?? 0);
    if (days <= 0) return skip('its term has ended');
    if (days > ctx.options.withinDays) return pass;
    const end = Date.parse(row.ends_at);
    const alike = ctx
      .lookup('savings_plans')
      .where('plan_type', row.plan_type)
      .filter((q) => q.plan_region === row.plan_region && q.instance_family === row.instance_family);
    const follows = alike.filter(
      (q) => q.state !== 'active' && q.starts_at !== null && Date.parse(q.starts_at) <= end + DAY_MS,
    );
    const endsToo = alike.filter(
      (q) => q.state === 'active' && q.ends_at !== null && Date.parse(q.ends_at) <= end + DAY_MS,
    );
    const committed = (rows: typeof alike): Big => sum(rows.map((q) => new Big(q.hourly_commitment ?? 0)));
    if (follows.length > 0 && committed(follows).gte(committed(endsToo))) return pass;
    const hourly = new Big(row.hourly_commitment);
    const [use] = ctx.optionalLookup('ce_savings_plans_utilization')?.where('arn', row.arn) ?? [];
    if ((use?.utilization_percent ?? 100) < ctx.options.worthPercent) return pass;
    const more = use?.net_savings == null ? undefined : monthly(use.net_savings);
    return fail({
      message: 'ending',
      values: {
        type: row.plan_type,
        id: row.savings_plan_id,
        hourly,
        days: Math.ceil(days),
        more: more?.gt(0) ? more : undefined,
      },
      monthlyCost: perMonth(hourly),
      confidence: use ? 90 : 70,
      notes: notesOf(
        'renewing keeps a price and saves nothing more',
        follows.length > 0 ? 'what is queued is less than what ends' : '',
        use ? '' : 'Cost Explorer does not say how much of it is used',
      ),
      dimensions: { plan_type: row.plan_type, instance_family: row.instance_family },
      metrics: { days_left: Math.ceil(days) },
    });
  },
});
