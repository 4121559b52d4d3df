/** Every table, from resources that the emulator holds, against its own description and by its fields. */
import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateImageCommand,
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSnapshotCommand,
  CreateSubnetCommand,
  CreateVolumeCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  EC2Client,
  RegisterImageCommand,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateDBClusterCommand,
  CreateDBClusterSnapshotCommand,
  CreateDBInstanceCommand,
  CreateDBInstanceReadReplicaCommand,
  CreateDBSnapshotCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { tablesByFile } from '../../../contracts/inventory/all.ts';
import { inventoryTables, type Row, type TableName } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import { type Account, bornAt, type Emulator } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const asOf = '2026-11-25T10:30:00.000Z';
const born = '2026-03-01T08:00:00.000Z';
const region = 'eu-west-1';
/** Those of the services that this file makes resources of; the others have a file of their own. */
const allTables = [...Object.keys(tablesByFile.ec2), ...Object.keys(tablesByFile.rds)] as TableName[];
let aws: Emulator;
let account: Account;
let inventory: Inventory;
/** Ids of what was made. */
const made: Record<string, string> = {};

const rows = <T extends TableName>(table: T): readonly Row<T>[] =>
  (inventory.tables[table] ?? []) as unknown as readonly Row<T>[];
const tag = (resource: 'instance' | 'volume' | 'natgateway' | 'elastic-ip' | 'snapshot', Value: string) => [
  { ResourceType: resource, Tags: [{ Key: 'Name', Value }] },
];

async function makeEc2(config: object): Promise<void> {
  const ec2 = bornAt(new EC2Client(config), born);
  const vpc = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  made.vpc = vpc.Vpc?.VpcId ?? '';
  const subnet = await ec2.send(
    new CreateSubnetCommand({ VpcId: made.vpc, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1a' }),
  );
  made.subnet = subnet.Subnet?.SubnetId ?? '';
  const group = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'front', VpcId: made.vpc }),
  );
  made.group = group.GroupId ?? '';
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: made.group,
      IpPermissions: [
        {
          IpProtocol: 'tcp',
          FromPort: 22,
          ToPort: 22,
          IpRanges: [{ CidrIp: '0.0.0.0/0' }],
          Ipv6Ranges: [{ CidrIpv6: '::/0' }],
        },
        { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: made.group }] },
      ],
    }),
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
      SubnetId: made.subnet,
      SecurityGroupIds: [made.group],
      TagSpecifications: tag('instance', 'app'),
    }),
  );
  made.instance = run.Instances?.[0]?.InstanceId ?? '';
  const own = await ec2.send(new CreateImageCommand({ InstanceId: made.instance, Name: 'golden' }));
  made.image = own.ImageId ?? '';
  await bornAt(new EC2Client(config), '2026-06-01T08:00:00.000Z').send(
    new StopInstancesCommand({ InstanceIds: [made.instance] }),
  );
  const volume = await ec2.send(
    new CreateVolumeCommand({
      AvailabilityZone: 'eu-west-1a',
      Size: 100,
      VolumeType: 'gp3',
      Encrypted: true,
      TagSpecifications: tag('volume', 'data'),
    }),
  );
  made.volume = volume.VolumeId ?? '';
  const snapshot = await ec2.send(
    new CreateSnapshotCommand({ VolumeId: made.volume, Description: 'weekly' }),
  );
  made.snapshot = snapshot.SnapshotId ?? '';
  const address = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  made.natAddress = address.AllocationId ?? '';
  made.address = (await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }))).AllocationId ?? '';
  const nat = await ec2.send(
    new CreateNatGatewayCommand({ SubnetId: made.subnet, AllocationId: made.natAddress }),
  );
  made.nat = nat.NatGateway?.NatGatewayId ?? '';
  const table = await ec2.send(new CreateRouteTableCommand({ VpcId: made.vpc }));
  made.routeTable = table.RouteTable?.RouteTableId ?? '';
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId: made.routeTable, SubnetId: made.subnet }));
  await ec2.send(
    new CreateRouteCommand({
      RouteTableId: made.routeTable,
      DestinationCidrBlock: '0.0.0.0/0',
      NatGatewayId: made.nat,
    }),
  );
  const endpoint = await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: made.vpc,
      ServiceName: 'com.amazonaws.eu-west-1.s3',
      RouteTableIds: [made.routeTable],
    }),
  );
  made.endpoint = endpoint.VpcEndpoint?.VpcEndpointId ?? '';
  const template = await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'fleet',
      LaunchTemplateData: { ImageId: 'ami-first', SecurityGroupIds: [made.group] },
    }),
  );
  made.template = template.LaunchTemplate?.LaunchTemplateId ?? '';
  for (const ImageId of ['ami-second', 'ami-third'])
    await ec2.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateId: made.template,
        LaunchTemplateData: { ImageId, NetworkInterfaces: [{ DeviceIndex: 0, Groups: [made.group] }] },
      }),
    );
}

