import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { lambdaGibHour, lambdaMillionRequests } from '../../../prices/aws/lambda.ts';
import { monthOf } from '../_lib/lambda-month.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { published } from '../_lib/series.ts';

/** CloudWatch asks for the durations of functions from this size on only. */
const LEAST_OPTION_MB = 1024;
/** Source: Lambda Developer Guide, "Configure Lambda function memory". */
const SMALLEST_MB = 128;
/** Less memory means less CPU: half of it is taken to run a fifth longer. Source: the reference engine's estimate. */
const SLOWER = 1.2;
/** With half the memory, what was used at the peak still fits with a tenth to spare. */
const MAXIMUM_USED_PERCENT = 45;

const architectureOf = (r: Row<'lambda_functions'>) =>
  ({ architecture: r.architecture === 'arm64' ? 'arm64' : 'x86_64' }) as const;

export default defineCheck({
  id: 'aws.lambda.functions.memory.overprovisioned',
  title: 'Lambda function has more memory than its work seems to need',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 420 },
  table: 'lambda_functions',
  metrics: ['lambda_function_invocations', 'lambda_function_duration_total', 'lambda_function_duration_p95'],
  optionalMetrics: ['lambda_function_memory_maximum'],
  respectsKeepTags: true,
  options: z.object({
    minimumMemoryMb: z.int().min(LEAST_OPTION_MB).default(1024).describe('Smaller functions are left alone'),
    maximumDurationMs: z.number().min(0).default(250).describe('95th percentile on the slowest day'),
    maximumTimeoutShare: z.number().min(0).max(1).default(0.2).describe('That duration over the timeout'),
    minimumInvocations: z.int().min(1).default(100).describe('Invocations in all those days together'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days with invocations since it was changed'),
  }),
  messages: {
    large:
      'Lambda function {id} has {memory} MB and ran within {p95} ms on its slowest of {days} days; {target} MB may do[ and save {savings} a month].',
    measured:
      'Lambda function {id} has {memory} MB and used at most {used} % of it in {days} days; {target} MB would do[ and save {savings} a month].',
  },
  why: 'Lambda bills memory times duration; memory beyond what the work needs is paid for at every invocation.',
  fix: 'Try the smaller size with AWS Lambda Power Tuning or on an alias: CPU shrinks with memory, so watch the duration.',
  links: [
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-insights.html',
  ],
  prices: (row, options) =>
    row.memory_mb >= options.minimumMemoryMb && !row.on_managed_instances
      ? [
          lambdaGibHour(row.region, architectureOf(row)),
          lambdaMillionRequests(row.region, architectureOf(row)),
        ]
      : [],
  evaluate(row, ctx) {
    const { minimumMemoryMb, maximumDurationMs, maximumTimeoutShare, minimumDays } = ctx.options;
    if (row.on_managed_instances) return skip('the instances that it runs on are billed');
    if (row.memory_mb < minimumMemoryMb) return pass;
    const slowest = published(ctx.metric('lambda_function_duration_p95'));
    const month = monthOf(
      row,
      ctx.metric('lambda_function_invocations'),
      ctx.metric('lambda_function_duration_total'),
    );
    if (row.last_modified === null || month.days < minimumDays)
      return unknown(`it was changed less than ${minimumDays} whole days ago`);
    if (month.invocations < ctx.options.minimumInvocations) return pass;
    if (slowest.length < minimumDays)
      return unknown(`it ran on ${slowest.length} days, ${minimumDays} are needed`);
    const p95 = Math.max(...slowest);
    const memory = ctx.optionalMetric('lambda_function_memory_maximum');
    const used = memory ? published(memory) : [];
    const isMeasured = used.length >= minimumDays;
    if (isMeasured && Math.max(...used) > MAXIMUM_USED_PERCENT) return pass;
    const isShort = p95 <= maximumDurationMs && p95 <= maximumTimeoutShare * row.timeout_seconds * 1000;
    if (!isShort) return pass;
    const target = Math.max(SMALLEST_MB, Math.floor(row.memory_mb / 2));
    const perGibHour = ctx.price(lambdaGibHour(row.region, architectureOf(row)));
    const perMillion = ctx.price(lambdaMillionRequests(row.region, architectureOf(row)));
    const compute = perGibHour?.usd.times(month.monthlyGibHours);
    const savings = compute?.times(1 - (target / row.memory_mb) * SLOWER);
    return fail({
      message: isMeasured ? 'measured' : 'large',
      values: {
        id: row.function_name,
        memory: row.memory_mb,
        p95: p95.toFixed(0),
        used: isMeasured ? Math.max(...used).toFixed(0) : undefined,
        days: month.days,
        target,
        savings,
      },
      monthlyCost:
        compute && perMillion && compute.plus(perMillion.usd.times(month.monthlyInvocations / 1e6)),
      claims: [{ part: 'compute', monthlySavings: savings }],
      confidence: least(isMeasured ? 80 : 40, perGibHour?.confidence ?? 100),
      notes: notesOf(
        isMeasured ? undefined : 'judged by duration: without Lambda Insights AWS does not publish memory',
        savings && 'half the memory is taken to run 20 % longer; the free tier is not counted',
        perGibHour?.note,
      ),
      dimensions: {
        function_name: row.function_name,
        runtime: row.runtime || 'image',
        architecture: row.architecture,
        memory_mb: String(row.memory_mb),
        suggested_memory_mb: String(target),
      },
      metrics: {
        duration_p95_ms: p95,
        monthly_invocations: month.monthlyInvocations,
        monthly_gib_hours: month.monthlyGibHours,
      },
    });
  },
});
