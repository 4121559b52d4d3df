import check from '../../../../checks/aws/autoscaling/group-empty.ts';
import { scalingGroup, scheduledAction } from '../../../support/makers/autoscaling.ts';
import { classicLoadBalancer } from '../../../support/makers/elb.ts';
import { target, targetGroup } from '../../../support/makers/elbv2.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const group = targetGroup();
const off = {
  min_size: 0,
  max_size: 0,
  desired_capacity: 0,
  instance_ids: [],
  target_group_arns: [group.target_group_arn],
};
const tables = { elbv2_target_groups: [group] };

testCheck(check, {
  fails: [
    {
      name: 'switched off, and its load balancer waits',
      row: scalingGroup(off),
      tables,
      says: 'Auto Scaling group web may have no instance, and 1 load balancer(s) wait for it: shop.',
      saves: null,
      level: 'low',
      dimensions: { target_group_arns: group.target_group_arn },
    },
    {
      name: 'a classic load balancer waits too',
      row: scalingGroup({ ...off, target_group_arns: [], load_balancer_names: ['legacy'] }),
      tables: { elb_load_balancers: [classicLoadBalancer({ instance_ids: [] })] },
      says: 'Auto Scaling group web may have no instance, and 1 load balancer(s) wait for it: legacy.',
      saves: null,
      dimensions: { load_balancer_names: 'legacy' },
    },
  ],
  passes: [
    {
      name: 'others are registered with the classic load balancer',
      row: scalingGroup({ ...off, target_group_arns: [], load_balancer_names: ['legacy'] }),
      tables: { elb_load_balancers: [classicLoadBalancer()] },
    },
    { name: 'it scales from zero', row: scalingGroup({ ...off, max_size: 4 }), tables },
    { name: 'no load balancer', row: scalingGroup({ ...off, target_group_arns: [] }), tables },
    {
      name: 'others stand behind the load balancer: blue sleeps, green serves',
      row: scalingGroup(off),
      tables: {
        elbv2_target_groups: [group, targetGroup({ target_group_arn: 'arn:green' })],
        elbv2_target_health: [target({ target_group_arn: 'arn:green' })],
      },
    },
    {
      name: 'a schedule wakes it',
      row: scalingGroup(off),
      tables: { ...tables, autoscaling_schedules: [scheduledAction()] },
    },
    {
      name: 'a managed node group at rest',
      row: scalingGroup({ ...off, tags: { 'eks:nodegroup-name': 'batch' } }),
      tables,
      skips: 'its size is set by Amazon EKS',
    },
    {
      name: 'it is going',
      row: scalingGroup({ ...off, status: 'Delete in progress' }),
      tables,
      skips: 'it is being deleted',
    },
  ],
  unknowns: [
    {
      name: 'new',
      row: scalingGroup({ ...off, created_at: daysAgo(1) }),
      tables,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'the targets were refused',
      row: scalingGroup(off),
      tables: { ...tables, elbv2_target_health: [target({ target_id: '', unread: 'no permission' })] },
      because: 'the targets of its load balancers could not be read: no permission',
    },
  ],
});
