/** Inventory of AWS Lambda: only the fields that checks use. ListFunctions gives neither tags nor states. */
import { bool, int32, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const LAMBDA = ['AWSLambda'];

const lambdaFunctions = inventoryTable({
  name: 'lambda_functions',
  comment: 'Lambda functions as their $LATEST version is configured (ListFunctions)',
  service: 'lambda',
  iamActions: ['lambda:ListFunctions'],
  sortBy: ['function_name'],
  resource: {
    service: 'AWSLambda',
    type: 'function',
    idColumn: 'function_name',
    arn: (r) => r.arn,
    billed: [
      {
        part: 'provisioned_concurrency',
        services: LAMBDA,
        usage: 'Lambda-Provisioned-Concurrency',
      },
      { part: 'compute', services: LAMBDA, usage: 'GB-Second' },
      { part: 'requests', services: LAMBDA, usage: 'Request' },
    ],
  },
  columns: {
    function_name: text('FunctionName'),
    arn: text('FunctionArn, without a qualifier'),
    runtime: text('e.g. python3.13, empty for a container image'),
    package_type: text('Zip | Image'),
    architecture: text('x86_64 | arm64'),
    memory_mb: int32('MemorySize'),
    timeout_seconds: int32('Timeout'),
    last_modified: nullable(
      timestamp('LastModified: of code or configuration; AWS gives no date of creation'),
    ),
    in_vpc: bool('Attached to subnets of a VPC'),
    has_environment: bool('Has environment variables'),
    has_layers: bool('Has layers'),
    on_managed_instances: bool('Runs on Lambda Managed Instances, which are billed as EC2 instances'),
  },
});

const lambdaProvisionedConcurrency = inventoryTable({
  name: 'lambda_provisioned_concurrency',
  comment:
    'Provisioned concurrency of aliases and versions (ListProvisionedConcurrencyConfigs of each function)',
  service: 'lambda',
  iamActions: ['lambda:ListProvisionedConcurrencyConfigs'],
  after: ['lambda_functions'],
  sortBy: ['config_id'],
  resource: {
    service: 'AWSLambda',
    type: 'provisioned_concurrency',
    idColumn: 'config_id',
    arn: (r) => r.arn,
    billed: [],
  },
  columns: {
    config_id: text('Function and its alias or version, e.g. orders:live'),
    arn: text('ARN of the alias or version; of the function where the answer could not be read'),
    function_name: text('Function it belongs to'),
    requested: int32('RequestedProvisionedConcurrentExecutions'),
    allocated: int32('AllocatedProvisionedConcurrentExecutions: what is billed'),
    status: text('IN_PROGRESS | READY | FAILED'),
    last_modified: nullable(timestamp('LastModified; Application Auto Scaling modifies it too')),
    unread: text('Why it could not be read, empty when it was'),
  },
});

/** Where an answer for less memory or a shorter timeout is worth a series. */
const LARGE_MB = 1024;
const LONG_SECONDS = 60;

type LambdaFunction = RowOf<typeof lambdaFunctions>;
const daily = {
  table: 'lambda_functions',
  namespace: 'AWS/Lambda',
  dimension: 'FunctionName',
  column: 'function_name',
  period: 86400,
  days: 14,
} as const;
const ofFunction = metricSpec<LambdaFunction>();
const ofConfig = metricSpec<RowOf<typeof lambdaProvisionedConcurrency>>();

export const metrics = {
  /** Published per invocation. Source: Lambda Developer Guide, "Types of metrics for Lambda functions". */
  lambda_function_invocations: ofFunction({
    ...daily,
    metric: 'Invocations',
    statistic: 'Sum',
    silentAtZero: true,
  }),
  /** Milliseconds of all invocations together. */
  lambda_function_duration_total: ofFunction({
    ...daily,
    metric: 'Duration',
    statistic: 'Sum',
    silentAtZero: true,
    when: (r) => r.memory_mb >= LARGE_MB || r.architecture === 'x86_64',
  }),
  lambda_function_duration_p95: ofFunction({
    ...daily,
    metric: 'Duration',
    statistic: 'p95',
    silentAtZero: false,
    when: (r) => r.memory_mb >= LARGE_MB,
  }),
  lambda_function_duration_maximum: ofFunction({
    ...daily,
    metric: 'Duration',
    statistic: 'Maximum',
    silentAtZero: false,
    when: (r) => r.timeout_seconds >= LONG_SECONDS,
  }),
  /** Percent of the allocated memory; only where Lambda Insights is on. */
  lambda_function_memory_maximum: ofFunction({
    ...daily,
    namespace: 'LambdaInsights',
    dimension: 'function_name',
    metric: 'memory_utilization',
    statistic: 'Maximum',
    silentAtZero: false,
    when: (r) => r.memory_mb >= LARGE_MB,
  }),
  /** Of the whole function: an invocation through an alias is not counted for the version behind it. */
  lambda_provisioned_invocations: ofConfig({
    ...daily,
    table: 'lambda_provisioned_concurrency',
    key: 'config_id',
    metric: 'ProvisionedConcurrencyInvocations',
    statistic: 'Sum',
    silentAtZero: true,
    when: (r) => r.unread === '' && r.allocated > 0,
  }),
} as const;

export const tables = {
  lambda_functions: lambdaFunctions,
  lambda_provisioned_concurrency: lambdaProvisionedConcurrency,
} as const;
