/** One account over the wire: each planted waste is found with its money, each look-alike beside it stays silent. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  AssociateRouteTableCommand,
  AttachVolumeCommand,
  AuthorizeSecurityGroupIngressCommand,
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
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateDBInstanceCommand,
  type CreateDBInstanceCommandInput,
  CreateDBInstanceReadReplicaCommand,
  CreateDBSnapshotCommand,
  DeleteDBInstanceCommand,
  RDSClient,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { beforeAll, expect, it } from 'vitest';
import type { Finding } from '../../contracts/finding.ts';
import { bornAt, type MetricSeries } from '../support/aws/emulator.ts';
import { emulator } from '../support/aws/shared-emulator.ts';
import { runCli } from '../support/run-cli.ts';

const AS_OF = '2026-11-25T06:00:00.000Z';
const REGION = 'us-east-1';
const ZONE = 'us-east-1a';
const ago = (days: number): string => new Date(Date.parse(AS_OF) - days * 86_400_000).toISOString();
const GIB = 1024 ** 3;

/** What each id was planted as. */
const planted = new Map<string, string>();
let found: string[] = [];

const given = (id: string | undefined): string => {
  if (id === undefined) throw new Error('the emulator gave no id');
  return id;
};
const plant = (as: string, id: string | undefined): string => {
  planted.set(given(id), as);
  return given(id);
};
const daily = (
  namespace: string,
  metric: string,
  dimensions: Record<string, string>,
  value: number,
): MetricSeries => ({
  namespace,
  metric,
  dimensions,
  start: `${ago(15).slice(0, 10)}T00:00:00Z`,
  period: 86_400,
  values: Array<number>(15).fill(value),
});

