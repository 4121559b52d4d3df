import check from '../../../../checks/aws/ec2/instance-stopped-long.ts';
import { ebsIops, ebsStorage, ebsThroughput } from '../../../../prices/aws/ebs.ts';
import { daysAgo, instance, REGION, volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const gp3 = { volumeType: 'gp3' };
const price = [ebsStorage(REGION, gp3), '0.088'] as const;
const stopped = (reason: string, over: Parameters<typeof instance>[0] = {}) =>
  instance({ state: 'stopped', state_transition_reason: reason, ...over });
const june = 'User initiated (2026-06-01 08:00:00 GMT)';
const disk = { ec2_volumes: [volume()] };

testCheck(check, {
  fails: [
    {
      name: 'stopped by a user in June',
      row: stopped(june),
      tables: disk,
      prices: [price],
      says: 'Instance i-0a has been stopped for 176 days, and its 1 volume(s) of 100 GiB cost $8.80 a month.',
      saves: '8.800000',
      costs: '8.800000',
      claims: { 'vol-0a/storage': '8.800000' },
      confidence: 80,
      dimensions: { stopped_on: '2026-06-01', age_days: '176', vpc_id: 'vpc-0a', instance_type: 'm5.xlarge' },
    },
    {
      name: 'the time counts, not the launch: stopped by AWS, in UTC, with a colon before it',
      row: stopped('Server.ScheduledStop: Stopped due to scheduled retirement (2026-10-26 06:00:00 UTC)', {
        launch_time: '2026-11-20T00:00:00.000Z',
      }),
      tables: disk,
      prices: [price],
      says: 'Instance i-0a has been stopped for 30 days, and its 1 volume(s) of 100 GiB cost $8.80 a month.',
      saves: '8.800000',
    },
    {
      name: 'a date alone, IOPS and throughput above the baseline are in the money, each volume its own claim',
      row: stopped('Client.UserInitiatedShutdown: User initiated shutdown (2026-10-01)', {
        volume_ids: ['vol-0a', 'vol-0b'],
      }),
      tables: {
        ec2_volumes: [
          volume(),
          volume({ volume_id: 'vol-0b', size_gib: 50, iops: 4000, throughput_mibps: 225 }),
        ],
      },
      prices: [price, [ebsIops(REGION, gp3), '0.0055'], [ebsThroughput(REGION, gp3), '0.044']],
      says: 'Instance i-0a has been stopped for 55 days, and its 2 volume(s) of 150 GiB cost $23.10 a month.',
      saves: '23.100000',
      claims: { 'vol-0a/storage': '8.800000', 'vol-0b/storage': '14.300000' },
    },
    {
      name: 'no price, no savings',
      row: stopped(june),
      tables: disk,
      says: 'Instance i-0a has been stopped for 176 days, and its 1 volume(s) of 100 GiB are still billed.',
      saves: null,
    },
    {
      name: 'its only volume is shared with another instance',
      row: stopped(june),
      tables: {
        ec2_volumes: [
          volume({
            attachments: [
              { instance_id: 'i-0a', state: 'attached' },
              { instance_id: 'i-0b', state: 'attached' },
            ],
          }),
        ],
      },
      says: 'Instance i-0a has been stopped for 176 days; no volume of its own is billed.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'no reason is given, but it ran twenty days ago',
      row: { ...stopped(''), launch_time: daysAgo(20) },
      tables: disk,
    },
    {
      name: 'stopped a second less than 30 days ago, launched long before',
      row: stopped('User initiated (2026-10-26 06:00:01 GMT)'),
      tables: disk,
    },
    {
      name: 'running, with the reason of an earlier stop',
      row: instance({ state_transition_reason: june }),
      tables: disk,
      skips: 'not stopped',
    },
    {
      name: 'in a warm pool',
      row: stopped(june, { tags: { 'aws:autoscaling:groupName': 'web' } }),
      tables: disk,
      skips: 'its Auto Scaling group keeps it in a warm pool',
    },
  ],
  unknowns: [
    { name: 'no reason', row: stopped(''), tables: disk, because: 'AWS does not say when it was stopped' },
    {
      name: 'a reason without a time',
      row: stopped('Client.InstanceInitiatedShutdown: Instance initiated shutdown'),
      tables: disk,
      because: 'AWS does not say when it was stopped',
    },
    {
      name: 'a day that does not exist',
      row: stopped('User initiated (2026-13-01 08:00:00 GMT)'),
      tables: disk,
      because: 'AWS does not say when it was stopped',
    },
  ],
});
