import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
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
import { percentile, since } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

/**
 * By type: what is counted, and what tells that more went through than was counted. An ALB counts only requests for which
 * it chose a target (redirects and fixed responses are bytes alone); a flow of an NLB may be older than the window; the
 * capacity units of a GWLB mostly tell silence from a series that is not there. Source: ELB documentation, "CloudWatch metrics" of each type.
 */
const EVIDENCE = {
  application: { counted: 'elbv2_alb_requests', moved: 'elbv2_alb_bytes', unit: 'request' },
  network: { counted: 'elbv2_nlb_flows', moved: 'elbv2_nlb_bytes', unit: 'flow' },
  gateway: { counted: 'elbv2_gwlb_flows', moved: 'elbv2_gwlb_lcus', unit: 'flow' },
} as const;

export default defineCheck({
  id: 'aws.elbv2.load.balancers.idle',
  title: 'Load balancer has next to no traffic',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 560 },
  table: 'elbv2_load_balancers',
  optionalLookups: ['elbv2_listeners', 'elbv2_target_groups', 'elbv2_target_health', 'autoscaling_groups'],
  metrics: [
    'elbv2_alb_requests',
    'elbv2_alb_bytes',
    'elbv2_nlb_flows',
    'elbv2_nlb_bytes',
    'elbv2_gwlb_flows',
    'elbv2_gwlb_lcus',
  ],
  respectsKeepTags: true,
  options: z.object({
    maximumDailyCount: z
      .number()
      .min(0)
      .default(1)
      .describe('95th percentile of a day: requests of an ALB, new flows of an NLB or GWLB'),
    maximumDailyBytes: z
      .number()
      .min(0)
      .default(10_240)
      .describe('95th percentile of a day, of an ALB or NLB: a few probes of the internet'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    idle: '{kind} {name} had at most {most} {unit}(s) a day in {days} days[ and costs {savings} a month].',
  },
  why: 'A load balancer is billed by the hour, with or without traffic.',
  fix: 'Delete it; where several applications have little traffic, one Application Load Balancer serves them by host names.',
  links: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
  ],
  prices: hourOf,
  evaluate(row, ctx) {
    const kind = kindOf(row);
    if (!kind) return skip(`a load balancer of type ${row.type}`);
    if (!isActive(row)) return skip(`it is ${row.state}`);
    const { minimumDays, maximumDailyCount, maximumDailyBytes } = ctx.options;
    const listeners = ctx
      .optionalLookup('elbv2_listeners')
      ?.where('load_balancer_arn', row.load_balancer_arn);
    if (listeners?.length === 0) return skip('it has no listener');
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const { counted, moved, unit } = EVIDENCE[kind];
    const counts = since(ctx.metric(counted), row.created_at);
    const volumes = since(ctx.metric(moved), row.created_at);
    // GWLB: nothing at all is published while nothing flows, whatever is said of capacity units
    const isHidden = kind === 'gateway' && volumes.length < minimumDays;
    const known = isHidden ? counts.length : Math.min(counts.length, volumes.length);
    if (known < minimumDays)
      return unknown(`its traffic is known for ${known} days, ${minimumDays} are needed`);
    const most = percentile(counts, 95);
    const isMoving = kind !== 'gateway' && percentile(volumes, 95) > maximumDailyBytes;
    if (most > maximumDailyCount || isMoving) return pass;
    const groups =
      ctx.optionalLookup('elbv2_target_groups')?.where('load_balancer_arns', row.load_balancer_arn) ?? [];
    const health = ctx.optionalLookup('elbv2_target_health');
    const targets = groups.flatMap((g) => health?.where('target_group_arn', g.target_group_arn) ?? []);
    const price = hourOf(row).map(ctx.price)[0];
    const savings = price && perMonth(price.usd);
    return fail({
      message: 'idle',
      values: { kind: wordsOf(kind), name: row.load_balancer_name, most, unit, days: known, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(isHidden ? 60 : 85, price?.confidence ?? 85),
      notes: notesOf(isHidden ? 'its capacity units were not published' : '', price?.note, tagsNote(row)),
      dimensions: {
        ...scopeDimensions(row),
        ...behindDimensions(groups, targets, ctx.optionalLookup('autoscaling_groups')),
      },
      metrics: { daily_count_p95: most },
    });
  },
});
