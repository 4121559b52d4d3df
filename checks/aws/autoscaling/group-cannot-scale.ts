import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { groupDimensions, managerOf } from '../_lib/scaling-group.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.autoscaling.groups.cannot.scale',
  title: 'Auto Scaling group has policies and a fixed size',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'low', score: 340 },
  table: 'autoscaling_groups',
  lookups: ['autoscaling_policies', 'autoscaling_schedules'],
  options: z.object({
    minimumInstances: z
      .int()
      .min(1)
      .default(2)
      .describe('Smaller groups are kept for their self-healing, not for scaling'),
    minimumAgeDays: z.number().min(0).default(7).describe('Days since it was created'),
  }),
  messages: {
    fixed:
      'Auto Scaling group {name} always runs {size} instances: its {policies} scaling policies can change nothing between {min} and {max}.',
  },
  why: 'A group whose least and most instances are the same runs, and is billed, at its peak size all day, whatever its policies measure.',
  fix: 'Set the least size below the most, so that the policies that exist can take instances away.',
  links: ['https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html'],
  evaluate(row, ctx) {
    if (row.status !== '') return skip('it is being deleted');
    const manager = managerOf(row);
    if (manager) return skip(`its size is set by ${manager}`);
    if (row.max_size < ctx.options.minimumInstances) return skip('it keeps single instances alive');
    if (row.min_size !== row.max_size) return pass;
    // a schedule moves the limits themselves
    if (ctx.lookup('autoscaling_schedules').where('group_name', row.group_name).length > 0) return pass;
    const policies = ctx
      .lookup('autoscaling_policies')
      .where('group_name', row.group_name)
      .filter((p) => p.enabled && p.policy_type !== 'PredictiveScaling');
    if (policies.length === 0) return pass;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < ctx.options.minimumAgeDays)
      return unknown(`it was created less than ${ctx.options.minimumAgeDays} days ago`);
    return fail({
      message: 'fixed',
      values: {
        name: row.group_name,
        size: row.max_size,
        policies: policies.length,
        min: row.min_size,
        max: row.max_size,
      },
      confidence: 80,
      notes: 'how many instances could go is not known: no savings are claimed',
      dimensions: groupDimensions(row),
    });
  },
});
