/** Answers of EC2 Auto Scaling as inventory rows. Every listing gives 100 records a page at most. */
import {
  DescribeAutoScalingGroupsCommand,
  DescribeLaunchConfigurationsCommand,
  DescribePoliciesCommand,
  DescribeScheduledActionsCommand,
} from '@aws-sdk/client-auto-scaling';
import type { tables } from '../../contracts/inventory/autoscaling.ts';
import type { Collectors } from './collector.ts';
import { pages } from './pages.ts';
import { instantOrNull, present, scopeOf, tagsOf, text, whole } from './read.ts';

const nextToken = (page: { NextToken?: string | undefined }): string | undefined => page.NextToken;
const MaxRecords = 100;

export const collectors: Collectors<keyof typeof tables> = {
  async *autoscaling_groups(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('autoscaling', new DescribeAutoScalingGroupsCommand({ MaxRecords, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.AutoScalingGroups ?? []).flatMap((g) =>
        g.AutoScalingGroupName
          ? [
              {
                ...scopeOf(r),
                group_name: g.AutoScalingGroupName,
                group_arn: text(g.AutoScalingGroupARN),
                min_size: whole(g.MinSize),
                max_size: whole(g.MaxSize),
                desired_capacity: whole(g.DesiredCapacity),
                instance_ids: present((g.Instances ?? []).map((i) => i.InstanceId)),
                target_group_arns: present(g.TargetGroupARNs),
                load_balancer_names: present(g.LoadBalancerNames),
                status: text(g.Status),
                created_at: instantOrNull(g.CreatedTime),
                operator: text(g.Operator?.Principal),
                tags: tagsOf(g.Tags),
              },
            ]
          : [],
      );
  },

  async *autoscaling_policies(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('autoscaling', new DescribePoliciesCommand({ MaxRecords, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.ScalingPolicies ?? []).flatMap((p) =>
        p.AutoScalingGroupName && p.PolicyName
          ? [
              {
                ...scopeOf(r),
                group_name: p.AutoScalingGroupName,
                policy_name: p.PolicyName,
                policy_type: text(p.PolicyType),
                enabled: p.Enabled ?? true,
              },
            ]
          : [],
      );
  },

  async *autoscaling_schedules(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('autoscaling', new DescribeScheduledActionsCommand({ MaxRecords, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.ScheduledUpdateGroupActions ?? []).flatMap((a) =>
        a.AutoScalingGroupName && a.ScheduledActionName
          ? [{ ...scopeOf(r), group_name: a.AutoScalingGroupName, action_name: a.ScheduledActionName }]
          : [],
      );
  },
  async *autoscaling_launch_configurations(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('autoscaling', new DescribeLaunchConfigurationsCommand({ MaxRecords, NextToken }));
    for await (const page of pages(ask, nextToken))
      yield (page.LaunchConfigurations ?? []).flatMap((c) =>
        c.LaunchConfigurationName
          ? [{ ...scopeOf(r), configuration_name: c.LaunchConfigurationName, image_id: text(c.ImageId) }]
          : [],
      );
  },
};
