/** The bill that most tests share: a month and a half of one organisation, with a bit of everything. */
import { type Bill, PAYER } from './bill.ts';

export const MEMBER = '098765432109';
export const I = 'i-0abc00000000000a1';
export const I_SP = 'i-0abc00000000000a2';
export const I_RI = 'i-0abc00000000000a3';
export const VOL = 'vol-0abc00000000000b1';
export const SNAP = `arn:aws:ec2:eu-west-1:${PAYER}:snapshot/snap-0abc00000000000c1`;
export const NAT = `arn:aws:ec2:eu-west-1:${PAYER}:natgateway/nat-0abc00000000000d1`;
export const DB = `arn:aws:rds:eu-west-1:${PAYER}:db:orders`;
export const AURORA = `arn:aws:rds:eu-west-1:${PAYER}:cluster:cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
export const LOGS = `arn:aws:logs:eu-west-1:${PAYER}:log-group:/aws/lambda/orders`;

const day = { from: '2026-10-01', days: 54 };

export const account = (differs: Partial<Bill> = {}): Bill => ({
  payer: PAYER,
  usage: [
    {
      ...day,
      service: 'AmazonEC2',
      usageType: 'EUW1-BoxUsage:m5.large',
      operation: 'RunInstances',
      resource: I,
      list: '2.568',
      tags: {
        'user:Team': 'Blue',
        'user:team': 'blue, "really"',
        'user:größe': '| ::set-output name=x::y',
        'aws:createdBy': 'Root:\n1',
      },
    },
    {
      ...day,
      service: 'AmazonEC2',
      usageType: 'EUW1-DataTransfer-Out-Bytes',
      resource: I,
      list: '0.1234567891',
    },
    { ...day, service: 'AmazonGuardDuty', usageType: 'EUW1-PaidEventsAnalyzed', resource: I, list: '0.75' },
    {
      ...day,
      service: 'AmazonCloudWatch',
      usageType: 'EUW1-CW:MetricMonitorUsage',
      resource: `arn:aws:ec2:eu-west-1:${PAYER}:instance/${I}`,
      list: '0.07',
    },
    {
      ...day,
      service: 'AmazonEC2',
      usageType: 'EUW1-BoxUsage:c5.large',
      resource: I_SP,
      list: '2.304',
      paid: 'savingsPlan',
      effective: '1.44',
    },
    {
      ...day,
      service: 'AmazonEC2',
      usageType: 'EUW1-BoxUsage:m5.large',
      resource: I_RI,
      list: '2.568',
      paid: 'reservation',
      effective: '1.6',
    },
    {
      ...day,
      service: 'AmazonEC2',
      usageType: 'EUW1-EBS:VolumeUsage.gp2',
      operation: 'CreateVolume-Gp2',
      resource: VOL,
      list: '0.3666666667',
    },
    { ...day, service: 'AmazonEC2', usageType: 'EUW1-EBS:SnapshotUsage', resource: SNAP, list: '0.1' },
    { ...day, service: 'AmazonEC2', usageType: 'EUW1-NatGateway-Hours', resource: NAT, list: '1.152' },
    { ...day, service: 'AmazonEC2', usageType: 'EUW1-NatGateway-Bytes', resource: NAT, list: '0.48' },
    {
      ...day,
      service: 'AmazonRDS',
      usageType: 'EUW1-InstanceUsage:db.m5.large',
      resource: DB,
      list: '4.584',
    },
    { ...day, service: 'AmazonRDS', usageType: 'EUW1-RDS:GP2-Storage', resource: DB, list: '0.42' },
    { ...day, service: 'AmazonRDS', usageType: 'EUW1-Aurora:StorageUsage', resource: AURORA, list: '0.11' },
    {
      ...day,
      service: 'AmazonCloudWatch',
      usageType: 'EUW1-TimedStorage-ByteHrs',
      resource: LOGS,
      list: '0.02',
    },
    {
      ...day,
      service: 'AmazonS3',
      usageType: 'EUW1-TimedStorage-ByteHrs',
      resource: 'orders-archive',
      list: '0.9',
    },
    { ...day, service: 'AmazonS3', usageType: 'EUW1-Requests-Tier1', list: '0.05' },
    {
      ...day,
      account: MEMBER,
      service: 'AmazonEC2',
      usageType: 'EUW1-BoxUsage:t3.micro',
      resource: 'i-0abc00000000000a9',
      list: '0.2736',
    },
  ],
  commitments: [
    { ...day, kind: 'savingsPlan', commitment: '2.88', unused: '1.44', upfront: '54' },
    { ...day, kind: 'reservation', commitment: '2', unused: '0.4' },
  ],
  others: [
    { kind: 'tax', on: '2026-10-31', cost: '12.34' },
    { kind: 'credit', on: '2026-10-20', cost: '-5' },
    { kind: 'refund', on: '2026-11-02', cost: '-1.5' },
    { kind: 'fee', on: '2026-10-05', cost: '11' },
    { kind: 'support', on: '2026-11-03', cost: '29' },
  ],
  ...differs,
});
