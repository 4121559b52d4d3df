import check from '../../../../checks/aws/ecs/service-overprovisioned.ts';
import { fargateGibHour, fargateVcpuHour } from '../../../../prices/aws/ecs.ts';
import { ecsService, taskDefinition } from '../../../support/makers/ecs.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const prices = [
  [fargateVcpuHour(REGION, { architecture: 'X86_64' }), '0.04'],
  [fargateGibHour(REGION, { architecture: 'X86_64' }), '0.005'],
] as const;
const tables = { ecs_task_definitions: [taskDefinition()] };
const quiet = { ecs_service_cpu_maximum: 18.2, ecs_service_memory_maximum: 39.6 };
const quietFor = (days: number, cpu: number, last: number) => ({
  ...quiet,
  ecs_service_cpu_maximum: [...new Array<number>(days - 1).fill(cpu), last],
});

testCheck(check, {
  fails: [
    {
      name: 'half of both would do, for four tasks',
      row: ecsService(),
      tables,
      metrics: quiet,
      prices,
      says: 'ECS service shop/web runs 4 tasks of 2 vCPU and 8 GiB that used at most 18 % CPU and 40 % memory in 14 days; 1 vCPU and 4 GiB would do and save $175.20 a month.',
      saves: '175.200000',
      costs: '350.400000',
      claims: { 'shop/web/compute': '175.200000' },
      confidence: 75,
      notes: 'for as many tasks as run now',
      dimensions: { cluster_name: 'shop', recommended_size: '1 vCPU and 4 GiB' },
    },
    {
      name: 'on Spot, whose prices change',
      row: ecsService({ launch_type: '', capacity_providers: ['FARGATE_SPOT'], running_count: 3 }),
      tables,
      metrics: quiet,
      prices,
      says: 'ECS service shop/web runs 3 tasks of 2 vCPU and 8 GiB that used at most 18 % CPU and 40 % memory in 14 days; 1 vCPU and 4 GiB would do.',
      saves: null,
      notes: 'on Fargate Spot, whose prices change: no saving is claimed',
    },
    {
      name: 'none runs at this moment, and they did on every day before',
      row: ecsService({ running_count: 0, pending_count: 4 }),
      tables,
      metrics: quiet,
      prices,
      says: 'ECS service shop/web runs 4 tasks of 2 vCPU and 8 GiB that used at most 18 % CPU and 40 % memory in 14 days; 1 vCPU and 4 GiB would do and save $175.20 a month.',
      saves: '175.200000',
      confidence: 50,
      notes: 'for as many tasks as it wants: none runs now',
    },
    {
      name: 'no price, no savings',
      row: ecsService({ deployed_at: daysAgo(8) }),
      tables,
      metrics: quiet,
      says: 'ECS service shop/web runs 4 tasks of 2 vCPU and 8 GiB that used at most 18 % CPU and 40 % memory in 7 days; 1 vCPU and 4 GiB would do.',
      saves: null,
    },
  ],
  passes: [
    { name: 'busy on one day', row: ecsService(), tables, metrics: quietFor(14, 5, 71) },
    {
      name: 'idle CPU, but its memory would not fit',
      row: ecsService(),
      tables,
      metrics: { ...quiet, ecs_service_memory_maximum: 55 },
    },
    {
      name: 'the smallest size there is',
      row: ecsService(),
      tables: { ecs_task_definitions: [taskDefinition({ cpu_units: 256, memory_mib: 512 })] },
      metrics: quiet,
    },
    { name: 'scaled to nothing', row: ecsService({ desired_count: 0 }), tables, metrics: quiet },
    {
      name: 'on instances of its own',
      row: ecsService({ launch_type: 'EC2' }),
      tables,
      skips: 'it does not run on Fargate',
    },
    {
      name: 'Windows',
      row: ecsService({ platform_family: 'Windows_Server_2022_Core' }),
      tables,
      skips: 'a Windows task, which is priced otherwise',
    },
    { name: 'being deleted', row: ecsService({ status: 'DRAINING' }), tables, skips: 'it is DRAINING' },
  ],
  unknowns: [
    {
      name: 'silent: nothing was measured',
      row: ecsService(),
      tables,
      because: 'its use was measured on 0 days since it was deployed, 7 are needed',
    },
    {
      name: 'deployed three days ago: before, its tasks may have had another size',
      row: ecsService({ deployed_at: daysAgo(3) }),
      tables,
      metrics: quiet,
      because: 'its use was measured on 2 days since it was deployed, 7 are needed',
    },
    {
      name: 'its task definition was refused',
      row: ecsService(),
      tables: { ecs_task_definitions: [taskDefinition({ unread: 'Access denied' })] },
      metrics: quiet,
      because: 'its task definition could not be read',
    },
  ],
});
