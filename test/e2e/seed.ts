/** Two accounts in three regions, made through the real SDK: planted waste beside look-alikes that must stay silent. */
import {
  AllocateAddressCommand,
  AttachVolumeCommand,
  CreateImageCommand,
  CreateNatGatewayCommand,
  CreateSnapshotCommand,
  CreateSubnetCommand,
  CreateVolumeCommand,
  CreateVpcCommand,
  DescribeImagesCommand,
  EC2Client,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateDBInstanceCommand, RDSClient } from '@aws-sdk/client-rds';
import { type Account, bornAt, type Emulator } from '../support/aws/emulator.ts';
import { product } from '../support/aws/product.ts';

export const AS_OF = '2026-11-25T06:00:00.000Z';
export const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1'] as const;
const DAY = 86_400_000;
const ago = (days: number): string => new Date(Date.parse(AS_OF) - days * DAY).toISOString();
const midnight = (days: number): string => `${ago(days).slice(0, 10)}T00:00:00Z`;

/** Ids of what was planted in one account and region. */
export type Planted = Record<
  | 'idleVolume'
  | 'freshVolume'
  | 'gp2Volume'
  | 'oldSnapshot'
  | 'imageSnapshot'
  | 'address'
  | 'idleNat'
  | 'busyNat'
  | 'idleInstance'
  | 'busyInstance'
  | 'stoppedInstance',
  string
>;

async function plantPrices(account: Account, region: string): Promise<void> {
  const ec2 = (sku: string, family: string, attributes: Record<string, string>, unit: string, usd: string) =>
    product({
      sku: `${sku}${region}`,
      service: 'AmazonEC2',
      family,
      attributes: { regionCode: region, ...attributes },
      unit,
      usd,
    });
  const box = (type: string, usd: string) =>
    ec2(
      `BOX${type}`,
      'Compute Instance',
      {
        instanceType: type,
        operatingSystem: 'Linux',
        tenancy: 'Shared',
        preInstalledSw: 'NA',
        capacitystatus: 'Used',
        licenseModel: 'No License required',
        usagetype: `BoxUsage:${type}`,
      },
      'Hrs',
      usd,
    );
  await account.prices([
    ec2(
      'GP2',
      'Storage',
      { volumeApiName: 'gp2', usagetype: 'EBS:VolumeUsage.gp2' },
      'GB-Mo',
      '0.1100000000',
    ),
    ec2(
      'GP3',
      'Storage',
      { volumeApiName: 'gp3', usagetype: 'EBS:VolumeUsage.gp3' },
      'GB-Mo',
      '0.0880000000',
    ),
    ec2('SNAP', 'Storage Snapshot', { usagetype: 'EBS:SnapshotUsage' }, 'GB-Mo', '0.0500000000'),
    ec2('NATH', 'NAT Gateway', { usagetype: 'NatGateway-Hours' }, 'Hrs', '0.0480000000'),
    ec2('NATB', 'NAT Gateway', { usagetype: 'NatGateway-Bytes' }, 'GB', '0.0480000000'),
    product({
      sku: `IP${region}`,
      service: 'AmazonVPC',
      family: 'IP Address',
      attributes: { regionCode: region, group: 'VPCPublicIPv4Address', usagetype: 'PublicIPv4:IdleAddress' },
      unit: 'Hrs',
      usd: '0.0050000000',
    }),
    box('m5.xlarge', '0.2140000000'),
    box('m5.large', '0.1070000000'),
  ]);
}

