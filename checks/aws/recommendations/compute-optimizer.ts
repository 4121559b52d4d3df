import { defineCheck, fail } from '../../../contracts/check.ts';
import { adviceOptions, judgeAdvice } from '../_lib/aws-advice.ts';

export default defineCheck({
  id: 'aws.recommendations.compute.optimizer',
  title: 'Compute Optimizer finds it over-provisioned or idle',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 500 },
  table: 'compute_optimizer_recommendations',
  optionalLookups: ['ec2_instances', 'ec2_volumes', 'rds_instances'],
  respectsKeepTags: true,
  options: adviceOptions,
  messages: {
    advised: 'Compute Optimizer says of {kind} {id}: {advice}[, which saves {savings} a month].',
  },
  why: 'Compute Optimizer compares the load of weeks with every size that AWS offers.',
  fix: 'Open the recommendation in Compute Optimizer, compare the projected load, and change it in a maintenance window.',
  links: ['https://docs.aws.amazon.com/compute-optimizer/latest/ug/viewing-recommendations.html'],
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
