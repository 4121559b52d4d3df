/** Classic Load Balancers over the wire. */
import {
  CreateLoadBalancerCommand,
  ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables, type TableName } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account, Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const region = 'eu-west-1';
const tables: TableName[] = ['elb_load_balancers', 'elb_instance_health'];
let aws: Emulator;

async function read(account: Account): Promise<Inventory> {
  await asUser(aws.url, account);
  const connected = await signIn();
  const inventory = await discover({ scopes: connected.scopes, tables, metrics: [], asOf });
  connected.close();
  return inventory;
}

beforeAll(async () => {
  aws = await emulator();
});
afterAll(() => vi.unstubAllEnvs());

test('a load balancer as the emulator holds it', async () => {
  const account = aws.freshAccount();
  const elb = new ElasticLoadBalancingClient({
    region,
    endpoint: aws.url,
    credentials: await account.credentials(),
  });
  await elb.send(
    new CreateLoadBalancerCommand({
      LoadBalancerName: 'legacy',
      Scheme: 'internal',
      AvailabilityZones: ['eu-west-1a'],
      Listeners: [{ Protocol: 'HTTP', LoadBalancerPort: 80, InstancePort: 80 }],
      Tags: [{ Key: 'keep', Value: 'yes' }],
    }),
  );
  const inventory = await read(account);
  expect(inventory.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  expect(inventory.tables.elb_load_balancers).toMatchObject([
    {
      load_balancer_name: 'legacy',
      scheme: 'internal',
      instance_ids: [],
      created_at: expect.stringMatching(/^20/),
      tags: { keep: 'yes' },
      tags_unread: '',
    },
  ]);
  expect(inventory.tables.elb_instance_health).toEqual([]);
});

test('instances and their states; refused tags cost the tags, a refused state costs that one', async () => {
  const account = aws.freshAccount();
  const Instances = [{ InstanceId: 'i-0a' }, { InstanceId: 'i-0b' }];
  await account.plant('elb', 'DescribeLoadBalancers', {
    result: {
      LoadBalancerDescriptions: [
        { LoadBalancerName: 'one', VPCId: 'vpc-0a', Instances },
        { LoadBalancerName: 'two', Instances },
        { LoadBalancerName: 'none' },
        { Scheme: 'internal' },
      ],
    },
  });
  await account.plant('elb', 'DescribeTags', {
    error: { code: 'AccessDenied', message: 'no tags', status: 403 },
  });
  await account.plant('elb', 'DescribeInstanceHealth', {
    result: {
      InstanceStates: [
        { InstanceId: 'i-0a', State: 'InService', ReasonCode: 'N/A' },
        { InstanceId: 'i-0b', State: 'OutOfService', ReasonCode: 'Instance' },
      ],
    },
  });
  await account.plant('elb', 'DescribeInstanceHealth', {
    match: { LoadBalancerName: 'two' },
    error: { code: 'AccessDenied', message: 'not this one', status: 403 },
  });
  const inventory = await read(account);
  for (const table of tables)
    for (const row of inventory.tables[table] ?? [])
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  expect(inventory.tables.elb_load_balancers).toMatchObject([
    { load_balancer_name: 'none', instance_ids: [], created_at: null },
    {
      load_balancer_name: 'one',
      vpc_id: 'vpc-0a',
      instance_ids: ['i-0a', 'i-0b'],
      tags_unread: expect.stringContaining('no tags'),
    },
    { load_balancer_name: 'two' },
  ]);
  expect(inventory.tables.elb_instance_health).toMatchObject([
    { load_balancer_name: 'one', instance_id: 'i-0a', state: 'InService', unread: '' },
    { load_balancer_name: 'one', instance_id: 'i-0b', state: 'OutOfService', reason: 'Instance' },
    { load_balancer_name: 'two', instance_id: '', unread: expect.stringContaining('not this one') },
  ]);
});
