/** Inventory of EC2 Auto Scaling: only the fields that checks use. */
import { bool, int32, list, map, nullable, text, timestamp } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

const autoscalingGroups = inventoryTable({
  name: 'autoscaling_groups',
  comment: 'Auto Scaling groups (DescribeAutoScalingGroups)',
  service: 'autoscaling',
  iamActions: ['autoscaling:DescribeAutoScalingGroups'],
  sortBy: ['group_name'],
  resource: {
    service: 'AmazonEC2',
    type: 'auto_scaling_group',
    idColumn: 'group_name',
    arn: (r) => r.group_arn,
    billed: [],
  },
  columns: {
    group_name: text('AutoScalingGroupName'),
    group_arn: text('ARN'),
    min_size: int32('Least instances'),
    max_size: int32('Most instances'),
    desired_capacity: int32('Instances wanted now'),
    instance_ids: list(text('i-…'), 'Its instances'),
    target_group_arns: list(text('ARN'), 'Target groups it registers its instances with'),
    load_balancer_names: list(text('Name'), 'Classic Load Balancers it registers its instances with'),
    status: text('Empty, or Delete in progress'),
    created_at: nullable(timestamp('CreatedTime')),
    operator: text('Service principal that alone may change it, empty for none'),
    tags: map(text('tag value'), 'Tags with their original keys'),
  },
});

const autoscalingPolicies = inventoryTable({
  name: 'autoscaling_policies',
  comment: 'Scaling policies of Auto Scaling groups (DescribePolicies)',
  service: 'autoscaling',
  iamActions: ['autoscaling:DescribePolicies'],
  sortBy: ['group_name', 'policy_name'],
  columns: {
    group_name: text('Its group'),
    policy_name: text('PolicyName'),
    policy_type: text('TargetTrackingScaling | StepScaling | SimpleScaling | PredictiveScaling'),
    enabled: bool('Enabled'),
  },
});

const autoscalingSchedules = inventoryTable({
  name: 'autoscaling_schedules',
  comment: 'Scheduled actions of Auto Scaling groups (DescribeScheduledActions)',
  service: 'autoscaling',
  iamActions: ['autoscaling:DescribeScheduledActions'],
  sortBy: ['group_name', 'action_name'],
  columns: {
    group_name: text('Its group'),
    action_name: text('ScheduledActionName'),
  },
});

const autoscalingLaunchConfigurations = inventoryTable({
  name: 'autoscaling_launch_configurations',
  comment:
    'Launch configurations, which groups without a launch template start from (DescribeLaunchConfigurations)',
  service: 'autoscaling',
  iamActions: ['autoscaling:DescribeLaunchConfigurations'],
  sortBy: ['configuration_name'],
  columns: {
    configuration_name: text('LaunchConfigurationName'),
    image_id: text('AMI that it launches'),
  },
});

export const metrics = {} as const;

export const tables = {
  autoscaling_groups: autoscalingGroups,
  autoscaling_policies: autoscalingPolicies,
  autoscaling_schedules: autoscalingSchedules,
  autoscaling_launch_configurations: autoscalingLaunchConfigurations,
} as const;
