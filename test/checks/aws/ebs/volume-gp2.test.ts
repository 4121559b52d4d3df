import check from '../../../../checks/aws/ebs/volume-gp2.ts';
import { ebsIops, ebsStorage, ebsThroughput } from '../../../../prices/aws/ebs.ts';
import { REGION, volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const gp3 = { volumeType: 'gp3' };
const storage = [
  [ebsStorage(REGION, { volumeType: 'gp2' }), '0.11'],
  [ebsStorage(REGION, gp3), '0.088'],
] as const;
const speed = [
  [ebsIops(REGION, gp3), '0.0055'],
  [ebsThroughput(REGION, gp3), '0.044'],
] as const;
const gp2 = (size_gib: number, over: Parameters<typeof volume>[0] = {}) =>
  volume({
    volume_type: 'gp2',
    size_gib,
    iops: Math.min(16_000, Math.max(100, 3 * size_gib)),
    throughput_mibps: null,
    ...over,
  });

testCheck(check, {
  fails: [
    {
      name: 'the largest that stays within the throughput of gp3',
      row: gp2(170),
      prices: storage,
      says: 'Volume vol-0a (170 GiB gp2) would save $3.74 a month as gp3 with 3000 IOPS and 125 MiB/s.',
      saves: '3.740000',
    },
    {
      name: 'small: the baseline of gp3 is more than it had',
      row: gp2(100),
      prices: storage,
      says: 'Volume vol-0a (100 GiB gp2) would save $2.20 a month as gp3 with 3000 IOPS and 125 MiB/s.',
      saves: '2.200000',
      costs: '11.000000',
      claims: { 'vol-0a/storage': '2.200000' },
      dimensions: { target_volume_type: 'gp3', target_iops: '3000', target_throughput_mibps: '125' },
    },
    {
      name: 'between 170 and 334 GiB the throughput that lasts is in the money, the burst is not',
      row: gp2(200),
      prices: [...storage, [ebsThroughput(REGION, gp3), '0.044']],
      says: 'Volume vol-0a (200 GiB gp2) would save $3.30 a month as gp3 with 3000 IOPS and 150 MiB/s.',
      saves: '3.300000',
      notes: 'gp2 can burst to 250 MiB/s, which gp3 gives only if it is provisioned',
    },
    {
      name: 'a GiB below 334 its 250 MiB/s are provisioned, so nothing is lost',
      row: gp2(333),
      prices: [...storage, [ebsThroughput(REGION, gp3), '0.044']],
      says: 'Volume vol-0a (333 GiB gp2) would save $1.83 a month as gp3 with 3000 IOPS and 250 MiB/s.',
      saves: '1.826000',
      notes: '',
    },
    {
      name: 'from 334 GiB on it may use 250 MiB/s, which is in the money',
      row: gp2(500),
      prices: [...storage, [ebsThroughput(REGION, gp3), '0.044']],
      says: 'Volume vol-0a (500 GiB gp2) would save $5.50 a month as gp3 with 3000 IOPS and 250 MiB/s.',
      saves: '5.500000',
    },
    {
      name: 'above 1,000 GiB its IOPS are in the money too',
      row: gp2(2000),
      prices: [...storage, ...speed],
      says: 'Volume vol-0a (2000 GiB gp2) would save $22.00 a month as gp3 with 6000 IOPS and 250 MiB/s.',
      saves: '22.000000',
    },
    {
      name: 'IOPS end at 16,000',
      row: gp2(10_000, { state: 'available', attachments: [] }),
      prices: [...storage, ...speed],
      says: 'Volume vol-0a (10000 GiB gp2) would save $143.00 a month as gp3 with 16000 IOPS and 250 MiB/s.',
      saves: '143.000000',
    },
  ],
  passes: [
    { name: 'gp3 already', row: volume(), skips: 'not gp2' },
    {
      name: 'a region where gp3 costs the same',
      row: gp2(101),
      prices: [
        [ebsStorage(REGION, { volumeType: 'gp2' }), '0.088'],
        [ebsStorage(REGION, gp3), '0.088'],
      ],
    },
    { name: 'on its way out', row: gp2(100, { state: 'deleting' }), skips: 'it is deleting' },
  ],
  unknowns: [
    {
      name: 'no price of gp3',
      row: gp2(100),
      prices: [[ebsStorage(REGION, { volumeType: 'gp2' }), '0.11']],
      because: 'the price of gp2 or gp3 is not known in this region',
    },
  ],
});
