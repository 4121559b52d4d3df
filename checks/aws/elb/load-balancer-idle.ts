import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { classicDimensions, classicHour } from '../_lib/classic-load-balancer.ts';
import { least } from '../_lib/least.ts';
import { tagsNote } from '../_lib/load-balancer.ts';
import { notesOf } from '../_lib/notes.ts';
import { percentile, since } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.elb.load.balancers.idle',
  title: 'Classic Load Balancer has next to no traffic',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 560 },
  table: 'elb_load_balancers',
  optionalLookups: ['autoscaling_groups'],
  metrics: ['elb_requests', 'elb_bytes'],
  respectsKeepTags: true,
  options: z.object({
    maximumDailyRequests: z
      .number()
      .min(0)
      .default(1)
      .describe('95th percentile of a day: requests, of TCP listeners connections'),
    maximumDailyBytes: z
      .number()
      .min(0)
      .default(10_240)
      .describe('95th percentile of a day: more means connections that are older than the window'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    idle: 'Classic Load Balancer {name} had at most {most} request(s) a day in {days} days[ and costs {savings} a month].',
  },
  why: 'A load balancer is billed by the hour, with or without traffic.',
  fix: 'Delete it.',
  links: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-cloudwatch-metrics.html'],
  prices: (row) => [classicHour(row)],
  evaluate(row, ctx) {
    const { minimumDays, maximumDailyRequests, maximumDailyBytes } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const requests = since(ctx.metric('elb_requests'), row.created_at);
    const bytes = since(ctx.metric('elb_bytes'), row.created_at);
    const known = Math.min(requests.length, bytes.length);
    if (known < minimumDays)
      return unknown(`its traffic is known for ${known} days, ${minimumDays} are needed`);
    const most = percentile(requests, 95);
    if (most > maximumDailyRequests || percentile(bytes, 95) > maximumDailyBytes) return pass;
    const price = ctx.price(classicHour(row));
    const savings = price && perMonth(price.usd);
    return fail({
      message: 'idle',
      values: { name: row.load_balancer_name, most, days: known, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(85, price?.confidence ?? 85),
      notes: notesOf(price?.note, tagsNote(row)),
      dimensions: classicDimensions(row, ctx.optionalLookup('autoscaling_groups')),
      metrics: { daily_requests_p95: most },
    });
  },
});
