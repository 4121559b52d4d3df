import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CoverageRow } from '../../../contracts/coverage.ts';
import type { Inventory } from '../../../contracts/discover.ts';
import type { MetricName, TableName } from '../../../contracts/inventory/catalogue.ts';
import type { Aws } from '../../../src/aws/connect.ts';
import { type DiscoverOptions, discover } from '../../../src/discover/discover.ts';
import type { Account, Emulator } from '../../support/aws/emulator.ts';
import { type FaultProxy, startFaultProxy } from '../../support/aws/fault-proxy.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, SHORT, type SignIn, signIn } from '../aws/sign-in.ts';

const asOf = '2026-11-25T10:30:00.000Z';
let aws: Emulator;
let account: Account;
let proxy: FaultProxy;
let connected: Aws | undefined;

beforeEach(async () => {
  aws = await emulator();
  account = aws.freshAccount();
  proxy = await startFaultProxy(aws.url);
  await asUser(proxy.url, account);
});
afterEach(async () => {
  connected?.close();
  connected = undefined;
  vi.unstubAllEnvs();
  await proxy.close();
});

async function scan(
  of: Partial<DiscoverOptions> & { tables: readonly TableName[] },
  how: SignIn = {},
): Promise<Inventory> {
  connected = await signIn(how);
  proxy.log.length = 0;
  return discover({
    scopes: connected.scopes,
    unreadable: connected.unreadable,
    metrics: [],
    asOf,
    ...of,
  });
}
const coverageOf = (inventory: Inventory, table: string, region = 'eu-west-1'): CoverageRow | undefined =>
  inventory.coverage.find((c) => c.table_name === table && c.region === region);
const volumes = (count: number, region = 'eu-west-1') =>
  account.call({
    service: 'ec2',
    region,
    method: 'create_volume',
    kwargs: { size: 8, zone_name: `${region}a`, volume_type: 'gp3', snapshot_id: null },
    repeat: count,
    set: { create_time: '2026-01-01T00:00:00Z' },
  });
const calls = (action: string) => proxy.log.filter((c) => c.action === action);

