import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { ageDays } from '../_lib/time.ts';

const MINUTES_PER_DAY = 1440;

export default defineCheck({
  id: 'aws.ecs.service.zero.running',
  title: 'ECS service runs none of its tasks',
  kind: 'reliability',
  category: 'governance',
  severity: { level: 'medium', score: 620 },
  table: 'ecs_services',
  options: z.object({
    minimumMinutes: z
      .int()
      .min(0)
      .default(60)
      .describe('Minutes since its latest deployment began: images are pulled and tasks start'),
  }),
  messages: {
    none: 'ECS service {id} wants {desired} tasks and runs none; its latest deployment began {hours} hours ago.',
  },
  why: 'The service does not work, and its load balancer, images and retried starts are billed all the same.',
  fix: 'Read its events and the reasons of stopped tasks: mostly an image, a secret, a health check or missing capacity.',
  links: ['https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages.html'],
  evaluate(row, ctx) {
    if (row.status !== 'ACTIVE') return skip(`it is ${row.status}`);
    if (row.launch_type === 'EXTERNAL') return skip('its tasks run outside AWS');
    if (row.desired_count === 0 || row.running_count > 0) return pass;
    const age = ageDays(row.deployed_at ?? row.created_at, ctx.asOf);
    if (age === undefined) return unknown('AWS does not say when it was deployed');
    if (age * MINUTES_PER_DAY < ctx.options.minimumMinutes)
      return unknown(`its latest deployment began less than ${ctx.options.minimumMinutes} minutes ago`);
    return fail({
      message: 'none',
      values: { id: row.service_id, desired: row.desired_count, hours: Math.floor(age * 24) },
      confidence: row.pending_count > 0 ? 70 : 90,
      dimensions: {
        cluster_name: row.cluster_name,
        desired_count: String(row.desired_count),
        pending_count: String(row.pending_count),
      },
    });
  },
});
