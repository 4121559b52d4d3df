import check from '../../../../checks/aws/ebs/volume-unattached.ts';
import { ebsIops, ebsStorage, ebsThroughput } from '../../../../prices/aws/ebs.ts';
import { daysAgo, REGION, volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const loose = (over: Parameters<typeof volume>[0] = {}) =>
  volume({ state: 'available', attachments: [], ...over });
const gib = (volumeType: string, usd: string) => [ebsStorage(REGION, { volumeType }), usd] as const;

testCheck(check, {
  fails: [
    {
      name: 'a week old to the second',
      row: loose({ create_time: daysAgo(7) }),
      says: 'Volume vol-0a (100 GiB gp3) is attached to nothing, is 7 days old and is billed like one in use.',
      saves: null,
    },
    {
      name: 'last attached on a day that ended a week ago to the second',
      row: loose(),
      metrics: { ebs_volume_read_ops: [5, null, null, null, null, null, null, null] },
      asOf: '2026-11-25T00:00:00.000Z',
      says: 'Volume vol-0a (100 GiB gp3) is attached to nothing, is 89 days old and is billed like one in use.',
      saves: null,
    },
    {
      name: 'never attached in the window: AWS published nothing',
      row: loose(),
      prices: [gib('gp3', '0.088')],
      says: 'Volume vol-0a (100 GiB gp3) is attached to nothing, is 90 days old and costs $8.80 a month.',
      saves: '8.800000',
      costs: '8.800000',
      claims: { 'vol-0a/storage': '8.800000' },
      level: 'medium',
      confidence: 90,
      dimensions: { volume_type: 'gp3', size_gib: '100', age_days: '90' },
    },
    {
      name: 'detached eight days ago',
      row: loose(),
      metrics: { ebs_volume_read_ops: [100, 100, null, null, null, null, null, null, null] },
      prices: [gib('gp3', '0.088')],
      says: 'Volume vol-0a (100 GiB gp3) is attached to nothing, is 90 days old and costs $8.80 a month.',
      saves: '8.800000',
    },
    {
      name: 'all IOPS of io2 are billed; an expensive one is worse',
      row: loose({ volume_type: 'io2', iops: 5000, throughput_mibps: null }),
      prices: [gib('io2', '0.138'), [ebsIops(REGION, { volumeType: 'io2' }), '0.072']],
      says: 'Volume vol-0a (100 GiB io2) is attached to nothing, is 90 days old and costs $373.80 a month.',
      saves: '373.800000',
      level: 'high',
    },
    {
      name: 'gp3 above its baseline',
      row: loose({ iops: 3100, throughput_mibps: 126 }),
      prices: [
        gib('gp3', '0.088'),
        [ebsIops(REGION, { volumeType: 'gp3' }), '0.0055'],
        [ebsThroughput(REGION, { volumeType: 'gp3' }), '0.044'],
      ],
      says: 'Volume vol-0a (100 GiB gp3) is attached to nothing, is 90 days old and costs $9.39 a month.',
      saves: '9.394000',
    },
    {
      name: 'metrics were refused: less sure, and said',
      row: loose(),
      unread: ['metric/ebs_volume_read_ops'],
      prices: [gib('gp3', '0.088')],
      says: 'Volume vol-0a (100 GiB gp3) is attached to nothing, is 90 days old and costs $8.80 a month.',
      saves: '8.800000',
      confidence: 65,
      notes: 'its metrics could not be read, so its age stands for how long it has been unattached',
    },
    {
      name: 'no price, no savings',
      row: loose(),
      says: 'Volume vol-0a (100 GiB gp3) is attached to nothing, is 90 days old and is billed like one in use.',
      saves: null,
    },
  ],
  passes: [
    { name: 'in use', row: volume() },
    {
      name: 'detaching',
      row: volume({ state: 'available', attachments: [{ instance_id: 'i-0a', state: 'detaching' }] }),
    },
    { name: 'still being restored', row: loose({ state: 'creating' }), skips: 'it is creating' },
    { name: 'failed: not billed', row: loose({ state: 'error' }), skips: 'it is error' },
  ],
  unknowns: [
    {
      name: 'created six days ago',
      row: loose({ create_time: daysAgo(6) }),
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'old, but attached until the day before yesterday',
      row: loose(),
      metrics: { ebs_volume_read_ops: [100, null, null] },
      because: 'it was attached less than 7 days ago',
    },
    {
      name: 'a team that waits longer',
      row: loose({ create_time: daysAgo(20) }),
      options: { minimumAgeDays: 30 },
      because: 'it was created less than 30 days ago',
    },
  ],
});
