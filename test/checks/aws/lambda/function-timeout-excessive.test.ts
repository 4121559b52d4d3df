import check from '../../../../checks/aws/lambda/function-timeout-excessive.ts';
import { lambdaFunction } from '../../../support/makers/lambda.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const quick = { lambda_function_invocations: 500, lambda_function_duration_maximum: 2100 };
const patient = (over: Parameters<typeof lambdaFunction>[0] = {}) =>
  lambdaFunction({ timeout_seconds: 900, ...over });

testCheck(check, {
  fails: [
    {
      name: 'a quarter of an hour for two seconds',
      row: patient(),
      metrics: quick,
      says: 'Lambda function orders may run 900 seconds; the longest of 7000 invocations in 14 days took 2.1.',
      saves: null,
      level: 'low',
      dimensions: { function_name: 'orders', timeout_seconds: '900' },
    },
  ],
  passes: [
    { name: 'half a minute', row: lambdaFunction(), metrics: quick },
    {
      name: 'one long run in a fortnight is what the timeout is for',
      row: patient(),
      metrics: {
        ...quick,
        lambda_function_duration_maximum: [...new Array<number>(13).fill(2100), 600_000],
      },
    },
    {
      name: 'too few invocations to know the longest',
      row: patient(),
      metrics: { ...quick, lambda_function_invocations: 3 },
    },
    {
      name: 'invoked on two days only',
      row: patient(),
      metrics: { ...quick, lambda_function_duration_maximum: [2100, 2100] },
    },
  ],
  unknowns: [
    {
      name: 'changed three days ago',
      row: patient({ last_modified: daysAgo(3) }),
      metrics: quick,
      because: 'it was changed less than 7 whole days ago',
    },
  ],
});
