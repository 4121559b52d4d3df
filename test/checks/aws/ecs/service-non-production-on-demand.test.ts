import check from '../../../../checks/aws/ecs/service-non-production-on-demand.ts';
import { fargateGibHour, fargateVcpuHour } from '../../../../prices/aws/ecs.ts';
import { ecsCluster, ecsService, taskDefinition } from '../../../support/makers/ecs.ts';
import { REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const x86 = { architecture: 'X86_64' } as const;
const arm = { architecture: 'ARM64' } as const;
const tables = (tags: Record<string, string> = {}, architecture = 'X86_64') => ({
  ecs_clusters: [ecsCluster({ tags })],
  ecs_task_definitions: [taskDefinition({ architecture })],
});
const test = { tags: { Environment: 'test' } };
const NOTE = 'prices of Fargate Spot change, so that no saving is claimed';

testCheck(check, {
  fails: [
    {
      name: 'four tasks of two vCPUs and eight GiB',
      row: ecsService(test),
      tables: tables(),
      prices: [
        [fargateVcpuHour(REGION, x86), '0.04'],
        [fargateGibHour(REGION, x86), '0.005'],
      ],
      says: 'Non-production ECS service shop/web (test) runs 4 tasks on Fargate on demand, which cost $350.40 a month; Fargate Spot costs less.',
      saves: null,
      costs: '350.400000',
      confidence: 60,
      notes: NOTE,
      dimensions: { cluster_name: 'shop', environment: 'test', launch_type: 'FARGATE' },
    },
    {
      name: 'by a capacity provider, on arm64, and the cluster says the stage',
      row: ecsService({ launch_type: '', capacity_providers: ['FARGATE'] }),
      tables: tables({ env: 'dev' }, 'ARM64'),
      prices: [
        [fargateVcpuHour(REGION, arm), '0.03'],
        [fargateGibHour(REGION, arm), '0.004'],
      ],
      says: 'Non-production ECS service shop/web (dev) runs 4 tasks on Fargate on demand, which cost $268.64 a month; Fargate Spot costs less.',
      saves: null,
    },
    {
      name: 'task definitions were refused',
      row: ecsService(test),
      tables: { ecs_clusters: [ecsCluster()] },
      unread: ['ecs_task_definitions'],
      says: 'Non-production ECS service shop/web (test) runs 4 tasks on Fargate on demand; Fargate Spot costs less.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'Spot beside on demand',
      row: ecsService({ ...test, launch_type: '', capacity_providers: ['FARGATE', 'FARGATE_SPOT'] }),
      tables: tables(),
    },
    { name: 'no task', row: ecsService({ ...test, desired_count: 0 }), tables: tables() },
    { name: 'no stage', row: ecsService(), tables: tables() },
    {
      name: 'production in a cluster of tests',
      row: ecsService({ tags: { env: 'prod' } }),
      tables: tables({ env: 'test' }),
    },
    {
      name: 'on instances of its own',
      row: ecsService({ ...test, launch_type: 'EC2', platform_family: '' }),
      tables: tables(),
      skips: 'it does not run on Fargate',
    },
    {
      name: 'Windows, which Spot does not offer',
      row: ecsService({ ...test, platform_family: 'Windows_Server_2022_Core' }),
      tables: tables(),
      skips: 'Fargate Spot has no Windows',
    },
    {
      name: 'being deleted',
      row: ecsService({ ...test, status: 'DRAINING' }),
      tables: tables(),
      skips: 'it is DRAINING',
    },
  ],
  unknowns: [],
  neverUnknown: 'tags and launch type come with the description, and the clusters are needed',
});