describe('tables', () => {
  test('every page is read, each table once', async () => {
    await volumes(1001);
    const inventory = await scan({ tables: ['ec2_volumes', 'ec2_addresses'] });
    expect(inventory.tables.ec2_volumes).toHaveLength(1001);
    expect(new Set(inventory.tables.ec2_volumes?.map((v) => v.volume_id)).size).toBe(1001);
    expect(coverageOf(inventory, 'ec2_volumes')).toMatchObject({
      account_id: account.id,
      service: 'ec2',
      status: 'ok',
      calls: 3,
      rows: 1001,
      message: '',
      iam_action: '',
    });
    expect(coverageOf(inventory, 'ec2_addresses')).toMatchObject({ status: 'ok', calls: 1, rows: 0 });
    expect(calls('DescribeVolumes')).toHaveLength(3);
  });

  test('a denial in one region leaves the other whole, and is no empty list', async () => {
    await volumes(2);
    await volumes(3, 'us-east-1');
    proxy.faults.push({ kind: 'denied', service: 'ec2', action: 'DescribeVolumes', region: 'eu-west-1' });
    const inventory = await scan(
      { tables: ['ec2_volumes'] },
      { config: { regions: ['eu-west-1', 'us-east-1'] } },
    );
    expect(inventory.tables.ec2_volumes?.map((v) => v.region)).toEqual(Array(3).fill('us-east-1'));
    expect(coverageOf(inventory, 'ec2_volumes')).toMatchObject({
      status: 'denied',
      calls: 1,
      rows: 0,
      iam_action: 'ec2:DescribeVolumes',
    });
    expect(coverageOf(inventory, 'ec2_volumes')?.message).toContain('ec2:DescribeVolumes is refused');
    expect(coverageOf(inventory, 'ec2_volumes', 'us-east-1')).toMatchObject({ status: 'ok', rows: 3 });
    expect(inventory.accounts).toEqual([
      { accountId: account.id, partition: 'aws', regions: ['eu-west-1', 'us-east-1'] },
    ]);
  });

  test('a listing that breaks off keeps the pages before, and says so', async () => {
    await volumes(501);
    // the second page and its retries
    proxy.faults.push({ kind: 'cut', service: 'ec2', action: 'DescribeVolumes', nth: [2, 3, 4] });
    const inventory = await scan({ tables: ['ec2_volumes'] });
    expect(inventory.tables.ec2_volumes).toHaveLength(500);
    expect(coverageOf(inventory, 'ec2_volumes')).toMatchObject({ status: 'error', calls: 4, rows: 500 });
  });

  test.each([
    ['throttle', 'throttled', ''],
    ['region-off', 'disabled', ''],
    ['hang', 'error', ''],
    ['denied', 'denied', 'rds:DescribeDBInstances'],
  ] as const)('%s is covered as %s', async (kind, status, iam_action) => {
    proxy.faults.push({ kind, service: 'rds' });
    const inventory = await scan(
      { tables: ['rds_instances', 'ec2_subnets'] },
      { timeouts: { ...SHORT, answer: 300 } },
    );
    expect(coverageOf(inventory, 'rds_instances')).toMatchObject({ status, iam_action, rows: 0 });
    expect(coverageOf(inventory, 'ec2_subnets')).toMatchObject({ status: 'ok', rows: 3 });
  });

  test('a service that the region does not have is unsupported', async () => {
    await account.plant('rds', 'DescribeDBInstances', { error: { code: 'InvalidAction', status: 400 } });
    const inventory = await scan({ tables: ['rds_instances'] });
    expect(coverageOf(inventory, 'rds_instances')).toMatchObject({ status: 'unsupported' });
  });

  test('a token that comes back ends the listing as an error', async () => {
    await account.plant('ec2', 'DescribeSubnets', {
      result: { Subnets: [{ SubnetId: 'subnet-1' }], NextToken: 'again' },
    });
    const inventory = await scan({ tables: ['ec2_subnets'] });
    expect(coverageOf(inventory, 'ec2_subnets')).toMatchObject({ status: 'error', rows: 1, calls: 2 });
  });

  test('instance types wait for the instances and ask for their families only', async () => {
    await account.plant('ec2', 'DescribeInstances', {
      result: {
        Reservations: [
          {
            Instances: [
              { InstanceId: 'i-1', InstanceType: 'm5.large', State: { Name: 'running' } },
              { InstanceId: 'i-2', InstanceType: 'm5.xlarge', State: { Name: 'running' } },
              { InstanceId: 'i-3', InstanceType: 't3.nano', State: { Name: 'terminated' } },
            ],
          },
        ],
      },
    });
    const inventory = await scan({ tables: ['ec2_instance_types'] });
    expect(inventory.tables.ec2_instances?.map((i) => i.instance_id)).toEqual(['i-1', 'i-2']);
    const types = inventory.tables.ec2_instance_types ?? [];
    expect(types.map((t) => t.instance_type)).toContain('m5.large');
    // and those that the families have on Graviton
    expect(new Set(types.map((t) => t.instance_type.split('.')[0]))).toEqual(new Set(['m5', 'm6g', 'm7g']));
    expect(types.find((t) => t.instance_type === 'm5.large')).toMatchObject({ vcpus: 2, memory_mib: 8192 });
    expect(proxy.log.map((c) => c.action)).toEqual(['DescribeInstances', 'DescribeInstanceTypes']);
  });
});

describe('what cannot be entered', () => {
  test('has coverage for everything that was not read there', async () => {
    const inventory = await scan(
      { tables: ['ec2_volumes'], metrics: ['ebs_volume_read_ops'] },
      { config: { regions: ['me-south-1', 'eu-west-1'] } },
    );
    const off = inventory.coverage.filter((c) => c.region === 'me-south-1');
    expect(off.map((c) => [c.table_name, c.status, c.calls])).toEqual([
      ['account', 'disabled', 0],
      ['ec2_volumes', 'disabled', 0],
      ['metric/ebs_volume_read_ops', 'disabled', 0],
    ]);
    expect(inventory.accounts[0]?.regions).toEqual(['eu-west-1', 'me-south-1']);
  });
});

