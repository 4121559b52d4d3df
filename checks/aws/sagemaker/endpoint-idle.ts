import { z } from 'zod';
import { defineCheck, fail, type Lookup, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { isProvisioned } from '../../../contracts/inventory/sagemaker.ts';
import { perMonth } from '../../../contracts/money.ts';
import { sagemakerInstanceHour } from '../../../prices/aws/sagemaker.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since, total } from '../_lib/series.ts';

type Variant = Row<'sagemaker_endpoint_variants'>;

const typeOf = (row: Variant, types: Lookup<Row<'sagemaker_variant_types'>> | undefined): string =>
  types?.where('config_name', row.config_name).find((t) => t.variant_name === row.variant_name)
    ?.instance_type ?? '';
const priceOf = (row: Variant, instanceType: string) =>
  sagemakerInstanceHour(row.region, { instanceType, use: 'hosting' });

export default defineCheck({
  id: 'aws.sagemaker.endpoints.idle',
  title: 'Model endpoint that nobody invokes',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'high', score: 680 },
  table: 'sagemaker_endpoint_variants',
  lookups: ['sagemaker_inference_components'],
  optionalLookups: ['sagemaker_variant_types'],
  metrics: ['sagemaker_variant_invocations'],
  respectsKeepTags: true,
  options: z.object({
    maximumInvocations: z.int().min(0).default(0).describe('Invocations in all days together'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since the endpoint was made or last changed that are needed'),
  }),
  messages: {
    idle: 'Variant {variant} of endpoint {endpoint} ({hosts}) was invoked {invocations} times in {days} days[ and costs {savings} a month].',
  },
  why: 'The instances behind an endpoint are billed by the hour from its creation to its deletion, asked or not.',
  fix: 'Delete the endpoint, or where another variant of it is in use take this one out of its configuration; the model stays and can be deployed again. Models that are rarely asked fit serverless inference.',
  links: [
    'https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html',
    'https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html',
  ],
  prices(row, _options, lookup) {
    const type = isProvisioned(row) ? typeOf(row, lookup('sagemaker_variant_types')) : '';
    return type === '' ? [] : [priceOf(row, type)];
  },
  evaluate(row, ctx) {
    if (row.is_serverless) return skip('it is serverless');
    if (row.instance_count === 0) return skip('it is scaled to zero');
    if (row.is_async) return skip('an asynchronous endpoint publishes no invocations');
    // their invocations are counted by component, and one endpoint holds many
    if (ctx.lookup('sagemaker_inference_components').where('endpoint_name', row.endpoint_name).length > 0)
      return skip('it hosts inference components');
    const { minimumDays, maximumInvocations } = ctx.options;
    const changed = row.modified_at ?? row.created_at;
    if (changed === null) return unknown('AWS does not say when it was created');
    const days = since(ctx.metric('sagemaker_variant_invocations'), changed);
    if (days.length < minimumDays)
      return unknown(`it was made or changed less than ${minimumDays} whole days ago`);
    const invocations = total(days);
    if (invocations > maximumInvocations) return pass;

    const type = typeOf(row, ctx.optionalLookup('sagemaker_variant_types'));
    const price = type === '' ? undefined : ctx.price(priceOf(row, type));
    const savings = price && perMonth(price.usd).times(row.instance_count);
    return fail({
      message: 'idle',
      values: {
        variant: row.variant_name,
        endpoint: row.endpoint_name,
        hosts: `${row.instance_count} × ${type || 'instance'}`,
        invocations,
        days: days.length,
        savings,
      },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(90, price?.confidence ?? 90),
      notes: notesOf(price?.note, 'without its storage'),
      dimensions: { endpoint_name: row.endpoint_name, instance_type: type },
      metrics: { invocations },
    });
  },
});
