/** Commitments over the wire, and what Cost Explorer says of them. */
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables, type Row, type TableName } from '../../../contracts/inventory/catalogue.ts';
import { tables } from '../../../contracts/inventory/commitments.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account, Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T06:00:00.000Z';
const TimePeriod = { Start: '2026-10-25', End: '2026-11-24' };
const EC2 = 'Amazon Elastic Compute Cloud - Compute';
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
    asOf,
  });
  connected.close();
  return inventory;
}
const rowsOf = <T extends TableName>(inventory: Inventory, table: T): readonly Row<T>[] =>
  (inventory.tables[table] ?? []) as unknown as readonly Row<T>[];

const planCover = (service: string, family: string, open: string | undefined, covered = '1') => ({
  Attributes: {
    SERVICE: service,
    REGION: 'eu-west-1',
    ...(family ? { INSTANCE_FAMILY: family } : {}),
  },
  Coverage: { SpendCoveredBySavingsPlans: covered, ...(open ? { OnDemandCost: open } : {}) },
});

async function plantAll(account: Account): Promise<void> {
  await account.plant('ec2', 'DescribeReservedInstances', {
    result: {
      ReservedInstances: [
        {
          ReservedInstancesId: 'ri-1',
          InstanceType: 'm5.large',
          InstanceCount: 2,
          ProductDescription: 'Linux/UNIX',
          InstanceTenancy: 'default',
          Scope: 'Region',
          OfferingClass: 'standard',
          State: 'active',
          Start: '2025-12-01T00:00:00Z',
          End: '2026-12-01T00:00:00Z',
          Tags: [{ Key: 'team', Value: 'shop' }],
        },
        { ReservedInstancesId: 'ri-2', State: 'queued' },
        { ReservedInstancesId: 'ri-3', State: 'retired' },
        {},
      ],
    },
  });
  await account.plant('savingsplans', 'DescribeSavingsPlans', {
    times: 1,
    result: {
      savingsPlans: [
        {
          savingsPlanId: 'sp-1',
          savingsPlanArn: 'arn:aws:savingsplans::1:savingsplan/sp-1',
          savingsPlanType: 'EC2Instance',
          region: 'eu-west-1',
          ec2InstanceFamily: 'm5',
          state: 'active',
          commitment: '1.50000000',
          start: '2025-12-01T00:00:00.000Z',
          end: '2026-12-01T00:00:00.000Z',
          tags: { team: 'shop' },
        },
      ],
      nextToken: 'more',
    },
  });
  await account.plant('savingsplans', 'DescribeSavingsPlans', {
    match: { nextToken: 'more' },
    result: { savingsPlans: [{ savingsPlanId: 'sp-2', savingsPlanType: 'SageMaker', state: 'queued' }] },
  });
  const use = (id: string, attributes: Record<string, string>) => ({
    Key: 'SUBSCRIPTION_ID',
    Value: id,
    Attributes: attributes,
    Utilization: {
      UtilizationPercentage: '62.5',
      UtilizationPercentageInUnits: '75',
      TotalAmortizedFee: '72.0000000000',
      RICostForUnusedHours: '1.8E1',
      NetRISavings: '-3.5',
    },
  });
  await account.plant('ce', 'GetReservationUtilization', {
    result: {
      UtilizationsByTime: [
        {
          TimePeriod,
          Groups: [
            use('100', {
              leaseId: 'ri-1',
              accountId: account.id,
              instanceType: 'm5.large',
              numberOfInstances: '2',
              platform: 'Linux/UNIX',
              region: 'eu-west-1',
              startDateTime: '2025-12-01T00:00:00.000Z',
              endDateTime: '2026-12-01T00:00:00.000Z',
            }),
            use('101', { leaseId: 'ri-9', accountId: '999999999999' }),
            { ...use('102', {}), Utilization: {} },
          ],
        },
      ],
    },
  });
  const cover = (type: string) => ({
    Attributes: { instanceType: type, region: 'eu-west-1', platform: 'Linux/UNIX', tenancy: 'Shared' },
    Coverage: {
      CoverageHours: { TotalRunningHours: '2160.5', OnDemandHours: '1440' },
      CoverageCost: { OnDemandCost: '144.1' },
    },
  });
  await account.plant('ce', 'GetReservationCoverage', {
    times: 1,
    result: { CoveragesByTime: [{ Groups: [cover('m5.large'), cover('db.r5.large')] }], NextPageToken: 'p2' },
  });
  await account.plant('ce', 'GetReservationCoverage', {
    match: { NextPageToken: 'p2' },
    result: { CoveragesByTime: [{ Groups: [cover('c5.large')] }] },
  });
  await account.plant('ce', 'GetSavingsPlansUtilizationDetails', {
    result: {
      TimePeriod,
      SavingsPlansUtilizationDetails: [
        {
          SavingsPlanArn: 'arn:aws:savingsplans::1:savingsplan/sp-1',
          Utilization: { TotalCommitment: '1080', UnusedCommitment: '540', UtilizationPercentage: '50' },
          Savings: { NetSavings: '12.5' },
        },
      ],
    },
  });
  await account.plant('ce', 'GetSavingsPlansCoverage', {
    times: 1,
    result: { SavingsPlansCoverages: [planCover(EC2, 'm5', '10.5')], NextToken: 'n2' },
  });
  await account.plant('ce', 'GetSavingsPlansCoverage', {
    match: { NextToken: 'n2' },
    result: {
      SavingsPlansCoverages: [
        planCover('AWS Lambda', '', '20'),
        planCover('Amazon SageMaker', 'ml.m5', '99'),
        planCover(EC2, 'c5', undefined),
      ],
    },
  });
}

