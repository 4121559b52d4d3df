import check from '../../../../checks/aws/ec2/instance-underutilized.ts';
import { ec2InstanceHour } from '../../../../prices/aws/ec2.ts';
import { daysAgo, instance, instanceType, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = (type: string, usd: string, platformDetails = 'Linux/UNIX') =>
  [ec2InstanceHour(REGION, { instanceType: type, platformDetails, tenancy: 'default' }), usd] as const;
const m5 = [
  instanceType({ instance_type: 'm5.large', vcpus: 2, memory_mib: 8192 }),
  instanceType(),
  instanceType({ instance_type: 'm5.2xlarge', vcpus: 8, memory_mib: 32_768 }),
  instanceType({ instance_type: 'm5.metal', vcpus: 2, memory_mib: 8193, bare_metal: true }),
  instanceType({ instance_type: 'm5.small', vcpus: 1, memory_mib: 8194, architectures: ['arm64'] }),
];
const MIB = 1024 ** 2;
const idle = {
  ec2_instance_cpu_average: 4,
  ec2_instance_cpu_maximum: 20,
  ec2_instance_network_in: MIB,
  ec2_instance_network_out: MIB,
} as const;
const fortnight = (last: number): number[] => [...new Array<number>(13).fill(20), last];
const week = (value: number): number[] => new Array<number>(7).fill(value);
const t3 = [
  instanceType({ instance_type: 't3.nano', vcpus: 2, memory_mib: 512, burstable: true }),
  instanceType({ instance_type: 't3.micro', vcpus: 2, memory_mib: 1024, burstable: true }),
];
const g5 = [
  instanceType({ instance_type: 'r5d.large', vcpus: 2, memory_mib: 8192 }),
  instanceType({ instance_type: 'r5d.xlarge', vcpus: 4, memory_mib: 16_384 }),
  instanceType({ instance_type: 'r5d.2xlarge', vcpus: 8, memory_mib: 32_768 }),
];
const c5 = [
  instanceType({ instance_type: 'c5.4xlarge', vcpus: 16, memory_mib: 32_768 }),
  instanceType({ instance_type: 'c5.9xlarge', vcpus: 36, memory_mib: 73_728 }),
];

testCheck(check, {
  fails: [
    {
      name: 'exactly at every limit: a week of days, and the load that is just low enough',
      row: instance({ launch_time: daysAgo(7) }),
      tables: { ec2_instance_types: m5 },
      metrics: {
        ec2_instance_cpu_average: week(10),
        ec2_instance_cpu_maximum: week(40),
        ec2_instance_network_in: week(12 * MIB),
        ec2_instance_network_out: week(0),
      },
      prices: [price('m5.xlarge', '0.214')],
      says: 'Instance i-0a (m5.xlarge) used 10.0 % CPU on average and 40.0 % at its peaks over 7 days; m5.large would do.',
      saves: null,
    },
    {
      name: 'a nano earns what this one spends',
      row: instance({ instance_type: 't3.micro' }),
      tables: { ec2_instance_types: t3 },
      metrics: { ...idle, ec2_instance_cpu_average: 5 },
      prices: [price('t3.micro', '0.0114'), price('t3.nano', '0.0057')],
      says: 'Instance i-0a (t3.micro) used 5.0 % CPU on average and 20.0 % at its peaks over 14 days; t3.nano would do and save $4.16 a month.',
      saves: '4.161000',
    },
    {
      name: 'a quiet instance with a smaller type; metal and other architectures are no targets',
      row: instance(),
      tables: { ec2_instance_types: m5 },
      metrics: idle,
      prices: [price('m5.xlarge', '0.214'), price('m5.large', '0.107')],
      says: 'Instance i-0a (m5.xlarge) used 4.0 % CPU on average and 20.0 % at its peaks over 14 days; m5.large would do and save $78.11 a month.',
      saves: '78.110000',
      costs: '156.220000',
      claims: { 'i-0a/compute': '78.110000' },
      confidence: 75,
      dimensions: { recommended_instance_type: 'm5.large', vpc_id: 'vpc-0a', instance_type: 'm5.xlarge' },
    },
    {
      name: 'Windows is priced as Windows',
      row: instance({ platform_details: 'Windows' }),
      tables: { ec2_instance_types: m5 },
      metrics: idle,
      prices: [price('m5.xlarge', '0.398', 'Windows'), price('m5.large', '0.199', 'Windows')],
      says: 'Instance i-0a (m5.xlarge) used 4.0 % CPU on average and 20.0 % at its peaks over 14 days; m5.large would do and save $145.27 a month.',
      saves: '145.270000',
    },
    {
      name: 'no price, no savings',
      row: instance(),
      tables: { ec2_instance_types: m5 },
      metrics: { ...idle, ec2_instance_cpu_maximum: fortnight(40) },
      says: 'Instance i-0a (m5.xlarge) used 4.0 % CPU on average and 40.0 % at its peaks over 14 days; m5.large would do.',
      saves: null,
      confidence: 50,
    },
    {
      name: 'the smallest of its family never saves its whole cost',
      row: instance({ instance_type: 'm5.large' }),
      tables: { ec2_instance_types: m5 },
      metrics: idle,
      prices: [price('m5.large', '0.107')],
      says: 'Instance i-0a (m5.large) used 4.0 % CPU on average and 20.0 % at its peaks over 14 days, and no smaller type of its family is cheaper: consolidate it or stop it.',
      saves: null,
      costs: '78.110000',
    },
    {
      name: 'no network traffic was published at all: CPU alone says it, less surely',
      row: instance(),
      tables: { ec2_instance_types: m5 },
      metrics: { ...idle, ec2_instance_network_in: null, ec2_instance_network_out: null },
      prices: [price('m5.xlarge', '0.214'), price('m5.large', '0.107')],
      says: 'Instance i-0a (m5.xlarge) used 4.0 % CPU on average and 20.0 % at its peaks over 14 days; m5.large would do and save $78.11 a month.',
      saves: '78.110000',
      confidence: 45,
      notes: 'judged by CPU alone: no network traffic was published',
    },
    {
      name: 'a smaller type that costs more is passed over',
      row: instance({ instance_type: 'r5d.2xlarge' }),
      tables: { ec2_instance_types: g5 },
      metrics: { ...idle, ec2_instance_cpu_maximum: 10 },
      prices: [price('r5d.2xlarge', '0.3'), price('r5d.xlarge', '0.4'), price('r5d.large', '0.1')],
      says: 'Instance i-0a (r5d.2xlarge) used 4.0 % CPU on average and 10.0 % at its peaks over 14 days; r5d.large would do and save $146.00 a month.',
      saves: '146.000000',
    },
  ],
  passes: [
    {
      name: 'busy on average',
      row: instance(),
      tables: { ec2_instance_types: m5 },
      metrics: { ...idle, ec2_instance_cpu_average: 10.1 },
    },
    {
      name: 'one busy day in a fortnight counts',
      row: instance(),
      tables: { ec2_instance_types: m5 },
      metrics: { ...idle, ec2_instance_cpu_maximum: fortnight(41) },
    },
    {
      name: 'low CPU, much network: a proxy',
      row: instance(),
      tables: { ec2_instance_types: m5 },
      metrics: { ...idle, ec2_instance_network_out: 24 * MIB },
    },
    {
      name: 'the next smaller type has less than half the CPUs, and the peak would not fit',
      row: instance({ instance_type: 'c5.9xlarge' }),
      tables: { ec2_instance_types: c5 },
      metrics: { ...idle, ec2_instance_cpu_maximum: 38 },
      prices: [price('c5.9xlarge', '1.728'), price('c5.4xlarge', '0.768')],
    },
    {
      name: 'a nano would spend more credits than it earns',
      row: instance({ instance_type: 't3.micro' }),
      tables: { ec2_instance_types: t3 },
      metrics: { ...idle, ec2_instance_cpu_average: 8 },
    },
    {
      name: 'a nano costs too little to be worth a word',
      row: instance({ instance_type: 't3.nano' }),
      tables: { ec2_instance_types: t3 },
      metrics: idle,
      prices: [price('t3.nano', '0.0057')],
    },
    {
      name: 'on a Dedicated Host',
      row: instance({ tenancy: 'host' }),
      tables: { ec2_instance_types: m5 },
      metrics: idle,
      skips: 'its Dedicated Host is billed, not the instance',
    },
    {
      name: 'stopped',
      row: instance({ state: 'stopped' }),
      tables: { ec2_instance_types: m5 },
      metrics: idle,
      skips: 'not running',
    },
    {
      name: 'Spot',
      row: instance({ lifecycle: 'spot' }),
      tables: { ec2_instance_types: m5 },
      metrics: idle,
      skips: 'a spot instance',
    },
    {
      name: 'a member of an Auto Scaling group',
      row: instance({ tags: { 'aws:autoscaling:groupName': 'web' } }),
      tables: { ec2_instance_types: m5 },
      metrics: idle,
      skips: 'its size is that of its Auto Scaling group',
    },
    {
      name: 'its GPU may be at work',
      row: instance({ instance_type: 'g5.xlarge' }),
      metrics: idle,
      skips: 'its work is on accelerators, which CPU does not show',
    },
  ],
  unknowns: [
    {
      name: 'started yesterday, as recorded days of a former life show',
      row: instance({ launch_time: daysAgo(1) }),
      tables: { ec2_instance_types: m5 },
      metrics: idle,
      because: 'it was started less than 7 days ago',
    },
    {
      name: 'six days of CPU',
      row: instance(),
      tables: { ec2_instance_types: m5 },
      metrics: { ...idle, ec2_instance_cpu_average: [1, 1, 1, 1, 1, 1] },
      because: 'CPU was measured on 6 days, 7 are needed',
    },
    {
      name: 'network in one direction only',
      row: instance(),
      tables: { ec2_instance_types: m5 },
      metrics: { ...idle, ec2_instance_network_in: null },
      because: 'network was measured on 0 days, 7 are needed',
    },
    {
      name: 'a type that the region does not describe',
      row: instance({ instance_type: 'm9.xlarge' }),
      tables: { ec2_instance_types: m5 },
      metrics: idle,
      because: 'AWS does not describe m9.xlarge in this region',
    },
  ],
});
