import check from '../../../../checks/aws/ecs/cluster-unused.ts';
import { ecsCluster, ecsService } from '../../../support/makers/ecs.ts';
import { testCheck } from '../../../support/test-check.ts';

const empty = (over: Parameters<typeof ecsCluster>[0] = {}) =>
  ecsCluster({ active_services: 0, running_tasks: 0, ...over });

testCheck(check, {
  fails: [
    {
      name: 'nothing in it',
      row: empty(),
      says: 'ECS cluster shop has no active service, no task and no container instance.',
      saves: null,
      level: 'info',
      confidence: 40,
      notes: 'as it is now: tasks of a schedule leave no trace between their runs',
      dimensions: { cluster_name: 'shop' },
    },
    {
      name: 'a deleted service, and those of another cluster',
      row: empty(),
      tables: {
        ecs_services: [
          ecsService({ status: 'INACTIVE' }),
          ecsService({ cluster_name: 'other', service_id: 'other/web' }),
        ],
      },
      says: 'ECS cluster shop has no active service, no task and no container instance.',
      saves: null,
    },
  ],
  passes: [
    { name: 'a service', row: empty({ active_services: 1 }) },
    {
      name: 'a service that its description does not count',
      row: empty(),
      tables: { ecs_services: [ecsService()] },
    },
    { name: 'a task without a service', row: empty({ running_tasks: 1 }) },
    { name: 'a task that is about to run', row: empty({ pending_tasks: 1 }) },
    { name: 'an instance that waits for tasks', row: empty({ container_instances: 1 }) },
    {
      name: 'of a compute environment of AWS Batch',
      row: empty({ cluster_name: 'nightly_Batch_0a1b2c3d' }),
      skips: 'AWS Batch runs its jobs in it',
    },
    { name: 'deleted', row: empty({ status: 'INACTIVE' }), skips: 'it is INACTIVE' },
  ],
  unknowns: [],
  neverUnknown: 'all counts come with the description',
});
