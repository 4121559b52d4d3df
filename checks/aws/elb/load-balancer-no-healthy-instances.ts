import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { classicDimensions } from '../_lib/classic-load-balancer.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.elb.load.balancers.no.healthy.instances',
  title: 'No instance of the Classic Load Balancer is in service',
  kind: 'reliability',
  category: 'governance',
  severity: { level: 'medium', score: 640 },
  table: 'elb_load_balancers',
  lookups: ['elb_instance_health'],
  optionalLookups: ['autoscaling_groups'],
  options: z.object({
    minimumAgeDays: z.number().min(0).default(2).describe('Days since it was created'),
  }),
  messages: { sick: 'Classic Load Balancer {name} has {count} instance(s), none of which is in service.' },
  why: 'Requests fail, while the load balancer and its instances are paid for.',
  fix: 'Repair the instances or their health check; where nobody missed them, delete both.',
  links: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-healthchecks.html'],
  evaluate(row, ctx) {
    if (row.instance_ids.length === 0) return skip('it has no instance');
    const health = ctx.lookup('elb_instance_health').where('load_balancer_name', row.load_balancer_name);
    const refused = health.find((h) => h.unread !== '');
    if (refused) return unknown(`its instances could not be read: ${refused.unread}`);
    if (health.some((h) => h.state === 'InService')) return pass;
    // ELB API reference, InstanceState: the reason ELB is a registration or check that is under way
    if (health.length === 0 || health.some((h) => h.state === 'Unknown' || h.reason === 'ELB'))
      return unknown('its instances are being registered');
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < ctx.options.minimumAgeDays)
      return unknown(`it was created less than ${ctx.options.minimumAgeDays} days ago`);
    return fail({
      message: 'sick',
      values: { name: row.load_balancer_name, count: health.length },
      confidence: 85,
      dimensions: classicDimensions(row, ctx.optionalLookup('autoscaling_groups')),
    });
  },
});
