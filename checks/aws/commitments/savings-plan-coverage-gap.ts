import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import { Big } from '../../../contracts/money.ts';
import { COVER_NOTE, monthly, NO_DISCOUNT, percent, rounded, WINDOW_HOURS } from '../_lib/commitment.ts';
import { notesOf } from '../_lib/notes.ts';

export default defineCheck({
  id: 'aws.ec2.savings.plans.coverage.gap',
  title: 'Compute is paid for at On-Demand rates',
  kind: 'commitment',
  category: 'commitment',
  severity: { level: 'medium', score: 560 },
  table: 'ce_savings_plans_coverage_totals',
  options: z.object({
    targetPercent: z.number().min(1).max(100).default(80).describe('Spend covered that is enough'),
    minimumHourly: z.number().min(0).default(0.05).describe('US dollars an hour that are not covered'),
    highHourly: z.number().min(0).default(1).describe('US dollars an hour from which it is severe'),
  }),
  messages: {
    gap: 'Savings Plans cover {covered} % of what they could; {cost} a month of compute run On-Demand, most of it {largest}.',
  },
  why: 'Steady use of EC2, Fargate and Lambda at On-Demand rates costs more than the same under a Savings Plan.',
  fix: 'See that the use is steady and right-sized, then take the purchase recommendations of Cost Explorer.',
  links: ['https://docs.aws.amazon.com/savingsplans/latest/userguide/sp-recommendations.html'],
  evaluate(row, ctx) {
    if (row.unreadable > 0 || row.covered_spend === null || row.on_demand_cost === null)
      return unknown('Cost Explorer does not say how much of it is covered');
    const open = new Big(row.on_demand_cost);
    // both amounts are at On-Demand rates: Cost Explorer API Reference, SavingsPlansCoverage
    const covered = percent(new Big(row.covered_spend), open.plus(row.covered_spend));
    const hourly = open.div(WINDOW_HOURS);
    const { targetPercent, minimumHourly, highHourly } = ctx.options;
    if (covered >= targetPercent || hourly.lt(minimumHourly)) return pass;
    const cost = monthly(open);
    return fail({
      message: 'gap',
      values: { covered: rounded(covered), cost, largest: row.largest },
      monthlyCost: cost,
      confidence: 60,
      notes: notesOf(
        COVER_NOTE,
        NO_DISCOUNT,
        'what reservations cover is not in it; the same spend shows in gaps of reservations',
      ),
      metrics: { coverage_percent: covered, uncovered_hourly: hourly },
      severity: hourly.gte(highHourly) ? { level: 'high', score: 700 } : { level: 'medium', score: 560 },
    });
  },
});
