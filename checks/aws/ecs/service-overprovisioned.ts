import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { isOnFargate } from '../../../contracts/inventory/ecs.ts';
import { halfOf, sizeText, taskCost, taskPrices } from '../_lib/fargate-task.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since } from '../_lib/series.ts';

export default defineCheck({
  id: 'aws.ecs.service.overprovisioned',
  title: 'Tasks on Fargate are twice as large as they need to be',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 500 },
  table: 'ecs_services',
  lookups: ['ecs_task_definitions'],
  metrics: ['ecs_service_cpu_maximum', 'ecs_service_memory_maximum'],
  respectsKeepTags: true,
  options: z.object({
    maximumPeakPercent: z
      .number()
      .min(0)
      .max(50)
      .default(40)
      .describe('Highest CPU and memory of any task on any day: in half the size they stay under 80 %'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with datapoints since its deployment'),
  }),
  messages: {
    large:
      'ECS service {id} runs {tasks} tasks of {size} that used at most {cpu} % CPU and {memory} % memory in {days} days; {target} would do[ and save {savings} a month].',
  },
  why: 'Fargate bills the size of a task, not what it uses.',
  fix: 'Register a revision of the task definition with the smaller size and deploy it; check how fast it starts.',
  links: [
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html',
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html',
  ],
  prices: (row, _options, lookup) =>
    row.status === 'ACTIVE' && row.desired_count > 0 && isOnFargate(row)
      ? lookup('ecs_task_definitions').where('arn', row.task_definition).flatMap(taskPrices)
      : [],
  evaluate(row, ctx) {
    if (row.status !== 'ACTIVE') return skip(`it is ${row.status}`);
    if (!isOnFargate(row)) return skip('it does not run on Fargate');
    if (row.platform_family.startsWith('Windows')) return skip('a Windows task, which is priced otherwise');
    if (row.desired_count === 0) return pass;
    // none runs between two deployments or while it is repaired; what was measured tells the size all the same
    const runs = row.running_count > 0;
    const tasks = runs ? Math.min(row.desired_count, row.running_count) : row.desired_count;
    const [task] = ctx.lookup('ecs_task_definitions').where('arn', row.task_definition);
    if (task?.unread !== '') return unknown('its task definition could not be read');
    const target = halfOf(task);
    if (!target) return pass;
    // what was measured before its deployment may be of tasks of another size
    const [cpu, memory] = [
      since(ctx.metric('ecs_service_cpu_maximum'), row.deployed_at),
      since(ctx.metric('ecs_service_memory_maximum'), row.deployed_at),
    ];
    const [cpuPeak, memoryPeak] = [Math.max(0, ...cpu), Math.max(0, ...memory)];
    const { minimumDays, maximumPeakPercent } = ctx.options;
    const memoryScale = (maximumPeakPercent * 2 * target.memory_mib) / task.memory_mib;
    if (cpuPeak > maximumPeakPercent || memoryPeak > memoryScale) return pass;
    const days = Math.min(cpu.length, memory.length);
    if (days < minimumDays)
      return unknown(`its use was measured on ${days} days since it was deployed, ${minimumDays} are needed`);
    const isSpot = row.capacity_providers.some((p) => p.endsWith('SPOT'));
    const [now, then] = isSpot
      ? [undefined, undefined]
      : [taskCost(task, ctx.price), taskCost(task, ctx.price, target)];
    const savings = now && then && now.monthly.minus(then.monthly).times(tasks);
    return fail({
      message: 'large',
      values: {
        id: row.service_id,
        tasks,
        size: sizeText(task),
        cpu: cpuPeak.toFixed(0),
        memory: memoryPeak.toFixed(0),
        days,
        target: sizeText(target),
        savings,
      },
      monthlyCost: now?.monthly.times(tasks),
      claims: [{ part: 'compute', monthlySavings: savings }],
      confidence: least(runs ? 75 : 50, now?.confidence ?? 100),
      notes: notesOf(
        isSpot ? 'on Fargate Spot, whose prices change: no saving is claimed' : undefined,
        savings && (runs ? 'for as many tasks as run now' : 'for as many tasks as it wants: none runs now'),
        now?.note,
      ),
      dimensions: {
        cluster_name: row.cluster_name,
        size: sizeText(task),
        recommended_size: sizeText(target),
      },
      metrics: { cpu_peak_percent: cpuPeak, memory_peak_percent: memoryPeak },
    });
  },
});
