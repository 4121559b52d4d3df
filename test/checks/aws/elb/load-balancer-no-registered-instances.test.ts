import check from '../../../../checks/aws/elb/load-balancer-no-registered-instances.ts';
import { loadBalancerHour } from '../../../../prices/aws/elbv2.ts';
import { scalingGroup } from '../../../support/makers/autoscaling.ts';
import { classicLoadBalancer } from '../../../support/makers/elb.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [loadBalancerHour(REGION, { type: 'classic' }), '0.028'] as const;

testCheck(check, {
  fails: [
    {
      name: 'empty and silent',
      row: classicLoadBalancer({ instance_ids: [] }),
      tables: { autoscaling_groups: [scalingGroup({ load_balancer_names: ['legacy'] })] },
      prices: [price],
      says: 'Classic Load Balancer legacy has no instance and costs $20.44 a month.',
      saves: '20.440000',
      claims: { 'legacy/hours': '20.440000' },
      confidence: 90,
      dimensions: { vpc_id: 'vpc-0a', asg_names: 'web' },
    },
    {
      name: 'traffic was refused: less sure; no price, no savings',
      row: classicLoadBalancer({ instance_ids: [] }),
      unread: ['metric/elb_requests'],
      says: 'Classic Load Balancer legacy has no instance.',
      saves: null,
      confidence: 60,
      notes: 'whether instances come and go is not known: its traffic could not be read',
    },
  ],
  passes: [
    { name: 'it has instances', row: classicLoadBalancer() },
    {
      name: 'its instances sleep at night',
      row: classicLoadBalancer({ instance_ids: [] }),
      metrics: { elb_requests: [10, null] },
    },
  ],
  unknowns: [
    {
      name: 'new',
      row: classicLoadBalancer({ instance_ids: [], created_at: daysAgo(1) }),
      because: 'it was created less than 2 days ago',
    },
  ],
});
