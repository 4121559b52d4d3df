/** CloudWatch Logs, alarms and CloudFront over the wire. */
import { CloudFrontClient, CreateDistributionCommand } from '@aws-sdk/client-cloudfront';
import { CloudWatchClient, PutMetricAlarmCommand } from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutMetricFilterCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables, type Row, type TableName } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import { type Account, bornAt } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const region = 'eu-west-1';
const tables: TableName[] = [
  'logs_log_groups',
  'logs_filter_metrics',
  'cloudwatch_alarms',
  'cloudwatch_alarm_totals',
  'cloudfront_distributions',
];
let account: Account;
let inventory: Inventory;

const rows = <T extends TableName>(table: T): readonly Row<T>[] =>
  (inventory.tables[table] ?? []) as unknown as readonly Row<T>[];

async function read(): Promise<Inventory> {
  const connected = await signIn();
  const { scopes, accountScopes, unreadable } = connected;
  const found = await discover({
    scopes,
    accountScopes,
    unreadable,
    tables,
    metrics: ['cloudfront_distribution_requests'],
    asOf,
  });
  connected.close();
  return found;
}

beforeAll(async () => {
  const aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  const config = { region, endpoint: aws.url, credentials: await account.credentials() };
  const logs = bornAt(new CloudWatchLogsClient(config), '2026-03-01T08:00:00.000Z');
  for (const logGroupName of ['/aws/lambda/checkout', 'kept'])
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: 'kept', retentionInDays: 30 }));
  for (const logGroupName of ['/aws/lambda/checkout', 'kept'])
    await logs.send(
      new PutMetricFilterCommand({
        logGroupName,
        filterName: `errors of ${logGroupName.replaceAll('/', '.')}`,
        filterPattern: 'ERROR',
        metricTransformations: [{ metricName: 'Errors', metricNamespace: 'Shop', metricValue: '1' }],
      }),
    );
  const cloudwatch = new CloudWatchClient(config);
  for (const [AlarmName, Period] of [
    ['cpu', 300],
    ['fast', 10],
  ] as const)
    await cloudwatch.send(
      new PutMetricAlarmCommand({
        AlarmName,
        Namespace: 'AWS/EC2',
        MetricName: 'CPUUtilization',
        Dimensions: [{ Name: 'InstanceId', Value: 'i-0a' }],
        Statistic: 'Average',
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 90,
        EvaluationPeriods: 1,
        Period,
      }),
    );
  const cloudfront = new CloudFrontClient({ ...config, region: 'us-east-1' });
  await cloudfront.send(
    new CreateDistributionCommand({
      DistributionConfig: {
        CallerReference: 'shop',
        Comment: '',
        Enabled: true,
        Origins: {
          Quantity: 1,
          Items: [
            { Id: 'o', DomainName: 'shop.s3.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' } },
          ],
        },
        DefaultCacheBehavior: {
          TargetOriginId: 'o',
          ViewerProtocolPolicy: 'https-only',
          CachePolicyId: '413f160f-4f18-4c0b-95c7-bf7f44e8f58b',
        },
      },
    }),
  );
  await account.metrics('us-east-1', [
    {
      namespace: 'AWS/CloudFront',
      metric: 'Requests',
      dimensions: { DistributionId: 'other', Region: 'Global' },
      start: '2026-11-24T00:00:00Z',
      period: 86_400,
      values: [7],
    },
  ]);
  inventory = await read();
});
afterAll(() => vi.unstubAllEnvs());

test('every table was read whole, each once, those of the account in its own place', () => {
  expect(inventory.coverage.map((c) => [c.table_name, c.region, c.status]).sort()).toEqual([
    ['cloudfront_distributions', 'global', 'ok'],
    ['cloudwatch_alarm_totals', region, 'ok'],
    ['cloudwatch_alarms', region, 'ok'],
    ['logs_filter_metrics', region, 'ok'],
    ['logs_log_groups', region, 'ok'],
    ['metric/cloudfront_distribution_requests', 'global', 'ok'],
  ]);
  for (const table of tables) {
    expect(rows(table).length, table).toBeGreaterThan(0);
    for (const row of rows(table))
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  }
  expect(inventory.accounts[0]?.regions).toEqual([region, 'global']);
});

