/** Trusted Advisor over the wire: what it raises of its own, where, and an account without a plan for it. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables, type Row, type TableName } from '../../../contracts/inventory/catalogue.ts';
import { tables } from '../../../contracts/inventory/trusted-advisor.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account, Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const ADVISOR = 'trustedadvisor';
const AT = '2026-11-20T03:00:00Z';
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

const arnOf = (id: string): string => `arn:aws:trustedadvisor::1:recommendation/${id}`;
const raised = (id: string, check: string, over: Record<string, unknown> = {}) => ({
  id,
  arn: arnOf(id),
  checkArn: `arn:aws:trustedadvisor:::check/${check}`,
  name: `Check ${check}`,
  type: 'standard',
  status: 'warning',
  source: 'ta_check',
  pillars: ['cost_optimizing'],
  awsServices: ['ec2'],
  resourcesAggregates: { okCount: 0, warningCount: 1, errorCount: 0 },
  lastUpdatedAt: AT,
  ...over,
});
const listed = (awsResourceId: string, over: Record<string, unknown> = {}) => ({
  id: `r-${awsResourceId}`,
  arn: `arn:aws:trustedadvisor::1:recommendation-resource/${awsResourceId}`,
  awsResourceId,
  regionCode: 'eu-west-1',
  status: 'warning',
  metadata: {},
  lastUpdatedAt: '2026-11-01T03:00:00Z',
  recommendationArn: arnOf('1'),
  ...over,
});

test('its own checks, and their resources by region', async () => {
  const account = aws.freshAccount();
  await account.plant(ADVISOR, 'ListRecommendations', {
    result: {
      recommendationSummaries: [
        raised('1', 'Qch7DwouX1'),
        raised('2', 'Ti39halfu8', { status: 'error' }),
        raised('3', 'Z4AUBRNSmz'),
        raised('4', 'hjLMh88uM8', { status: 'ok' }),
        raised('5', 'c1z7kmr00n'),
        raised('6', 'COr6dfpM03', { source: 'compute_optimizer' }),
        raised('7', 'DAvU99Dc4C', { lifecycleStage: 'dismissed' }),
      ],
    },
  });
  await account.plant(ADVISOR, 'ListRecommendationResources', {
    result: {
      recommendationResourceSummaries: [
        listed('i-0a', { metadata: { 'Estimated Monthly Savings': '$1,140.16' } }),
        listed('i-0b', { exclusionStatus: 'excluded' }),
        listed('i-0c', { status: 'ok' }),
        listed('i-0d', { regionCode: 'us-east-1' }),
      ],
    },
  });
  await account.plant(ADVISOR, 'ListRecommendationResources', {
    match: { recommendationIdentifier: arnOf('2') },
    result: {
      recommendationResourceSummaries: [
        listed('arn:aws:rds:eu-west-1:1:db:orders', {
          metadata: { 'Estimated Monthly Savings (On Demand)': '30' },
        }),
      ],
    },
  });
  await account.plant(ADVISOR, 'ListRecommendationResources', {
    match: { recommendationIdentifier: arnOf('3') },
    result: {
      recommendationResourceSummaries: [
        listed('198.51.100.7', { metadata: { 'Estimated Monthly Savings': 'n/a' } }),
      ],
    },
  });
  const inventory = await read(account);
  expect(inventory.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  for (const table of names)
    for (const row of rowsOf(inventory, table))
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  expect(rowsOf(inventory, 'trusted_advisor_recommendations').map((c) => c.check_id)).toEqual([
    'Qch7DwouX1',
    'Ti39halfu8',
    'Z4AUBRNSmz',
  ]);
  expect(rowsOf(inventory, 'trusted_advisor_resources')).toMatchObject([
    {
      region: 'eu-west-1',
      service_code: 'AmazonEC2',
      resource_type: 'instance',
      resource_id: 'i-0a',
      resource_arn: '',
      aws_type: 'Qch7DwouX1',
      advice: [
        {
          action: 'Check Qch7DwouX1',
          part: 'compute',
          monthly_savings: '1140.16',
          refreshed_at: '2026-11-20T03:00:00.000Z',
        },
      ],
    },
    {
      service_code: 'AmazonRDS',
      resource_type: 'db_instance',
      resource_id: 'orders',
      resource_arn: 'arn:aws:rds:eu-west-1:1:db:orders',
      advice: [{ part: 'compute', monthly_savings: '30' }],
    },
    {
      service_code: 'ec2',
      resource_type: 'resource',
      resource_id: '198.51.100.7',
      advice: [{ part: '', monthly_savings: null }],
    },
  ]);
  expect(rowsOf(inventory, 'trusted_advisor_resource_list')).toHaveLength(4);
});

const refused = (message: string) => ({ code: 'AccessDeniedException', message, status: 403 });

test('without a support plan it is disabled, and that names the plan', async () => {
  const account = aws.freshAccount();
  await account.plant(ADVISOR, 'ListRecommendations', {
    error: refused('Your account is not subscribed to a plan that supports this operation.'),
  });
  const inventory = await read(account);
  expect(outcomes(inventory)).toEqual({
    trusted_advisor_recommendations: ['disabled', 0],
    trusted_advisor_resource_list: ['disabled', 0],
    trusted_advisor_resources: ['disabled', 0],
  });
  expect(inventory.coverage.find((c) => c.table_name === 'trusted_advisor_recommendations')?.message).toBe(
    'The account has no support plan that opens the Trusted Advisor API: it takes Business Support+, Enterprise Support or a plan above.',
  );
});

test('IAM refuses the resources: nothing of them is known', async () => {
  const account = aws.freshAccount();
  await account.plant(ADVISOR, 'ListRecommendations', {
    result: { recommendationSummaries: [raised('1', 'Qch7DwouX1')] },
  });
  await account.plant(ADVISOR, 'ListRecommendationResources', {
    error: refused('User: u is not authorized to perform: trustedadvisor:ListRecommendationResources'),
  });
  const inventory = await read(account);
  expect(outcomes(inventory)).toEqual({
    trusted_advisor_recommendations: ['ok', 1],
    trusted_advisor_resource_list: ['denied', 0],
    trusted_advisor_resources: ['denied', 0],
  });
});
