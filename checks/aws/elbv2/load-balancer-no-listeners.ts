import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { least } from '../_lib/least.ts';
import { hourOf, isActive, kindOf, scopeDimensions, tagsNote, wordsOf } from '../_lib/load-balancer.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.elbv2.load.balancers.no.listeners',
  title: 'Load balancer has no listener',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 620 },
  table: 'elbv2_load_balancers',
  lookups: ['elbv2_listeners'],
  respectsKeepTags: true,
  options: z.object({
    minimumAgeDays: z.number().min(0).default(2).describe('Days since it was created'),
  }),
  messages: {
    deaf: '{kind} {name} has no listener, so that nothing can reach it[, and costs {savings} a month].',
  },
  why: 'A load balancer without a listener takes no connection and is billed by the hour all the same.',
  fix: 'Delete it, or give it the listener that is missing.',
  links: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/what-is-load-balancing.html'],
  prices: hourOf,
  evaluate(row, ctx) {
    const kind = kindOf(row);
    if (!kind) return skip(`a load balancer of type ${row.type}`);
    if (!isActive(row)) return skip(`it is ${row.state}`);
    const listeners = ctx.lookup('elbv2_listeners').where('load_balancer_arn', row.load_balancer_arn);
    if (listeners.some((l) => l.unread === '')) return pass;
    const [refused] = listeners;
    if (refused) return unknown(`its listeners could not be read: ${refused.unread}`);
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < ctx.options.minimumAgeDays)
      return unknown(`it was created less than ${ctx.options.minimumAgeDays} days ago`);
    const price = hourOf(row).map(ctx.price)[0];
    const savings = price && perMonth(price.usd);
    return fail({
      message: 'deaf',
      values: { kind: wordsOf(kind), name: row.load_balancer_name, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(95, price?.confidence ?? 95),
      notes: notesOf(price?.note, tagsNote(row)),
      dimensions: scopeDimensions(row),
    });
  },
});
