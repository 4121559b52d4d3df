import { expect, test } from 'vitest';
import { mayRunAtEdge } from '../../../../checks/aws/_lib/lambda-edge.ts';
import { lambdaFunction } from '../../../support/makers/lambda.ts';

const inVirginia = (over: Parameters<typeof lambdaFunction>[0] = {}) =>
  mayRunAtEdge(lambdaFunction({ region: 'us-east-1', ...over }));

test('a plain function of us-east-1 may be one of Lambda@Edge', () => {
  expect(inVirginia()).toBe(true);
  expect(inVirginia({ runtime: 'nodejs22.x', timeout_seconds: 5 })).toBe(true);
});

test.each<[string, Parameters<typeof lambdaFunction>[0]]>([
  ['in another region', { region: 'eu-west-1' }],
  ['in a VPC', { in_vpc: true }],
  ['with environment variables', { has_environment: true }],
  ['with layers', { has_layers: true }],
  ['on arm64', { architecture: 'arm64' }],
  ['of a container image', { package_type: 'Image', runtime: '' }],
  ['in Java', { runtime: 'java21' }],
  ['that may run for a minute', { timeout_seconds: 60 }],
])('one %s may not', (_, over) => {
  expect(inVirginia(over)).toBe(false);
});
