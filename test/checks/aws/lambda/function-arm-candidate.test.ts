import check from '../../../../checks/aws/lambda/function-arm-candidate.ts';
import { lambdaGibHour } from '../../../../prices/aws/lambda.ts';
import { lambdaFunction } from '../../../support/makers/lambda.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const x86 = [lambdaGibHour(REGION, { architecture: 'x86_64' }), '0.06'] as const;
const arm = [lambdaGibHour(REGION, { architecture: 'arm64' }), '0.048'] as const;
/** Twelve hours of running a day. */
const busy = { lambda_function_invocations: 432_000, lambda_function_duration_total: 43_200_000 };
const NOTE = 'durations are taken to stay; the free tier is not counted';

testCheck(check, {
  fails: [
    {
      name: 'Python of a zip file',
      row: lambdaFunction(),
      metrics: busy,
      prices: [x86, arm],
      says: 'Lambda function orders (python3.13) runs 1314000 GB-seconds a month on x86_64; on arm64 they cost a fifth less, which saves $4.38 a month.',
      saves: '4.380000',
      costs: '21.900000',
      claims: { 'orders/compute': '4.380000' },
      confidence: 60,
      notes: NOTE,
      dimensions: { function_name: 'orders', architecture: 'x86_64' },
    },
    {
      name: 'with layers',
      row: lambdaFunction({ runtime: 'java8.al2', has_layers: true }),
      metrics: busy,
      prices: [x86, arm],
      says: 'Lambda function orders (java8.al2) runs 1314000 GB-seconds a month on x86_64; on arm64 they cost a fifth less, which saves $4.38 a month.',
      saves: '4.380000',
      confidence: 45,
      notes: `its layers must exist for arm64; ${NOTE}`,
    },
    {
      name: 'the region has no price of arm64',
      row: lambdaFunction(),
      metrics: busy,
      prices: [x86],
      says: 'Lambda function orders (python3.13) runs 1314000 GB-seconds a month on x86_64; on arm64 they cost a fifth less.',
      saves: null,
    },
  ],
  passes: [
    { name: 'on arm64 already', row: lambdaFunction({ architecture: 'arm64' }), metrics: busy },
    {
      name: 'an hour a day: within the free tier of an account',
      row: lambdaFunction(),
      metrics: { ...busy, lambda_function_duration_total: 3_600_000 },
    },
    { name: 'silent: it is not invoked', row: lambdaFunction() },
    {
      name: 'a container image',
      row: lambdaFunction({ package_type: 'Image', runtime: '' }),
      metrics: busy,
      skips: 'its image decides which processors it runs on',
    },
    {
      name: 'a custom runtime is a binary of its own',
      row: lambdaFunction({ runtime: 'provided.al2023' }),
      metrics: busy,
      skips: 'provided.al2023 needs more than another architecture',
    },
    {
      name: 'a runtime that arm64 never had',
      row: lambdaFunction({ runtime: 'java8' }),
      metrics: busy,
      skips: 'java8 needs more than another architecture',
    },
    {
      name: 'the instances are billed',
      row: lambdaFunction({ on_managed_instances: true }),
      skips: 'the instances that it runs on are billed',
    },
  ],
  unknowns: [
    {
      name: 'changed three days ago',
      row: lambdaFunction({ last_modified: daysAgo(3) }),
      metrics: busy,
      because: 'it was changed less than 7 whole days ago',
    },
  ],
});
