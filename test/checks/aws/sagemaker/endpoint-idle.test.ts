import check from '../../../../checks/aws/sagemaker/endpoint-idle.ts';
import { sagemakerInstanceHour } from '../../../../prices/aws/sagemaker.ts';
import { endpointVariant, inferenceComponent, variantType } from '../../../support/makers/sagemaker.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [
  sagemakerInstanceHour(REGION, { instanceType: 'ml.m5.xlarge', use: 'hosting' }),
  '0.257',
] as const;
const tables = { sagemaker_variant_types: [variantType()] };
const oneCall = [1, ...new Array<null>(13).fill(null)];

testCheck(check, {
  fails: [
    {
      name: 'silent for a fortnight: nothing is published without an invocation',
      row: endpointVariant(),
      tables,
      prices: [price],
      says: 'Variant AllTraffic of endpoint scoring (2 × ml.m5.xlarge) was invoked 0 times in 14 days and costs $375.22 a month.',
      saves: '375.220000',
      costs: '375.220000',
      claims: { 'scoring/AllTraffic/hours': '375.220000' },
      confidence: 90,
      level: 'high',
      notes: 'without its storage',
      dimensions: { endpoint_name: 'scoring', instance_type: 'ml.m5.xlarge' },
    },
    {
      name: 'its configuration was refused: no type and no money',
      row: endpointVariant(),
      unread: ['sagemaker_variant_types'],
      says: 'Variant AllTraffic of endpoint scoring (2 × instance) was invoked 0 times in 14 days.',
      saves: null,
    },
    {
      name: 'the type of another variant is not its own',
      row: endpointVariant(),
      tables: { sagemaker_variant_types: [variantType({ variant_name: 'B' })] },
      says: 'Variant AllTraffic of endpoint scoring (2 × instance) was invoked 0 times in 14 days.',
      saves: null,
    },
    {
      name: 'a canary within the limit that was set',
      row: endpointVariant(),
      tables,
      metrics: { sagemaker_variant_invocations: 1 },
      options: { maximumInvocations: 14 },
      prices: [price],
      says: 'Variant AllTraffic of endpoint scoring (2 × ml.m5.xlarge) was invoked 14 times in 14 days and costs $375.22 a month.',
      saves: '375.220000',
    },
  ],
  passes: [
    {
      name: 'invoked once, on the first of fourteen days',
      row: endpointVariant(),
      metrics: { sagemaker_variant_invocations: oneCall },
    },
    {
      name: 'serverless: billed by request',
      row: endpointVariant({ is_serverless: true, instance_count: 0 }),
      skips: 'it is serverless',
    },
    { name: 'scaled to zero', row: endpointVariant({ instance_count: 0 }), skips: 'it is scaled to zero' },
    {
      name: 'asynchronous: busy or not, it publishes no invocations',
      row: endpointVariant({ is_async: true }),
      tables,
      skips: 'an asynchronous endpoint publishes no invocations',
    },
    {
      name: 'its components are invoked, not the variant',
      row: endpointVariant(),
      tables: { ...tables, sagemaker_inference_components: [inferenceComponent()] },
      skips: 'it hosts inference components',
    },
  ],
  unknowns: [
    {
      name: 'deployed three days ago',
      row: endpointVariant({ created_at: daysAgo(3), modified_at: daysAgo(3) }),
      because: 'it was made or changed less than 7 whole days ago',
    },
    {
      name: 'old, with a new variant since three days',
      row: endpointVariant({ modified_at: daysAgo(3) }),
      because: 'it was made or changed less than 7 whole days ago',
    },
    {
      name: 'no date at all',
      row: endpointVariant({ created_at: null, modified_at: null }),
      because: 'AWS does not say when it was created',
    },
  ],
});
