import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { lambdaGibHour } from '../../../prices/aws/lambda.ts';
import { monthOf } from '../_lib/lambda-month.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';

/** Managed runtimes that run on arm64. Source: Lambda Developer Guide, "Lambda runtimes", column of instruction sets. */
const RUNS_ON_ARM =
  /^(nodejs(1[2-9]|[2-9]\d)\.x|python3\.([89]|[1-9]\d)|java(8\.al2|1[17]|[2-9]\d)(\.al2023)?|dotnet([6-9]|\d\d)|ruby(2\.7|[3-9]\.\d))$/;

export default defineCheck({
  id: 'aws.lambda.functions.arm.candidate',
  title: 'Lambda function could run on arm64',
  kind: 'cost',
  category: 'modernisation',
  severity: { level: 'low', score: 300 },
  table: 'lambda_functions',
  metrics: ['lambda_function_invocations', 'lambda_function_duration_total'],
  options: z.object({
    minimumMonthlyGbSeconds: z
      .number()
      .min(0)
      .default(400_000)
      .describe('Memory times duration in a month; the default is the free tier of an account'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Whole days since it was changed'),
  }),
  messages: {
    candidate:
      'Lambda function {id} ({runtime}) runs {gbSeconds} GB-seconds a month on x86_64; on arm64 they cost a fifth less[, which saves {savings} a month].',
  },
  why: 'A GB-second on arm64 costs 20 % less than on x86_64, and mostly does as much.',
  fix: 'Build dependencies and layers for arm64, change the architecture, and shift traffic to it by a weighted alias.',
  links: ['https://docs.aws.amazon.com/lambda/latest/dg/foundation-arch.html'],
  prices: (row) =>
    row.architecture === 'x86_64' && RUNS_ON_ARM.test(row.runtime)
      ? (['x86_64', 'arm64'] as const).map((architecture) => lambdaGibHour(row.region, { architecture }))
      : [],
  evaluate(row, ctx) {
    if (row.on_managed_instances) return skip('the instances that it runs on are billed');
    if (row.architecture !== 'x86_64') return pass;
    if (row.package_type !== 'Zip') return skip('its image decides which processors it runs on');
    if (!RUNS_ON_ARM.test(row.runtime)) return skip(`${row.runtime} needs more than another architecture`);
    const { minimumDays, minimumMonthlyGbSeconds } = ctx.options;
    const month = monthOf(
      row,
      ctx.metric('lambda_function_invocations'),
      ctx.metric('lambda_function_duration_total'),
    );
    if (row.last_modified === null || month.days < minimumDays)
      return unknown(`it was changed less than ${minimumDays} whole days ago`);
    const gbSeconds = month.monthlyGibHours * 3600;
    if (gbSeconds < minimumMonthlyGbSeconds) return pass;
    const [x86, arm] = (['x86_64', 'arm64'] as const).map((architecture) =>
      ctx.price(lambdaGibHour(row.region, { architecture })),
    );
    // a region may have no arm64, and then no price of it
    const savings = x86 && arm && x86.usd.minus(arm.usd).times(month.monthlyGibHours);
    return fail({
      message: 'candidate',
      values: {
        id: row.function_name,
        runtime: row.runtime,
        gbSeconds: Math.round(gbSeconds),
        savings,
      },
      monthlyCost: x86?.usd.times(month.monthlyGibHours),
      claims: [{ part: 'compute', monthlySavings: savings }],
      confidence: least(row.has_layers ? 45 : 60, x86?.confidence ?? 100, arm?.confidence ?? 100),
      notes: notesOf(
        row.has_layers ? 'its layers must exist for arm64' : undefined,
        savings && 'durations are taken to stay; the free tier is not counted',
        x86?.note,
        arm?.note,
      ),
      dimensions: {
        function_name: row.function_name,
        runtime: row.runtime,
        architecture: row.architecture,
      },
      metrics: { monthly_gib_hours: month.monthlyGibHours },
    });
  },
});
