/** What the checks of EC2 and EBS read beside the tables that collectors.test.ts makes in the emulator. */
import {
  AttachVolumeCommand,
  CreateVolumeCommand,
  EC2Client,
  RegisterImageCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables, type Row, type TableName } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import { type Account, bornAt, type Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const born = '2026-03-01T08:00:00.000Z';
const region = 'eu-west-1';
const tables: TableName[] = [
  'ec2_instances',
  'ec2_instance_types',
  'ec2_volumes',
  'ec2_images',
  'ec2_capacity_reservations',
];
let aws: Emulator;
let account: Account;
let inventory: Inventory;
let instance = '';
let volume = '';

const rows = <T extends TableName>(table: T): readonly Row<T>[] =>
  (inventory.tables[table] ?? []) as unknown as readonly Row<T>[];

beforeAll(async () => {
  aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  const ec2 = bornAt(
    new EC2Client({ region, endpoint: aws.url, credentials: await account.credentials() }),
    born,
  );
  const image = await ec2.send(
    new RegisterImageCommand({ Name: 'base', RootDeviceName: '/dev/xvda', Architecture: 'x86_64' }),
  );
  const run = await ec2.send(
    new RunInstancesCommand({
      ImageId: image.ImageId ?? '',
      InstanceType: 'm5.large',
      MinCount: 1,
      MaxCount: 1,
    }),
  );
  instance = run.Instances?.[0]?.InstanceId ?? '';
  const made = await ec2.send(
    new CreateVolumeCommand({ AvailabilityZone: 'eu-west-1a', Size: 100, VolumeType: 'gp3' }),
  );
  volume = made.VolumeId ?? '';
  await ec2.send(new AttachVolumeCommand({ VolumeId: volume, InstanceId: instance, Device: '/dev/sdf' }));
  await account.plant('ec2', 'DescribeImages', {
    result: {
      Images: [
        {
          ImageId: 'ami-old',
          Name: 'golden',
          State: 'available',
          CreationDate: '2026-01-10T08:00:00.000Z',
          LastLaunchedTime: '2026-02-01T00:00:00Z',
          Public: true,
          DeregistrationProtection: 'enabled-with-cooldown',
          Description: 'nightly',
          BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId: 'snap-1' } }],
        },
        { ImageId: 'ami-new', DeregistrationProtection: 'disabled', LastLaunchedTime: 'never' },
      ],
    },
  });
  await account.plant('ec2', 'DescribeCapacityReservations', {
    result: {
      CapacityReservations: [
        {
          CapacityReservationId: 'cr-1',
          OwnerId: '444455556666',
          ReservationType: 'capacity-block',
          InstanceType: 'p5.48xlarge',
          InstancePlatform: 'Linux/UNIX',
          Tenancy: 'dedicated',
          AvailabilityZone: 'eu-west-1b',
          State: 'active',
          TotalInstanceCount: 4,
          AvailableInstanceCount: 3,
          OutpostArn: 'arn:aws:outposts:eu-west-1:444455556666:outpost/op-1',
          CreateDate: '2026-05-01T00:00:00Z',
          StartDate: '2026-06-01T00:00:00Z',
          CommitmentInfo: { CommittedInstanceCount: 4, CommitmentEndDate: '2026-12-01T00:00:00Z' },
          Tags: [{ Key: 'team', Value: 'ml' }],
        },
        { CapacityReservationId: 'cr-2', CreateDate: '2026-05-01T00:00:00Z' },
        {},
      ],
    },
  });
  const connected = await signIn();
  inventory = await discover({ scopes: connected.scopes, tables, metrics: [], asOf });
  connected.close();
});
afterAll(() => vi.unstubAllEnvs());

test('every row is as its table says, and every read is whole', () => {
  for (const table of tables) {
    expect(rows(table), table).not.toHaveLength(0);
    for (const row of rows(table))
      expect(
        faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>),
        table,
      ).toEqual([]);
  }
  const here = inventory.coverage.filter((c) => c.region === region);
  expect(here.filter((c) => c.status !== 'ok')).toEqual([]);
});

test('a volume says as which device and since when it is attached', () => {
  expect(rows('ec2_volumes').find((v) => v.volume_id === volume)).toMatchObject({
    devices: ['/dev/sdf'],
    multi_attach: false,
    attachments: [{ instance_id: instance, state: 'attached' }],
    attached_at: born,
  });
  expect(rows('ec2_instances').find((i) => i.instance_id === instance)).toMatchObject({
    marketplace_codes: [],
    root_device_name: '/dev/sda1',
  });
});

