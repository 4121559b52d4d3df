import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { behindDimensions, isActive, kindOf, scopeDimensions, wordsOf } from '../_lib/load-balancer.ts';
import { ageDays } from '../_lib/time.ts';

/** In use, or not health-checked: `unavailable` is what a function without health checks is. Source: ELB API reference, TargetHealth. */
const WORKS = new Set(['healthy', 'unavailable']);
const PASSING = new Set(['initial', 'draining']);

export default defineCheck({
  id: 'aws.elbv2.load.balancers.no.healthy.targets',
  title: 'No target of the load balancer is healthy',
  kind: 'reliability',
  category: 'governance',
  severity: { level: 'medium', score: 640 },
  table: 'elbv2_load_balancers',
  lookups: ['elbv2_target_groups', 'elbv2_target_health'],
  optionalLookups: ['autoscaling_groups'],
  options: z.object({
    minimumAgeDays: z.number().min(0).default(2).describe('Days since it was created'),
  }),
  messages: { sick: '{kind} {name} has {count} target(s), none of which is healthy: {states}.' },
  why: 'Requests fail or are sent to targets that cannot answer, while the load balancer and its targets are paid for.',
  fix: 'Repair the targets or their health check; where nobody missed them, delete both.',
  links: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html',
  ],
  evaluate(row, ctx) {
    const kind = kindOf(row);
    if (!kind) return skip(`a load balancer of type ${row.type}`);
    if (!isActive(row)) return skip(`it is ${row.state}`);
    const groups = ctx.lookup('elbv2_target_groups').where('load_balancer_arns', row.load_balancer_arn);
    const health = ctx.lookup('elbv2_target_health');
    const read = groups.flatMap((g) => health.where('target_group_arn', g.target_group_arn));
    const targets = read.filter((t) => t.unread === '');
    if (targets.some((t) => WORKS.has(t.state))) return pass;
    const refused = read.find((t) => t.unread !== '');
    if (refused) return unknown(`its targets could not be read: ${refused.unread}`);
    if (targets.length === 0) return skip('it has no target');
    if (targets.some((t) => t.state === 'initial') || targets.every((t) => PASSING.has(t.state)))
      return unknown('its targets are being registered or drained');
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < ctx.options.minimumAgeDays)
      return unknown(`it was created less than ${ctx.options.minimumAgeDays} days ago`);
    const counts = Map.groupBy(targets, (t) => t.state || 'of no state');
    const states = [...counts].map(([state, of]) => `${of.length} ${state}`).sort();
    return fail({
      message: 'sick',
      values: {
        kind: wordsOf(kind),
        name: row.load_balancer_name,
        count: targets.length,
        states: states.join(', '),
      },
      confidence: 85,
      dimensions: {
        ...scopeDimensions(row),
        ...behindDimensions(groups, targets, ctx.optionalLookup('autoscaling_groups')),
      },
    });
  },
});
