/** Rows of Lambda, whole and valid. */
import { daysAgo, maker } from '../makers.ts';

const ARN = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';

/** Python on x86_64, 1 GiB, 30 seconds, not changed for three months. */
export const lambdaFunction = maker('lambda_functions', {
  function_name: 'orders',
  arn: ARN,
  runtime: 'python3.13',
  package_type: 'Zip',
  architecture: 'x86_64',
  memory_mb: 1024,
  timeout_seconds: 30,
  last_modified: daysAgo(90),
});
/** Five environments of its alias `live`. */
export const provisionedConcurrency = maker('lambda_provisioned_concurrency', {
  config_id: 'orders:live',
  arn: `${ARN}:live`,
  function_name: 'orders',
  requested: 5,
  allocated: 5,
  status: 'READY',
  last_modified: daysAgo(90),
});
