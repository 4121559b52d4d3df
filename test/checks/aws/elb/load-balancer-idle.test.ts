import check from '../../../../checks/aws/elb/load-balancer-idle.ts';
import { loadBalancerHour } from '../../../../prices/aws/elbv2.ts';
import { classicLoadBalancer } from '../../../support/makers/elb.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [loadBalancerHour(REGION, { type: 'classic' }), '0.028'] as const;

testCheck(check, {
  fails: [
    {
      name: 'silent for a fortnight',
      row: classicLoadBalancer(),
      prices: [price],
      says: 'Classic Load Balancer legacy had at most 0 request(s) a day in 14 days and costs $20.44 a month.',
      saves: '20.440000',
      claims: { 'legacy/hours': '20.440000' },
      confidence: 85,
    },
    {
      name: 'one request a day; its tags were refused; no price',
      row: classicLoadBalancer({ created_at: daysAgo(9), tags_unread: 'no permission' }),
      metrics: { elb_requests: 1, elb_bytes: 2_000 },
      says: 'Classic Load Balancer legacy had at most 1 request(s) a day in 8 days.',
      saves: null,
      notes: 'its tags could not be read',
    },
  ],
  passes: [
    {
      name: 'one busy day in a fortnight counts',
      row: classicLoadBalancer(),
      metrics: { elb_requests: [2, ...new Array<null>(13).fill(null)] },
    },
    {
      name: 'TCP connections that are older than the window',
      row: classicLoadBalancer(),
      metrics: { elb_bytes: 50_000 },
    },
  ],
  unknowns: [
    {
      name: 'new',
      row: classicLoadBalancer({ created_at: daysAgo(3) }),
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'seven days old, with six whole ones',
      row: classicLoadBalancer({ created_at: daysAgo(7) }),
      because: 'its traffic is known for 6 days, 7 are needed',
    },
  ],
});
