import { defineCheck, fail } from '../../../contracts/check.ts';
import { adviceOptions, judgeAdvice } from '../_lib/aws-advice.ts';

export default defineCheck({
  id: 'aws.recommendations.cost.optimization.hub',
  title: 'Cost Optimization Hub advises a change',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 500 },
  table: 'coh_recommendations',
  optionalLookups: ['ec2_instances', 'ec2_volumes', 'rds_instances'],
  respectsKeepTags: true,
  options: adviceOptions,
  messages: {
    advised: 'Cost Optimization Hub says of {kind} {id}: {advice}[, which saves {savings} a month].',
  },
  why: 'AWS sees load and discounts of the account that no list price shows, and keeps of contradicting advice the best.',
  fix: 'Open the recommendation in Cost Optimization Hub, check what it was drawn from, and carry it out.',
  links: ['https://docs.aws.amazon.com/cost-management/latest/userguide/coh-optimization-strategies.html'],
  evaluate(row, ctx) {
    const judged = judgeAdvice(row, ctx.asOf, ctx.options, {
      instances: ctx.optionalLookup('ec2_instances'),
      volumes: ctx.optionalLookup('ec2_volumes'),
      databases: ctx.optionalLookup('rds_instances'),
    });
    if (judged.kind !== 'advised') return judged;
    const { kind: _, ...said } = judged;
    return fail({ message: 'advised', ...said });
  },
});
