import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { percentile, since } from '../_lib/series.ts';

export default defineCheck({
  id: 'aws.cloudfront.distributions.unused',
  title: 'Distribution is hardly requested',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 400 },
  table: 'cloudfront_distributions',
  metrics: ['cloudfront_distribution_requests'],
  options: z.object({
    maximumDailyRequests: z.number().min(0).default(1).describe('95th percentile of a day'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since it was last changed that are needed'),
  }),
  messages: { unused: 'Distribution {id} ({domain}) was requested next to never in {days} days.' },
  why: 'A distribution costs nothing by itself, but its certificate, web ACL, logs and origins may, and it stays a way into the origin.',
  fix: 'Disable it, wait until nobody misses it, then delete it with what it alone uses.',
  links: ['https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToDeleteDistribution.html'],
  evaluate(row, ctx) {
    if (!row.enabled) return skip('it is disabled');
    if (row.staging) return skip('a staging distribution is requested by its testers only');
    if (row.modified_at === null) return unknown('AWS does not say when it was last changed');
    const days = since(ctx.metric('cloudfront_distribution_requests'), row.modified_at);
    if (days.length < ctx.options.minimumDays)
      return unknown(
        `it was changed less than ${ctx.options.minimumDays} whole days ago, and AWS does not say how old it is`,
      );
    const busiest = percentile(days, 95);
    if (busiest > ctx.options.maximumDailyRequests) return pass;
    return fail({
      message: 'unused',
      values: { id: row.distribution_id, domain: row.aliases[0] ?? row.domain_name, days: days.length },
      confidence: 70,
      notes: row.web_acl_id === '' ? '' : 'its web ACL is billed by the month; no savings are claimed',
      dimensions: { distribution_domain: row.domain_name },
      metrics: { daily_requests_p95: busiest },
    });
  },
});
