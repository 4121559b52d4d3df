import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  AllocateAddressCommand,
  CreateLaunchTemplateCommand,
  CreateNatGatewayCommand,
  CreateVolumeCommand,
  CreateVpcEndpointCommand,
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplateVersionsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeReservedInstancesCommand,
  DescribeRouteTablesCommand,
  DescribeSnapshotsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
  paginateDescribeVolumes,
  RunInstancesCommand,
  StopInstancesCommand,
  type Volume,
} from '@aws-sdk/client-ec2';
import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import {
  CreateDBInstanceCommand,
  DescribeDBInstancesCommand,
  DescribeDBMajorEngineVersionsCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Account, bornAt, type Emulator } from '../support/aws/emulator.ts';
import { product } from '../support/aws/product.ts';
import { emulator } from '../support/aws/shared-emulator.ts';

let aws: Emulator;
let account: Account;
let config: { region: string; endpoint: string; credentials: Awaited<ReturnType<Account['credentials']>> };
beforeAll(async () => {
  aws = await emulator();
  account = aws.freshAccount();
  config = { region: 'eu-west-1', endpoint: aws.url, credentials: await account.credentials() };
});

describe('the emulator', () => {
  test('gives credentials of the account that was asked for', async () => {
    const who = await new STSClient(config).send(new GetCallerIdentityCommand({}));
    expect(who.Account).toBe(account.id);
  });

  test('keeps accounts and regions apart, pages, and lets a volume be born in the past', async () => {
    const ec2 = bornAt(new EC2Client(config), '2025-03-01T00:00:00Z');
    await ec2.send(new CreateVolumeCommand({ AvailabilityZone: 'eu-west-1a', Size: 100, VolumeType: 'gp2' }));
    await account.call({
      service: 'ec2',
      region: 'eu-west-1',
      method: 'create_volume',
      kwargs: { size: 8, zone_name: 'eu-west-1a', volume_type: 'gp3', snapshot_id: null },
      repeat: 11,
      set: { create_time: '2024-01-01T00:00:00Z' },
    });
    const pages: Volume[][] = [];
    for await (const page of paginateDescribeVolumes({ client: ec2, pageSize: 5 }, {}))
      pages.push(page.Volumes ?? []);
    expect(pages.map((page) => page.length)).toEqual([5, 5, 2]);
    const [first, second] = pages.flat();
    expect([first?.Size, first?.Iops, first?.CreateTime?.toISOString()]).toEqual([
      100,
      300,
      '2025-03-01T00:00:00.000Z',
    ]);
    expect([second?.Iops, second?.Throughput, second?.CreateTime?.getUTCFullYear()]).toEqual([
      3000, 125, 2024,
    ]);

    const elsewhere = new EC2Client({ ...config, region: 'us-east-1' });
    expect((await elsewhere.send(new DescribeVolumesCommand({}))).Volumes).toEqual([]);
    const other = new EC2Client({ ...config, credentials: await aws.freshAccount().credentials() });
    expect((await other.send(new DescribeVolumesCommand({}))).Volumes).toEqual([]);
  });

  test('says when an instance was stopped, in the words of the service', async () => {
    const ec2 = new EC2Client({ ...config, region: 'us-west-2' });
    const made = await ec2.send(new RunInstancesCommand({ ImageId: 'ami-1', MinCount: 1, MaxCount: 1 }));
    const id = made.Instances?.[0]?.InstanceId ?? '';
    await bornAt(ec2, '2026-06-01T08:00:00Z').send(new StopInstancesCommand({ InstanceIds: [id] }));
    const seen = await ec2.send(new DescribeInstancesCommand({}));
    expect(seen.Reservations?.[0]?.Instances?.[0]?.StateTransitionReason).toBe(
      'User initiated (2026-06-01 08:00:00 GMT)',
    );
  });

  test('shows only regions that are on, unless all are asked for', async () => {
    const ec2 = new EC2Client(config);
    const on = (await ec2.send(new DescribeRegionsCommand({}))).Regions ?? [];
    const all = (await ec2.send(new DescribeRegionsCommand({ AllRegions: true }))).Regions ?? [];
    expect(on.map((r) => r.RegionName)).toContain('eu-west-1');
    expect(on.some((r) => r.OptInStatus === 'not-opted-in' || r.RegionName?.startsWith('cn-'))).toBe(false);
    expect(all.some((r) => r.OptInStatus === 'not-opted-in')).toBe(true);
    expect(all.length).toBeGreaterThan(on.length);
  });

  test('an address that is free names no instance and no interface', async () => {
    const ec2 = new EC2Client(config);
    await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
    const [address] = (await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? [];
    expect([address?.InstanceId, address?.NetworkInterfaceId]).toEqual([undefined, undefined]);
  });

  test('a NAT gateway holds its address by an interface of its own kind; a gateway endpoint says its type', async () => {
    const ec2 = new EC2Client({ ...config, region: 'eu-central-1' });
    const subnet = (await ec2.send(new DescribeSubnetsCommand({}))).Subnets?.[0];
    const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
    await ec2.send(new CreateNatGatewayCommand({ SubnetId: subnet?.SubnetId, AllocationId }));
    const [address] = (await ec2.send(new DescribeAddressesCommand({}))).Addresses ?? [];
    const interfaces = (await ec2.send(new DescribeNetworkInterfacesCommand({}))).NetworkInterfaces ?? [];
    const own = interfaces.find((i) => i.NetworkInterfaceId === address?.NetworkInterfaceId);
    expect([own?.InterfaceType, own?.Status]).toEqual(['nat_gateway', 'in-use']);
    const ServiceName = 'com.amazonaws.eu-central-1.s3';
    await ec2.send(new CreateVpcEndpointCommand({ VpcId: subnet?.VpcId, ServiceName }));
    const [endpoint] = (await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints ?? [];
    expect(endpoint?.VpcEndpointType).toBe('Gateway');
  });

  test('pages launch template versions, and refuses a page larger than the service takes', async () => {
    const ec2 = new EC2Client({ ...config, region: 'ap-south-1' });
    for (let i = 0; i < 3; i += 1) {
      const template = { LaunchTemplateName: `t${i}`, LaunchTemplateData: { ImageId: 'ami-1' } };
      await ec2.send(new CreateLaunchTemplateCommand(template));
    }
    const page = (more: object) =>
      ec2.send(new DescribeLaunchTemplateVersionsCommand({ Versions: ['$Latest'], MaxResults: 2, ...more }));
    const first = await page({});
    const last = await page({ NextToken: first.NextToken });
    expect([
      first.LaunchTemplateVersions?.length,
      last.LaunchTemplateVersions?.length,
      last.NextToken,
    ]).toEqual([2, 1, undefined]);
    await expect(ec2.send(new DescribeRouteTablesCommand({ MaxResults: 101 }))).rejects.toThrow(
      /between 5 and 100/,
    );
    const rds = new RDSClient(config);
    await expect(rds.send(new DescribeDBSnapshotsCommand({ MaxRecords: 101 }))).rejects.toThrow(
      /between 20 and 100/,
    );
  });

  test('a database instance is born without a snapshot, on the day it was told', async () => {
    const rds = bornAt(new RDSClient(config), '2025-05-05T00:00:00Z');
    const made = {
      DBInstanceIdentifier: 'db-1',
      DBInstanceClass: 'db.t3.micro',
      Engine: 'mysql',
      AllocatedStorage: 20,
    };
    await rds.send(
      new CreateDBInstanceCommand({ ...made, MasterUsername: 'u', MasterUserPassword: 'password1' }),
    );
    const [instance] = (await rds.send(new DescribeDBInstancesCommand({}))).DBInstances ?? [];
    expect(instance?.InstanceCreateTime?.toISOString()).toBe('2025-05-05T00:00:00.000Z');
    expect((await rds.send(new DescribeDBSnapshotsCommand({}))).DBSnapshots).toEqual([]);
  });

  test('knows until when AWS supports the major versions of databases', async () => {
    const rds = new RDSClient({ ...config, region: 'us-east-2' });
    const all = (await rds.send(new DescribeDBMajorEngineVersionsCommand({}))).DBMajorEngineVersions ?? [];
    const mysql = all.find((v) => v.Engine === 'mysql' && v.MajorEngineVersion === '8.0');
    expect(
      mysql?.SupportedEngineLifecycles?.map((l) => [
        l.LifecycleSupportName,
        l.LifecycleSupportEndDate?.getUTCFullYear(),
      ]),
    ).toEqual([
      ['open-source-rds-standard-support', 2026],
      ['open-source-rds-extended-support', 2029],
    ]);
    const one = await rds.send(new DescribeDBMajorEngineVersionsCommand({ Engine: 'mariadb' }));
    expect(new Set(one.DBMajorEngineVersions?.map((v) => v.Engine))).toEqual(new Set(['mariadb']));
  });

  test('answers metrics with percentiles, exact dimensions and pages', async () => {
    await account.metrics('eu-west-1', [
      {
        namespace: 'AWS/EBS',
        metric: 'VolumeReadOps',
        dimensions: { VolumeId: 'vol-1' },
        unit: 'Count',
        start: '2026-11-01T00:00:00Z',
        period: 3600,
        values: Array.from({ length: 14 * 24 }, (_, i) => (i === 30 ? null : i % 24)),
      },
    ]);
    const query = (Id: string, VolumeId: string, Stat: string) => ({
      Id,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/EBS',
          MetricName: 'VolumeReadOps',
          Dimensions: [{ Name: 'VolumeId', Value: VolumeId }],
        },
        Period: 86_400,
        Stat,
      },
    });
    const range = {
      StartTime: new Date('2026-11-01'),
      EndTime: new Date('2026-11-15'),
      ScanBy: 'TimestampAscending',
    };
    const cloudwatch = new CloudWatchClient(config);
    const send = (more: object, queries: ReturnType<typeof query>[]) =>
      cloudwatch.send(
        new GetMetricDataCommand({
          ...range,
          ScanBy: 'TimestampAscending',
          MetricDataQueries: queries,
          ...more,
        }),
      );
    const whole = await send({}, [
      query('a', 'vol-1', 'p50'),
      query('b', 'vol-2', 'Sum'),
      query('c', 'vol-1', 'SampleCount'),
    ]);
    expect(whole.MetricDataResults?.map((r) => r.Values?.length)).toEqual([14, 0, 14]);
    expect(whole.MetricDataResults?.[0]?.Values?.[0]).toBe(11.5);
    expect(whole.MetricDataResults?.[2]?.Values?.slice(0, 2)).toEqual([24, 23]);
    const page = await send({ MaxDatapoints: 10 }, [query('a', 'vol-1', 'Sum')]);
    expect([page.MetricDataResults?.[0]?.Values?.length, page.MetricDataResults?.[0]?.StatusCode]).toEqual([
      10,
      'PartialData',
    ]);
    const rest = await send({ MaxDatapoints: 10, NextToken: page.NextToken }, [query('a', 'vol-1', 'Sum')]);
    expect([rest.MetricDataResults?.[0]?.Values?.length, rest.NextToken]).toEqual([4, undefined]);
    const tooMany = Array.from({ length: 501 }, (_, i) => query(`q${i}`, 'vol-1', 'Sum'));
    await expect(send({}, tooMany)).rejects.toThrow(/500/);
  });

  test('gives planted answers in the wire shape of each protocol, and refuses a member that does not exist', async () => {
    await account.plant('ec2', 'DescribeReservedInstances', {
      result: {
        ReservedInstances: [{ ReservedInstancesId: 'ri-1', InstanceCount: 2, End: '2027-01-01T00:00:00Z' }],
      },
    });
    const reserved = await new EC2Client(config).send(new DescribeReservedInstancesCommand({}));
    expect(reserved.ReservedInstances?.[0]?.End?.toISOString()).toBe('2027-01-01T00:00:00.000Z');

    await account.plant('rds', 'DescribeDBMajorEngineVersions', {
      match: { Engine: 'mysql' },
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
        ],
      },
    });
    const rds = new RDSClient(config);
    const major = await rds.send(new DescribeDBMajorEngineVersionsCommand({ Engine: 'mysql' }));
    const end = major.DBMajorEngineVersions?.[0]?.SupportedEngineLifecycles?.[0]?.LifecycleSupportEndDate;
    expect(end?.toISOString()).toBe('2026-07-31T23:59:59.000Z');

    await account.plant('ec2', 'DescribeSnapshots', {
      times: 1,
      error: { code: 'UnauthorizedOperation', status: 403 },
    });
    const snapshots = () => new EC2Client(config).send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }));
    await expect(snapshots()).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    expect((await snapshots()).Snapshots).toEqual([]);

    await expect(account.plant('ec2', 'DescribeVolumes', { result: { Volume: [] } })).rejects.toThrow(
      /not a member/,
    );
    await expect(
      account.call({ service: 'ec2', region: 'eu-west-1', method: 'no_such_method' }),
    ).rejects.toThrow(/no_such_method/);
  });

  test('logs the calls of one account', async () => {
    const mine = await account.calls();
    expect(mine.filter((call) => call.operation === 'GetMetricData')).toHaveLength(4);
    expect(new Set(mine.map((call) => call.account))).toEqual(new Set([account.id]));
    const stranger = aws.freshAccount();
    expect(await stranger.calls()).toEqual([]);
  });
});

