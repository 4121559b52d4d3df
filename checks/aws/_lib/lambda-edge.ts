/**
 * Whether a function may be one of Lambda@Edge, whose invocations are counted where its readers are. Source: Amazon
 * CloudFront Developer Guide, "Restrictions on Lambda@Edge" and "Quotas on Lambda@Edge".
 */
import type { Row } from '../../../contracts/inventory/catalogue.ts';

const LONGEST_SECONDS = 30;

export const mayRunAtEdge = (r: Row<'lambda_functions'>): boolean =>
  r.region === 'us-east-1' &&
  r.package_type === 'Zip' &&
  r.architecture === 'x86_64' &&
  /^(nodejs|python)/.test(r.runtime) &&
  r.timeout_seconds <= LONGEST_SECONDS &&
  !r.in_vpc &&
  !r.has_environment &&
  !r.has_layers;
