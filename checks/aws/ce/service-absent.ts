import { z } from 'zod';
import { defineCheck, pass, unknown } from '../../../contracts/check.ts';
import { COST_NOTE, costFloors, costMonths, isAbsent, median, unfit } from '../_lib/cost-months.ts';

export default defineCheck({
  id: 'aws.cost.service.absent',
  title: 'A service is gone from the bill',
  kind: 'cost',
  category: 'anomaly',
  severity: { level: 'info', score: 160 },
  table: 'ce_monthly_costs',
  options: z.object({ minimumCost: costFloors.minimumCost }),
  messages: {
    gone: '{service} cost {cost} in {month}, after some {usual} in each of the three months before.',
  },
  why: 'What is gone was retired, or has stopped without anybody meaning it: backups, logs, a job.',
  fix: 'See that it was meant to end, and that nothing committed for it goes on.',
  links: ['https://docs.aws.amazon.com/cost-management/latest/userguide/ce-exploring-data.html'],
  evaluate(row, ctx) {
    const m = costMonths(row);
    const reason = unfit(row);
    if (reason || !m) return unknown(reason ?? 'no month of it is known');
    if (!isAbsent(m, ctx.options.minimumCost)) return pass;
    if (row.estimated) return unknown(`the bill of ${m.month} is not final: it may still grow`);
    const usual = median(m.before.slice(-3));
    return {
      kind: 'info',
      message: 'gone',
      values: { service: row.service_name, cost: m.cost, month: m.month, usual },
      monthlyCost: m.cost,
      confidence: 90,
      notes: COST_NOTE,
      dimensions: { month: m.month },
      metrics: { cost: m.cost, usual_cost: usual },
    };
  },
});
