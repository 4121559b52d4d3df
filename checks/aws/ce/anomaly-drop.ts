import { z } from 'zod';
import { defineCheck, pass, unknown } from '../../../contracts/check.ts';
import {
  COST_NOTE,
  costChanges,
  costMonths,
  isAbsent,
  isSeasonal,
  LEAST_MONTHS,
  methodsOf,
  percentOf,
  unfit,
  usualLevel,
} from '../_lib/cost-months.ts';

export default defineCheck({
  id: 'aws.cost.anomaly.drop',
  title: 'A service cost far less than is usual',
  kind: 'cost',
  category: 'anomaly',
  severity: { level: 'info', score: 180 },
  table: 'ce_monthly_costs',
  options: z.object(costChanges),
  messages: {
    drop: '{service} cost {cost} in {month}, {percent} % below its usual {usual}; so say {count} methods: {methods}.',
  },
  why: 'A fall of the bill is work that paid off, or work that is no longer done.',
  fix: 'See that what stopped was meant to stop, and review commitments that were bought for it.',
  links: ['https://docs.aws.amazon.com/cost-management/latest/userguide/ce-exploring-data.html'],
  evaluate(row, ctx) {
    const m = costMonths(row);
    const reason = unfit(row);
    if (reason || !m) return unknown(reason ?? 'no month of it is known');
    const { minimumCost, changePercent } = ctx.options;
    const usual = usualLevel(m);
    if (m.level.gte(usual) && m.before.length >= LEAST_MONTHS) return pass;
    if ([...m.before, m.level].every((v) => v.lt(minimumCost))) return pass;
    if (m.before.length < LEAST_MONTHS)
      return unknown(`${m.before.length} months before ${m.month} are known, ${LEAST_MONTHS} are needed`);
    if (isAbsent(m, minimumCost) || isSeasonal(m, -1, changePercent)) return pass;
    const methods = methodsOf(m, -1, ctx.options);
    if (methods.length === 0) return pass;
    if (row.estimated) return unknown(`the bill of ${m.month} is not final: it may still grow`);
    return {
      kind: 'info',
      message: 'drop',
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
      confidence: 85,
      notes: COST_NOTE,
      dimensions: { month: m.month, methods: methods.join(',') },
      metrics: { cost: m.cost, usual_cost: usual },
    };
  },
});
