import check from '../../../../checks/aws/lambda/function-memory-overprovisioned.ts';
import { lambdaGibHour, lambdaMillionRequests } from '../../../../prices/aws/lambda.ts';
import { lambdaFunction } from '../../../support/makers/lambda.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const x86 = { architecture: 'x86_64' } as const;
const arm = { architecture: 'arm64' } as const;
const prices = [
  [lambdaGibHour(REGION, x86), '0.06'],
  [lambdaMillionRequests(REGION, x86), '0.2'],
] as const;
/** 432,000 invocations a day of 100 ms each: 12 hours a day. */
const short = {
  lambda_function_invocations: 432_000,
  lambda_function_duration_total: 43_200_000,
  lambda_function_duration_p95: 180,
};
const large = (over: Parameters<typeof lambdaFunction>[0] = {}) =>
  lambdaFunction({ memory_mb: 2048, ...over });

testCheck(check, {
  fails: [
    {
      name: 'the average duration counts, not its 95th percentile',
      row: large(),
      metrics: short,
      prices,
      // 365 hours × 2 GiB × $0.06, of which 1 − ½ × 1.2 stops
      says: 'Lambda function orders has 2048 MB and ran within 180 ms on its slowest of 14 days; 1024 MB may do and save $17.52 a month.',
      saves: '17.520000',
      costs: '46.428000',
      claims: { 'orders/compute': '17.520000' },
      confidence: 40,
      notes:
        'judged by duration: without Lambda Insights AWS does not publish memory; half the memory is taken to run 20 % longer; the free tier is not counted',
      dimensions: { function_name: 'orders', memory_mb: '2048', suggested_memory_mb: '1024' },
    },
    {
      name: 'arm64 has a price of its own',
      row: large({ architecture: 'arm64' }),
      metrics: short,
      prices: [
        [lambdaGibHour(REGION, arm), '0.048'],
        [lambdaMillionRequests(REGION, arm), '0.2'],
      ],
      says: 'Lambda function orders has 2048 MB and ran within 180 ms on its slowest of 14 days; 1024 MB may do and save $14.02 a month.',
      saves: '14.016000',
    },
    {
      name: 'Lambda Insights shows that the memory is not used',
      row: large(),
      metrics: { ...short, lambda_function_memory_maximum: 21.4 },
      prices,
      says: 'Lambda function orders has 2048 MB and used at most 21 % of it in 14 days; 1024 MB would do and save $17.52 a month.',
      saves: '17.520000',
      confidence: 80,
    },
    {
      name: 'no price, no savings; Lambda Insights was refused',
      row: large(),
      metrics: short,
      unread: ['metric/lambda_function_memory_maximum'],
      says: 'Lambda function orders has 2048 MB and ran within 180 ms on its slowest of 14 days; 1024 MB may do.',
      saves: null,
    },
  ],
  passes: [
    { name: 'half a GiB', row: lambdaFunction({ memory_mb: 512 }), metrics: short },
    {
      name: 'Lambda Insights shows that half would not do',
      row: large(),
      metrics: { ...short, lambda_function_memory_maximum: 61 },
    },
    {
      name: 'its work takes seconds on one day',
      row: large(),
      metrics: { ...short, lambda_function_duration_p95: [...new Array<number>(13).fill(180), 2400] },
    },
    {
      name: 'short, but a large part of its timeout',
      row: large({ timeout_seconds: 1 }),
      metrics: { ...short, lambda_function_duration_p95: 240 },
    },
    {
      name: 'invoked too seldom to matter',
      row: large(),
      metrics: { ...short, lambda_function_invocations: 5 },
    },
    {
      name: 'the instances are billed',
      row: large({ on_managed_instances: true }),
      metrics: short,
      skips: 'the instances that it runs on are billed',
    },
  ],
  unknowns: [
    {
      name: 'changed three days ago: what it did before was with other memory',
      row: large({ last_modified: daysAgo(3) }),
      metrics: short,
      because: 'it was changed less than 7 whole days ago',
    },
    {
      name: 'ran on two days only',
      row: large(),
      metrics: { ...short, lambda_function_duration_p95: [180, 180] },
      because: 'it ran on 2 days, 7 are needed',
    },
  ],
});
