import check from '../../../../checks/aws/lambda/function-runtime-deprecated.ts';
import { lambdaFunction } from '../../../support/makers/lambda.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'Node.js 18',
      row: lambdaFunction({ runtime: 'nodejs18.x' }),
      says: 'Lambda function orders uses nodejs18.x, which AWS deprecated on 2025-09-01.',
      saves: null,
      level: 'medium',
      confidence: 95,
      dimensions: { function_name: 'orders', runtime: 'nodejs18.x' },
    },
    {
      name: 'the first custom runtime, not those after it',
      row: lambdaFunction({ runtime: 'provided' }),
      says: 'Lambda function orders uses provided, which AWS deprecated on 2024-01-08.',
      saves: null,
    },
  ],
  passes: [
    { name: 'supported', row: lambdaFunction() },
    { name: 'Java 8 on Amazon Linux 2 is another runtime', row: lambdaFunction({ runtime: 'java8.al2' }) },
    { name: 'one that came after the list', row: lambdaFunction({ runtime: 'nodejs26.x' }) },
    {
      name: 'judged before its day',
      row: lambdaFunction({ runtime: 'nodejs20.x' }),
      asOf: '2026-04-29T06:00:00.000Z',
    },
    {
      name: 'a container image',
      row: lambdaFunction({ package_type: 'Image', runtime: '' }),
      skips: 'its image brings a runtime of its own',
    },
  ],
  unknowns: [],
  neverUnknown: 'the runtime comes with the listing',
});
