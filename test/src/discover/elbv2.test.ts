/** Load balancers over the wire: from the emulator, and planted where it lacks what AWS says. */
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import {
  inventoryTables,
  type MetricName,
  type Row,
  type TableName,
} from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import { type Account, bornAt, type Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const born = '2026-03-01T08:00:00.000Z';
const region = 'eu-west-1';
const tables: TableName[] = [
  'elbv2_load_balancers',
  'elbv2_listeners',
  'elbv2_rules',
  'elbv2_target_groups',
  'elbv2_target_health',
];
let aws: Emulator;
const made: Record<string, string> = {};

const rows = <T extends TableName>(inventory: Inventory, table: T): readonly Row<T>[] =>
  (inventory.tables[table] ?? []) as unknown as readonly Row<T>[];

async function read(account: Account, metrics: readonly MetricName[] = []): Promise<Inventory> {
  await asUser(aws.url, account);
  const connected = await signIn();
  const inventory = await discover({ scopes: connected.scopes, tables, metrics, asOf });
  connected.close();
  return inventory;
}

beforeAll(async () => {
  aws = await emulator();
});
afterAll(() => vi.unstubAllEnvs());

test('a load balancer, its listener, its rules, their groups and targets', async () => {
  const account = aws.freshAccount();
  const config = { region, endpoint: aws.url, credentials: await account.credentials() };
  const ec2 = new EC2Client(config);
  const elb = bornAt(new ElasticLoadBalancingV2Client(config), born);
  const vpc = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = vpc.Vpc?.VpcId ?? '';
  const subnets = await Promise.all(
    ['a', 'b'].map((zone, i) =>
      ec2.send(
        new CreateSubnetCommand({
          VpcId,
          CidrBlock: `10.0.${i}.0/24`,
          AvailabilityZone: `${region}${zone}`,
        }),
      ),
    ),
  );
  const balancer = await elb.send(
    new CreateLoadBalancerCommand({
      Name: 'shop',
      Scheme: 'internal',
      Subnets: subnets.map((s) => s.Subnet?.SubnetId ?? ''),
      Tags: [{ Key: 'keep', Value: 'yes' }],
    }),
  );
  made.balancer = balancer.LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const group = await elb.send(
    new CreateTargetGroupCommand({ Name: 'shop', Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'ip' }),
  );
  made.group = group.TargetGroups?.[0]?.TargetGroupArn ?? '';
  await elb.send(
    new CreateTargetGroupCommand({ Name: 'spare', Protocol: 'HTTP', Port: 80, VpcId, TargetType: 'ip' }),
  );
  await elb.send(
    new RegisterTargetsCommand({ TargetGroupArn: made.group, Targets: [{ Id: '10.0.0.9', Port: 80 }] }),
  );
  const listener = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: made.balancer,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [
        { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain' } },
      ],
    }),
  );
  made.listener = listener.Listeners?.[0]?.ListenerArn ?? '';
  await elb.send(
    new CreateRuleCommand({
      ListenerArn: made.listener,
      Priority: 1,
      Conditions: [{ Field: 'path-pattern', Values: ['/shop/*'] }],
      Actions: [{ Type: 'forward', TargetGroupArn: made.group }],
    }),
  );
  await elb.send(
    new CreateRuleCommand({
      ListenerArn: made.listener,
      Priority: 2,
      Conditions: [{ Field: 'path-pattern', Values: ['/old/*'] }],
      Actions: [{ Type: 'redirect', RedirectConfig: { Host: 'old.example.com', StatusCode: 'HTTP_301' } }],
    }),
  );
  const metric_id = made.balancer.split(':loadbalancer/')[1] ?? '';
  await account.metrics(region, [
    {
      namespace: 'AWS/ApplicationELB',
      metric: 'RequestCount',
      dimensions: { LoadBalancer: metric_id },
      start: '2026-11-24T00:00:00Z',
      period: 86_400,
      values: [7],
    },
  ]);
  const inventory = await read(account, ['elbv2_alb_requests', 'elbv2_nlb_flows']);
  expect(inventory.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  for (const table of tables)
    for (const row of rows(inventory, table))
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  expect(rows(inventory, 'elbv2_load_balancers')).toMatchObject([
    {
      load_balancer_name: 'shop',
      load_balancer_arn: made.balancer,
      metric_id,
      type: 'application',
      scheme: 'internal',
      vpc_id: VpcId,
      created_at: born,
      tags: { keep: 'yes' },
      tags_unread: '',
    },
  ]);
  expect(rows(inventory, 'elbv2_listeners')).toMatchObject([
    { load_balancer_arn: made.balancer, listener_arn: made.listener, unread: '' },
  ]);
  expect(
    rows(inventory, 'elbv2_rules')
      .map((r) => [r.answer, r.status_code, r.redirect_host])
      .sort(),
  ).toEqual([
    ['', '', ''],
    ['fixed-response', '404', ''],
    ['redirect', '', 'old.example.com'],
  ]);
  // the group of a rule knows its load balancer; only groups in use are asked for their targets
  expect(rows(inventory, 'elbv2_target_groups').map((g) => [g.target_type, g.load_balancer_arns])).toEqual(
    expect.arrayContaining([
      ['ip', [made.balancer]],
      ['ip', []],
    ]),
  );
  expect(rows(inventory, 'elbv2_target_health')).toMatchObject([
    { target_group_arn: made.group, target_id: '10.0.0.9', port: 80, unread: '' },
  ]);
  expect(inventory.metrics.map((m) => [m.metric, m.resource_id, m.values.at(-1)])).toEqual([
    ['elbv2_alb_requests', metric_id, 7],
  ]);
  const asked = await account.calls();
  expect(asked.filter((c) => c.operation === 'DescribeTargetHealth')).toHaveLength(1);
});

