/** Auto Scaling groups, policies and schedules over the wire. */
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  PutScalingPolicyCommand,
  PutScheduledUpdateGroupActionCommand,
} from '@aws-sdk/client-auto-scaling';
import { afterAll, expect, test, vi } from 'vitest';
import { inventoryTables, type TableName } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const region = 'eu-west-1';
const tables: TableName[] = [
  'autoscaling_groups',
  'autoscaling_policies',
  'autoscaling_schedules',
  'autoscaling_launch_configurations',
];

afterAll(() => vi.unstubAllEnvs());

test('a group, its policy and its schedule', async () => {
  const aws = await emulator();
  const account = aws.freshAccount();
  const config = { region, endpoint: aws.url, credentials: await account.credentials() };
  const client = new AutoScalingClient(config);
  await client.send(
    new CreateLaunchConfigurationCommand({
      LaunchConfigurationName: 'web',
      ImageId: 'ami-0a',
      InstanceType: 'm5.large',
    }),
  );
  await client.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'web',
      LaunchConfigurationName: 'web',
      MinSize: 1,
      MaxSize: 4,
      DesiredCapacity: 2,
      AvailabilityZones: ['eu-west-1a'],
      Tags: [{ Key: 'team', Value: 'shop', ResourceId: 'web', ResourceType: 'auto-scaling-group' }],
    }),
  );
  await client.send(
    new PutScalingPolicyCommand({
      AutoScalingGroupName: 'web',
      PolicyName: 'more',
      PolicyType: 'SimpleScaling',
      AdjustmentType: 'ChangeInCapacity',
      ScalingAdjustment: 1,
    }),
  );
  await client.send(
    new PutScheduledUpdateGroupActionCommand({
      AutoScalingGroupName: 'web',
      ScheduledActionName: 'night',
      Recurrence: '0 20 * * *',
      MinSize: 0,
    }),
  );
  await asUser(aws.url, account);
  const connected = await signIn();
  const read = await discover({
    scopes: connected.scopes,
    tables,
    metrics: [],
    asOf: '2026-11-25T10:30:00.000Z',
  });
  connected.close();
  expect(read.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  for (const table of tables)
    for (const row of read.tables[table] ?? [])
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  expect(read.tables.autoscaling_launch_configurations).toMatchObject([
    { configuration_name: 'web', image_id: 'ami-0a' },
  ]);
  expect(read.tables.autoscaling_groups).toMatchObject([
    {
      group_name: 'web',
      group_arn: expect.stringContaining(':autoScalingGroup:'),
      min_size: 1,
      max_size: 4,
      desired_capacity: 2,
      instance_ids: [expect.stringMatching(/^i-/), expect.stringMatching(/^i-/)],
      status: '',
      created_at: expect.stringMatching(/^20/),
      operator: '',
      tags: { team: 'shop' },
    },
  ]);
  expect(read.tables.autoscaling_policies).toMatchObject([
    { group_name: 'web', policy_name: 'more', policy_type: 'SimpleScaling', enabled: true },
  ]);
  expect(read.tables.autoscaling_schedules).toMatchObject([{ group_name: 'web', action_name: 'night' }]);
});