beforeAll(async () => {
  const emu = await emulator();
  const account = emu.freshAccount();
  plant('the account', account.id);
  const keys = await account.credentials();
  const config = { region: REGION, endpoint: emu.url, credentials: keys };
  const at = (days: number): EC2Client => bornAt(new EC2Client(config), ago(days));
  const ec2 = at(90);
  const rds = bornAt(new RDSClient(config), ago(90));

  const VpcId = given((await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId);
  const subnet = new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone: ZONE });
  const SubnetId = given((await ec2.send(subnet)).Subnet?.SubnetId);

  const group = async (name: string): Promise<string> =>
    plant(
      name,
      (await ec2.send(new CreateSecurityGroupCommand({ VpcId, GroupName: name, Description: name }))).GroupId,
    );
  await group('group of nothing');
  const [database, used, named] = [
    await group('group of databases'),
    await group('used group'),
    await group('named group'),
  ];
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: used,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, UserIdGroupPairs: [{ GroupId: named }] },
      ],
    }),
  );

  const tags = ['Environment', 'Application', 'ApplicationId'].map((Key) => ({ Key, Value: 'shop' }));
  const launch = async (
    as: string,
    InstanceType: RunInstancesCommandInput['InstanceType'],
    client = ec2,
    HttpTokens: 'required' | 'optional' = 'required',
  ): Promise<string> => {
    const { Instances } = await client.send(
      new RunInstancesCommand({
        ImageId: 'ami-12c6146b',
        MinCount: 1,
        MaxCount: 1,
        InstanceType,
        SubnetId,
        SecurityGroupIds: [used],
        MetadataOptions: { HttpTokens },
        BlockDeviceMappings: [
          { DeviceName: '/dev/sda1', Ebs: { VolumeSize: 8, VolumeType: 'gp3', Encrypted: true } },
        ],
        TagSpecifications: [{ ResourceType: 'instance', Tags: tags }],
      }),
    );
    return plant(as, Instances?.[0]?.InstanceId);
  };
  const idle = await launch('idle m5.2xlarge', 'm5.2xlarge');
  const quiet = await launch('c5.xlarge whose network is silent', 'c5.xlarge');
  const busy = await launch('busy m5.large', 'm5.large');
  const proxy = await launch('proxy', 't3.large');
  const young = await launch('young m6i.large', 'm6i.large', at(2));
  const old = await launch('busy m4.large', 'm4.large');
  const bursting = await launch('bursting t3.medium', 't3.medium');
  const open = await launch('m5.large with IMDSv1', 'm5.large', ec2, 'optional');
  const stopped = await launch('stopped for two months', 'm5.large');
  const resting = await launch('stopped for days', 'm5.large');
  await at(60).send(new StopInstancesCommand({ InstanceIds: [stopped] }));
  await at(5).send(new StopInstancesCommand({ InstanceIds: [resting] }));

  const address = async (as: string): Promise<string> =>
    plant(as, (await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }))).AllocationId);
  await address('free address');
  await ec2.send(
    new AssociateAddressCommand({ AllocationId: await address('address in use'), InstanceId: busy }),
  );
  const gateway = async (as: string): Promise<string> => {
    const AllocationId = await address(`address of ${as}`);
    const { NatGateway } = await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
    return plant(as, NatGateway?.NatGatewayId);
  };
  const routed = async (NatGatewayId: string): Promise<string> => {
    const table = given((await ec2.send(new CreateRouteTableCommand({ VpcId }))).RouteTable?.RouteTableId);
    await ec2.send(
      new CreateRouteCommand({ RouteTableId: table, DestinationCidrBlock: '0.0.0.0/0', NatGatewayId }),
    );
    return table;
  };
  await routed(await gateway('gateway without traffic'));
  const through = await gateway('busy gateway beside an endpoint of S3');
  const table = await routed(through);
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId: table, SubnetId }));
  await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId,
      ServiceName: `com.amazonaws.${REGION}.s3`,
      RouteTableIds: [table],
      VpcEndpointType: 'Gateway',
    }),
  );

  const volume = async (as: string, Size: number, VolumeType: 'gp2' | 'gp3', Encrypted: boolean) =>
    plant(
      as,
      (await ec2.send(new CreateVolumeCommand({ AvailabilityZone: ZONE, Size, VolumeType, Encrypted })))
        .VolumeId,
    );
  await volume('unattached volume', 100, 'gp2', false);
  const attached = await volume('attached gp2 of 200 GiB', 200, 'gp2', true);
  await ec2.send(new AttachVolumeCommand({ VolumeId: attached, InstanceId: busy, Device: '/dev/sdg' }));
  const snapshot = new CreateSnapshotCommand({ VolumeId: attached });
  plant('old snapshot', (await ec2.send(snapshot)).SnapshotId);
  plant('another of the same volume', (await at(80).send(snapshot)).SnapshotId);

  const create = async (as: string, id: string, over: Partial<CreateDBInstanceCommandInput> = {}) => {
    planted.set(id, as);
    await rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: id,
        DBInstanceClass: 'db.m5.large',
        Engine: 'postgres',
        EngineVersion: '16.4',
        AllocatedStorage: 100,
        StorageType: 'gp3',
        MasterUsername: 'a',
        MasterUserPassword: 'password123',
        VpcSecurityGroupIds: [database],
        ...over,
      }),
    );
  };
  const stage = (Value: string) => ({ MultiAZ: true, Tags: [{ Key: 'env', Value }] });
  await create('database without connections', 'db-idle');
  await create('busy database', 'db-busy');
  await create('database of much free space', 'db-big', { AllocatedStorage: 1000 });
  await create('two zones for development', 'db-dev', stage('dev'));
  await create('two zones for production', 'db-prod', stage('prod'));
  await create('stopped database', 'db-stopped');
  await create('deleted database', 'db-gone');
  await rds.send(new StopDBInstanceCommand({ DBInstanceIdentifier: 'db-stopped' }));
  await rds.send(
    new CreateDBInstanceReadReplicaCommand({
      DBInstanceIdentifier: 'db-replica',
      SourceDBInstanceIdentifier: 'db-busy',
      DBInstanceClass: 'db.m5.large',
    }),
  );
  planted.set('db-replica', 'replica without readers');
  const keep = async (as: string, DBInstanceIdentifier: string, DBSnapshotIdentifier: string) => {
    planted.set(DBSnapshotIdentifier, as);
    await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier }));
  };
  await keep('snapshot of a deleted database', 'db-gone', 'snap-gone');
  await keep('old snapshot of a database', 'db-busy', 'snap-busy');
  await rds.send(new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'db-gone', SkipFinalSnapshot: true }));

  const instance = (InstanceId: string, cpu: number, bytes?: number): MetricSeries[] => [
    daily('AWS/EC2', 'CPUUtilization', { InstanceId }, cpu),
    ...(bytes === undefined
      ? []
      : ['NetworkIn', 'NetworkOut'].map((m) => daily('AWS/EC2', m, { InstanceId }, bytes))),
  ];
  const db = (DBInstanceIdentifier: string, connections: number, freeGib: number): MetricSeries[] => [
    daily('AWS/RDS', 'DatabaseConnections', { DBInstanceIdentifier }, connections),
    daily('AWS/RDS', 'FreeStorageSpace', { DBInstanceIdentifier }, freeGib * GIB),
    daily('AWS/RDS', 'ReadIOPS', { DBInstanceIdentifier }, connections),
  ];
  await account.metrics(REGION, [
    ...instance(idle, 2, 100_000),
    ...instance(quiet, 2),
    ...instance(proxy, 3, 5e9),
    ...instance(young, 1, 1000),
    ...[busy, old, bursting, open].flatMap((id) => instance(id, 60, 1e9)),
    daily('AWS/EC2', 'CPUCreditBalance', { InstanceId: proxy }, 500),
    daily('AWS/EC2', 'CPUCreditBalance', { InstanceId: bursting }, 0),
    daily('AWS/EC2', 'CPUSurplusCreditsCharged', { InstanceId: bursting }, 288),
    daily('AWS/NATGateway', 'BytesOutToDestination', { NatGatewayId: through }, 2e10),
    daily('AWS/NATGateway', 'BytesInFromDestination', { NatGatewayId: through }, 2e10),
    ...db('db-idle', 0, 10),
    ...db('db-busy', 20, 10),
    ...db('db-big', 9, 900),
    ...db('db-dev', 3, 30),
    ...db('db-prod', 30, 30),
    ...db('db-replica', 0, 10),
  ]);

  const work = mkdtempSync(join(tmpdir(), 'look-alikes-'));
  const { code, stderr } = await runCli(
    ['audit', '--regions', REGION, '--as-of', AS_OF, '--output', join(work, 'out')],
    {
      cwd: work,
      env: {
        AWS_ENDPOINT_URL: emu.url,
        AWS_ACCESS_KEY_ID: keys.accessKeyId,
        AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
        AWS_SESSION_TOKEN: keys.sessionToken,
        XDG_CACHE_HOME: work,
      },
    },
  );
  expect(code, stderr).toBe(0);
  const findings = JSON.parse(readFileSync(join(work, 'out/export/findings.json'), 'utf8')) as Finding[];
  found = findings
    .filter((f) => f.status === 'fail')
    .map((f) => {
      const id = f.scope.resource_id;
      return `${planted.get(id) ?? 'a root volume'}: ${f.check_id} ${Number(f.estimated.monthly_savings ?? 0).toFixed(2)}`;
    })
    .sort();
});