const arn = (kind: string, name: string) =>
  `arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/${kind}/${name}/0a`;

test('a refusal of tags costs the tags; one of a single load balancer costs that one', async () => {
  const account = aws.freshAccount();
  await account.plant('elbv2', 'DescribeLoadBalancers', {
    result: {
      LoadBalancers: [
        ...Array.from({ length: 21 }, (_, i) => ({
          LoadBalancerArn: arn('net', `n${i}`),
          LoadBalancerName: `n${i}`,
          Type: 'network',
          State: { Code: 'active' },
        })),
        { LoadBalancerName: 'no arn' },
      ],
    },
  });
  await account.plant('elbv2', 'DescribeTags', {
    result: { TagDescriptions: [{ ResourceArn: arn('net', 'n0'), Tags: [{ Key: 'keep', Value: '' }] }] },
  });
  await account.plant('elbv2', 'DescribeTags', {
    match: { 'ResourceArns.member.1': arn('net', 'n20') },
    error: { code: 'AccessDenied', message: 'no tags', status: 403 },
  });
  await account.plant('elbv2', 'DescribeListeners', { result: { Listeners: [] } });
  await account.plant('elbv2', 'DescribeListeners', {
    match: { LoadBalancerArn: arn('net', 'n1') },
    error: { code: 'AccessDenied', message: 'not this one', status: 403 },
  });
  const inventory = await read(account);
  const balancers = rows(inventory, 'elbv2_load_balancers');
  expect(balancers).toHaveLength(21);
  expect(balancers.find((b) => b.load_balancer_name === 'n0')).toMatchObject({
    metric_id: 'net/n0/0a',
    created_at: null,
    tags: { keep: '' },
    tags_unread: '',
  });
  expect(balancers.find((b) => b.load_balancer_name === 'n20')).toMatchObject({
    tags: {},
    tags_unread: expect.stringContaining('no tags'),
  });
  expect(inventory.coverage.find((c) => c.table_name === 'elbv2_load_balancers')).toMatchObject({
    status: 'ok',
    iam_action: 'elasticloadbalancing:DescribeTags',
  });
  expect(rows(inventory, 'elbv2_listeners')).toMatchObject([
    {
      load_balancer_arn: arn('net', 'n1'),
      listener_arn: '',
      unread: expect.stringContaining('not this one'),
    },
  ]);
});
