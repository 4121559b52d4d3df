/** Inventory of Classic Load Balancers: only the fields that checks use. */
import { list, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const ELB = ['AWSELB'];

const elbLoadBalancers = inventoryTable({
  name: 'elb_load_balancers',
  comment: 'Classic Load Balancers (DescribeLoadBalancers, DescribeTags)',
  service: 'elb',
  iamActions: ['elasticloadbalancing:DescribeLoadBalancers', 'elasticloadbalancing:DescribeTags'],
  sortBy: ['load_balancer_name'],
  resource: {
    service: 'AWSELB',
    type: 'classic_load_balancer',
    idColumn: 'load_balancer_name',
    arn: (r, p) =>
      `arn:${p}:elasticloadbalancing:${r.region}:${r.account_id}:loadbalancer/${r.load_balancer_name}`,
    billed: [
      { part: 'hours', services: ELB, usage: 'LoadBalancerUsage' },
      { part: 'data_processing', services: ELB, usage: 'DataProcessing-Bytes' },
      { part: 'data_transfer', services: ELB, usage: 'DataTransfer|-Bytes$' },
    ],
  },
  columns: {
    load_balancer_name: text('Name, unique among the Classic Load Balancers of its account and region'),
    scheme: text('internet-facing | internal'),
    vpc_id: text('VPC, empty for EC2-Classic'),
    instance_ids: list(text('i-…'), 'Registered instances'),
    created_at: nullable(timestamp('CreatedTime')),
    tags: map(text('tag value'), 'Tags with their original keys, none where they could not be read'),
    tags_unread: text('Why its tags could not be read, empty when they were'),
  },
});

const elbInstanceHealth = inventoryTable({
  name: 'elb_instance_health',
  comment: 'Registered instances of Classic Load Balancers (DescribeInstanceHealth)',
  service: 'elb',
  iamActions: ['elasticloadbalancing:DescribeInstanceHealth'],
  after: ['elb_load_balancers'],
  sortBy: ['load_balancer_name', 'instance_id'],
  columns: {
    load_balancer_name: text('Its load balancer'),
    instance_id: text('i-…'),
    state: text('InService | OutOfService | Unknown'),
    reason: text('ELB: registration or checks are under way; Instance: it does not pass; else N/A'),
    unread: text('Why it could not be read, empty when it was'),
  },
});

const balancer = metricSpec<RowOf<typeof elbLoadBalancers>>();
/** Published while requests flow. Source: ELB documentation, "CloudWatch metrics for your Classic Load Balancer". */
const ofClassic = {
  table: 'elb_load_balancers',
  namespace: 'AWS/ELB',
  dimension: 'LoadBalancerName',
  column: 'load_balancer_name',
  statistic: 'Sum',
  period: 86400,
  days: 14,
  silentAtZero: true,
} as const;

export const metrics = {
  // requests of HTTP listeners, connections of TCP listeners
  elb_requests: balancer({ ...ofClassic, metric: 'RequestCount' }),
  elb_bytes: balancer({ ...ofClassic, metric: 'EstimatedProcessedBytes' }),
} as const;

export const tables = {
  elb_load_balancers: elbLoadBalancers,
  elb_instance_health: elbInstanceHealth,
} as const;
