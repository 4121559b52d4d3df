import { z } from 'zod';
import { defineCheck, pass, unknown } from '../../../contracts/check.ts';
import { COST_NOTE, costFloors, costMonths, isNew, notFinal, unfit } from '../_lib/cost-months.ts';
import { notesOf } from '../_lib/notes.ts';

export default defineCheck({
  id: 'aws.cost.service.new',
  title: 'A service costs something for the first time',
  kind: 'cost',
  category: 'anomaly',
  severity: { level: 'info', score: 190 },
  table: 'ce_monthly_costs',
  options: z.object({
    minimumCost: costFloors.minimumCost,
    minimumMonths: z.int().min(1).max(12).default(3).describe('Months before it that must be known'),
  }),
  messages: {
    appeared: '{service} cost {cost} in {month} and next to nothing in the {months} months before.',
  },
  why: 'A new service on the bill has an owner, a budget and tags from the start, or never.',
  fix: 'Find out who uses it and what it will cost at full use.',
  links: ['https://docs.aws.amazon.com/cost-management/latest/userguide/ce-exploring-data.html'],
  evaluate(row, ctx) {
    const m = costMonths(row);
    const reason = unfit(row);
    if (reason || !m) return unknown(reason ?? 'no month of it is known');
    const { minimumCost, minimumMonths } = ctx.options;
    if (!isNew(m, minimumCost)) return pass;
    if (m.before.length < minimumMonths)
      return unknown(
        `the account has ${m.before.length} months before ${m.month}, ${minimumMonths} are needed: all is new`,
      );
    return {
      kind: 'info',
      message: 'appeared',
      values: { service: row.service_name, cost: m.cost, month: m.month, months: m.before.length },
      monthlyCost: m.cost,
      confidence: 90,
      notes: notesOf(COST_NOTE, notFinal(row)),
      dimensions: { month: m.month },
      metrics: { cost: m.cost },
    };
  },
});
