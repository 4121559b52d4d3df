import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { classicDimensions, classicHour } from '../_lib/classic-load-balancer.ts';
import { least } from '../_lib/least.ts';
import { tagsNote } from '../_lib/load-balancer.ts';
import { notesOf } from '../_lib/notes.ts';
import { published } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.elb.load.balancers.no.registered.instances',
  title: 'Classic Load Balancer has no instance',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 610 },
  table: 'elb_load_balancers',
  optionalLookups: ['autoscaling_groups'],
  optionalMetrics: ['elb_requests'],
  respectsKeepTags: true,
  options: z.object({
    minimumAgeDays: z.number().min(0).default(2).describe('Days since it was created'),
  }),
  messages: { empty: 'Classic Load Balancer {name} has no instance[ and costs {savings} a month].' },
  why: 'Without an instance it can only refuse requests, and it is billed by the hour all the same.',
  fix: 'Delete it, or find out why nothing registers with it.',
  links: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-deregister-register-instances.html',
  ],
  prices: (row) => [classicHour(row)],
  evaluate(row, ctx) {
    if (row.instance_ids.length > 0) return pass;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < ctx.options.minimumAgeDays)
      return unknown(`it was created less than ${ctx.options.minimumAgeDays} days ago`);
    const requests = ctx.optionalMetric('elb_requests');
    // instances that come and go by a schedule: it had some within the window
    if (requests && Math.max(0, ...published(requests)) > 0) return pass;
    const price = ctx.price(classicHour(row));
    const savings = price && perMonth(price.usd);
    return fail({
      message: 'empty',
      values: { name: row.load_balancer_name, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(requests ? 90 : 60, price?.confidence ?? 90),
      notes: notesOf(
        price?.note,
        requests ? '' : 'whether instances come and go is not known: its traffic could not be read',
        tagsNote(row),
      ),
      dimensions: classicDimensions(row, ctx.optionalLookup('autoscaling_groups')),
    });
  },
});
