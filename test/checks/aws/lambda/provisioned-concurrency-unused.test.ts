import check from '../../../../checks/aws/lambda/provisioned-concurrency-unused.ts';
import { lambdaProvisionedGibHour } from '../../../../prices/aws/lambda.ts';
import { lambdaFunction, provisionedConcurrency } from '../../../support/makers/lambda.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const tables = { lambda_functions: [lambdaFunction({ memory_mb: 2048 })] };
const price = [lambdaProvisionedGibHour(REGION, { architecture: 'x86_64' }), '0.015'] as const;

testCheck(check, {
  fails: [
    {
      name: 'silent: five environments of 2 GiB for nobody',
      row: provisionedConcurrency(),
      tables,
      prices: [price],
      says: 'Provisioned concurrency of orders:live (5) served no invocation in 14 days and costs $109.50 a month.',
      saves: '109.500000',
      costs: '109.500000',
      claims: { 'orders/provisioned_concurrency': '109.500000' },
      confidence: 80,
      dimensions: { function_name: 'orders' },
    },
    {
      name: 'on arm64',
      row: provisionedConcurrency({ allocated: 1 }),
      tables: { lambda_functions: [lambdaFunction({ architecture: 'arm64' })] },
      prices: [[lambdaProvisionedGibHour(REGION, { architecture: 'arm64' }), '0.012']],
      says: 'Provisioned concurrency of orders:live (1) served no invocation in 14 days and costs $8.76 a month.',
      saves: '8.760000',
    },
    {
      name: 'no price, no savings',
      row: provisionedConcurrency({ last_modified: daysAgo(8) }),
      tables,
      says: 'Provisioned concurrency of orders:live (5) served no invocation in 7 days.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'served one invocation in a fortnight',
      row: provisionedConcurrency(),
      tables,
      metrics: { lambda_provisioned_invocations: [1, 0] },
    },
    {
      name: 'nothing is allocated yet',
      row: provisionedConcurrency({ allocated: 0, status: 'IN_PROGRESS' }),
      tables,
      skips: 'it is IN_PROGRESS',
    },
  ],
  unknowns: [
    {
      name: 'Application Auto Scaling set it yesterday',
      row: provisionedConcurrency({ last_modified: daysAgo(1.5) }),
      tables,
      because: 'it was configured 1 whole days ago, 7 are needed',
    },
  ],
});
