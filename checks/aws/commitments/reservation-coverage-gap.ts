import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { Big } from '../../../contracts/money.ts';
import {
  COVER_NOTE,
  familyOf,
  monthly,
  NO_DISCOUNT,
  percent,
  rounded,
  WINDOW_HOURS,
} from '../_lib/commitment.ts';
import { notesOf } from '../_lib/notes.ts';

/** EC2 as Cost Explorer writes it. */
const EC2 = /Elastic Compute Cloud/;

export default defineCheck({
  id: 'aws.ec2.ri.coverage.gap',
  title: 'Instances run On-Demand that no commitment covers',
  kind: 'commitment',
  category: 'commitment',
  severity: { level: 'medium', score: 560 },
  table: 'ce_reservation_coverage',
  lookups: ['ce_savings_plans_coverage'],
  options: z.object({
    targetPercent: z.number().min(1).max(100).default(80).describe('Hours covered that are enough'),
    minimumInstances: z.number().min(0).default(1).describe('Instances without cover, on average of 30 days'),
    highInstances: z.number().min(0).default(5).describe('Instances from which it is severe'),
    minimumCost: z.number().min(0).default(50).describe('US dollars a month at On-Demand rates'),
  }),
  messages: {
    gap: '{count} {type} ({platform}, {tenancy}) in {region} run On-Demand on average, {covered} % of the hours are covered[; they cost {cost} a month].',
  },
  why: 'Steady use at On-Demand rates costs more than the same under a reservation or a Savings Plan.',
  fix: 'See that the use is steady, then take the purchase recommendations of Cost Explorer: one commitment, not both.',
  links: ['https://docs.aws.amazon.com/cost-management/latest/userguide/ri-recommendations.html'],
  evaluate(row, ctx) {
    if (/host/i.test(row.tenancy)) return skip('reservations of instances do not cover Dedicated Hosts');
    const { total_hours: total, on_demand_hours: open, on_demand_cost } = row;
    if (total === null || open === null)
      return unknown('Cost Explorer does not say how much of it is covered');
    // what a Savings Plan covers counts here as On-Demand: no more is open than it left of the family
    const plans = ctx
      .lookup('ce_savings_plans_coverage')
      .where('instance_family', familyOf(row.instance_type))
      .filter((p) => p.usage_region === row.usage_region && EC2.test(p.service_name));
    const left = plans.reduce((a, p) => a.plus(p.on_demand_cost ?? 0), new Big(0));
    const isPlanned = plans.some((p) => p.covered_spend === null || new Big(p.covered_spend).gt(0));
    if (on_demand_cost === null && isPlanned)
      return unknown('how much of it Savings Plans cover is not known');
    const cost = on_demand_cost === null ? undefined : new Big(on_demand_cost);
    const isCut =
      cost !== undefined &&
      plans.length > 0 &&
      plans.every((p) => p.on_demand_cost !== null) &&
      left.lt(cost);
    const uncovered = isCut ? left : cost;
    const openHours = isCut ? new Big(open).times(left).div(cost) : new Big(cost?.eq(0) ? 0 : open);
    const count = Number(openHours.div(WINDOW_HOURS));
    const covered = percent(new Big(total).minus(openHours), total);
    const { targetPercent, minimumInstances, highInstances, minimumCost } = ctx.options;
    const monthlyCost = uncovered && monthly(uncovered);
    if (covered >= targetPercent || count < minimumInstances || monthlyCost?.lt(minimumCost)) return pass;
    return fail({
      message: 'gap',
      values: {
        count: rounded(count),
        type: row.instance_type,
        platform: row.platform,
        tenancy: row.tenancy,
        region: row.usage_region,
        covered: rounded(covered),
        cost: monthlyCost,
      },
      monthlyCost,
      confidence: 60,
      notes: notesOf(
        COVER_NOTE,
        NO_DISCOUNT,
        isCut ? 'hours that Savings Plans cover are taken off by their share of the family’s cost' : '',
      ),
      dimensions: {
        instance_type: row.instance_type,
        instance_family: familyOf(row.instance_type),
        platform: row.platform,
        usage_region: row.usage_region,
      },
      metrics: { uncovered_instances: count, coverage_percent: covered },
      severity: count >= highInstances ? { level: 'high', score: 700 } : { level: 'medium', score: 560 },
    });
  },
});
