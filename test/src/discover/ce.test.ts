/** Cost Explorer's months over the wire. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account, Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-01T00:30:00.000Z';
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
    tables: ['ce_monthly_costs'],
    metrics: [],
    asOf,
  });
  connected.close();
  return inventory;
}
const month = (start: string, costs: Readonly<Record<string, string>>, Estimated = false) => ({
  TimePeriod: { Start: `${start}-01`, End: `${start}-28` },
  Estimated,
  Groups: Object.entries(costs).map(([name, Amount]) => ({
    Keys: [name],
    Metrics: { AmortizedCost: { Amount, Unit: 'USD' } },
  })),
});

test('whole months of the own account, over two pages, without a gap from the first that cost anything', async () => {
  const account = aws.freshAccount();
  await account.plant('ce', 'GetCostAndUsage', {
    times: 1,
    result: {
      ResultsByTime: [
        month('2025-10', {}),
        month('2026-07', { 'Amazon Redshift': '0' }),
        month('2026-08', { 'Amazon Redshift': '12.1234567890129', 'AWS Lambda': '1.2E-7' }),
      ],
      NextPageToken: 'next',
    },
  });
  await account.plant('ce', 'GetCostAndUsage', {
    match: { NextPageToken: 'next' },
    result: {
      ResultsByTime: [
        month('2026-08', { 'Amazon Neptune': '-3' }),
        month('2026-10', { 'Amazon Redshift': '14' }, true),
        month('2026-11', { 'Amazon Redshift': '1' }),
      ],
    },
  });
  const { tables, coverage } = await read(account);
  expect(coverage).toMatchObject([
    { table_name: 'ce_monthly_costs', status: 'ok', region: 'global', calls: 2 },
  ]);
  const rows = tables.ce_monthly_costs ?? [];
  for (const row of rows)
    expect(faultsOf(inventoryTables.ce_monthly_costs.columns, row as Record<string, unknown>)).toEqual([]);
  const common = {
    account_id: account.id,
    region: 'global',
    currency: 'USD',
    months: ['2026-08', '2026-09', '2026-10'],
    estimated: true,
  };
  expect(rows).toEqual([
    { ...common, service_name: 'AWS Lambda', amounts: ['0.00000012', '0', '0'] },
    { ...common, service_name: 'Amazon Neptune', amounts: ['-3', '0', '0'] },
    { ...common, service_name: 'Amazon Redshift', amounts: ['12.123456789013', '0', '14'] },
  ]);
  const [first, second] = (await account.calls()).filter((c) => c.operation === 'GetCostAndUsage');
  expect(first?.params).toMatchObject({
    TimePeriod: { Start: '2025-10-01', End: '2026-11-01' },
    Granularity: 'MONTHLY',
    Metrics: ['AmortizedCost'],
    GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
    Filter: {
      And: [
        { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [account.id] } },
        { Not: { Dimensions: { Key: 'RECORD_TYPE' } } },
      ],
    },
  });
  expect(second?.params).toMatchObject({ NextPageToken: 'next' });
});

test('no data is an answer, asked for once; a refusal is none', async () => {
  const empty = aws.freshAccount();
  await empty.plant('ce', 'GetCostAndUsage', {
    error: { code: 'DataUnavailableException', message: 'Data is not available.', status: 400 },
  });
  expect((await read(empty)).coverage).toMatchObject([{ status: 'ok', rows: 0, calls: 1 }]);
  const refused = aws.freshAccount();
  await refused.plant('ce', 'GetCostAndUsage', {
    error: { code: 'AccessDeniedException', message: 'User is not authorized', status: 400 },
  });
  expect((await read(refused)).coverage).toMatchObject([
    { status: 'denied', iam_action: 'ce:GetCostAndUsage' },
  ]);
});

test('a service whose amortised cost is left out is not missing', async () => {
  const account = aws.freshAccount();
  await account.plant('ce', 'GetCostAndUsage', {
    result: {
      ResultsByTime: [
        {
          TimePeriod: { Start: '2026-10-01', End: '2026-11-01' },
          Groups: [{ Keys: ['AWS Lambda'], Metrics: { UnblendedCost: { Amount: '7.5', Unit: 'USD' } } }],
        },
      ],
    },
  });
  expect((await read(account)).tables.ce_monthly_costs).toMatchObject([
    { service_name: 'AWS Lambda', months: ['2026-10'], amounts: ['7.5'] },
  ]);
});
