import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import { mayRunAtEdge } from '../_lib/lambda-edge.ts';
import { since, total } from '../_lib/series.ts';

export default defineCheck({
  id: 'aws.lambda.functions.unused',
  title: 'Lambda function is not invoked',
  kind: 'governance',
  category: 'idle',
  severity: { level: 'low', score: 220 },
  table: 'lambda_functions',
  optionalLookups: ['cloudfront_distributions'],
  metrics: ['lambda_function_invocations'],
  respectsKeepTags: true,
  options: z.object({
    maximumInvocations: z.int().min(0).default(0).describe('Invocations in all those days together'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(14)
      .describe('Whole days since its code or configuration was changed that are needed'),
  }),
  messages: {
    unused: 'Lambda function {id} ({runtime}) was invoked {invocations} times in {days} days.',
  },
  why: 'A function that nobody calls costs next to nothing, but its role, code and runtime must be kept safe and up to date.',
  fix: 'Look at its triggers and for a schedule that is rarer than the window, then delete it with its role and log group.',
  links: ['https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html'],
  evaluate(row, ctx) {
    const { minimumDays, maximumInvocations } = ctx.options;
    if (row.last_modified === null) return unknown('AWS does not say when it was last changed');
    const days = since(ctx.metric('lambda_function_invocations'), row.last_modified);
    const invocations = total(days);
    if (invocations > maximumInvocations) return pass;
    if (days.length < minimumDays)
      return unknown(`it was changed ${days.length} whole days ago, ${minimumDays} are needed`);
    if (mayRunAtEdge(row)) {
      const distributions = ctx.optionalLookup('cloudfront_distributions');
      if (!distributions || distributions.where('function_names', row.function_name).length > 0)
        return unknown(
          distributions
            ? 'it runs as Lambda@Edge, whose invocations are counted in other regions'
            : 'it may run as Lambda@Edge, whose invocations are counted in other regions',
        );
    }
    return fail({
      message: 'unused',
      values: { id: row.function_name, runtime: row.runtime || 'image', invocations, days: days.length },
      // a monthly schedule looks just the same
      confidence: 50,
      notes: 'a schedule that is rarer than the window looks the same; what is not invoked is not billed',
      dimensions: { function_name: row.function_name, runtime: row.runtime || 'image' },
      metrics: { invocations },
    });
  },
});
