import check from '../../../../checks/aws/elbv2/load-balancer-idle.ts';
import { loadBalancerHour } from '../../../../prices/aws/elbv2.ts';
import {
  gatewayLoadBalancer,
  listener,
  loadBalancer,
  networkLoadBalancer,
  target,
  targetGroup,
} from '../../../support/makers/elbv2.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [loadBalancerHour(REGION, { type: 'application' }), '0.02'] as const;
const tables = { elbv2_listeners: [listener()] };

testCheck(check, {
  fails: [
    {
      name: 'silent for a fortnight: ELB publishes nothing without requests',
      row: loadBalancer(),
      tables: { ...tables, elbv2_target_groups: [targetGroup()], elbv2_target_health: [target()] },
      prices: [price],
      says: 'Application Load Balancer shop had at most 0 request(s) a day in 14 days and costs $14.60 a month.',
      saves: '14.600000',
      claims: { 'shop/hours': '14.600000' },
      confidence: 85,
      dimensions: { lb_type: 'application', vpc_id: 'vpc-0a', instance_ids: 'i-0a' },
    },
    {
      name: 'the internet probes it',
      row: loadBalancer({ created_at: daysAgo(10) }),
      tables,
      metrics: { elbv2_alb_requests: 1, elbv2_alb_bytes: 10_240 },
      prices: [price],
      says: 'Application Load Balancer shop had at most 1 request(s) a day in 9 days and costs $14.60 a month.',
      saves: '14.600000',
    },
    {
      name: 'a silent NLB; listeners were refused, which takes nothing away',
      row: networkLoadBalancer(),
      unread: ['elbv2_listeners'],
      says: 'Network Load Balancer broker had at most 0 flow(s) a day in 14 days.',
      saves: null,
    },
    {
      name: 'a GWLB whose capacity units are reported, without flows',
      row: gatewayLoadBalancer(),
      tables: { elbv2_listeners: [listener({ load_balancer_arn: gatewayLoadBalancer().load_balancer_arn })] },
      metrics: { elbv2_gwlb_lcus: 0 },
      prices: [[loadBalancerHour(REGION, { type: 'gateway' }), '0.0125']],
      says: 'Gateway Load Balancer firewall had at most 0 flow(s) a day in 14 days and costs $9.12 a month.',
      saves: '9.125000',
    },
    {
      name: 'a GWLB of which nothing is reported at all',
      row: gatewayLoadBalancer(),
      tables: { elbv2_listeners: [listener({ load_balancer_arn: gatewayLoadBalancer().load_balancer_arn })] },
      prices: [[loadBalancerHour(REGION, { type: 'gateway' }), '0.0125']],
      says: 'Gateway Load Balancer firewall had at most 0 flow(s) a day in 14 days and costs $9.12 a month.',
      saves: '9.125000',
      confidence: 60,
      notes: 'its capacity units were not published',
    },
  ],
  passes: [
    {
      name: 'one busy day in a fortnight counts',
      row: loadBalancer(),
      tables,
      metrics: { elbv2_alb_requests: [2, ...new Array<null>(13).fill(null)] },
    },
    {
      name: 'it only redirects: such answers are bytes, not requests',
      row: loadBalancer(),
      tables,
      metrics: { elbv2_alb_bytes: 50_000 },
    },
    {
      name: 'an NLB whose flows are older than the window',
      row: networkLoadBalancer(),
      tables: { elbv2_listeners: [listener({ load_balancer_arn: networkLoadBalancer().load_balancer_arn })] },
      metrics: { elbv2_nlb_bytes: 50_000 },
    },
    { name: 'no listener: another check tells', row: loadBalancer(), skips: 'it has no listener' },
    { name: 'failed', row: loadBalancer({ state: 'failed' }), skips: 'it is failed' },
    {
      name: 'a type of the future',
      row: loadBalancer({ type: 'quantum' }),
      skips: 'a load balancer of type quantum',
    },
  ],
  unknowns: [
    {
      name: 'new',
      row: loadBalancer({ created_at: daysAgo(3) }),
      tables,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'seven days old, with six whole ones',
      row: loadBalancer({ created_at: daysAgo(7) }),
      tables,
      because: 'its traffic is known for 6 days, 7 are needed',
    },
  ],
});