/** Money: list prices of us-east-1, by hand: 730 hours; gp2 0.10, gp3 0.08 a GiB and 0.04 a MiB/s, and so on. */
it('finds what is planted, with its money, and nothing else', () => {
  expect(found).toEqual(
    [
      'a root volume: aws.ec2.ebs.volume.on.stopped.instance 0.64',
      'another of the same volume: aws.ec2.ebs.old.snapshot 10.00',
      'attached gp2 of 200 GiB: aws.ec2.ebs.gp2.to.gp3 3.00',
      'bursting t3.medium: aws.ec2.instances.t.credit.issues 0.00',
      'busy m4.large: aws.ec2.instances.old.generation 0.00',
      'c5.xlarge whose network is silent: aws.ec2.instances.underutilized 62.05',
      'database of much free space: aws.rds.storage.overprovisioned 86.25',
      'database without connections: aws.rds.instances.idle 129.94',
      'free address: aws.ec2.elastic.ips.idle 3.65',
      'gateway without traffic: aws.ec2.nat.gateways.idle 32.85',
      'group of nothing: aws.ec2.security.groups.unused 0.00',
      'idle m5.2xlarge: aws.ec2.instances.underutilized 140.16',
      'm5.large with IMDSv1: aws.ec2.instances.security.imdsv1.allowed 0.00',
      'old snapshot of a database: aws.rds.snapshots.manual.old 9.50',
      'old snapshot: aws.ec2.ebs.old.snapshot 10.00',
      'replica without readers: aws.rds.read.replica.unused 141.44',
      'snapshot of a deleted database: aws.rds.snapshots.orphaned 9.50',
      'stopped database: aws.rds.instances.stopped.storage 11.50',
      'stopped for two months: aws.ec2.instances.stopped.long 0.64',
      'two zones for development: aws.rds.multi.az.non.prod 141.44',
      'the account: aws.budgets.account.spend.unwatched 0.00',
      'unattached volume: aws.ec2.ebs.gp2.to.gp3 2.00',
      'unattached volume: aws.ec2.ebs.unattached.volume 10.00',
      'unattached volume: aws.ec2.ebs.volume.unencrypted 0.00',
    ].sort(),
  );
});