describe('the price list', () => {
  const volume = (sku: string, region: string, type: string, usd: string) =>
    product({
      sku,
      service: 'AmazonEC2',
      family: 'Storage',
      attributes: { regionCode: region, volumeApiName: type },
      unit: 'GB-Mo',
      usd,
    });
  const filter = (Field: string, Value: string) => ({ Type: 'TERM_MATCH' as const, Field, Value });

  beforeAll(async () => {
    await account.prices([
      volume('GP2EU', 'eu-west-1', 'gp2', '0.1100000000'),
      volume('GP3EU', 'eu-west-1', 'gp3', '0.0880000000'),
      volume('GP3US', 'us-east-1', 'gp3', '0.0800000000'),
      product({
        sku: 'NATEU',
        service: 'AmazonEC2',
        family: 'NAT Gateway',
        attributes: { regionCode: 'eu-west-1' },
        unit: 'GB',
        usd: [
          { from: 0, to: 10_240, usd: '0.0480000000' },
          { from: 10_240, usd: '0.0400000000' },
        ],
      }),
    ]);
  });

  test('gives the products for which every filter holds, as JSON texts', async () => {
    const pricing = new PricingClient({ ...config, region: 'us-east-1' });
    const find = (...Filters: ReturnType<typeof filter>[]) =>
      pricing.send(new GetProductsCommand({ ServiceCode: 'AmazonEC2', Filters }));
    const found = await find(filter('regionCode', 'eu-west-1'), filter('volumeApiName', 'gp3'));
    expect(found.FormatVersion).toBe('aws_v1');
    expect(found.PriceList).toHaveLength(1);
    const only = JSON.parse(String(found.PriceList?.[0]));
    expect(only.product).toMatchObject({
      sku: 'GP3EU',
      productFamily: 'Storage',
      attributes: { volumeApiName: 'gp3' },
    });
    const [term] = Object.values<{ priceDimensions: Record<string, object> }>(only.terms.OnDemand);
    expect(Object.values(term?.priceDimensions ?? {})).toMatchObject([
      { unit: 'GB-Mo', beginRange: '0', endRange: 'Inf', pricePerUnit: { USD: '0.0880000000' } },
    ]);
    const nat = JSON.parse(String((await find(filter('productFamily', 'NAT Gateway'))).PriceList?.[0]));
    const [tiers] = Object.values<{ priceDimensions: Record<string, object> }>(nat.terms.OnDemand);
    expect(Object.values(tiers?.priceDimensions ?? {})).toMatchObject([
      { beginRange: '0', endRange: '10240' },
      { beginRange: '10240', endRange: 'Inf' },
    ]);
    expect((await find(filter('volumeApiName', 'gp9'))).PriceList).toEqual([]);
    expect((await find(filter('noSuchField', 'gp3'))).PriceList).toEqual([]);
  });

  test('pages, and refuses what the service refuses', async () => {
    const pricing = new PricingClient({ ...config, region: 'us-east-1' });
    const page = (more: object) =>
      pricing.send(new GetProductsCommand({ ServiceCode: 'AmazonEC2', ...more }));
    const first = await page({ MaxResults: 3 });
    expect(first.PriceList).toHaveLength(3);
    const last = await page({ MaxResults: 3, NextToken: first.NextToken });
    expect([last.PriceList?.length, last.NextToken]).toEqual([1, undefined]);
    await expect(page({ MaxResults: 101 })).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(page({ NextToken: 'x' })).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
    await expect(
      new PricingClient(config).send(new GetProductsCommand({ ServiceCode: 'AmazonEC2' })),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
  });
});
