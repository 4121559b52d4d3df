import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { groupDimensions, managerOf } from '../_lib/scaling-group.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.autoscaling.groups.empty',
  title: 'Auto Scaling group that may not start anything keeps a load balancer',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'low', score: 300 },
  table: 'autoscaling_groups',
  lookups: ['autoscaling_schedules', 'elbv2_target_groups', 'elbv2_target_health'],
  optionalLookups: ['elb_load_balancers'],
  respectsKeepTags: true,
  options: z.object({
    minimumAgeDays: z.number().min(0).default(7).describe('Days since it was created'),
  }),
  messages: {
    empty:
      'Auto Scaling group {name} may have no instance, and {balancers} load balancer(s) wait for it: {names}.',
  },
  why: 'A group whose most instances are 0 never starts one, and the load balancers that only it fills are billed by the hour.',
  fix: 'Delete the group with the load balancers that nothing else uses, or let it start instances again.',
  links: ['https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html'],
  evaluate(row, ctx) {
    if (row.status !== '') return skip('it is being deleted');
    const manager = managerOf(row);
    if (manager) return skip(`its size is set by ${manager}`);
    if (row.max_size > 0 || row.instance_ids.length > 0) return pass;
    if (ctx.lookup('autoscaling_schedules').where('group_name', row.group_name).length > 0) return pass;
    const groups = ctx.lookup('elbv2_target_groups');
    const health = ctx.lookup('elbv2_target_health');
    const behind = row.target_group_arns.flatMap((arn) => groups.where('target_group_arn', arn));
    // a load balancer counts when nothing stands behind any of its groups
    const balancers = [...new Set(behind.flatMap((g) => g.load_balancer_arns))].sort();
    const targets = (arn: string) =>
      groups
        .where('load_balancer_arns', arn)
        .flatMap((g) => health.where('target_group_arn', g.target_group_arn));
    const classic = ctx.optionalLookup('elb_load_balancers');
    const idle = [
      ...balancers.flatMap((arn) => (targets(arn).length === 0 ? [arn.split('/').at(-2) ?? arn] : [])),
      ...row.load_balancer_names.filter((name) =>
        classic?.where('load_balancer_name', name).some((b) => b.instance_ids.length === 0),
      ),
    ];
    const hidden = balancers.flatMap(targets).find((t) => t.unread !== '');
    if (idle.length === 0)
      return hidden ? unknown(`the targets of its load balancers could not be read: ${hidden.unread}`) : pass;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < ctx.options.minimumAgeDays)
      return unknown(`it was created less than ${ctx.options.minimumAgeDays} days ago`);
    return fail({
      message: 'empty',
      values: {
        name: row.group_name,
        balancers: idle.length,
        names: idle.slice(0, 5).join(', '),
      },
      confidence: 80,
      notes: 'what the load balancers cost stands on their own findings',
      dimensions: groupDimensions(row),
    });
  },
});