test('every table, and each question of Cost Explorer once', async () => {
  const account = aws.freshAccount();
  await plantAll(account);
  const inventory = await read(account);
  expect(inventory.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  const calls = Object.fromEntries(inventory.coverage.map((c) => [c.table_name, c.calls]));
  expect(calls).toEqual({
    commitments_ec2_reserved_instances: 1,
    savings_plans: 2,
    ce_reservation_utilization: 1,
    ce_reservation_coverage: 2,
    ce_savings_plans_utilization: 1,
    ce_savings_plans_coverage: 2,
    ce_savings_plans_coverage_totals: 0,
  });
  for (const table of names)
    for (const row of rowsOf(inventory, table))
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);

  expect(rowsOf(inventory, 'commitments_ec2_reserved_instances')).toMatchObject([
    {
      region: 'eu-west-1',
      reserved_instances_id: 'ri-1',
      instance_type: 'm5.large',
      instance_count: 2,
      product_description: 'Linux/UNIX',
      scope: 'Region',
      state: 'active',
      ends_at: '2026-12-01T00:00:00.000Z',
      tags: { team: 'shop' },
    },
    { reserved_instances_id: 'ri-2', state: 'queued', starts_at: null },
  ]);
  expect(rowsOf(inventory, 'savings_plans')).toMatchObject([
    {
      region: 'global',
      savings_plan_id: 'sp-1',
      service_code: 'ComputeSavingsPlans',
      plan_region: 'eu-west-1',
      instance_family: 'm5',
      hourly_commitment: '1.5',
      starts_at: '2025-12-01T00:00:00.000Z',
      tags: { team: 'shop' },
    },
    { savings_plan_id: 'sp-2', service_code: 'MachineLearningSavingsPlans', hourly_commitment: null },
  ]);
  // that of another account is the other’s
  expect(rowsOf(inventory, 'ce_reservation_utilization')).toMatchObject([
    { reservation_id: '102', utilization_percent: null, unused_cost: null, starts_at: null },
    {
      reservation_id: 'ri-1',
      instance_count: '2',
      usage_region: 'eu-west-1',
      utilization_percent: 62.5,
      utilization_percent_in_units: 75,
      amortized_cost: '72',
      unused_cost: '18',
      net_savings: '-3.5',
      ends_at: '2026-12-01T00:00:00.000Z',
    },
  ]);
  expect(rowsOf(inventory, 'ce_reservation_coverage')).toMatchObject([
    { class_id: 'eu-west-1:c5.large:Linux/UNIX:Shared' },
    {
      class_id: 'eu-west-1:m5.large:Linux/UNIX:Shared',
      total_hours: 2160.5,
      on_demand_hours: 1440,
      on_demand_cost: '144.1',
    },
  ]);
  expect(rowsOf(inventory, 'ce_savings_plans_utilization')).toMatchObject([
    { utilization_percent: 50, total_commitment: '1080', unused_commitment: '540', net_savings: '12.5' },
  ]);
  expect(rowsOf(inventory, 'ce_savings_plans_coverage')).toHaveLength(4);
  expect(rowsOf(inventory, 'ce_savings_plans_coverage_totals')).toMatchObject([
    { covered_spend: '3', on_demand_cost: '30.5', largest: 'AWS Lambda eu-west-1', unreadable: 1 },
  ]);

  const asked = Object.fromEntries((await account.calls()).map((c) => [c.operation, c.params]));
  for (const operation of [
    'GetReservationUtilization',
    'GetReservationCoverage',
    'GetSavingsPlansUtilizationDetails',
    'GetSavingsPlansCoverage',
  ])
    expect(asked[operation]).toMatchObject({ TimePeriod });
  const Filter = { Dimensions: { Key: 'LINKED_ACCOUNT', Values: [account.id] } };
  expect(asked.GetReservationCoverage).toMatchObject({ Filter });
  expect(asked.GetSavingsPlansCoverage).toMatchObject({ Filter });
});

test('no commitments is an answer; a refusal is none, also of what is added up from it', async () => {
  const account = aws.freshAccount();
  const error = { code: 'DataUnavailableException', message: 'Data is not available.', status: 400 };
  await account.plant('ec2', 'DescribeReservedInstances', { result: {} });
  await account.plant('savingsplans', 'DescribeSavingsPlans', { result: {} });
  for (const operation of [
    'GetReservationUtilization',
    'GetReservationCoverage',
    'GetSavingsPlansUtilizationDetails',
  ])
    await account.plant('ce', operation, { error });
  await account.plant('ce', 'GetSavingsPlansCoverage', {
    error: { code: 'AccessDeniedException', message: 'User is not authorized', status: 400 },
  });
  const { coverage } = await read(account);
  const of = Object.fromEntries(coverage.map((c) => [c.table_name, [c.status, c.rows]]));
  expect(of).toEqual({
    commitments_ec2_reserved_instances: ['ok', 0],
    savings_plans: ['ok', 0],
    ce_reservation_utilization: ['ok', 0],
    ce_reservation_coverage: ['ok', 0],
    ce_savings_plans_utilization: ['ok', 0],
    ce_savings_plans_coverage: ['denied', 0],
    ce_savings_plans_coverage_totals: ['denied', 0],
  });
});
