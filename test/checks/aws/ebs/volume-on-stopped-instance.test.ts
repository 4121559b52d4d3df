import check from '../../../../checks/aws/ebs/volume-on-stopped-instance.ts';
import { ebsStorage } from '../../../../prices/aws/ebs.ts';
import { instance, REGION, volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [ebsStorage(REGION, { volumeType: 'gp3' }), '0.088'] as const;
const stopped = (over: Parameters<typeof instance>[0] = {}) =>
  instance({
    state: 'stopped',
    state_transition_reason: 'User initiated (2026-09-01 12:00:00 GMT)',
    ...over,
  });
const shared = volume({
  attachments: [
    { instance_id: 'i-0a', state: 'attached' },
    { instance_id: 'i-0b', state: 'attached' },
  ],
});

testCheck(check, {
  fails: [
    {
      name: 'on the day that it becomes long',
      row: volume(),
      tables: {
        ec2_instances: [stopped({ state_transition_reason: 'User initiated (2026-10-26 06:00:00 GMT)' })],
      },
      says: 'Volume vol-0a (100 GiB gp3) belongs to i-0a, stopped for 30 days, and is still billed.',
      saves: null,
    },
    {
      name: 'its instance was stopped in September',
      row: volume(),
      tables: { ec2_instances: [stopped()] },
      prices: [price],
      says: 'Volume vol-0a (100 GiB gp3) belongs to i-0a, stopped for 84 days, and costs $8.80 a month.',
      saves: '8.800000',
      claims: { 'vol-0a/storage': '8.800000' },
      dimensions: { instance_id: 'i-0a', stopped_days: '84' },
    },
    {
      name: 'shared, and the last of both was stopped in October',
      row: shared,
      tables: {
        ec2_instances: [
          stopped(),
          stopped({
            instance_id: 'i-0b',
            state_transition_reason: 'User initiated (2026-10-20 06:00:00 GMT)',
          }),
        ],
      },
      prices: [price],
      says: 'Volume vol-0a (100 GiB gp3) belongs to i-0a, stopped for 36 days, and costs $8.80 a month.',
      saves: '8.800000',
    },
    {
      name: 'no price, no savings',
      row: volume(),
      tables: { ec2_instances: [stopped()] },
      says: 'Volume vol-0a (100 GiB gp3) belongs to i-0a, stopped for 84 days, and is still billed.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'shared with one that waits in a warm pool',
      row: shared,
      tables: {
        ec2_instances: [
          stopped(),
          stopped({ instance_id: 'i-0b', tags: { 'aws:autoscaling:groupName': 'web' } }),
        ],
      },
      skips: 'an Auto Scaling group keeps its instance in a warm pool',
    },
    { name: 'its instance runs', row: volume(), tables: { ec2_instances: [instance()] } },
    {
      name: 'shared with one that runs',
      row: shared,
      tables: { ec2_instances: [stopped(), instance({ instance_id: 'i-0b' })] },
    },
    {
      name: 'stopped last week',
      row: volume(),
      tables: {
        ec2_instances: [stopped({ state_transition_reason: 'User initiated (2026-11-18 06:00:00 GMT)' })],
      },
    },
    {
      name: 'its instance waits in a warm pool',
      row: volume(),
      tables: { ec2_instances: [stopped({ tags: { 'aws:autoscaling:groupName': 'web' } })] },
      skips: 'an Auto Scaling group keeps its instance in a warm pool',
    },
    {
      name: 'attached to nothing: another check’s',
      row: volume({ state: 'available', attachments: [] }),
      skips: 'attached to nothing',
    },
  ],
  unknowns: [
    {
      name: 'no time of the stop; the launch time is no substitute',
      row: volume(),
      tables: { ec2_instances: [stopped({ state_transition_reason: '' })] },
      because: 'AWS does not say when its instance was stopped',
    },
    {
      name: 'an instance that is not in the list',
      row: volume(),
      tables: { ec2_instances: [] },
      because: 'its instance is not in the list',
    },
  ],
});
