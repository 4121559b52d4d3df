import { z } from 'zod';
import { defineCheck, pass, unknown } from '../../../contracts/check.ts';
import {
  COST_NOTE,
  costFloors,
  costMonths,
  mean,
  trendOf,
  USUAL_MONTHS,
  unfit,
} from '../_lib/cost-months.ts';

export default defineCheck({
  id: 'aws.cost.trend.decreasing',
  title: "A service's cost falls month after month",
  kind: 'cost',
  category: 'anomaly',
  severity: { level: 'info', score: 150 },
  table: 'ce_monthly_costs',
  options: z.object({
    ...costFloors,
    slopePercent: z.number().min(1).default(10).describe('Of the mean month, every month'),
    minimumSteps: z.int().min(1).max(5).default(4).describe('Months of five that must go the same way'),
  }),
  messages: {
    trend:
      'Cost of {service} fell by {slope} a month over six months, in {steps} of 5 steps, to {cost} in {month}.',
  },
  why: 'What falls may be phased out: commitments for it would outlive it.',
  fix: 'Renew no commitment for it before the owner says where it ends.',
  links: ['https://docs.aws.amazon.com/cost-management/latest/userguide/ce-exploring-data.html'],
  evaluate(row, ctx) {
    const m = costMonths(row);
    const reason = unfit(row);
    if (reason || !m) return unknown(reason ?? 'no month of it is known');
    const { minimumCost, minimumChange, slopePercent, minimumSteps } = ctx.options;
    const levels = [...m.before, m.level].slice(-USUAL_MONTHS);
    if (levels.every((v) => v.lt(minimumCost))) return pass;
    if (levels.length < USUAL_MONTHS)
      return unknown(`${levels.length} months are known, ${USUAL_MONTHS} are needed`);
    const { slope, steps } = trendOf(levels);
    const towards = slope.times(-1);
    const isSteep = towards.gte(minimumChange) && towards.times(100).gte(mean(levels).times(slopePercent));
    if (!isSteep || steps < minimumSteps) return pass;
    if (row.estimated) return unknown(`the bill of ${m.month} is not final: it may still grow`);
    return {
      kind: 'info',
      message: 'trend',
      values: { service: row.service_name, slope: towards, steps, cost: m.cost, month: m.month },
      monthlyCost: m.cost,
      confidence: 80,
      notes: COST_NOTE,
      dimensions: { month: m.month },
      metrics: { cost: m.cost, monthly_change: slope },
    };
  },
});
