import { expect, test } from 'vitest';
import check from '../../../../checks/aws/lambda/function-unused.ts';
import { distribution } from '../../../support/makers/cloudwatch.ts';
import { lambdaFunction } from '../../../support/makers/lambda.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const NOTE = 'a schedule that is rarer than the window looks the same; what is not invoked is not billed';

testCheck(check, {
  fails: [
    {
      name: 'silent: AWS publishes nothing for a function that is not invoked',
      row: lambdaFunction(),
      says: 'Lambda function orders (python3.13) was invoked 0 times in 14 days.',
      saves: null,
      confidence: 50,
      notes: NOTE,
      dimensions: { function_name: 'orders', runtime: 'python3.13' },
    },
    {
      name: 'a container image, called twice by hand',
      row: lambdaFunction({ runtime: '', package_type: 'Image' }),
      metrics: { lambda_function_invocations: [1, 0, 0, 1] },
      options: { maximumInvocations: 2 },
      says: 'Lambda function orders (image) was invoked 2 times in 14 days.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'once a fortnight, as by a schedule',
      row: lambdaFunction(),
      metrics: { lambda_function_invocations: [1, ...new Array<null>(12).fill(null)] },
    },
    {
      name: 'deployed yesterday and invoked',
      row: lambdaFunction({ last_modified: daysAgo(2) }),
      metrics: { lambda_function_invocations: [3] },
    },
  ],
  unknowns: [
    {
      name: 'deployed three days ago: silence is not a fortnight of it',
      row: lambdaFunction({ last_modified: daysAgo(3) }),
      because: 'it was changed 2 whole days ago, 14 are needed',
    },
    {
      name: 'no date',
      row: lambdaFunction({ last_modified: null }),
      because: 'AWS does not say when it was last changed',
    },
  ],
});

test('a plain function of us-east-1 may be one of Lambda@Edge, whose silence here says nothing', () => {
  const silent = {
    start: daysAgo(14),
    period: 86_400,
    values: new Array<null>(14).fill(null),
    silentAtZero: true,
  };
  const context = (functions?: string[]) =>
    ({
      options: { maximumInvocations: 0, minimumDays: 14 },
      metric: () => silent,
      optionalLookup: () =>
        functions && {
          where: (_: string, name: string) =>
            functions.includes(name) ? [distribution({ function_names: functions })] : [],
        },
    }) as never;
  const plain = lambdaFunction({ region: 'us-east-1' });
  expect(check.evaluate(plain, context())).toEqual({
    kind: 'unknown',
    reason: 'it may run as Lambda@Edge, whose invocations are counted in other regions',
  });
  const inVpc = lambdaFunction({ region: 'us-east-1', in_vpc: true });
  expect(check.evaluate(inVpc, context()).kind).toBe('fail');
  // the distributions tell
  expect(check.evaluate(plain, context(['orders']))).toEqual({
    kind: 'unknown',
    reason: 'it runs as Lambda@Edge, whose invocations are counted in other regions',
  });
  expect(check.evaluate(plain, context(['headers'])).kind).toBe('fail');
});