async function makeRds(config: object): Promise<void> {
  const rds = bornAt(new RDSClient(config), born);
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: 'orders',
      DBInstanceClass: 'db.m5.large',
      Engine: 'mysql',
      EngineVersion: '8.0.39',
      AllocatedStorage: 100,
      StorageType: 'gp3',
      MultiAZ: true,
      MasterUsername: 'admin',
      MasterUserPassword: 'not-a-secret',
      Tags: [{ Key: 'env', Value: 'prod' }],
    }),
  );
  await rds.send(
    new CreateDBInstanceReadReplicaCommand({
      DBInstanceIdentifier: 'orders-replica',
      SourceDBInstanceIdentifier: 'orders',
      DBInstanceClass: 'db.m5.large',
    }),
  );
  await rds.send(
    new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'orders', DBSnapshotIdentifier: 'orders-final' }),
  );
  await rds.send(
    new CreateDBClusterCommand({
      DBClusterIdentifier: 'carts',
      Engine: 'aurora-postgresql',
      MasterUsername: 'admin',
      MasterUserPassword: 'not-a-secret',
    }),
  );
  await rds.send(
    new CreateDBClusterSnapshotCommand({
      DBClusterIdentifier: 'carts',
      DBClusterSnapshotIdentifier: 'carts-final',
    }),
  );
}

beforeAll(async () => {
  aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  const config = { region, endpoint: aws.url, credentials: await account.credentials() };
  await Promise.all([makeEc2(config), makeRds(config)]);
  await account.plant('rds', 'DescribeDBMajorEngineVersions', {
    result: {
      DBMajorEngineVersions: [
        {
          Engine: 'mysql',
          MajorEngineVersion: '8.0',
          SupportedEngineLifecycles: [
            {
              LifecycleSupportName: 'open-source-rds-standard-support',
              LifecycleSupportStartDate: '2018-10-23T00:00:00Z',
              LifecycleSupportEndDate: '2026-07-31T23:59:59Z',
            },
          ],
        },
        { Engine: 'oracle-ee', MajorEngineVersion: '19' },
      ],
    },
  });
  await account.plant('ec2', 'DescribeCapacityReservations', {
    result: {
      CapacityReservations: [
        {
          CapacityReservationId: 'cr-0a',
          InstanceType: 'm5.large',
          InstancePlatform: 'Linux/UNIX',
          AvailabilityZone: 'eu-west-1a',
          Tenancy: 'default',
          State: 'active',
          TotalInstanceCount: 2,
          AvailableInstanceCount: 1,
          StartDate: '2026-03-01T08:00:00Z',
          CreateDate: '2026-03-01T08:00:00Z',
        },
      ],
    },
  });
  const connected = await signIn();
  inventory = await discover({ scopes: connected.scopes, tables: allTables, metrics: [], asOf });
  connected.close();
});
afterAll(() => vi.unstubAllEnvs());

