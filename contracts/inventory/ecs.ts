/** Inventory of Amazon ECS: only the fields that checks use. */
import { int32, list, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const tags = map(text('tag value'), 'Tags with their original keys');

const ecsClusters = inventoryTable({
  name: 'ecs_clusters',
  comment: 'ECS clusters (ListClusters, DescribeClusters of 100 each)',
  service: 'ecs',
  iamActions: ['ecs:ListClusters', 'ecs:DescribeClusters'],
  sortBy: ['cluster_name'],
  resource: {
    service: 'AmazonECS',
    type: 'ecs_cluster',
    idColumn: 'cluster_name',
    arn: (r) => r.arn,
    billed: [],
  },
  columns: {
    cluster_name: text('Name'),
    arn: text('ARN'),
    status: text('ACTIVE | PROVISIONING | DEPROVISIONING | FAILED | INACTIVE'),
    active_services: int32('Services that are ACTIVE'),
    running_tasks: int32('Tasks that run'),
    pending_tasks: int32('Tasks that are about to run'),
    container_instances: int32('Registered container instances'),
    capacity_providers: list(text('FARGATE, FARGATE_SPOT or a name'), 'Capacity providers of the cluster'),
    tags,
  },
});

const ecsServices = inventoryTable({
  name: 'ecs_services',
  comment: 'ECS services (ListServices of each cluster, DescribeServices of ten each)',
  service: 'ecs',
  iamActions: ['ecs:ListServices', 'ecs:DescribeServices'],
  after: ['ecs_clusters'],
  sortBy: ['service_id'],
  resource: {
    service: 'AmazonECS',
    // the bill knows tasks, not services
    type: 'ecs_service',
    idColumn: 'service_id',
    arn: (r) => r.arn,
  },
  columns: {
    service_id: text('cluster/service: a name alone is not unique'),
    service_name: text('Name'),
    cluster_name: text('Cluster it is of'),
    arn: text('ARN'),
    status: text('ACTIVE | DRAINING | INACTIVE'),
    desired_count: int32('Tasks wanted'),
    running_count: int32('Tasks that run'),
    pending_count: int32('Tasks that are about to run'),
    launch_type: text('EC2 | FARGATE | EXTERNAL, empty where capacity providers are named'),
    capacity_providers: list(text('FARGATE, FARGATE_SPOT or a name'), 'Providers of its strategy'),
    platform_family: text('Linux | Windows_Server_…, empty outside Fargate'),
    task_definition: text('ARN of the task definition'),
    created_at: nullable(timestamp('Creation')),
    deployed_at: nullable(timestamp('Start of its latest deployment or task set')),
    tags,
  },
});

const ecsTaskDefinitions = inventoryTable({
  name: 'ecs_task_definitions',
  comment: 'Task definitions of the services on Fargate (DescribeTaskDefinition of each)',
  service: 'ecs',
  iamActions: ['ecs:DescribeTaskDefinition'],
  after: ['ecs_services'],
  sortBy: ['arn'],
  columns: {
    arn: text('ARN with its revision'),
    cpu_units: int32('1024 are one vCPU, 0 when not set'),
    memory_mib: int32('0 when not set'),
    architecture: text('X86_64 | ARM64'),
    unread: text('Why it could not be read, empty when it was'),
  },
});

export type EcsService = RowOf<typeof ecsServices>;
/** True where AWS bills the tasks by their size, on demand or Spot. */
export const isOnFargate = (r: Pick<EcsService, 'launch_type' | 'capacity_providers'>): boolean =>
  r.launch_type === 'FARGATE' || r.capacity_providers.some((p) => p.startsWith('FARGATE'));

const ofService = metricSpec<EcsService>();
/** Published by the minute for services with a running task. Source: ECS Developer Guide, "Amazon ECS CloudWatch metrics". */
const daily = {
  table: 'ecs_services',
  namespace: 'AWS/ECS',
  dimension: 'ServiceName',
  column: 'service_name',
  also: { ClusterName: 'cluster_name' },
  key: 'service_id',
  statistic: 'Maximum',
  period: 86400,
  days: 14,
  silentAtZero: false,
  when: (r: EcsService) => r.status === 'ACTIVE' && r.desired_count > 0 && isOnFargate(r),
} as const;

export const metrics = {
  ecs_service_cpu_maximum: ofService({ ...daily, metric: 'CPUUtilization' }),
  ecs_service_memory_maximum: ofService({ ...daily, metric: 'MemoryUtilization' }),
} as const;

export const tables = {
  ecs_clusters: ecsClusters,
  ecs_services: ecsServices,
  ecs_task_definitions: ecsTaskDefinitions,
} as const;
