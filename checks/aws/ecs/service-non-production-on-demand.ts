import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { isOnFargate } from '../../../contracts/inventory/ecs.ts';
import { nonProductionStage } from '../_lib/environment-tag.ts';
import { taskCost, taskPrices } from '../_lib/fargate-task.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { stageOptions } from '../_lib/stages.ts';

export default defineCheck({
  id: 'aws.ecs.service.nonprod.on.demand',
  aliases: ['aws.ecs.service.nonprod.on_demand'],
  title: 'Non-production ECS service runs on Fargate on demand',
  kind: 'cost',
  category: 'commitment',
  severity: { level: 'low', score: 260 },
  table: 'ecs_services',
  lookups: ['ecs_clusters'],
  optionalLookups: ['ecs_task_definitions'],
  options: z.object(stageOptions),
  messages: {
    onDemand:
      'Non-production ECS service {id} ({stage}) runs {tasks} tasks on Fargate on demand[, which cost {cost} a month]; Fargate Spot costs less.',
  },
  why: 'Fargate Spot costs up to 70 % less, and tests mostly bear an interruption with two minutes’ notice.',
  fix: 'Give the service a capacity provider strategy with FARGATE_SPOT, beside FARGATE for what must stay.',
  links: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html'],
  prices: (row, _options, lookup) =>
    isOnFargate(row)
      ? lookup('ecs_task_definitions').where('arn', row.task_definition).flatMap(taskPrices)
      : [],
  evaluate(row, ctx) {
    if (row.status !== 'ACTIVE') return skip(`it is ${row.status}`);
    if (!isOnFargate(row)) return skip('it does not run on Fargate');
    if (row.platform_family.startsWith('Windows')) return skip('Fargate Spot has no Windows');
    if (row.desired_count === 0 || row.capacity_providers.some((p) => p.endsWith('SPOT'))) return pass;
    const { nonProduction, production } = ctx.options;
    const [cluster] = ctx.lookup('ecs_clusters').where('cluster_name', row.cluster_name);
    // its own tags win over those of its cluster
    const hasOwn = nonProductionStage(row.tags, [...nonProduction, ...production], []) !== undefined;
    const stage = nonProductionStage(hasOwn ? row.tags : (cluster?.tags ?? {}), nonProduction, production);
    if (stage === undefined) return pass;
    const [task] = ctx.optionalLookup('ecs_task_definitions')?.where('arn', row.task_definition) ?? [];
    const each = task && taskCost(task, ctx.price);
    const cost = each?.monthly.times(row.desired_count);
    return fail({
      message: 'onDemand',
      values: { id: row.service_id, stage, tasks: row.desired_count, cost },
      monthlyCost: cost,
      confidence: least(60, each?.confidence ?? 100),
      notes: notesOf('prices of Fargate Spot change, so that no saving is claimed', each?.note),
      dimensions: {
        cluster_name: row.cluster_name,
        environment: stage,
        launch_type: row.launch_type,
        capacity_providers: row.capacity_providers.join(', '),
      },
    });
  },
});
