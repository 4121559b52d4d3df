/** Volumes, images and network interfaces over the wire: each waste is found with its money, each look-alike stays silent. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachVolumeCommand,
  CreateImageCommand,
  CreateNetworkInterfaceCommand,
  CreateSubnetCommand,
  CreateVolumeCommand,
  type CreateVolumeCommandInput,
  CreateVpcCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { beforeAll, expect, it } from 'vitest';
import type { Finding } from '../../contracts/finding.ts';
import { bornAt, type MetricSeries } from '../support/aws/emulator.ts';
import { emulator } from '../support/aws/shared-emulator.ts';
import { runCli } from '../support/run-cli.ts';

const AS_OF = '2026-11-25T06:00:00.000Z';
const REGION = 'us-east-1';
const ZONE = 'us-east-1a';
const ago = (days: number): string => new Date(Date.parse(AS_OF) - days * 86_400_000).toISOString();
const MIB = 1024 ** 2;
const MINE = [
  'aws.ec2.ebs.volume.performance.overprovisioned',
  'aws.ec2.ebs.provisioned.iops.to.gp3',
  'aws.ec2.ebs.volume.attached.idle',
  'aws.ec2.images.old.unused',
  'aws.ec2.network.interfaces.detached',
];

const planted = new Map<string, string>();
let findings: Finding[] = [];
const plant = (as: string, id: string | undefined): string => {
  if (id === undefined) throw new Error('the emulator gave no id');
  planted.set(id, as);
  return id;
};
/** A day whose busiest minute took so many IOPS and MiB/s, for a fortnight; other days had less. */
const use = (VolumeId: string, iops: readonly number[], mibps: number): MetricSeries[] =>
  (
    [
      ['VolumeReadOps', iops.map((n) => n * 60)],
      ['VolumeWriteOps', iops.map(() => 0)],
      ['VolumeReadBytes', iops.map(() => mibps * 60 * MIB)],
      ['VolumeWriteBytes', iops.map(() => 0)],
    ] as const
  ).map(([metric, values]) => ({
    namespace: 'AWS/EBS',
    metric,
    dimensions: { VolumeId },
    start: `${ago(15).slice(0, 10)}T00:00:00Z`,
    period: 86_400,
    values: [...values],
  }));
const always = (value: number): number[] => new Array<number>(15).fill(value);

beforeAll(async () => {
  const emu = await emulator();
  const account = emu.freshAccount();
  const keys = await account.credentials();
  const config = { region: REGION, endpoint: emu.url, credentials: keys };
  const at = (days: number): EC2Client => bornAt(new EC2Client(config), ago(days));
  const ec2 = at(300);

  const vpc = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const subnet = await ec2.send(
    new CreateSubnetCommand({
      VpcId: vpc.Vpc?.VpcId ?? '',
      CidrBlock: '10.0.1.0/24',
      AvailabilityZone: ZONE,
    }),
  );
  const SubnetId = subnet.Subnet?.SubnetId ?? '';
  const launch = async (as: string, ImageId: string) => {
    const { Instances } = await ec2.send(
      new RunInstancesCommand({
        ImageId,
        MinCount: 1,
        MaxCount: 1,
        InstanceType: 'm5.large',
        SubnetId,
        BlockDeviceMappings: [
          { DeviceName: '/dev/sda1', Ebs: { VolumeSize: 8, VolumeType: 'gp3', Encrypted: true } },
        ],
      }),
    );
    return plant(as, Instances?.[0]?.InstanceId);
  };
  const InstanceId = await launch('machine', 'ami-12c6146b');

  let letter = 102;
  const volume = async (as: string, over: Partial<CreateVolumeCommandInput>, client = ec2) => {
    const made = await ec2.send(
      new CreateVolumeCommand({
        AvailabilityZone: ZONE,
        Size: 100,
        VolumeType: 'gp3',
        Encrypted: true,
        ...over,
      }),
    );
    const VolumeId = plant(as, made.VolumeId);
    const Device = `/dev/sd${String.fromCharCode(letter++)}`;
    await client.send(new AttachVolumeCommand({ VolumeId, InstanceId, Device }));
    return VolumeId;
  };
  const io1 = { VolumeType: 'io1', Iops: 10_000 } as const;
  const fast = { Iops: 12_000, Throughput: 500 } as const;
  const [quietIo1, busyIo1] = [await volume('quiet io1', io1), await volume('busy io1', io1)];
  const [quietGp3, busyGp3] = [await volume('quiet gp3', fast), await volume('gp3 with a busy minute', fast)];
  const silent = await volume('silent data volume', {});
  const weekly = await volume('volume of a weekly backup', {});
  const fresh = await volume('silent volume attached last week', {}, at(7));

  const image = async (as: string, client: EC2Client) =>
    plant(as, (await client.send(new CreateImageCommand({ InstanceId, Name: as }))).ImageId);
  await image('image of nothing', at(200));
  await image('image of this month', at(20));
  await launch('machine of an image', await image('image of a machine', at(250)));

  const loose = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId, Description: 'by hand' }));
  plant('loose interface', loose.NetworkInterface?.NetworkInterfaceId);
  const mount = new CreateNetworkInterfaceCommand({ SubnetId, Description: 'EFS mount target for fs-0a' });
  plant('mount target', (await ec2.send(mount)).NetworkInterface?.NetworkInterfaceId);

  await account.metrics(REGION, [
    ...use(quietIo1, always(500), 20),
    ...use(busyIo1, always(9000), 200),
    ...use(quietGp3, always(400), 20),
    ...use(busyGp3, [...always(400).slice(1), 11_000], 480),
    ...use(silent, always(0), 0),
    ...use(weekly, [0, 0, 0, 50, 0, 0, 0, 0, 0, 0, 50, 0, 0, 0, 0], 0),
    ...use(fresh, always(0), 0),
  ]);

  const work = mkdtempSync(join(tmpdir(), 'look-alikes-ebs-'));
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
  const all = JSON.parse(readFileSync(join(work, 'out/export/findings.json'), 'utf8')) as Finding[];
  findings = all.filter((f) => MINE.includes(f.check_id));
});

const told = (status: string): string[] =>
  findings
    .filter((f) => f.status === status)
    .map((f) => {
      const as = planted.get(f.scope.resource_id) ?? 'a root volume';
      return `${as}: ${f.check_id} ${Number(f.estimated.monthly_savings ?? 0).toFixed(2)}`;
    })
    .sort();

/**
 * List prices of us-east-1, by hand: io1 0.125 a GiB and 0.065 an IOPS, gp3 0.08 a GiB, 0.005 an IOPS above 3,000 and 0.04 a
 * MiB/s above 125, snapshots 0.05 a GiB (the emulator gives those of an image 15).
 */
it('finds what is planted, with its money, and nothing else', () => {
  expect(told('fail')).toEqual([
    'image of nothing: aws.ec2.images.old.unused 0.75',
    'loose interface: aws.ec2.network.interfaces.detached 0.00',
    'quiet gp3: aws.ec2.ebs.volume.performance.overprovisioned 60.00',
    'quiet io1: aws.ec2.ebs.provisioned.iops.to.gp3 654.50',
    'silent data volume: aws.ec2.ebs.volume.attached.idle 8.00',
  ]);
});

it('does not judge what is known for a week', () => {
  expect(told('unknown')).toEqual([
    'silent volume attached last week: aws.ec2.ebs.volume.attached.idle 0.00',
  ]);
});
