import { defineCheck, fail } from '../../../contracts/check.ts';
import { adviceOptions, judgeAdvice } from '../_lib/aws-advice.ts';

export default defineCheck({
  id: 'aws.recommendations.trusted.advisor',
  title: 'Trusted Advisor raises its cost',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'low', score: 350 },
  table: 'trusted_advisor_resources',
  optionalLookups: ['ec2_instances', 'ec2_volumes', 'rds_instances'],
  // what Trusted Advisor gives has no tags: none can silence it
  options: adviceOptions.extend({
    maximumAgeDays: adviceOptions.shape.maximumAgeDays.default(30),
  }),
  messages: {
    raised: 'Trusted Advisor lists {kind} {id} under {advice}[, and puts the saving at {savings} a month].',
  },
  why: 'Trusted Advisor looks at services and uses that the other checks may not know.',
  fix: 'Open the check in Trusted Advisor and follow it, or exclude the resource there with a reason.',
  links: ['https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html'],
  evaluate(row, ctx) {
    const judged = judgeAdvice(row, ctx.asOf, ctx.options, {
      instances: ctx.optionalLookup('ec2_instances'),
      volumes: ctx.optionalLookup('ec2_volumes'),
      databases: ctx.optionalLookup('rds_instances'),
    });
    if (judged.kind !== 'advised') return judged;
    const { kind: _, ...said } = judged;
    return fail({ message: 'raised', ...said });
  },
});
