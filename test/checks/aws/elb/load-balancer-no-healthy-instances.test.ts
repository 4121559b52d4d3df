import check from '../../../../checks/aws/elb/load-balancer-no-healthy-instances.ts';
import { classicLoadBalancer, instanceHealth } from '../../../support/makers/elb.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const sick = instanceHealth({ state: 'OutOfService', reason: 'Instance' });
const sickToo = instanceHealth({ instance_id: 'i-0b', state: 'OutOfService', reason: 'Instance' });

testCheck(check, {
  fails: [
    {
      name: 'both fail their check',
      row: classicLoadBalancer(),
      tables: { elb_instance_health: [sick, sickToo] },
      says: 'Classic Load Balancer legacy has 2 instance(s), none of which is in service.',
      saves: null,
      level: 'medium',
      dimensions: { instance_ids: 'i-0a,i-0b' },
    },
  ],
  passes: [
    {
      name: 'one of two serves',
      row: classicLoadBalancer(),
      tables: { elb_instance_health: [sick, instanceHealth({ instance_id: 'i-0b' })] },
    },
    {
      name: 'no instance: another check tells',
      row: classicLoadBalancer({ instance_ids: [] }),
      skips: 'it has no instance',
    },
  ],
  unknowns: [
    {
      name: 'one is being registered',
      row: classicLoadBalancer(),
      tables: {
        elb_instance_health: [
          sick,
          instanceHealth({ instance_id: 'i-0b', state: 'OutOfService', reason: 'ELB' }),
        ],
      },
      because: 'its instances are being registered',
    },
    {
      name: 'new',
      row: classicLoadBalancer({ created_at: daysAgo(1) }),
      tables: { elb_instance_health: [sick, sickToo] },
      because: 'it was created less than 2 days ago',
    },
    {
      name: 'the state was refused',
      row: classicLoadBalancer(),
      tables: {
        elb_instance_health: [instanceHealth({ instance_id: '', state: '', unread: 'no permission' })],
      },
      because: 'its instances could not be read: no permission',
    },
  ],
});