test('types of the families in use come with those of their Graviton counterparts', () => {
  const types = rows('ec2_instance_types');
  expect(new Set(types.map((t) => t.instance_type.split('.')[0]))).toEqual(new Set(['m5', 'm6g', 'm7g']));
  expect(types.find((t) => t.instance_type === 'm5.large')?.hypervisor).toBe('nitro');
  expect(types.find((t) => t.instance_type === 'm6g.large')?.architectures).toEqual(['arm64']);
});

test('an image says when it was last launched, and what protects it', () => {
  expect(rows('ec2_images').map(({ account_id: _, region: __, ...r }) => r)).toEqual([
    {
      image_id: 'ami-new',
      name: '',
      state: '',
      created_at: null,
      last_launched_at: null,
      public: false,
      protected: false,
      description: '',
      snapshot_ids: [],
      tags: {},
    },
    {
      image_id: 'ami-old',
      name: 'golden',
      state: 'available',
      created_at: '2026-01-10T08:00:00.000Z',
      last_launched_at: '2026-02-01T00:00:00.000Z',
      public: true,
      protected: true,
      description: 'nightly',
      snapshot_ids: ['snap-1'],
      tags: {},
    },
  ]);
});

test('a Capacity Reservation says who pays, what is free and until when', () => {
  expect(rows('ec2_capacity_reservations').map(({ account_id: _, region: __, ...r }) => r)).toEqual([
    {
      capacity_reservation_id: 'cr-1',
      owner_id: '444455556666',
      reservation_type: 'capacity-block',
      instance_type: 'p5.48xlarge',
      instance_platform: 'Linux/UNIX',
      tenancy: 'dedicated',
      availability_zone: 'eu-west-1b',
      state: 'active',
      total_count: 4,
      available_count: 3,
      outpost_arn: 'arn:aws:outposts:eu-west-1:444455556666:outpost/op-1',
      started_at: '2026-06-01T00:00:00.000Z',
      committed_until: '2026-12-01T00:00:00.000Z',
      tags: { team: 'ml' },
    },
    {
      capacity_reservation_id: 'cr-2',
      owner_id: account.id,
      reservation_type: 'default',
      instance_type: '',
      instance_platform: '',
      tenancy: 'default',
      availability_zone: '',
      state: '',
      total_count: 0,
      available_count: 0,
      outpost_arn: '',
      started_at: '2026-05-01T00:00:00.000Z',
      committed_until: null,
      tags: {},
    },
  ]);
});

test('codes of the Marketplace are told from others, and the latest attachment counts', async () => {
  const other = aws.freshAccount();
  await asUser(aws.url, other);
  await other.plant('ec2', 'DescribeInstances', {
    result: {
      Reservations: [
        {
          Instances: [
            {
              InstanceId: 'i-1',
              Platform: 'windows',
              ProductCodes: [
                { ProductCodeId: 'abc', ProductCodeType: 'marketplace' },
                { ProductCodeId: 'def', ProductCodeType: 'devpay' },
              ],
            },
          ],
        },
      ],
    },
  });
  await other.plant('ec2', 'DescribeVolumes', {
    result: {
      Volumes: [
        {
          VolumeId: 'vol-1',
          MultiAttachEnabled: true,
          Attachments: [
            { InstanceId: 'i-1', Device: '/dev/sdf', AttachTime: '2026-03-02T00:00:00Z' },
            { InstanceId: 'i-2', Device: '/dev/sdg', AttachTime: '2026-04-02T00:00:00Z' },
            { InstanceId: 'i-3' },
          ],
        },
        { VolumeId: 'vol-2' },
      ],
    },
  });
  const connected = await signIn();
  const read = await discover({
    scopes: connected.scopes,
    tables: ['ec2_instances', 'ec2_volumes'],
    metrics: [],
    asOf,
  });
  connected.close();
  const [machine] = read.tables.ec2_instances as unknown as Row<'ec2_instances'>[];
  expect(machine).toMatchObject({ marketplace_codes: ['abc'], platform_details: 'Windows' });
  const [shared, loose] = read.tables.ec2_volumes as unknown as Row<'ec2_volumes'>[];
  expect(shared).toMatchObject({
    multi_attach: true,
    devices: ['/dev/sdf', '/dev/sdg'],
    attached_at: '2026-04-02T00:00:00.000Z',
  });
  expect(loose).toMatchObject({ multi_attach: false, devices: [], attached_at: null });
});