test('every table was read whole, and the emulator answers every call', () => {
  expect(inventory.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  expect(inventory.coverage.map((c) => c.table_name).sort()).toEqual([...allTables].sort());
});

test.each(allTables)('%s has rows, and all are as the contract says', (table) => {
  expect(rows(table).length).toBeGreaterThan(0);
  const { columns } = inventoryTables[table];
  for (const row of rows(table)) {
    expect(faultsOf(columns, row as unknown as Record<string, unknown>)).toEqual([]);
    expect(row).toMatchObject({ account_id: account.id, region });
  }
});

test('an instance', () => {
  expect(rows('ec2_instances')).toMatchObject([
    {
      instance_id: made.instance,
      instance_type: 'm5.large',
      state: 'stopped',
      vpc_id: made.vpc,
      subnet_id: made.subnet,
      availability_zone: 'eu-west-1a',
      tenancy: 'default',
      lifecycle: '',
      launch_time: born,
      state_transition_reason: 'User initiated (2026-06-01 08:00:00 GMT)',
      security_group_ids: [made.group],
      volume_ids: [expect.stringMatching(/^vol-/)],
      tags: { Name: 'app' },
    },
  ]);
});

test('a volume, its snapshot, and the image that holds another', () => {
  expect(rows('ec2_volumes').find((v) => v.volume_id === made.volume)).toMatchObject({
    volume_type: 'gp3',
    size_gib: 100,
    iops: 3000,
    throughput_mibps: 125,
    state: 'available',
    encrypted: true,
    create_time: born,
    attachments: [],
    tags: { Name: 'data' },
  });
  const attached = rows('ec2_volumes').find((v) => v.volume_id !== made.volume);
  expect(attached?.attachments).toEqual([{ instance_id: made.instance, state: 'attached' }]);
  expect(rows('ec2_snapshots').find((s) => s.snapshot_id === made.snapshot)).toMatchObject({
    volume_id: made.volume,
    volume_size_gib: 100,
    full_snapshot_bytes: null,
    state: 'completed',
    storage_tier: 'standard',
    start_time: born,
    description: 'weekly',
  });
  const image = rows('ec2_images').find((i) => i.image_id === made.image);
  expect(image).toMatchObject({ name: 'golden', created_at: expect.stringMatching(/^20/) });
  expect(image?.snapshot_ids).toEqual([expect.stringMatching(/^snap-/)]);
});

test('a security group and who refers to it', () => {
  expect(rows('ec2_security_groups').find((g) => g.group_id === made.group)).toMatchObject({
    group_name: 'web',
    description: 'front',
    ingress: [
      {
        protocol: 'tcp',
        from_port: 22,
        to_port: 22,
        cidrs: ['0.0.0.0/0', '::/0'],
        prefix_list_ids: [],
        group_ids: [],
      },
      { protocol: '-1', from_port: null, to_port: null, cidrs: [], group_ids: [made.group] },
    ],
    referenced_group_ids: [made.group],
  });
  const interfaces = rows('ec2_network_interfaces');
  expect(interfaces.find((n) => n.instance_id === made.instance)?.group_ids).toEqual([made.group]);
  // the default and the latest of three versions
  expect(
    rows('ec2_launch_template_versions').map((v) => [v.version, v.image_id, v.security_group_ids]),
  ).toEqual([
    [1, 'ami-first', [made.group]],
    [3, 'ami-third', [made.group]],
  ]);
});

test('addresses, the gateway behind one, and the routes to it', () => {
  expect(rows('ec2_addresses').find((a) => a.allocation_id === made.address)).toMatchObject({
    association_id: '',
    instance_id: '',
    network_interface_id: '',
    public_ipv4_pool: 'amazon',
    service_managed: '',
  });
  expect(rows('ec2_addresses').find((a) => a.allocation_id === made.natAddress)?.association_id).not.toBe('');
  expect(rows('ec2_nat_gateways')).toMatchObject([
    {
      nat_gateway_id: made.nat,
      state: 'available',
      vpc_id: made.vpc,
      subnet_id: made.subnet,
      connectivity_type: 'public',
      availability_mode: 'zonal',
      created_at: born,
    },
  ]);
  expect(rows('ec2_route_tables').find((t) => t.route_table_id === made.routeTable)).toMatchObject({
    main: false,
    subnet_ids: [made.subnet],
    nat_gateway_ids: [made.nat],
    routes: expect.arrayContaining([
      { destination: '0.0.0.0/0', target: made.nat, state: 'active' },
      { destination: '10.0.0.0/16', target: 'local', state: 'active' },
    ]),
  });
  expect(rows('ec2_vpc_endpoints')).toMatchObject([
    {
      vpc_endpoint_id: made.endpoint,
      endpoint_type: 'Gateway',
      service_name: 'com.amazonaws.eu-west-1.s3',
      state: 'available',
      route_table_ids: [made.routeTable],
    },
  ]);
});

test('databases, their replica, clusters and snapshots', () => {
  const orders = rows('rds_instances').find((d) => d.db_instance_id === 'orders');
  expect(orders).toMatchObject({
    arn: `arn:aws:rds:eu-west-1:${account.id}:db:orders`,
    instance_class: 'db.m5.large',
    engine: 'mysql',
    engine_version: '8.0.39',
    status: 'available',
    multi_az: true,
    storage_type: 'gp3',
    allocated_storage_gib: 100,
    created_at: born,
    replica_source: '',
    replica_ids: ['orders-replica'],
    tags: { env: 'prod' },
  });
  expect(rows('rds_instances').find((d) => d.db_instance_id === 'orders-replica')?.replica_source).toBe(
    'orders',
  );
  expect(rows('rds_clusters')).toMatchObject([{ db_cluster_id: 'carts', engine: 'aurora-postgresql' }]);
  expect(rows('rds_snapshots')).toMatchObject([
    {
      snapshot_id: 'orders-final',
      source_id: 'orders',
      source_resource_id: orders?.dbi_resource_id,
      snapshot_type: 'manual',
      created_at: born,
      allocated_storage_gib: 100,
      engine: 'mysql',
    },
  ]);
  expect(rows('rds_cluster_snapshots')).toMatchObject([
    { snapshot_id: 'carts-final', source_id: 'carts', snapshot_type: 'manual' },
  ]);
  expect(rows('rds_engine_lifecycles')).toEqual([
    {
      account_id: account.id,
      region,
      engine: 'mysql',
      major_version: '8.0',
      support: 'open-source-rds-standard-support',
      starts_on: '2018-10-23',
      ends_on: '2026-07-31',
    },
  ]);
});

test('nothing but ids: contract’s empties, a time that is missing is now, odd tags do no harm', async () => {
  const bare = aws.freshAccount();
  await asUser(aws.url, bare);
  const plants: [string, object][] = [
    ['DescribeInstances', { Reservations: [{ Instances: [{ InstanceId: 'i-1' }, {}] }, {}] }],
    [
      'DescribeVolumes',
      {
        Volumes: [
          {
            VolumeId: 'vol-1',
            Tags: [
              { Key: '__proto__', Value: 'x' },
              { Key: 'empty' },
              { Value: 'no key' },
              { Key: 'a', Value: '1' },
            ],
          },
          { Size: 5 },
        ],
      },
    ],
    ['DescribeImages', { Images: [{ ImageId: 'ami-1', CreationDate: 'yesterday' }] }],
    ['DescribeAddresses', { Addresses: [{ PublicIp: '192.0.2.1' }, {}] }],
    ['DescribeRouteTables', { RouteTables: [{ RouteTableId: 'rtb-1', Routes: [{}] }] }],
    ['DescribeSecurityGroups', { SecurityGroups: [{ GroupId: 'sg-1', IpPermissions: [{}] }] }],
  ];
  for (const [operation, result] of plants) await bare.plant('ec2', operation, { result: { ...result } });
  const connected = await signIn();
  const tables: TableName[] = [
    'ec2_instances',
    'ec2_volumes',
    'ec2_images',
    'ec2_addresses',
    'ec2_route_tables',
    'ec2_security_groups',
  ];
  const read = await discover({ scopes: connected.scopes, tables, metrics: [], asOf });
  connected.close();
  for (const table of tables) {
    expect(read.tables[table]).toHaveLength(1);
    for (const row of read.tables[table] ?? [])
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  }
  expect(read.tables.ec2_volumes?.[0]?.create_time).toBe(asOf);
  expect(Object.entries(read.tables.ec2_volumes?.[0]?.tags ?? {})).toEqual([
    ['__proto__', 'x'],
    ['empty', ''],
    ['a', '1'],
  ]);
  expect(read.tables.ec2_images?.[0]?.created_at).toBeNull();
});

test('snapshots that others share are not the account’s', async () => {
  const shared = aws.freshAccount();
  await asUser(aws.url, shared);
  await shared.plant('rds', 'DescribeDBSnapshots', {
    result: {
      DBSnapshots: [
        { DBSnapshotIdentifier: 'theirs', SnapshotType: 'shared' },
        { DBSnapshotIdentifier: 'everyones', SnapshotType: 'public' },
        {
          DBSnapshotIdentifier: 'ours',
          SnapshotType: 'manual',
          SourceRegion: 'us-east-1',
          SourceDBSnapshotIdentifier: 'arn:aws:rds:us-east-1:123456789012:snapshot:first',
        },
        {
          DBSnapshotIdentifier: 'own-copy',
          SnapshotType: 'manual',
          SourceDBSnapshotIdentifier: `arn:aws:rds:eu-west-1:${shared.id}:snapshot:first`,
        },
      ],
    },
  });
  await shared.plant('rds', 'DescribeDBClusterSnapshots', {
    result: {
      DBClusterSnapshots: [
        {
          DBClusterSnapshotIdentifier: 'copied',
          SnapshotType: 'manual',
          SourceDBClusterSnapshotArn: 'arn:aws:rds:us-east-1:123456789012:cluster-snapshot:first',
        },
      ],
    },
  });
  const connected = await signIn();
  const read = await discover({
    scopes: connected.scopes,
    tables: ['rds_snapshots', 'rds_cluster_snapshots'],
    metrics: [],
    asOf,
  });
  connected.close();
  const origins = (
    rows: readonly { snapshot_id: string; source_region: string; source_account: string }[] = [],
  ) => rows.map((s) => [s.snapshot_id, s.source_region, s.source_account]);
  expect(origins(read.tables.rds_snapshots)).toEqual([
    ['ours', 'us-east-1', '123456789012'],
    ['own-copy', '', ''],
  ]);
  expect(origins(read.tables.rds_cluster_snapshots)).toEqual([['copied', 'us-east-1', '123456789012']]);
});
