import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import {
  COST_NOTE,
  costChanges,
  costMonths,
  isNew,
  isSeasonal,
  LEAST_MONTHS,
  methodsOf,
  notFinal,
  percentOf,
  unfit,
  usualLevel,
} from '../_lib/cost-months.ts';
import { notesOf } from '../_lib/notes.ts';

export default defineCheck({
  id: 'aws.cost.anomaly.spike',
  title: 'A service cost far more than is usual',
  kind: 'cost',
  category: 'anomaly',
  severity: { level: 'medium', score: 600 },
  table: 'ce_monthly_costs',
  options: z.object(costChanges),
  messages: {
    spike:
      '{service} cost {cost} in {month}, {percent} % above its usual {usual}; so say {count} methods: {methods}.',
  },
  why: 'A jump of the bill is a mistake, an attack, or a plan that somebody should know of.',
  fix: 'Group the month by usage type and region in Cost Explorer and ask the owner of what grew.',
  links: ['https://docs.aws.amazon.com/cost-management/latest/userguide/ce-exploring-data.html'],
  evaluate(row, ctx) {
    const m = costMonths(row);
    const reason = unfit(row);
    if (reason || !m) return unknown(reason ?? 'no month of it is known');
    const { minimumCost, changePercent } = ctx.options;
    if (m.level.lt(minimumCost)) return pass;
    if (m.before.length < LEAST_MONTHS)
      return unknown(`${m.before.length} months before ${m.month} are known, ${LEAST_MONTHS} are needed`);
    if (isNew(m, minimumCost) || isSeasonal(m, 1, changePercent)) return pass;
    const methods = methodsOf(m, 1, ctx.options);
    if (methods.length === 0) return pass;
    const usual = usualLevel(m);
    return fail({
      message: 'spike',
      values: {
        service: row.service_name,
        month: m.month,
        cost: m.cost,
        usual,
        percent: percentOf(usual, m.level),
        count: methods.length,
        methods: methods.join(', '),
      },
      monthlyCost: m.cost,
      confidence: row.estimated ? 70 : 85,
      notes: notesOf(COST_NOTE, notFinal(row)),
      dimensions: { month: m.month, methods: methods.join(',') },
      metrics: { cost: m.cost, usual_cost: usual },
    });
  },
});
