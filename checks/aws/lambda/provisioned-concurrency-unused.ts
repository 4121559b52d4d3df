import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { lambdaProvisionedGibHour } from '../../../prices/aws/lambda.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since, total } from '../_lib/series.ts';

const architectureOf = (f: { readonly architecture: string } | undefined) =>
  ({ architecture: f?.architecture === 'arm64' ? 'arm64' : 'x86_64' }) as const;

export default defineCheck({
  id: 'aws.lambda.provisioned.concurrency.unused',
  title: 'Provisioned concurrency serves no invocation',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'high', score: 650 },
  table: 'lambda_provisioned_concurrency',
  lookups: ['lambda_functions'],
  metrics: ['lambda_provisioned_invocations'],
  respectsKeepTags: true,
  options: z.object({
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since it was configured that are needed'),
  }),
  messages: {
    unused:
      'Provisioned concurrency of {id} ({allocated}) served no invocation in {days} days[ and costs {savings} a month].',
  },
  why: 'Provisioned concurrency is billed for every second that it is configured, invoked or not.',
  fix: 'Delete the configuration, or point callers to the alias or version that has it: $LATEST does not use it.',
  links: ['https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html'],
  prices: (row, _options, lookup) => {
    const [owner] = lookup('lambda_functions').where('function_name', row.function_name);
    return owner && row.allocated > 0 ? [lambdaProvisionedGibHour(row.region, architectureOf(owner))] : [];
  },
  evaluate(row, ctx) {
    if (row.allocated === 0) return skip(`it is ${row.status}`);
    const days = since(ctx.metric('lambda_provisioned_invocations'), row.last_modified);
    if (total(days) > 0) return pass;
    if (row.last_modified === null || days.length < ctx.options.minimumDays)
      return unknown(
        `it was configured ${days.length} whole days ago, ${ctx.options.minimumDays} are needed`,
      );
    const [owner] = ctx.lookup('lambda_functions').where('function_name', row.function_name);
    const price = owner && ctx.price(lambdaProvisionedGibHour(row.region, architectureOf(owner)));
    const savings =
      owner &&
      price &&
      perMonth(price.usd)
        .times(row.allocated)
        .times(owner.memory_mb / 1024);
    return fail({
      message: 'unused',
      values: { id: row.config_id, allocated: row.allocated, days: days.length, savings },
      monthlyCost: savings,
      claims: [{ part: 'provisioned_concurrency', resourceId: row.function_name, monthlySavings: savings }],
      confidence: least(80, price?.confidence ?? 100),
      notes: notesOf(
        savings && 'memory and architecture are those of $LATEST, its version may have others',
        price?.note,
      ),
      dimensions: { function_name: row.function_name },
    });
  },
});
