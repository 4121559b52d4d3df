/** Errors as each AWS protocol writes them. */

export type ErrorKind = 'throttle' | 'denied' | 'expired' | 'region-off';
type Protocol = 'ec2' | 'query' | 's3' | 'rest-xml' | 'rest-json' | 'json';

const protocols: Record<string, Protocol> = {
  ec2: 'ec2',
  rds: 'query',
  elasticloadbalancing: 'query',
  autoscaling: 'query',
  sts: 'query',
  iam: 'query',
  elasticache: 'query',
  redshift: 'query',
  s3: 's3',
  cloudfront: 'rest-xml',
  route53: 'rest-xml',
  lambda: 'rest-json',
  eks: 'rest-json',
  backup: 'rest-json',
  elasticfilesystem: 'rest-json',
  savingsplans: 'rest-json',
  kafka: 'rest-json',
  es: 'rest-json',
  trustedadvisor: 'rest-json',
  'resource-explorer-2': 'rest-json',
  account: 'rest-json',
};

const codes: Record<ErrorKind, Record<Protocol, [code: string, status: number]>> = {
  throttle: {
    ec2: ['RequestLimitExceeded', 503],
    query: ['Throttling', 400],
    s3: ['SlowDown', 503],
    'rest-xml': ['Throttling', 400],
    'rest-json': ['TooManyRequestsException', 429],
    json: ['ThrottlingException', 400],
  },
  denied: {
    ec2: ['UnauthorizedOperation', 403],
    query: ['AccessDenied', 403],
    s3: ['AccessDenied', 403],
    'rest-xml': ['AccessDenied', 403],
    'rest-json': ['AccessDeniedException', 403],
    json: ['AccessDeniedException', 400],
  },
  expired: {
    ec2: ['RequestExpired', 400],
    query: ['ExpiredToken', 403],
    s3: ['ExpiredToken', 400],
    'rest-xml': ['ExpiredToken', 403],
    'rest-json': ['ExpiredTokenException', 403],
    json: ['ExpiredTokenException', 400],
  },
  'region-off': {
    ec2: ['AuthFailure', 401],
    query: ['InvalidClientTokenId', 403],
    s3: ['InvalidAccessKeyId', 403],
    'rest-xml': ['InvalidClientTokenId', 403],
    'rest-json': ['UnrecognizedClientException', 403],
    json: ['UnrecognizedClientException', 400],
  },
};

const messages: Record<ErrorKind, string> = {
  throttle: 'Rate exceeded',
  denied:
    'User: arn:aws:sts::123456789012:assumed-role/scan/session is not authorized to perform this operation',
  expired: 'The security token included in the request is expired',
  'region-off': 'The security token included in the request is invalid.',
};

export interface WireError {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** One error in the wire shape of `service` (its name in the signature); code, status and message may be replaced. */
export function wireError(
  service: string,
  kind: ErrorKind,
  own: { code?: string | undefined; status?: number | undefined; message?: string | undefined } = {},
): WireError {
  const protocol = protocols[service] ?? 'json';
  const [usualCode, usualStatus] = codes[kind][protocol];
  const code = own.code ?? usualCode;
  const message = own.message ?? messages[kind];
  const queryCode = service === 'monitoring' ? { 'x-amzn-query-error': `${code};Sender` } : {};
  const answer = (type: string, body: string): WireError => ({
    status: own.status ?? usualStatus,
    headers: { 'content-type': type, 'x-amzn-requestid': 'planted', 'x-amzn-errortype': code, ...queryCode },
    body,
  });
  const inner = `<Code>${code}</Code><Message>${message}</Message>`;
  if (protocol === 'ec2') {
    return answer(
      'text/xml',
      `<Response><Errors><Error>${inner}</Error></Errors><RequestID>planted</RequestID></Response>`,
    );
  }
  if (protocol === 's3')
    return answer('application/xml', `<Error>${inner}<RequestId>planted</RequestId></Error>`);
  if (protocol === 'query' || protocol === 'rest-xml') {
    return answer(
      'text/xml',
      `<ErrorResponse><Error><Type>Sender</Type>${inner}</Error><RequestId>planted</RequestId></ErrorResponse>`,
    );
  }
  return answer(
    protocol === 'json' ? 'application/x-amz-json-1.1' : 'application/json',
    JSON.stringify({ __type: code, message }),
  );
}
