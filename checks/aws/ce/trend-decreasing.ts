import { z } from 'zod';
import { defineCheck, pass, unknown } from '../../../contracts/check.ts';
import { COST_NOTE, costMonths, trendOptions, trendTowards, unfit } from '../_lib/cost-months.ts';

export default defineCheck({
  id: 'aws.cost.trend.decreasing',
  title: "A service's cost falls month after month",
  kind: 'cost',
  category: 'anomaly',
  severity: { level: 'info', score: 150 },
  table: 'ce_monthly_costs',
  options: z.object(trendOptions),
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
    const trend = trendTowards(m, -1, ctx.options);
    if (trend === 'none') return pass;
    if ('unknown' in trend) return unknown(trend.unknown);
    const { slope, towards, steps } = trend;
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
