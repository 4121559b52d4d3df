/** AWS's own recommendations over the wire: whose they are, of which region, under which ids; and an account that has none. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables, type Row, type TableName } from '../../../contracts/inventory/catalogue.ts';
import { tables } from '../../../contracts/inventory/recommendations.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account, Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const HUB = 'cost-optimization-hub';
const OPTIMIZER = 'compute-optimizer';
const AT = '2026-11-24T03:00:00Z';
const names = Object.keys(tables) as (keyof typeof tables)[];
let aws: Emulator;
beforeAll(async () => {
  aws = await emulator();
});
afterEach(() => vi.unstubAllEnvs());

async function read(account: Account): Promise<Inventory> {
  await asUser(aws.url, account);
  const connected = await signIn();
  const inventory = await discover({
    scopes: connected.scopes,
    accountScopes: connected.accountScopes,
    tables: names,
    metrics: [],
    asOf: '2026-11-25T06:00:00.000Z',
  });
  connected.close();
  return inventory;
}
const rowsOf = <T extends TableName>(inventory: Inventory, table: T): readonly Row<T>[] =>
  (inventory.tables[table] ?? []) as unknown as readonly Row<T>[];
const outcomes = (inventory: Inventory): Record<string, unknown> =>
  Object.fromEntries(inventory.coverage.map((c) => [c.table_name, [c.status, c.rows]]));
const messageOf = (inventory: Inventory, table: string): string | undefined =>
  inventory.coverage.find((c) => c.table_name === table)?.message;

async function plantHub(account: Account): Promise<void> {
  const of = (id: string, type: string, rest: string, over: Record<string, unknown> = {}) => ({
    recommendationId: id,
    accountId: account.id,
    region: 'eu-west-1',
    resourceId: rest.split('/').at(-1),
    resourceArn: rest.replace('ACCOUNT', account.id),
    currentResourceType: type,
    recommendedResourceType: type,
    actionType: 'Rightsize',
    currentResourceSummary: 'm5.xlarge',
    recommendedResourceSummary: 'm5.large',
    estimatedMonthlySavings: 70.08,
    currencyCode: 'USD',
    recommendationLookbackPeriodInDays: 14,
    lastRefreshTimestamp: AT,
    tags: [{ key: 'team', value: 'shop' }],
    ...over,
  });
  await account.plant(HUB, 'ListRecommendations', {
    times: 1,
    result: {
      items: [
        of('r1', 'Ec2Instance', 'arn:aws:ec2:eu-west-1:ACCOUNT:instance/i-0a'),
        of('r2', 'RdsDbInstance', 'arn:aws:rds:eu-west-1:ACCOUNT:db:orders'),
        of('r3', 'RdsDbInstanceStorage', 'arn:aws:rds:eu-west-1:ACCOUNT:db:orders', {
          actionType: 'Upgrade',
          currencyCode: 'CNY',
        }),
        of('r4', 'LambdaFunction', 'arn:aws:lambda:eu-west-1:ACCOUNT:function:pay:$LATEST'),
        of('r5', 'EcsService', 'arn:aws:ecs:eu-west-1:ACCOUNT:service/shop/web'),
        of(
          'r6',
          'Ec2AutoScalingGroup',
          'arn:aws:autoscaling:eu-west-1:ACCOUNT:autoScalingGroup:0-1:autoScalingGroupName/web',
        ),
        of('r7', 'NatGateway', 'arn:aws:ec2:eu-west-1:ACCOUNT:natgateway/nat-0a', { actionType: 'Delete' }),
      ],
      nextToken: 'more',
    },
  });
  await account.plant(HUB, 'ListRecommendations', {
    match: { nextToken: 'more' },
    result: {
      items: [
        of('r8', 'EbsVolume', 'arn:aws:ec2:us-east-1:ACCOUNT:volume/vol-0b', { region: 'us-east-1' }),
        of('r9', 'Ec2Instance', 'arn:aws:ec2:eu-west-1:999999999999:instance/i-0c', {
          accountId: '999999999999',
        }),
        of('ra', 'ElastiCacheCluster', 'arn:aws:elasticache:eu-west-1:ACCOUNT:replicationgroup:cart'),
        of('rb', 'OpenSearchDomain', 'arn:aws:es:eu-west-1:ACCOUNT:domain/logs'),
        of('rc', 'RdsReservedInstances', '', {
          actionType: 'PurchaseReservedInstances',
          recommendedResourceSummary: '1 db.m5.large',
        }),
        of('rd', 'RdsReservedInstances', '', {
          actionType: 'PurchaseReservedInstances',
          estimatedMonthlySavings: 100.5,
          recommendationLookbackPeriodInDays: 30,
          recommendedResourceSummary: '2 db.r5.large',
        }),
        of('re', 'ComputeSavingsPlans', '', { actionType: 'PurchaseSavingsPlans', region: '' }),
        {},
      ],
    },
  });
}

const money = (value: number, currency = 'USD') => ({
  savingsOpportunityPercentage: 10,
  estimatedMonthlySavings: { currency, value },
});

async function plantOptimizer(account: Account): Promise<void> {
  const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:${account.id}:${rest}`;
  const seen = { lookbackPeriodInDays: 32, lastRefreshTimestamp: AT };
  const looked = { lookBackPeriodInDays: 14, lastRefreshTimestamp: AT };
  const of = (id: string, over: Record<string, unknown> = {}) => ({
    instanceArn: arn('ec2', `instance/${id}`),
    currentInstanceType: 'm5.xlarge',
    finding: 'Overprovisioned',
    recommendationOptions: [
      { rank: 2, instanceType: 'm5.large', savingsOpportunity: money(1) },
      {
        rank: 1,
        instanceType: 't3.large',
        performanceRisk: 1,
        savingsOpportunity: money(70.08),
        savingsOpportunityAfterDiscounts: money(12.5),
      },
    ],
    tags: [{ key: 'team', value: 'shop' }],
    ...looked,
    ...over,
  });
  await account.plant(OPTIMIZER, 'GetEC2InstanceRecommendations', {
    times: 1,
    result: { instanceRecommendations: [of('i-0a')], nextToken: 'p2' },
  });
  await account.plant(OPTIMIZER, 'GetEC2InstanceRecommendations', {
    match: { nextToken: 'p2' },
    result: { instanceRecommendations: [of('i-0b', { recommendationOptions: [] }), {}] },
  });
  await account.plant(OPTIMIZER, 'GetEBSVolumeRecommendations', {
    result: {
      volumeRecommendations: [
        {
          volumeArn: arn('ec2', 'volume/vol-0a'),
          finding: 'NotOptimized',
          currentConfiguration: { volumeType: 'io1', volumeSize: 100 },
          volumeRecommendationOptions: [
            {
              rank: 1,
              configuration: { volumeType: 'gp3', volumeSize: 100 },
              savingsOpportunity: money(20),
            },
          ],
          ...looked,
        },
      ],
    },
  });
  await account.plant(OPTIMIZER, 'GetLambdaFunctionRecommendations', {
    result: {
      lambdaFunctionRecommendations: [
        {
          functionArn: arn('lambda', 'function:pay:$LATEST'),
          finding: 'NotOptimized',
          findingReasonCodes: ['MemoryOverprovisioned'],
          currentMemorySize: 1024,
          memorySizeRecommendationOptions: [{ rank: 1, memorySize: 512, savingsOpportunity: money(3) }],
          ...seen,
        },
        {
          functionArn: arn('lambda', 'function:slow:$LATEST'),
          finding: 'NotOptimized',
          findingReasonCodes: ['MemoryUnderprovisioned'],
          ...seen,
        },
      ],
    },
  });
  const service = (name: string, launchType: string) => ({
    serviceArn: arn('ecs', `service/shop/${name}`),
    launchType,
    finding: 'Overprovisioned',
    currentServiceConfiguration: { cpu: 1024, memory: 2048 },
    serviceRecommendationOptions: [{ cpu: 512, memory: 1024, savingsOpportunity: money(9) }],
    ...seen,
  });
  await account.plant(OPTIMIZER, 'GetECSServiceRecommendations', {
    result: { ecsServiceRecommendations: [service('web', 'Fargate'), service('jobs', 'EC2')] },
  });
  const database = (name: string, engine: string) => ({
    resourceArn: arn('rds', `db:${name}`),
    engine,
    currentDBInstanceClass: 'db.m5.large',
    instanceFinding: 'Overprovisioned',
    storageFinding: 'NotOptimized',
    currentStorageConfiguration: { storageType: 'gp2' },
    instanceRecommendationOptions: [
      { rank: 1, dbInstanceClass: 'db.m5.medium', savingsOpportunity: money(30) },
    ],
    storageRecommendationOptions: [
      { rank: 1, storageConfiguration: { storageType: 'gp3' }, savingsOpportunity: money(4) },
    ],
    ...seen,
  });
  await account.plant(OPTIMIZER, 'GetRDSDatabaseRecommendations', {
    result: { rdsDBRecommendations: [database('orders', 'postgres'), database('carts', 'aurora-mysql')] },
  });
  await account.plant(OPTIMIZER, 'GetAutoScalingGroupRecommendations', {
    result: {
      autoScalingGroupRecommendations: [
        {
          autoScalingGroupArn: arn('autoscaling', 'autoScalingGroup:0-1:autoScalingGroupName/web'),
          autoScalingGroupName: 'web',
          finding: 'NotOptimized',
          currentConfiguration: { instanceType: 'm5.xlarge' },
          recommendationOptions: [
            { rank: 1, configuration: { instanceType: 'm5.large' }, savingsOpportunity: money(50, 'CNY') },
          ],
          ...looked,
        },
      ],
    },
  });
  await account.plant(OPTIMIZER, 'GetIdleRecommendations', {
    result: {
      idleRecommendations: [
        {
          resourceArn: arn('ec2', 'instance/i-0a'),
          resourceId: 'i-0a',
          resourceType: 'EC2Instance',
          finding: 'Idle',
          savingsOpportunity: money(140.16),
          savingsOpportunityAfterDiscounts: money(100),
          ...looked,
        },
        {
          resourceArn: arn('ec2', 'natgateway/nat-0a'),
          resourceType: 'NatGateway',
          finding: 'Unused',
          savingsOpportunity: money(32.85),
          ...looked,
        },
      ],
    },
  });
}

test('by region and resource, under the ids of its own tables', async () => {
  const account = aws.freshAccount();
  await plantHub(account);
  await plantOptimizer(account);
  const inventory = await read(account);
  expect(inventory.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  expect(Object.fromEntries(inventory.coverage.map((c) => [c.table_name, c.calls]))).toEqual({
    coh_recommendation_list: 2,
    coh_recommendations: 0,
    coh_commitment_purchases: 0,
    compute_optimizer_recommendations: 8,
  });
  for (const table of names)
    for (const row of rowsOf(inventory, table))
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);

  const hub = rowsOf(inventory, 'coh_recommendations');
  expect(
    hub.map((h) => [h.service_code, h.resource_type, h.resource_id, h.advice.map((a) => a.part).join()]),
  ).toEqual([
    ['AWSLambda', 'function', 'pay', 'compute'],
    ['AmazonEC2', 'auto_scaling_group', 'web', 'compute'],
    ['AmazonEC2', 'instance', 'i-0a', 'compute'],
    ['AmazonEC2', 'nat_gateway', 'nat-0a', 'hours'],
    ['AmazonECS', 'ecs_service', 'shop/web', 'compute'],
    ['AmazonElastiCache', 'cache_replication_group', 'cart', ''],
    ['AmazonRDS', 'db_instance', 'orders', 'compute,storage'],
    ['es', 'open_search_domain', 'logs', ''],
  ]);
  expect(hub.find((h) => h.resource_id === 'i-0a')).toMatchObject({
    region: 'eu-west-1',
    resource_arn: `arn:aws:ec2:eu-west-1:${account.id}:instance/i-0a`,
    aws_type: 'Ec2Instance',
    advice: [
      {
        action: 'Rightsize',
        finding: '',
        current: 'm5.xlarge',
        recommended: 'm5.large',
        monthly_savings: '70.08',
        after_discounts: null,
        lookback_days: 14,
        refreshed_at: '2026-11-24T03:00:00.000Z',
      },
    ],
    tags: { team: 'shop' },
  });
  expect(hub[0]?.resource_arn).toBe(`arn:aws:lambda:eu-west-1:${account.id}:function:pay`);
  // an amount in yuan is no amount in dollars
  expect(hub.find((h) => h.resource_id === 'orders')?.advice.map((a) => a.monthly_savings)).toEqual([
    '70.08',
    null,
  ]);
  expect(rowsOf(inventory, 'coh_commitment_purchases')).toMatchObject([
    {
      region: 'global',
      purchase_id: 'ComputeSavingsPlans:',
      service_code: 'ComputeSavingsPlans',
      purchase_region: '',
      purchases: 1,
    },
    {
      purchase_id: 'RdsReservedInstances:eu-west-1',
      service_code: 'AmazonRDS',
      purchase_region: 'eu-west-1',
      purchases: 2,
      largest: '2 db.r5.large',
      monthly_savings: '170.58',
      lookback_days: 14,
    },
  ]);

  const optimizer = rowsOf(inventory, 'compute_optimizer_recommendations');
  expect(
    optimizer.map((o) => [
      o.resource_type,
      o.resource_id,
      ...o.advice.map((a) =>
        [a.action, a.part, a.finding, a.current, a.recommended, a.monthly_savings].join('|'),
      ),
    ]),
  ).toEqual([
    ['function', 'pay', 'Rightsize|compute|NotOptimized|1024 MB|512 MB|3'],
    ['function', 'slow', 'Rightsize|compute|Underprovisioned|||'],
    ['auto_scaling_group', 'web', 'Rightsize|compute|NotOptimized|m5.xlarge|m5.large|'],
    ['ebs_volume', 'vol-0a', 'Rightsize|storage|NotOptimized|io1 of 100 GiB|gp3 of 100 GiB|20'],
    [
      'instance',
      'i-0a',
      'Rightsize|compute|Overprovisioned|m5.xlarge|t3.large|12.5',
      'Delete|compute|Idle|||100',
    ],
    ['instance', 'i-0b', 'Rightsize|compute|Overprovisioned|m5.xlarge||'],
    ['nat_gateway', 'nat-0a', 'Delete|hours|Unused|||32.85'],
    [
      'ecs_service',
      'shop/web',
      'Rightsize|compute|Overprovisioned|1024 CPU units and 2048 MiB|512 CPU units and 1024 MiB|9',
    ],
    ['db_instance', 'carts', 'Rightsize|compute|Overprovisioned|db.m5.large|db.m5.medium|30'],
    [
      'db_instance',
      'orders',
      'Rightsize|compute|Overprovisioned|db.m5.large|db.m5.medium|30',
      'Rightsize|storage|NotOptimized|gp2|gp3|4',
    ],
  ]);
  expect(optimizer.find((o) => o.resource_id === 'i-0a')).toMatchObject({
    region: 'eu-west-1',
    advice: [{ after_discounts: true, lookback_days: 14, performance_risk: 1 }, { after_discounts: true }],
    tags: { team: 'shop' },
  });

  const asked = (await account.calls()).find((c) => c.operation === 'ListRecommendations');
  expect(asked?.params).toMatchObject({
    filter: { accountIds: [account.id] },
    includeAllRecommendations: false,
  });
});

const optIn = { code: 'OptInRequiredException', message: 'Not opted in.', status: 403 };
const denied = (action: string) => ({
  code: 'AccessDeniedException',
  message: `User: arn:aws:iam::1:user/ci is not authorized to perform: ${action}`,
  status: 400,
});
const enrolment = (account: Account, status: string) =>
  account.plant(HUB, 'ListEnrollmentStatuses', { result: { items: [{ accountId: account.id, status }] } });

test('an account that did not opt in is neither clean nor denied', async () => {
  const account = aws.freshAccount();
  await account.plant(HUB, 'ListRecommendations', { result: { items: [] } });
  await enrolment(account, 'Inactive');
  await account.plant(OPTIMIZER, 'GetEC2InstanceRecommendations', { error: optIn });
  const inventory = await read(account);
  expect(outcomes(inventory)).toEqual({
    coh_recommendation_list: ['disabled', 0],
    coh_recommendations: ['disabled', 0],
    coh_commitment_purchases: ['disabled', 0],
    compute_optimizer_recommendations: ['disabled', 0],
  });
  expect(messageOf(inventory, 'coh_recommendation_list')).toBe(
    'The account is not enrolled in Cost Optimization Hub: opt in, free of charge, under Billing and Cost Management.',
  );
  expect(messageOf(inventory, 'compute_optimizer_recommendations')).toBe(
    'The account has not opted in to Compute Optimizer: opt in, free of charge, in its console.',
  );
});

test.each([
  ['The account is not enrolled.', 'Inactive', 'disabled'],
  ['Access denied.', 'Inactive', 'disabled'],
  ['Access denied.', 'Active', 'denied'],
  ['The account is not enrolled.', undefined, 'disabled'],
  ['Access denied.', undefined, 'denied'],
])('refused with “%s” while the enrolment is %s: %s', async (message, status, outcome) => {
  const account = aws.freshAccount();
  const code = 'AccessDeniedException';
  await account.plant(HUB, 'ListRecommendations', { error: { code, message, status: 400 } });
  if (status) await enrolment(account, status);
  else
    await account.plant(HUB, 'ListEnrollmentStatuses', {
      error: denied('cost-optimization-hub:ListEnrollmentStatuses'),
    });
  await account.plant(OPTIMIZER, 'GetEC2InstanceRecommendations', { error: optIn });
  expect(outcomes(await read(account))).toMatchObject({ coh_recommendation_list: [outcome, 0] });
});

test('IAM refuses one listing: the others are read, and the table is not whole', async () => {
  const account = aws.freshAccount();
  await account.plant(HUB, 'ListRecommendations', {
    error: denied('cost-optimization-hub:ListRecommendations'),
  });
  await plantOptimizer(account);
  await account.plant(OPTIMIZER, 'GetEBSVolumeRecommendations', {
    error: denied('compute-optimizer:GetEBSVolumeRecommendations'),
  });
  const inventory = await read(account);
  expect(outcomes(inventory)).toMatchObject({
    coh_recommendation_list: ['denied', 0],
    coh_recommendations: ['denied', 0],
    compute_optimizer_recommendations: ['denied', 9],
  });
  const missing = inventory.coverage.find((c) => c.table_name === 'compute_optimizer_recommendations');
  expect(missing?.iam_action).toBe('compute-optimizer:GetEBSVolumeRecommendations');
});

test('nothing to advise is an answer; a resource that AWS could not judge is none', async () => {
  const account = aws.freshAccount();
  await account.plant(HUB, 'ListRecommendations', { result: { items: [] } });
  await enrolment(account, 'Active');
  await account.plant(OPTIMIZER, 'GetAutoScalingGroupRecommendations', {
    result: { errors: [{ identifier: 'web', code: 'InternalError', message: 'Try again.' }] },
  });
  for (const operation of [
    'GetEC2InstanceRecommendations',
    'GetEBSVolumeRecommendations',
    'GetLambdaFunctionRecommendations',
    'GetECSServiceRecommendations',
    'GetRDSDatabaseRecommendations',
    'GetIdleRecommendations',
  ])
    await account.plant(OPTIMIZER, operation, { result: {} });
  const inventory = await read(account);
  expect(outcomes(inventory)).toEqual({
    coh_recommendation_list: ['ok', 0],
    coh_recommendations: ['ok', 0],
    coh_commitment_purchases: ['ok', 0],
    compute_optimizer_recommendations: ['error', 0],
  });
  expect(messageOf(inventory, 'compute_optimizer_recommendations')).toBe(
    'Compute Optimizer could not answer for web: Try again.',
  );
});
