import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import { COST_NOTE, costMonths, notFinal, trendOptions, trendTowards, unfit } from '../_lib/cost-months.ts';
import { notesOf } from '../_lib/notes.ts';

export default defineCheck({
  id: 'aws.cost.trend.increasing',
  title: "A service's cost rises month after month",
  kind: 'cost',
  category: 'anomaly',
  severity: { level: 'medium', score: 500 },
  table: 'ce_monthly_costs',
  options: z.object(trendOptions),
  messages: {
    trend:
      'Cost of {service} rose by {slope} a month over six months, in {steps} of 5 steps, to {cost} in {month}.',
  },
  why: "Growth that nobody looks at is found when the year's budget is gone.",
  fix: 'Compare the growth with that of the business, and group it by usage type and region.',
  links: ['https://docs.aws.amazon.com/cost-management/latest/userguide/ce-exploring-data.html'],
  evaluate(row, ctx) {
    const m = costMonths(row);
    const reason = unfit(row);
    if (reason || !m) return unknown(reason ?? 'no month of it is known');
    const trend = trendTowards(m, 1, ctx.options);
    if (trend === 'none') return pass;
    if ('unknown' in trend) return unknown(trend.unknown);
    const { slope, towards, steps } = trend;
    return fail({
      message: 'trend',
      values: { service: row.service_name, slope: towards, steps, cost: m.cost, month: m.month },
      monthlyCost: m.cost,
      confidence: row.estimated ? 65 : 80,
      notes: notesOf(COST_NOTE, notFinal(row)),
      dimensions: { month: m.month },
      metrics: { cost: m.cost, monthly_change: slope },
    });
  },
});
