import check from '../../../../checks/aws/elbv2/load-balancer-no-registered-targets.ts';
import { loadBalancerHour } from '../../../../prices/aws/elbv2.ts';
import { scalingGroup } from '../../../support/makers/autoscaling.ts';
import {
  listenerRule,
  loadBalancer,
  networkLoadBalancer,
  target,
  targetGroup,
} from '../../../support/makers/elbv2.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [loadBalancerHour(REGION, { type: 'application' }), '0.02'] as const;
const group = targetGroup();
const ofNlb = { load_balancer_arns: [networkLoadBalancer().load_balancer_arn] };
const toHttps = listenerRule({ answer: 'redirect', redirect_host: '#{host}' });
const notFound = listenerRule({ answer: 'fixed-response', status_code: '404' });

testCheck(check, {
  fails: [
    {
      name: 'no target in its only group; HTTP is sent to HTTPS and the rest is not found, which serves nobody',
      row: loadBalancer(),
      tables: { elbv2_target_groups: [group], elbv2_rules: [toHttps, notFound] },
      prices: [price],
      says: 'Application Load Balancer shop forwards to 1 target group(s), none of which has a target, and costs $14.60 a month.',
      saves: '14.600000',
      claims: { 'shop/hours': '14.600000' },
      confidence: 90,
      dimensions: { vpc_id: 'vpc-0a', target_group_arns: group.target_group_arn },
    },
    {
      name: 'the Auto Scaling group behind it is named',
      row: loadBalancer(),
      tables: {
        elbv2_target_groups: [group],
        autoscaling_groups: [scalingGroup({ target_group_arns: [group.target_group_arn] })],
      },
      prices: [price],
      says: 'Application Load Balancer shop forwards to 1 target group(s), none of which has a target, and costs $14.60 a month.',
      saves: '14.600000',
      dimensions: { asg_names: 'web' },
    },
    {
      name: 'traffic was refused: less sure; an NLB has no rules; no price, no savings',
      row: networkLoadBalancer(),
      tables: { elbv2_target_groups: [targetGroup(ofNlb)] },
      unread: ['metric/elbv2_nlb_flows', 'elbv2_rules'],
      says: 'Network Load Balancer broker forwards to 1 target group(s), none of which has a target.',
      saves: null,
      confidence: 60,
      notes: 'whether targets come and go is not known: its traffic could not be read',
    },
  ],
  passes: [
    {
      name: 'a target, even a sick one',
      row: loadBalancer(),
      tables: { elbv2_target_groups: [group], elbv2_target_health: [target({ state: 'unhealthy' })] },
    },
    {
      name: 'a function is a target',
      row: loadBalancer(),
      tables: {
        elbv2_target_groups: [targetGroup({ target_type: 'lambda' })],
        elbv2_target_health: [
          target({
            target_id: 'arn:aws:lambda:eu-west-1:111122223333:function:f',
            state: 'unavailable',
            port: null,
          }),
        ],
      },
    },
    {
      name: 'so is an ALB behind an NLB',
      row: networkLoadBalancer(),
      tables: {
        elbv2_target_groups: [targetGroup({ ...ofNlb, target_type: 'alb' })],
        elbv2_target_health: [target({ target_id: loadBalancer().load_balancer_arn })],
      },
    },
    {
      name: 'blue is empty, green is not: the group stands in a rule',
      row: loadBalancer(),
      tables: {
        elbv2_target_groups: [group, targetGroup({ target_group_arn: 'arn:green' })],
        elbv2_target_health: [target({ target_group_arn: 'arn:green' })],
      },
    },
    {
      name: 'its targets sleep at night',
      row: loadBalancer(),
      tables: { elbv2_target_groups: [group] },
      metrics: { elbv2_alb_requests: [500, null] },
    },
    {
      name: 'it sends clients to another host',
      row: loadBalancer(),
      tables: {
        elbv2_target_groups: [group],
        elbv2_rules: [listenerRule({ answer: 'redirect', redirect_host: 'www.example.com' })],
      },
    },
    {
      name: 'it answers by itself',
      row: loadBalancer(),
      tables: {
        elbv2_target_groups: [group],
        elbv2_rules: [listenerRule({ answer: 'fixed-response', status_code: '200' })],
      },
    },
    {
      name: 'it only redirects, and has no group',
      row: loadBalancer(),
      skips: 'it forwards to no target group',
    },
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
      row: loadBalancer({ created_at: daysAgo(1) }),
      tables: { elbv2_target_groups: [group] },
      because: 'it was created less than 2 days ago',
    },
    {
      name: 'the targets of its group were refused',
      row: loadBalancer(),
      tables: {
        elbv2_target_groups: [group],
        elbv2_target_health: [target({ target_id: '', unread: 'no permission' })],
      },
      because: 'its targets could not be read: no permission',
    },
    {
      name: 'all rules were refused',
      row: loadBalancer(),
      tables: { elbv2_target_groups: [group] },
      unread: ['elbv2_rules'],
      because: 'its rules could not be read',
    },
    {
      name: 'its rules were refused: one may answer',
      row: loadBalancer(),
      tables: {
        elbv2_target_groups: [group],
        elbv2_rules: [listenerRule({ rule_arn: '', unread: 'no permission' })],
      },
      because: 'its rules could not be read',
    },
  ],
});
