/** Turns whatever the SDK throws into one of the few kinds of failure that coverage knows. */
import { AwsFailure, type FailureKind } from '../../contracts/discover.ts';
import { GateError } from '../shared/errors.ts';

const DENIED = [
  'UnauthorizedOperation',
  'AccessDenied',
  'NotAuthorized',
  'UnauthorizedAccess',
  'AuthorizationError',
  'Forbidden',
];
const THROTTLED = [
  'RequestLimitExceeded',
  'Throttling',
  'Throttled',
  'RequestThrottled',
  'EC2Throttled',
  'TooManyRequests',
  'SlowDown',
  'LimitExceeded',
  'BandwidthLimitExceeded',
  'PriorRequestNotComplete',
];
const EXPIRED = ['ExpiredToken', 'RequestExpired', 'TokenRefreshRequired'];
/** What a service answers to keys that are good elsewhere when the region, or the service, is off for the account. */
const DISABLED = [
  'OptInRequired',
  'SubscriptionRequired',
  'AuthFailure',
  'UnrecognizedClient',
  'InvalidClientTokenId',
];
const UNSUPPORTED = ['UnsupportedOperation', 'UnknownOperation', 'InvalidAction', 'UnknownEndpoint'];

const KINDS: ReadonlyMap<string, FailureKind> = new Map(
  (
    [
      ['denied', DENIED],
      ['throttled', THROTTLED],
      ['expired_credentials', EXPIRED],
      ['disabled', DISABLED],
      ['unsupported', UNSUPPORTED],
    ] as const
  ).flatMap(([kind, codes]) => codes.map((code): [string, FailureKind] => [code, kind])),
);

const MAX_MESSAGE = 400;

/** Names that the SDK gives to an answer it cannot read, such as a load balancer's page. */
const NAMELESS = /^(|Error|Unknown|SyntaxError|TypeError)$/;

/** The code of a failure to get credentials, where the cause says more. */
export const CREDENTIALS_LOST = 'CredentialsLost';

interface Shape {
  readonly code: string;
  readonly status: number | undefined;
  readonly text: string;
}

function shapeOf(error: unknown): Shape {
  const e = (error ?? {}) as {
    name?: unknown;
    code?: unknown;
    Code?: unknown;
    message?: unknown;
    $metadata?: { httpStatusCode?: unknown };
  };
  const first = [e.Code, e.name, e.code].find((v) => typeof v === 'string' && !NAMELESS.test(v));
  const node = typeof e.code === 'string' ? e.code : undefined;
  const status = e.$metadata?.httpStatusCode;
  return {
    code: String(first ?? node ?? e.name ?? 'Error'),
    status: typeof status === 'number' ? status : undefined,
    text: typeof e.message === 'string' ? e.message : '',
  };
}

/** The name of an error without the suffix that only some protocols write. */
export const bareCode = (code: string): string => code.replace(/(Exception|Error)$/, '') || code;

function kindOf({ code, status }: Shape): FailureKind {
  const known = KINDS.get(code) ?? KINDS.get(bareCode(code));
  if (known) return known;
  // The name of the endpoint does not exist: STS answered before, so DNS works and the service is not in this region.
  if (code === 'ENOTFOUND') return 'unsupported';
  if (status === 429) return 'throttled';
  if (status === 401 || status === 403) return 'denied';
  return 'error';
}

/** EC2 appends an encoded message of kilobytes that only its owner can read. */
function readable(text: string): string {
  const [said = ''] = text.split(/\s*Encoded authorization failure message:/);
  const flat = said.replace(/\s+/g, ' ').trim();
  return flat.length > MAX_MESSAGE ? `${flat.slice(0, MAX_MESSAGE - 1)}…` : flat;
}

function sentence(kind: FailureKind, action: string, shape: Shape): string {
  const { code, status, text } = shape;
  const said = readable(text);
  switch (kind) {
    case 'denied':
      return /explicit deny/i.test(said)
        ? `${action} is refused by an explicit deny (a service control policy or a boundary): ${said}`
        : `${action} is refused: ${said || code}`;
    case 'throttled':
      return `AWS throttled ${action} and did not recover within the retries (${code}).`;
    case 'disabled':
      return `The region or the service is not enabled for this account (${code}).`;
    case 'unsupported':
      return code === 'ENOTFOUND'
        ? `The endpoint for ${action} is not in DNS: this region has no such service, or DNS does not work.`
        : `${action} is not offered in this region (${code}).`;
    case 'expired_credentials':
      return `The credentials expired and could not be renewed (${code}).`;
    case 'error': {
      if (code === 'TimeoutError') return `${action} was not answered in time.`;
      if (status !== undefined && status >= 500)
        return `${action} failed at AWS: HTTP ${status}${NAMELESS.test(code) ? '' : ` (${code})`}.`;
      return `${action} failed: ${said || code}`;
    }
  }
}

/** @param action e.g. `ec2:DescribeVolumes` */
export function classify(error: unknown, action: string): AwsFailure {
  if (error instanceof AwsFailure) return error;
  if (error instanceof GateError)
    return new AwsFailure({
      kind: 'expired_credentials',
      action,
      code: CREDENTIALS_LOST,
      message: error.message,
      cause: error,
    });
  const shape = shapeOf(error);
  const kind = kindOf(shape);
  return new AwsFailure({
    kind,
    action,
    code: shape.code,
    message: sentence(kind, action, shape),
    cause: error,
  });
}
