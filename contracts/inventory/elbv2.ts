/** Inventory of Application, Network and Gateway Load Balancers: only the fields that checks use. */
import { int32, list, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const ELB = ['AWSELB'];
const unread = text('Why it could not be read, empty when it was');

const elbv2LoadBalancers = inventoryTable({
  name: 'elbv2_load_balancers',
  comment: 'Application, Network and Gateway Load Balancers (DescribeLoadBalancers, DescribeTags)',
  service: 'elbv2',
  iamActions: ['elasticloadbalancing:DescribeLoadBalancers', 'elasticloadbalancing:DescribeTags'],
  sortBy: ['load_balancer_name', 'load_balancer_arn'],
  resource: {
    service: 'AWSELB',
    type: 'load_balancer',
    idColumn: 'load_balancer_name',
    arn: (r) => r.load_balancer_arn,
    billed: [
      { part: 'hours', services: ELB, usage: 'LoadBalancerUsage' },
      { part: 'capacity', services: ELB, usage: 'LCUUsage|IdleProvisionedLBCapacity' },
      { part: 'data_transfer', services: ELB, usage: 'DataTransfer|-Bytes$' },
    ],
  },
  columns: {
    load_balancer_name: text('Name, unique in its account and region'),
    load_balancer_arn: text('ARN'),
    metric_id: text('What CloudWatch calls it: the ARN after loadbalancer/, e.g. app/shop/50dc6c495c0c9188'),
    type: text('application | network | gateway'),
    scheme: text('internet-facing | internal, empty when the API does not say'),
    vpc_id: text('VPC'),
    state: text('active | provisioning | active_impaired | failed'),
    created_at: nullable(timestamp('CreatedTime')),
    tags: map(text('tag value'), 'Tags with their original keys, none where they could not be read'),
    tags_unread: text('Why its tags could not be read, empty when they were'),
  },
});

const elbv2Listeners = inventoryTable({
  name: 'elbv2_listeners',
  comment: 'Listeners, asked for each load balancer (DescribeListeners)',
  service: 'elbv2',
  iamActions: ['elasticloadbalancing:DescribeListeners'],
  after: ['elbv2_load_balancers'],
  sortBy: ['load_balancer_arn', 'listener_arn'],
  columns: {
    load_balancer_arn: text('ARN of its load balancer'),
    listener_arn: text('ARN'),
    unread,
  },
});

const elbv2Rules = inventoryTable({
  name: 'elbv2_rules',
  comment: 'Rules of the listeners of Application Load Balancers (DescribeRules)',
  service: 'elbv2',
  iamActions: ['elasticloadbalancing:DescribeRules'],
  after: ['elbv2_load_balancers', 'elbv2_listeners'],
  sortBy: ['load_balancer_arn', 'listener_arn', 'rule_arn'],
  columns: {
    load_balancer_arn: text('ARN of its load balancer'),
    listener_arn: text('ARN of its listener'),
    rule_arn: text('ARN'),
    answer: text('redirect | fixed-response where the load balancer answers by itself, else empty'),
    status_code: text('Of a fixed response, e.g. 200'),
    redirect_host: text('Of a redirect; #{host} is the host that was asked for'),
    unread,
  },
});

const elbv2TargetGroups = inventoryTable({
  name: 'elbv2_target_groups',
  comment:
    'Target groups, with the load balancers whose listeners or rules forward to them (DescribeTargetGroups)',
  service: 'elbv2',
  iamActions: ['elasticloadbalancing:DescribeTargetGroups'],
  sortBy: ['target_group_arn'],
  columns: {
    target_group_arn: text('ARN'),
    target_type: text('instance | ip | lambda | alb'),
    load_balancer_arns: list(text('ARN'), 'Load balancers that route traffic to it, by default or by a rule'),
  },
});

const elbv2TargetHealth = inventoryTable({
  name: 'elbv2_target_health',
  comment: 'Targets of the groups that a load balancer uses (DescribeTargetHealth)',
  service: 'elbv2',
  iamActions: ['elasticloadbalancing:DescribeTargetHealth'],
  after: ['elbv2_target_groups'],
  sortBy: ['target_group_arn', 'target_id', 'port'],
  columns: {
    target_group_arn: text('ARN of its group'),
    target_id: text('Instance id, IP address, ARN of a function or of a load balancer'),
    port: nullable(int32('Port')),
    state: text('healthy | unhealthy | initial | draining | unused | unavailable | …'),
    unread,
  },
});

type LoadBalancer = RowOf<typeof elbv2LoadBalancers>;
const balancer = metricSpec<LoadBalancer>();
/** ELB publishes metrics only while requests flow. Source: ELB documentation, "CloudWatch metrics" of each type. */
const ofType = (type: string, namespace: string) =>
  ({
    table: 'elbv2_load_balancers',
    namespace,
    dimension: 'LoadBalancer',
    column: 'metric_id',
    statistic: 'Sum',
    period: 86400,
    days: 14,
    silentAtZero: true,
    when: (r: LoadBalancer) => r.type === type && r.state.startsWith('active'),
  }) as const;
const ofAlb = ofType('application', 'AWS/ApplicationELB');
const ofNlb = ofType('network', 'AWS/NetworkELB');
const ofGwlb = ofType('gateway', 'AWS/GatewayELB');

export const metrics = {
  elbv2_alb_requests: balancer({ ...ofAlb, metric: 'RequestCount' }),
  elbv2_alb_bytes: balancer({ ...ofAlb, metric: 'ProcessedBytes' }),
  elbv2_nlb_flows: balancer({ ...ofNlb, metric: 'NewFlowCount' }),
  elbv2_nlb_bytes: balancer({ ...ofNlb, metric: 'ProcessedBytes' }),
  elbv2_gwlb_flows: balancer({ ...ofGwlb, metric: 'NewFlowCount' }),
  // always reported, so that it tells silence from a series that is not there
  elbv2_gwlb_lcus: balancer({ ...ofGwlb, metric: 'ConsumedLCUs', silentAtZero: false }),
} as const;

export const tables = {
  elbv2_load_balancers: elbv2LoadBalancers,
  elbv2_listeners: elbv2Listeners,
  elbv2_rules: elbv2Rules,
  elbv2_target_groups: elbv2TargetGroups,
  elbv2_target_health: elbv2TargetHealth,
} as const;
