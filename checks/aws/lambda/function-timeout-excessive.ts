import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import { published, since, total } from '../_lib/series.ts';

/** CloudWatch asks for the durations of functions from this timeout on only. */
const LEAST_OPTION_SECONDS = 60;

export default defineCheck({
  id: 'aws.lambda.functions.timeout.excessive',
  title: 'Lambda function may run far longer than it ever does',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 210 },
  table: 'lambda_functions',
  metrics: ['lambda_function_invocations', 'lambda_function_duration_maximum'],
  options: z.object({
    minimumTimeoutSeconds: z
      .int()
      .min(LEAST_OPTION_SECONDS)
      .default(300)
      .describe('Shorter timeouts are left alone'),
    maximumShare: z.number().min(0).max(1).default(0.1).describe('Longest run of all days over the timeout'),
    minimumInvocations: z.int().min(1).default(1000).describe('Invocations in all those days together'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with invocations since it was changed'),
  }),
  messages: {
    long: 'Lambda function {id} may run {timeout} seconds; the longest of {invocations} invocations in {days} days took {longest}.',
  },
  why: 'A call that hangs is billed until the timeout, and retries multiply it.',
  fix: 'Set a timeout of a few times the longest run, below that of whatever waits for the function.',
  links: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html'],
  evaluate(row, ctx) {
    const { minimumTimeoutSeconds, maximumShare, minimumInvocations, minimumDays } = ctx.options;
    if (row.timeout_seconds < minimumTimeoutSeconds) return pass;
    const days = since(ctx.metric('lambda_function_invocations'), row.last_modified);
    const longest = published(ctx.metric('lambda_function_duration_maximum'));
    const seconds = Math.max(0, ...longest) / 1000;
    if (seconds > maximumShare * row.timeout_seconds) return pass;
    if (row.last_modified === null || days.length < minimumDays)
      return unknown(`it was changed less than ${minimumDays} whole days ago`);
    const invocations = total(days);
    if (invocations < minimumInvocations || longest.length < minimumDays) return pass;
    return fail({
      message: 'long',
      values: {
        id: row.function_name,
        timeout: row.timeout_seconds,
        invocations,
        days: days.length,
        longest: seconds.toFixed(1),
      },
      confidence: 60,
      dimensions: { function_name: row.function_name, timeout_seconds: String(row.timeout_seconds) },
      metrics: { longest_seconds: seconds },
    });
  },
});
