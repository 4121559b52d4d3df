import check from '../../../../checks/aws/ebs/volume-provisioned-iops.ts';
import { ebsIops, ebsStorage, ebsThroughput } from '../../../../prices/aws/ebs.ts';
import { daysAgo, instance, instanceType, REGION, volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const gp3 = { volumeType: 'gp3' };
const of = (volumeType: string) =>
  [
    [ebsStorage(REGION, { volumeType }), '0.138'],
    [ebsIops(REGION, { volumeType }), '0.072'],
    [ebsStorage(REGION, gp3), '0.088'],
    [ebsIops(REGION, gp3), '0.0055'],
    [ebsThroughput(REGION, gp3), '0.044'],
  ] as const;
const io = (over: Parameters<typeof volume>[0] = {}) =>
  volume({
    volume_type: 'io1',
    iops: 10_000,
    throughput_mibps: null,
    attached_at: daysAgo(90),
    ...over,
  });
const tables = {
  ec2_instances: [instance()],
  ec2_instance_types: [instanceType({ hypervisor: 'nitro' })],
};
const use = (iops: number, mibps: number) => ({
  ebs_volume_minute_read_ops: 0,
  ebs_volume_minute_write_ops: iops * 60,
  ebs_volume_minute_read_bytes: 0,
  ebs_volume_minute_write_bytes: mibps * 60 * 1024 ** 2,
});

testCheck(check, {
  fails: [
    {
      name: 'what gp3 includes would do',
      row: io(),
      tables,
      metrics: use(1500, 60),
      prices: of('io1'),
      says: 'Volume vol-0a (100 GiB io1, 10000 IOPS) took 1500 IOPS in its busiest minute of 14 days; gp3 with 3000 IOPS and 125 MiB/s would do and save $725.00 a month.',
      saves: '725.000000',
      costs: '733.800000',
      claims: { 'vol-0a/storage': '725.000000' },
      confidence: 70,
      notes: '',
      dimensions: { source_volume_type: 'io1', target_volume_type: 'gp3', target_iops: '3000' },
    },
    {
      name: 'half of what is provisioned, which gp3 bills too; io2 lasts longer',
      row: io({ volume_type: 'io2', iops: 16_000 }),
      tables,
      metrics: use(5000, 200),
      prices: of('io2'),
      says: 'Volume vol-0a (100 GiB io2, 16000 IOPS) took 5000 IOPS in its busiest minute of 14 days; gp3 with 6500 IOPS and 275 MiB/s would do and save $1,131.15 a month.',
      saves: '1131.150000',
      confidence: 55,
      notes: 'io2 is made to lose one volume in 100,000 a year, gp3 one or two in 1,000',
    },
    {
      name: 'small and busy: 3,000 IOPS are more than it has',
      row: io({ iops: 1000 }),
      tables,
      metrics: use(990, 30),
      prices: of('io1'),
      says: 'Volume vol-0a (100 GiB io1, 1000 IOPS) took 990 IOPS in its busiest minute of 14 days; gp3 with 3000 IOPS and 125 MiB/s would do and save $77.00 a month.',
      saves: '77.000000',
    },
  ],
  passes: [
    { name: 'it uses what it has', row: io(), tables, metrics: use(8000, 200), prices: of('io1') },
    {
      name: 'more throughput than gp3 gives',
      row: io({ volume_type: 'io2', iops: 16_000 }),
      tables,
      metrics: use(2000, 900),
      prices: of('io2'),
    },
    {
      name: 'more IOPS than gp3 gives in every region',
      row: io({ iops: 20_000 }),
      tables,
      metrics: use(10, 1),
    },
    {
      name: 'few IOPS and large: gp3 costs as much',
      row: io({ iops: 100 }),
      tables,
      metrics: use(10, 1),
      prices: [
        [ebsStorage(REGION, { volumeType: 'io1' }), '0.08'],
        [ebsIops(REGION, { volumeType: 'io1' }), '0.001'],
        [ebsStorage(REGION, gp3), '0.088'],
      ],
    },
    { name: 'gp3 already', row: volume({ attached_at: daysAgo(90) }), skips: 'its IOPS are not provisioned' },
    {
      name: 'Multi-Attach, which gp3 has not',
      row: io({ multi_attach: true }),
      tables,
      skips: 'several instances share it',
    },
    {
      name: 'attached to nothing: another check’s',
      row: io({ state: 'available', attachments: [] }),
      skips: 'attached to nothing',
    },
  ],
  unknowns: [
    {
      name: 'its instance came back yesterday',
      row: io(),
      tables,
      metrics: {
        ebs_volume_minute_read_ops: [1],
        ebs_volume_minute_write_ops: [1],
        ebs_volume_minute_read_bytes: [1],
        ebs_volume_minute_write_bytes: [1],
      },
      because: 'its use is known for 1 days since it was attached, 10 are needed',
    },
    {
      name: 'no price of gp3',
      row: io(),
      tables,
      metrics: use(1500, 60),
      prices: of('io1').slice(0, 2),
      because: 'the price of io1 or gp3 is not known in this region',
    },
  ],
});
