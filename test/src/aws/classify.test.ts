import { describe, expect, test } from 'vitest';
import { AwsFailure, type FailureKind } from '../../../contracts/discover.ts';
import { classify } from '../../../src/aws/classify.ts';
import { GateError } from '../../../src/shared/errors.ts';

const thrown = (name: string, message = '', status?: number): Error =>
  Object.assign(new Error(message), {
    name,
    ...(status === undefined ? {} : { $metadata: { httpStatusCode: status } }),
  });

describe('codes of every protocol', () => {
  test.each<[string, FailureKind]>([
    ['UnauthorizedOperation', 'denied'],
    ['AccessDenied', 'denied'],
    ['AccessDeniedException', 'denied'],
    ['AuthorizationErrorException', 'denied'],
    ['RequestLimitExceeded', 'throttled'],
    ['Throttling', 'throttled'],
    ['ThrottlingException', 'throttled'],
    ['TooManyRequestsException', 'throttled'],
    ['EC2ThrottledException', 'throttled'],
    ['ExpiredToken', 'expired_credentials'],
    ['ExpiredTokenException', 'expired_credentials'],
    ['RequestExpired', 'expired_credentials'],
    ['OptInRequired', 'disabled'],
    ['AuthFailure', 'disabled'],
    ['UnrecognizedClientException', 'disabled'],
    ['InvalidClientTokenId', 'disabled'],
    ['UnsupportedOperation', 'unsupported'],
    ['UnknownOperationException', 'unsupported'],
    ['InvalidAction', 'unsupported'],
    ['InvalidParameterValue', 'error'],
    ['TimeoutError', 'error'],
  ])('%s is %s', (code, kind) => {
    expect(classify(thrown(code), 'ec2:DescribeVolumes')).toMatchObject({
      kind,
      code,
      action: 'ec2:DescribeVolumes',
    });
  });
});

test('an unknown code goes by the status', () => {
  expect(classify(thrown('Odd', '', 429), 'rds:X').kind).toBe('throttled');
  expect(classify(thrown('Odd', '', 403), 'rds:X').kind).toBe('denied');
  expect(classify(thrown('Unknown', '<html>', 503), 'rds:X')).toMatchObject({
    kind: 'error',
    message: 'rds:X failed at AWS: HTTP 503.',
  });
});

test('an endpoint whose name does not exist is a service that the region does not have', () => {
  const error = Object.assign(new Error('getaddrinfo ENOTFOUND rds.xx-east-1.amazonaws.com'), {
    code: 'ENOTFOUND',
  });
  expect(classify(error, 'rds:DescribeDBInstances')).toMatchObject({
    kind: 'unsupported',
    code: 'ENOTFOUND',
  });
});

test('a denial is told in one sentence, without the encoded blob, and an SCP is named', () => {
  const plain = classify(
    thrown(
      'UnauthorizedOperation',
      `You are not authorized to perform this operation. Encoded authorization failure message: ${'x'.repeat(3000)}`,
      403,
    ),
    'ec2:DescribeVolumes',
  );
  expect(plain.message).toBe(
    'ec2:DescribeVolumes is refused: You are not authorized to perform this operation.',
  );
  const scp = classify(
    thrown('AccessDenied', 'User: a is not authorized with an explicit deny in a service control policy'),
    'rds:DescribeDBInstances',
  );
  expect(scp.message).toContain('refused by an explicit deny (a service control policy or a boundary)');
  expect(classify(thrown('Odd', 'y'.repeat(5000)), 'ec2:X').message.length).toBeLessThan(450);
});

test('a failure stays itself; credentials that cannot be renewed are no error of AWS', () => {
  const failure = new AwsFailure({
    kind: 'denied',
    action: 'sts:AssumeRole',
    code: 'AccessDenied',
    message: 'no',
  });
  expect(classify(failure, 'ec2:DescribeVolumes')).toBe(failure);
  expect(classify(new GateError({ fault: 'user', message: 'gone' }), 'ec2:DescribeVolumes')).toMatchObject({
    kind: 'expired_credentials',
    message: 'gone',
  });
});
