import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { perMonth } from '../../../contracts/money.ts';
import { least } from '../_lib/least.ts';
import {
  behindDimensions,
  hourOf,
  isActive,
  kindOf,
  scopeDimensions,
  tagsNote,
  wordsOf,
} from '../_lib/load-balancer.ts';
import { notesOf } from '../_lib/notes.ts';
import { published } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

/** It serves without targets: sends clients to another host, or gives an answer of its own that is no error page. */
const serves = (rule: Row<'elbv2_rules'>): boolean =>
  (rule.answer === 'redirect' && rule.redirect_host !== '#{host}') ||
  (rule.answer === 'fixed-response' && rule.status_code.startsWith('2'));

const TRAFFIC = {
  application: 'elbv2_alb_requests',
  network: 'elbv2_nlb_flows',
  gateway: 'elbv2_gwlb_flows',
} as const;

export default defineCheck({
  id: 'aws.elbv2.load.balancers.no.registered.targets',
  title: 'Load balancer forwards to empty target groups',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 610 },
  table: 'elbv2_load_balancers',
  lookups: ['elbv2_target_groups', 'elbv2_target_health'],
  optionalLookups: ['elbv2_rules', 'autoscaling_groups'],
  optionalMetrics: ['elbv2_alb_requests', 'elbv2_nlb_flows', 'elbv2_gwlb_flows'],
  respectsKeepTags: true,
  options: z.object({
    minimumAgeDays: z.number().min(0).default(2).describe('Days since it was created'),
  }),
  messages: {
    empty:
      '{kind} {name} forwards to {groups} target group(s), none of which has a target[, and costs {savings} a month].',
  },
  why: 'Without a target it can only refuse requests, and it is billed by the hour all the same.',
  fix: 'Delete it with its target groups, or find out why nothing registers with them.',
  links: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
  ],
  prices: hourOf,
  evaluate(row, ctx) {
    const kind = kindOf(row);
    if (!kind) return skip(`a load balancer of type ${row.type}`);
    if (!isActive(row)) return skip(`it is ${row.state}`);
    // the column knows every forward, by default and by rule
    const groups = ctx.lookup('elbv2_target_groups').where('load_balancer_arns', row.load_balancer_arn);
    if (groups.length === 0) return skip('it forwards to no target group');
    const health = ctx.lookup('elbv2_target_health');
    const targets = groups.flatMap((g) => health.where('target_group_arn', g.target_group_arn));
    if (targets.some((t) => t.unread === '')) return pass;
    const [refused] = targets;
    if (refused) return unknown(`its targets could not be read: ${refused.unread}`);
    // only an ALB answers by itself
    if (kind === 'application') {
      const rules = ctx.optionalLookup('elbv2_rules')?.where('load_balancer_arn', row.load_balancer_arn);
      if (rules?.some(serves)) return pass;
      if (!rules || rules.some((r) => r.unread !== '')) return unknown('its rules could not be read');
    }
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < ctx.options.minimumAgeDays)
      return unknown(`it was created less than ${ctx.options.minimumAgeDays} days ago`);
    const traffic = ctx.optionalMetric(TRAFFIC[kind]);
    // targets that come and go by a schedule: it had some within the window
    if (traffic && Math.max(0, ...published(traffic)) > 0) return pass;
    const price = hourOf(row).map(ctx.price)[0];
    const savings = price && perMonth(price.usd);
    return fail({
      message: 'empty',
      values: { kind: wordsOf(kind), name: row.load_balancer_name, groups: groups.length, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(traffic ? 90 : 60, price?.confidence ?? 90),
      notes: notesOf(
        price?.note,
        traffic ? '' : 'whether targets come and go is not known: its traffic could not be read',
        tagsNote(row),
      ),
      dimensions: {
        ...scopeDimensions(row),
        ...behindDimensions(groups, [], ctx.optionalLookup('autoscaling_groups')),
      },
    });
  },
});
