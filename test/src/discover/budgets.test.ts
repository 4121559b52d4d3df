/** What watches an account's spend, over the wire: read once per account. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account, Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const tables = ['budgets_accounts', 'ce_anomaly_monitors'] as const;
let aws: Emulator;

beforeAll(async () => {
  aws = await emulator();
});
afterAll(() => vi.unstubAllEnvs());

async function read(account: Account): Promise<Inventory> {
  await asUser(aws.url, account);
  const { scopes, accountScopes, close } = await signIn({ config: { regions: ['eu-west-1', 'us-east-1'] } });
  const inventory = await discover({ scopes, accountScopes, tables, metrics: [], asOf });
  close();
  for (const table of tables)
    for (const row of inventory.tables[table] ?? [])
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  return inventory;
}
const budget = (BudgetName: string, over: object = {}) => ({
  BudgetName,
  BudgetType: 'COST',
  TimeUnit: 'MONTHLY',
  ...over,
});

test('budgets are counted over all pages, those that watch spend apart', async () => {
  const account = aws.freshAccount();
  await account.plant('budgets', 'DescribeBudgets', {
    match: { AccountId: account.id, NextToken: 'two' },
    result: {
      Budgets: [
        budget('coverage', { BudgetType: 'SAVINGS_PLANS_COVERAGE' }),
        budget('over', { TimePeriod: { End: Date.parse('2026-01-01T00:00:00Z') / 1000 } }),
      ],
    },
  });
  await account.plant('budgets', 'DescribeBudgets', {
    match: { AccountId: account.id },
    times: 1,
    result: {
      NextToken: 'two',
      Budgets: [
        budget('month', { TimePeriod: { End: Date.parse('2087-06-15T00:00:00Z') / 1000 } }),
        budget('gigabytes', { BudgetType: 'USAGE' }),
      ],
    },
  });
  await account.plant('ce', 'GetAnomalyMonitors', {
    result: {
      AnomalyMonitors: [
        {
          MonitorArn: `arn:aws:ce::${account.id}:anomalymonitor/1`,
          MonitorName: 'Default-Services-Monitor',
          MonitorType: 'DIMENSIONAL',
        },
      ],
    },
  });
  const inventory = await read(account);
  expect(inventory.coverage.map((c) => [c.table_name, c.region, c.status])).toEqual([
    ['budgets_accounts', 'global', 'ok'],
    ['ce_anomaly_monitors', 'global', 'ok'],
  ]);
  expect(inventory.tables.budgets_accounts).toEqual([
    { account_id: account.id, region: 'global', account: account.id, budgets: 4, spend_budgets: 2 },
  ]);
  expect(inventory.tables.ce_anomaly_monitors).toMatchObject([
    { monitor_name: 'Default-Services-Monitor', monitor_type: 'DIMENSIONAL' },
  ]);
});

test('an account that never had a budget is told from one that refuses to say', async () => {
  const account = aws.freshAccount();
  await account.plant('budgets', 'DescribeBudgets', {
    error: { code: 'NotFoundException', message: 'none', status: 400 },
  });
  await account.plant('ce', 'GetAnomalyMonitors', {
    error: { code: 'AccessDeniedException', message: 'Cost Explorer is not enabled', status: 400 },
  });
  const never = await read(account);
  expect(never.tables.budgets_accounts).toMatchObject([{ budgets: 0, spend_budgets: 0 }]);
  expect(never.coverage.find((c) => c.table_name === 'ce_anomaly_monitors')).toMatchObject({
    status: 'denied',
    iam_action: 'ce:GetAnomalyMonitors',
  });
  await account.plant('budgets', 'DescribeBudgets', {
    error: { code: 'AccessDeniedException', message: 'no', status: 400 },
  });
  const refused = await read(account);
  expect(refused.tables.budgets_accounts).toEqual([]);
  expect(refused.coverage.find((c) => c.table_name === 'budgets_accounts')).toMatchObject({
    status: 'denied',
    iam_action: 'budgets:ViewBudget',
  });
});
