import check from '../../../../checks/aws/elbv2/load-balancer-no-listeners.ts';
import { loadBalancerHour } from '../../../../prices/aws/elbv2.ts';
import {
  gatewayLoadBalancer,
  listener,
  loadBalancer,
  networkLoadBalancer,
} from '../../../support/makers/elbv2.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'an ALB without a listener; those of others do not count',
      row: loadBalancer(),
      tables: { elbv2_listeners: [listener({ load_balancer_arn: 'arn:another' })] },
      prices: [[loadBalancerHour(REGION, { type: 'application' }), '0.0252']],
      says: 'Application Load Balancer shop has no listener, so that nothing can reach it, and costs $18.40 a month.',
      saves: '18.396000',
      claims: { 'shop/hours': '18.396000' },
      confidence: 90,
      level: 'medium',
      dimensions: { lb_type: 'application', scheme: 'internet-facing', vpc_id: 'vpc-0a' },
    },
    {
      name: 'an NLB has a price of its own; its tags were refused',
      row: networkLoadBalancer({ tags_unread: 'no permission' }),
      prices: [[loadBalancerHour(REGION, { type: 'network' }), '0.02']],
      says: 'Network Load Balancer broker has no listener, so that nothing can reach it, and costs $14.60 a month.',
      saves: '14.600000',
      notes: 'its tags could not be read',
    },
    {
      name: 'a GWLB, impaired, without a price',
      row: gatewayLoadBalancer({ state: 'active_impaired' }),
      says: 'Gateway Load Balancer firewall has no listener, so that nothing can reach it.',
      saves: null,
    },
  ],
  passes: [
    { name: 'it listens', row: loadBalancer(), tables: { elbv2_listeners: [listener()] } },
    {
      name: 'it is being made',
      row: loadBalancer({ state: 'provisioning' }),
      skips: 'it is provisioning',
    },
    {
      name: 'a type of the future',
      row: loadBalancer({ type: 'quantum' }),
      skips: 'a load balancer of type quantum',
    },
  ],
  unknowns: [
    {
      name: 'made an hour ago: its listener comes next',
      row: loadBalancer({ created_at: daysAgo(0.04) }),
      because: 'it was created less than 2 days ago',
    },
    {
      name: 'its age is not known',
      row: loadBalancer({ created_at: null }),
      because: 'it was created less than 2 days ago',
    },
    {
      name: 'its listeners were refused: that is not "none"',
      row: loadBalancer(),
      tables: { elbv2_listeners: [listener({ listener_arn: '', unread: 'no permission' })] },
      because: 'its listeners could not be read: no permission',
    },
  ],
});
