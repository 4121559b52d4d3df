import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

const ELB = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}`;

/** Application, open to the internet, three months old. */
export const loadBalancer = maker('elbv2_load_balancers', {
  load_balancer_name: 'shop',
  load_balancer_arn: `${ELB}:loadbalancer/app/shop/0a`,
  metric_id: 'app/shop/0a',
  type: 'application',
  scheme: 'internet-facing',
  vpc_id: 'vpc-0a',
  state: 'active',
  created_at: daysAgo(90),
});
export const networkLoadBalancer = maker('elbv2_load_balancers', {
  load_balancer_name: 'broker',
  load_balancer_arn: `${ELB}:loadbalancer/net/broker/0b`,
  metric_id: 'net/broker/0b',
  type: 'network',
  scheme: 'internal',
  vpc_id: 'vpc-0a',
  state: 'active',
  created_at: daysAgo(90),
});
export const gatewayLoadBalancer = maker('elbv2_load_balancers', {
  load_balancer_name: 'firewall',
  load_balancer_arn: `${ELB}:loadbalancer/gwy/firewall/0c`,
  metric_id: 'gwy/firewall/0c',
  type: 'gateway',
  vpc_id: 'vpc-0a',
  state: 'active',
  created_at: daysAgo(90),
});
export const listener = maker('elbv2_listeners', {
  load_balancer_arn: `${ELB}:loadbalancer/app/shop/0a`,
  listener_arn: `${ELB}:listener/app/shop/0a/01`,
});
/** A rule that forwards. */
export const listenerRule = maker('elbv2_rules', {
  load_balancer_arn: `${ELB}:loadbalancer/app/shop/0a`,
  listener_arn: `${ELB}:listener/app/shop/0a/01`,
  rule_arn: `${ELB}:listener-rule/app/shop/0a/01/001`,
});
/** Used by the load balancer `shop`. */
export const targetGroup = maker('elbv2_target_groups', {
  target_group_arn: `${ELB}:targetgroup/shop/0f`,
  target_type: 'instance',
  load_balancer_arns: [`${ELB}:loadbalancer/app/shop/0a`],
});
export const target = maker('elbv2_target_health', {
  target_group_arn: `${ELB}:targetgroup/shop/0f`,
  target_id: 'i-0a',
  port: 80,
  state: 'healthy',
});
