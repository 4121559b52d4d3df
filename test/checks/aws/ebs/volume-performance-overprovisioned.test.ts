import check from '../../../../checks/aws/ebs/volume-performance-overprovisioned.ts';
import { ebsIops, ebsStorage, ebsThroughput } from '../../../../prices/aws/ebs.ts';
import { daysAgo, instance, instanceType, REGION, volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const gp3 = { volumeType: 'gp3' };
const prices = [
  [ebsStorage(REGION, gp3), '0.088'],
  [ebsIops(REGION, gp3), '0.0055'],
  [ebsThroughput(REGION, gp3), '0.044'],
] as const;
const fast = (over: Parameters<typeof volume>[0] = {}) =>
  volume({ iops: 12_000, throughput_mibps: 500, attached_at: daysAgo(90), ...over });
const tables = {
  ec2_instances: [instance()],
  ec2_instance_types: [instanceType({ hypervisor: 'nitro' })],
};
/** What a minute takes at so many IOPS and MiB/s, half of them writes. */
const use = (iops: number, mibps: number) => ({
  ebs_volume_minute_read_ops: iops * 30,
  ebs_volume_minute_write_ops: iops * 30,
  ebs_volume_minute_read_bytes: mibps * 30 * 1024 ** 2,
  ebs_volume_minute_write_bytes: mibps * 30 * 1024 ** 2,
});

testCheck(check, {
  fails: [
    {
      name: 'what gp3 includes would do',
      row: fast(),
      tables,
      metrics: use(900, 40),
      prices,
      says: 'Volume vol-0a (100 GiB gp3) has 12000 IOPS and 500 MiB/s, and its busiest minute in 14 days took 900 and 40; 3000 IOPS and 125 MiB/s would do and save $66.00 a month.',
      saves: '66.000000',
      costs: '74.800000',
      claims: { 'vol-0a/storage': '66.000000' },
      confidence: 80,
      dimensions: { instance_id: 'i-0a', target_iops: '3000', target_throughput_mibps: '125' },
    },
    {
      name: 'IOPS are used, throughput is not; the headroom is rounded up',
      row: fast(),
      tables,
      metrics: use(9000, 200),
      prices,
      says: 'Volume vol-0a (100 GiB gp3) has 12000 IOPS and 500 MiB/s, and its busiest minute in 14 days took 9000 and 200; 12000 IOPS and 275 MiB/s would do and save $9.90 a month.',
      saves: '9.900000',
    },
    {
      name: 'throughput is used, and needs a quarter as many IOPS behind it',
      row: fast({ throughput_mibps: 1000 }),
      tables,
      metrics: use(1000, 900),
      prices,
      says: 'Volume vol-0a (100 GiB gp3) has 12000 IOPS and 1000 MiB/s, and its busiest minute in 14 days took 1000 and 900; 4000 IOPS and 1000 MiB/s would do and save $44.00 a month.',
      saves: '44.000000',
    },
    {
      name: 'attached eleven days ago; no price, no savings',
      row: fast({ attached_at: daysAgo(11) }),
      tables,
      metrics: use(900, 40),
      says: 'Volume vol-0a (100 GiB gp3) has 12000 IOPS and 500 MiB/s, and its busiest minute in 10 days took 900 and 40; 3000 IOPS and 125 MiB/s would do.',
      saves: null,
    },
  ],
  passes: [
    { name: 'what gp3 includes anyway', row: volume({ attached_at: daysAgo(90) }), tables },
    {
      name: 'one busy minute in a fortnight counts',
      row: fast(),
      tables,
      metrics: {
        ...use(100, 5),
        ebs_volume_minute_read_ops: [...new Array<number>(13).fill(0), 60 * 11_000],
        ebs_volume_minute_read_bytes: [...new Array<number>(13).fill(0), 60 * 400 * 1024 ** 2],
      },
    },
    {
      name: 'cents',
      row: fast({ iops: 3100, throughput_mibps: 125 }),
      tables,
      metrics: use(10, 1),
      prices: prices.slice(0, 2),
    },
    { name: 'gp2', row: fast({ volume_type: 'gp2' }), skips: 'not gp3' },
    {
      name: 'its instance is stopped',
      row: fast(),
      tables: { ...tables, ec2_instances: [instance({ state: 'stopped' })] },
      skips: 'its instance is stopped',
    },
    {
      name: 'attached to nothing: another check’s',
      row: fast({ state: 'available', attachments: [] }),
      skips: 'attached to nothing',
    },
    {
      name: 'shared by several instances',
      row: fast({ multi_attach: true }),
      skips: 'several instances share it',
    },
  ],
  unknowns: [
    {
      name: 'Xen publishes no maximum',
      row: fast(),
      tables: { ...tables, ec2_instance_types: [instanceType({ hypervisor: 'xen' })] },
      metrics: use(1, 1),
      because: 'CloudWatch has no peaks of volumes on Xen instances',
    },
    {
      name: 'attached to another machine last week',
      row: fast({ attached_at: daysAgo(6) }),
      tables,
      metrics: use(1, 1),
      because: 'its use is known for 5 days since it was attached, 10 are needed',
    },
    {
      name: 'CloudWatch was silent',
      row: fast(),
      tables,
      because: 'its use is known for 0 days since it was attached, 10 are needed',
    },
    {
      name: 'a task of Fargate has it, not an instance',
      row: fast({ attachments: [{ instance_id: '', state: 'attached' }] }),
      tables,
      metrics: use(1, 1),
      because: 'its instance is not in the list',
    },
    {
      name: 'a type that is not described',
      row: fast(),
      tables: { ec2_instances: [instance()] },
      metrics: use(1, 1),
      because: 'AWS does not describe m5.xlarge in this region',
    },
    {
      name: 'no time of the attachment',
      row: fast({ attached_at: null }),
      tables,
      metrics: use(1, 1),
      because: 'AWS does not say when it was attached',
    },
  ],
});