test('log groups and the metrics that filters make of them', () => {
  expect(rows('logs_log_groups')).toMatchObject([
    {
      log_group_name: '/aws/lambda/checkout',
      retention_days: null,
      function_name: 'checkout',
      created_at: '2026-03-01T08:00:00.000Z',
    },
    { log_group_name: 'kept', retention_days: 30, function_name: '' },
  ]);
  expect(rows('logs_filter_metrics')).toMatchObject([
    { metric_id: 'Shop:Errors', log_group_names: ['/aws/lambda/checkout', 'kept'] },
  ]);
});

test('alarms, and how they are billed', () => {
  expect(rows('cloudwatch_alarms')).toMatchObject([
    { alarm_name: 'cpu', kind: 'metric', period: 300, dimensions: { InstanceId: 'i-0a' }, metrics_read: 1 },
    { alarm_name: 'fast', period: 10 },
  ]);
  expect(rows('cloudwatch_alarm_totals')).toMatchObject([
    { alarms: 2, standard_metrics: 1, high_resolution_metrics: 1, composite: 0, namespaces: ['AWS/EC2'] },
  ]);
});

test('a distribution belongs to the account, and its requests are asked for in us-east-1 with both dimensions', async () => {
  const [distribution] = rows('cloudfront_distributions');
  expect(distribution).toMatchObject({
    region: 'global',
    enabled: true,
    default_cache_policy_id: '413f160f-4f18-4c0b-95c7-bf7f44e8f58b',
    origins: ['shop.s3.amazonaws.com'],
  });
  expect(inventory.metrics).toMatchObject([
    {
      region: 'global',
      resource_id: distribution?.distribution_id,
      metric: 'cloudfront_distribution_requests',
    },
  ]);
  const asked = (await account.calls()).filter((c) => c.operation === 'GetMetricData');
  expect(asked.map((c) => c.region)).toEqual(['us-east-1']);
  expect(JSON.stringify(asked[0]?.params)).toContain('Global');
});

test('an alarm on a metric of another account names no resource of this one', async () => {
  const stat = {
    Metric: {
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Dimensions: [{ Name: 'InstanceId', Value: 'i-0a' }],
    },
    Period: 300,
    Stat: 'Average',
  };
  const alarm = (AlarmName: string, AccountId: string) => ({
    AlarmName,
    StateValue: 'INSUFFICIENT_DATA',
    Metrics: [{ Id: 'm', AccountId, MetricStat: stat, ReturnData: true }],
  });
  await account.plant('cloudwatch', 'DescribeAlarms', {
    result: { MetricAlarms: [alarm('own', account.id), alarm('theirs', '999999999999')] },
    times: 1,
  });
  const found = await read();
  expect(found.tables.cloudwatch_alarms).toMatchObject([
    { alarm_name: 'own', namespace: 'AWS/EC2', dimensions: { InstanceId: 'i-0a' } },
    { alarm_name: 'theirs', namespace: 'AWS/EC2', dimensions: {} },
  ]);
});

test('alarms that are refused cost the alarms and what is counted from them, nothing else', async () => {
  await account.plant('cloudwatch', 'DescribeAlarms', { error: { code: 'AccessDenied', status: 403 } });
  const denied = await read();
  expect(
    denied.coverage.filter((c) => c.status !== 'ok').map((c) => [c.table_name, c.status, c.iam_action]),
  ).toEqual([
    ['cloudwatch_alarms', 'denied', 'cloudwatch:DescribeAlarms'],
    ['cloudwatch_alarm_totals', 'denied', 'cloudwatch:DescribeAlarms'],
  ]);
});