describe('metrics', () => {
  const cpu = (metric: MetricName, inventory: Inventory) =>
    inventory.metrics.filter((m) => m.metric === metric);
  const instances = (...ids: string[]) =>
    account.plant('ec2', 'DescribeInstances', {
      result: {
        Reservations: [
          {
            Instances: ids.map((InstanceId) => ({
              InstanceId,
              InstanceType: 'm5.large',
              State: { Name: 'running' },
            })),
          },
        ],
      },
    });
  const series = (id: string, start: string, values: (number | null)[], period = 86_400) => ({
    namespace: 'AWS/EC2',
    metric: 'CPUUtilization',
    dimensions: { InstanceId: id },
    start,
    period,
    values,
  });

  test('whole days to the last complete one, gaps as null, a row for every resource', async () => {
    await instances('i-old', 'i-silent');
    await account.metrics('eu-west-1', [
      // from two days before the window to the running day: 14 days end with 24 November
      series('i-old', '2026-11-09T00:00:00Z', [99, 99, 1, 2, null, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 99]),
    ]);
    const inventory = await scan({ tables: [], metrics: ['ec2_instance_cpu_average'] });
    expect(inventory.metrics).toEqual([
      {
        account_id: account.id,
        region: 'eu-west-1',
        metric: 'ec2_instance_cpu_average',
        resource_id: 'i-old',
        start: '2026-11-11T00:00:00.000Z',
        period: 86_400,
        values: [1, 2, null, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14],
      },
      expect.objectContaining({ resource_id: 'i-silent', values: Array(14).fill(null) }),
    ]);
    expect(coverageOf(inventory, 'metric/ec2_instance_cpu_average')).toMatchObject({
      service: 'cloudwatch',
      status: 'ok',
      calls: 1,
      rows: 2,
    });
  });

  test('several metrics share a call when they share a window; statistics are as asked', async () => {
    await instances('i-1');
    await account.metrics('eu-west-1', [series('i-1', '2026-11-24T00:00:00Z', [10, 30], 3600)]);
    const metrics: MetricName[] = ['ec2_instance_cpu_average', 'ec2_instance_cpu_maximum'];
    const inventory = await scan({ tables: [], metrics });
    expect(metrics.map((m) => cpu(m, inventory)[0]?.values.at(-1))).toEqual([20, 30]);
    expect(calls('GetMetricData')).toHaveLength(1);
    // a call is counted once, so that the sum over coverage is what was really sent
    expect(metrics.map((m) => coverageOf(inventory, `metric/${m}`)?.calls)).toEqual([1, 0]);
    expect(connected?.usage().costUsd).toBe('0.000020');
  });

  test('501 series take two calls', async () => {
    const ids = await volumes(501);
    await account.metrics(
      'eu-west-1',
      ids.map((id, i) => ({
        namespace: 'AWS/EBS',
        metric: 'VolumeReadOps',
        dimensions: { VolumeId: id },
        start: '2026-11-24T00:00:00Z',
        period: 86_400,
        values: [i],
      })),
    );
    const inventory = await scan({ tables: ['ec2_volumes'], metrics: ['ebs_volume_read_ops'] });
    expect(calls('GetMetricData')).toHaveLength(2);
    const last = new Map(inventory.metrics.map((m) => [m.resource_id, m.values.at(-1)]));
    expect(ids.map((id) => last.get(id))).toEqual(ids.map((_, i) => i));
    expect(coverageOf(inventory, 'metric/ebs_volume_read_ops')).toMatchObject({
      status: 'ok',
      calls: 2,
      rows: 501,
    });
  });

  test('partial answers are followed and merged', async () => {
    await instances('i-1');
    const result = (StatusCode: string, day: string, value: number) => ({
      Id: 'q0',
      StatusCode,
      Timestamps: [day],
      Values: [value],
    });
    await account.plant('cloudwatch', 'GetMetricData', {
      result: { MetricDataResults: [result('PartialData', '2026-11-23T00:00:00Z', 1)], NextToken: 'two' },
    });
    await account.plant('cloudwatch', 'GetMetricData', {
      match: { NextToken: 'two' },
      result: { MetricDataResults: [result('Complete', '2026-11-24T00:00:00Z', 2)] },
    });
    const inventory = await scan({ tables: [], metrics: ['ec2_instance_cpu_average'] });
    expect(inventory.metrics[0]?.values.slice(-3)).toEqual([null, 1, 2]);
    expect(coverageOf(inventory, 'metric/ec2_instance_cpu_average')).toMatchObject({
      status: 'ok',
      calls: 2,
    });
  });

  test('a series that CloudWatch could not give whole is no row', async () => {
    await instances('i-1', 'i-2');
    await account.plant('cloudwatch', 'GetMetricData', {
      result: {
        MetricDataResults: [
          { Id: 'q0', StatusCode: 'Complete', Timestamps: [], Values: [] },
          { Id: 'q1', StatusCode: 'InternalError', Timestamps: [], Values: [] },
        ],
      },
    });
    const inventory = await scan({ tables: [], metrics: ['ec2_instance_cpu_average'] });
    expect(inventory.metrics.map((m) => m.resource_id)).toEqual(['i-1']);
    expect(coverageOf(inventory, 'metric/ec2_instance_cpu_average')).toMatchObject({
      status: 'error',
      rows: 1,
      message: 'CloudWatch answered a series with InternalError.',
    });
  });

  test('refused: coverage for each metric, no silent rows', async () => {
    await instances('i-1');
    proxy.faults.push({ kind: 'denied', service: 'monitoring' });
    const inventory = await scan({
      tables: [],
      metrics: ['ec2_instance_cpu_average', 'ec2_instance_network_in'],
    });
    expect(inventory.metrics).toEqual([]);
    for (const metric of ['ec2_instance_cpu_average', 'ec2_instance_network_in'])
      expect(coverageOf(inventory, `metric/${metric}`)).toMatchObject({
        status: 'denied',
        iam_action: 'cloudwatch:GetMetricData',
        rows: 0,
      });
  });

  test('of a table that was refused are not ok, and not asked', async () => {
    proxy.faults.push({ kind: 'denied', service: 'ec2', action: 'DescribeInstances' });
    const inventory = await scan({ tables: [], metrics: ['ec2_instance_cpu_average'] });
    expect(coverageOf(inventory, 'metric/ec2_instance_cpu_average')).toMatchObject({
      status: 'denied',
      calls: 0,
    });
    expect(coverageOf(inventory, 'metric/ec2_instance_cpu_average')?.message).toContain(
      'Not asked, because ec2_instances was not read',
    );
  });

  test('of a table that was read in part are asked for the rows there are', async () => {
    await volumes(501);
    proxy.faults.push({ kind: 'denied', service: 'ec2', action: 'DescribeVolumes', nth: [2] });
    const inventory = await scan({ tables: [], metrics: ['ebs_volume_read_ops'] });
    expect(coverageOf(inventory, 'ec2_volumes')).toMatchObject({ status: 'denied', rows: 500 });
    expect(coverageOf(inventory, 'metric/ebs_volume_read_ops')).toMatchObject({
      status: 'ok',
      rows: 500,
      calls: 1,
    });
  });
});

test('progress counts every table and the metrics of every region', async () => {
  const seen: string[] = [];
  await scan(
    {
      tables: ['ec2_volumes', 'ec2_addresses'],
      metrics: ['ebs_volume_read_ops'],
      onProgress: (p) => seen.push(`${p.done}/${p.total} ${p.label}`),
    },
    { config: { regions: ['eu-west-1', 'us-east-1'] } },
  );
  expect(seen).toHaveLength(6);
  expect(seen.at(-1)).toMatch(/^6\/6 \d{12} (eu-west-1|us-east-1) (ec2_volumes|ec2_addresses|metrics)$/);
});