export async function seedRegion(emu: Emulator, account: Account, region: string): Promise<Planted> {
  const config = { region, endpoint: emu.url, credentials: await account.credentials() };
  const old = bornAt(new EC2Client(config), ago(90));
  const fresh = bornAt(new EC2Client(config), ago(1));
  const zone = `${region}a`;
  const volume = async (
    c: EC2Client,
    size: number,
    type: 'gp2' | 'gp3',
    encrypted: boolean,
  ): Promise<string> =>
    (
      await c.send(
        new CreateVolumeCommand({
          AvailabilityZone: zone,
          Size: size,
          VolumeType: type,
          Encrypted: encrypted,
        }),
      )
    ).VolumeId ?? '';
  const idleVolume = await volume(old, 100, 'gp2', false);
  const freshVolume = await volume(fresh, 100, 'gp3', true);

  const vpc = (await old.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId;
  const subnet = (
    await old.send(new CreateSubnetCommand({ VpcId: vpc, CidrBlock: '10.0.1.0/24', AvailabilityZone: zone }))
  ).Subnet?.SubnetId;
  const launch = async (c: EC2Client): Promise<string> =>
    (
      await c.send(
        new RunInstancesCommand({
          ImageId: 'ami-12c6146b',
          MinCount: 1,
          MaxCount: 1,
          InstanceType: 'm5.xlarge',
          SubnetId: subnet,
          MetadataOptions: { HttpTokens: 'required' },
          TagSpecifications: [
            {
              ResourceType: 'instance',
              Tags: [
                { Key: 'Environment', Value: 'test' },
                { Key: 'Application', Value: 'x' },
                { Key: 'ApplicationId', Value: 'y' },
              ],
            },
          ],
        }),
      )
    ).Instances?.[0]?.InstanceId ?? '';
  const [idleInstance, busyInstance, stoppedInstance] = [
    await launch(old),
    await launch(old),
    await launch(old),
  ];
  const gp2Volume = await volume(old, 200, 'gp2', true);
  await old.send(
    new AttachVolumeCommand({ VolumeId: gp2Volume, InstanceId: busyInstance, Device: '/dev/sdf' }),
  );
  await bornAt(new EC2Client(config), ago(60)).send(
    new StopInstancesCommand({ InstanceIds: [stoppedInstance] }),
  );

  const oldSnapshot = (await old.send(new CreateSnapshotCommand({ VolumeId: idleVolume }))).SnapshotId ?? '';
  const { ImageId } = await old.send(
    new CreateImageCommand({ InstanceId: busyInstance, Name: `golden-${region}` }),
  );
  const { Images } = await old.send(new DescribeImagesCommand({ ImageIds: [ImageId ?? ''] }));
  const imageSnapshot = Images?.[0]?.BlockDeviceMappings?.[0]?.Ebs?.SnapshotId ?? '';

  const address = (await old.send(new AllocateAddressCommand({ Domain: 'vpc' }))).AllocationId ?? '';
  const nat = async (): Promise<string> => {
    const ip = (await old.send(new AllocateAddressCommand({ Domain: 'vpc' }))).AllocationId;
    return (
      (await old.send(new CreateNatGatewayCommand({ SubnetId: subnet, AllocationId: ip }))).NatGateway
        ?.NatGatewayId ?? ''
    );
  };
  const [idleNat, busyNat] = [await nat(), await nat()];

  await new RDSClient(config).send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: `db-${region}`,
      DBInstanceClass: 'db.m5.large',
      Engine: 'postgres',
      EngineVersion: '16.4',
      AllocatedStorage: 100,
      MasterUsername: 'a',
      MasterUserPassword: 'password123',
    }),
  );

  const daily = (namespace: string, metric: string, dimensions: Record<string, string>, value: number) => ({
    namespace,
    metric,
    dimensions,
    start: midnight(15),
    period: 86_400,
    values: Array<number>(15).fill(value),
  });
  const cpu = (id: string, level: number, bytes: number) => [
    daily('AWS/EC2', 'CPUUtilization', { InstanceId: id }, level),
    daily('AWS/EC2', 'NetworkIn', { InstanceId: id }, bytes),
    daily('AWS/EC2', 'NetworkOut', { InstanceId: id }, bytes),
  ];
  await account.metrics(region, [
    ...cpu(idleInstance, 3, 100_000),
    ...cpu(busyInstance, 65, 9e9),
    daily('AWS/NATGateway', 'BytesOutToDestination', { NatGatewayId: busyNat }, 5e8),
    daily('AWS/NATGateway', 'BytesInFromDestination', { NatGatewayId: busyNat }, 5e8),
  ]);
  await plantPrices(account, region);
  return {
    idleVolume,
    freshVolume,
    gp2Volume,
    oldSnapshot,
    imageSnapshot,
    address,
    idleNat,
    busyNat,
    idleInstance,
    busyInstance,
    stoppedInstance,
  };
}
