/** Rows of ECS, whole and valid. */
import { daysAgo, maker } from '../makers.ts';

const ARN = 'arn:aws:ecs:eu-west-1:111122223333';

/** With one service. */
export const ecsCluster = maker('ecs_clusters', {
  cluster_name: 'shop',
  arn: `${ARN}:cluster/shop`,
  status: 'ACTIVE',
  active_services: 1,
  running_tasks: 4,
  capacity_providers: ['FARGATE', 'FARGATE_SPOT'],
});
/** Four Linux tasks on Fargate, deployed two months ago. */
export const ecsService = maker('ecs_services', {
  service_id: 'shop/web',
  service_name: 'web',
  cluster_name: 'shop',
  arn: `${ARN}:service/shop/web`,
  status: 'ACTIVE',
  desired_count: 4,
  running_count: 4,
  launch_type: 'FARGATE',
  platform_family: 'Linux',
  task_definition: `${ARN}:task-definition/web:7`,
  created_at: daysAgo(90),
  deployed_at: daysAgo(60),
});
/** Two vCPUs and eight GiB on x86. */
export const taskDefinition = maker('ecs_task_definitions', {
  arn: `${ARN}:task-definition/web:7`,
  cpu_units: 2048,
  memory_mib: 8192,
  architecture: 'X86_64',
});
