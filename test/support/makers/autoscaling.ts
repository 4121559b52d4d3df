import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

/** Two of two to six instances, three months old. */
export const scalingGroup = maker('autoscaling_groups', {
  group_name: 'web',
  group_arn: `arn:aws:autoscaling:${REGION}:${ACCOUNT}:autoScalingGroup:0a:autoScalingGroupName/web`,
  min_size: 2,
  max_size: 6,
  desired_capacity: 2,
  instance_ids: ['i-0a', 'i-0b'],
  created_at: daysAgo(90),
});
/** Follows a target, of the group `web`. */
export const scalingPolicy = maker('autoscaling_policies', {
  group_name: 'web',
  policy_name: 'cpu',
  policy_type: 'TargetTrackingScaling',
  enabled: true,
});
export const scheduledAction = maker('autoscaling_schedules', {
  group_name: 'web',
  action_name: 'nights-off',
});
export const launchConfiguration = maker('autoscaling_launch_configurations', {
  configuration_name: 'web',
  image_id: 'ami-0a',
});
