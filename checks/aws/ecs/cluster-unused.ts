import { z } from 'zod';
import { defineCheck, pass, skip } from '../../../contracts/check.ts';

/** AWS Batch makes a cluster for each compute environment. Source: AWS Batch User Guide, "Compute environments". */
const OF_BATCH = /(^AWSBatch-|_Batch_)/;

export default defineCheck({
  id: 'aws.ecs.cluster.possibly.unused',
  title: 'ECS cluster has neither services nor tasks',
  kind: 'governance',
  category: 'idle',
  severity: { level: 'info', score: 140 },
  table: 'ecs_clusters',
  optionalLookups: ['ecs_services'],
  respectsKeepTags: true,
  options: z.object({}),
  messages: {
    empty: 'ECS cluster {id} has no active service, no task and no container instance.',
  },
  why: 'An empty cluster costs nothing, but it is one more thing to keep in mind, and its log groups and alarms may be billed.',
  fix: 'Delete it with its capacity providers, unless a schedule or a pipeline runs tasks in it.',
  links: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/delete_cluster-new-console.html'],
  evaluate(row, ctx) {
    if (row.status !== 'ACTIVE') return skip(`it is ${row.status}`);
    if (OF_BATCH.test(row.cluster_name)) return skip('AWS Batch runs its jobs in it');
    if (row.active_services + row.running_tasks + row.pending_tasks + row.container_instances > 0)
      return pass;
    // the listing is newer than the count in the description
    const services = ctx.optionalLookup('ecs_services')?.where('cluster_name', row.cluster_name) ?? [];
    if (services.some((s) => s.status === 'ACTIVE')) return pass;
    return {
      kind: 'info',
      message: 'empty',
      values: { id: row.cluster_name },
      confidence: 40,
      notes: 'as it is now: tasks of a schedule leave no trace between their runs',
      dimensions: { cluster_name: row.cluster_name },
    };
  },
});
