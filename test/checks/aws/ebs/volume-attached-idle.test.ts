import check from '../../../../checks/aws/ebs/volume-attached-idle.ts';
import { ebsStorage } from '../../../../prices/aws/ebs.ts';
import { daysAgo, instance, REGION, volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [ebsStorage(REGION, { volumeType: 'gp3' }), '0.088'] as const;
const data = (over: Parameters<typeof volume>[0] = {}) =>
  volume({ devices: ['/dev/sdf'], attached_at: daysAgo(90), ...over });
const tables = { ec2_instances: [instance({ root_device_name: '/dev/xvda' })] };
const silent = { ebs_volume_daily_read_ops: 0, ebs_volume_daily_write_ops: 0 };

testCheck(check, {
  fails: [
    {
      name: 'neither read nor written in a fortnight',
      row: data(),
      tables,
      metrics: silent,
      prices: [price],
      says: 'Volume vol-0a (100 GiB gp3) of the running instance i-0a had at most 0 reads and writes a day in 14 days and costs $8.80 a month.',
      saves: '8.800000',
      costs: '8.800000',
      claims: { 'vol-0a/storage': '8.800000' },
      confidence: 60,
      notes: '',
      dimensions: { instance_id: 'i-0a', volume_type: 'gp3', size_gib: '100' },
    },
    {
      name: 'a journal now and then; on Xen no reads are no datapoints',
      row: data({ attached_at: daysAgo(12), tags: { 'kubernetes.io/created-for/pvc/name': 'cache' } }),
      tables,
      metrics: { ebs_volume_daily_write_ops: 100 },
      prices: [price],
      says: 'Volume vol-0a (100 GiB gp3) of the running instance i-0a had at most 100 reads and writes a day in 11 days and costs $8.80 a month.',
      saves: '8.800000',
      notes: 'it belongs to the Kubernetes volume claim cache: delete that',
    },
    {
      name: 'no price, no savings',
      row: data(),
      tables,
      metrics: silent,
      says: 'Volume vol-0a (100 GiB gp3) of the running instance i-0a had at most 0 reads and writes a day in 14 days.',
      saves: null,
      confidence: 50,
    },
  ],
  passes: [
    {
      name: 'a boot volume of an instance that is never restarted',
      row: data({ devices: ['/dev/xvda'] }),
      tables,
      metrics: silent,
    },
    {
      name: 'a boot volume by another name',
      row: data({ devices: ['xvdb'] }),
      tables: { ec2_instances: [instance({ root_device_name: 'xvdb' })] },
      metrics: silent,
    },
    {
      name: 'one backup a fortnight',
      row: data(),
      tables,
      metrics: { ...silent, ebs_volume_daily_write_ops: [50_000, ...new Array<number>(6).fill(0)] },
    },
    {
      name: 'read and written a little more',
      row: data(),
      tables,
      metrics: { ebs_volume_daily_read_ops: 51, ebs_volume_daily_write_ops: 50 },
    },
    {
      name: 'its instance is stopped: another check’s',
      row: data(),
      tables: { ec2_instances: [instance({ state: 'stopped' })] },
      skips: 'its instance is stopped',
    },
    {
      name: 'attached to nothing: another check’s',
      row: data({ state: 'available', attachments: [] }),
      skips: 'attached to nothing',
    },
  ],
  unknowns: [
    {
      name: 'attached on Monday, with a month of silence on another instance before',
      row: data({ attached_at: daysAgo(2) }),
      tables,
      metrics: silent,
      because: 'its use is known for 1 days since it was attached, 10 are needed',
    },
    {
      name: 'silence on Xen is not told from a measurement that is missing',
      row: data(),
      tables,
      because: 'its use is known for 0 days since it was attached, 10 are needed',
    },
    {
      name: 'an instance that is not in the list',
      row: data(),
      metrics: silent,
      because: 'its instance is not in the list',
    },
    {
      name: 'no device name: it may be the boot volume',
      row: data({ devices: [] }),
      tables,
      metrics: silent,
      because: 'AWS does not say as which device it is attached',
    },
    {
      name: 'no time of the attachment',
      row: data({ attached_at: null }),
      tables,
      metrics: silent,
      because: 'AWS does not say when it was attached',
    },
  ],
});
