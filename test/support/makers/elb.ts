import { daysAgo, maker } from '../makers.ts';

/** Two instances, three months old. */
export const classicLoadBalancer = maker('elb_load_balancers', {
  load_balancer_name: 'legacy',
  scheme: 'internet-facing',
  vpc_id: 'vpc-0a',
  instance_ids: ['i-0a', 'i-0b'],
  created_at: daysAgo(90),
});
export const instanceHealth = maker('elb_instance_health', {
  load_balancer_name: 'legacy',
  instance_id: 'i-0a',
  state: 'InService',
  reason: 'N/A',
});
