import check from '../../../../checks/aws/recommendations/commitment-purchase.ts';
import { savingsPlan } from '../../../support/makers/commitments.ts';
import { purchase } from '../../../support/makers/recommendations.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const SPEND =
  'not in the totals: the same On-Demand spend may be saved by smaller or fewer resources, which goes first';
const databases = purchase({
  purchase_id: 'RdsReservedInstances:eu-west-1',
  service_code: 'AmazonRDS',
  aws_type: 'RdsReservedInstances',
  purchase_region: 'eu-west-1',
  purchases: 2,
  largest: '2 db.m5.large',
});

testCheck(check, {
  fails: [
    {
      name: 'a plan, beside one of half a year ago',
      row: purchase(),
      tables: { savings_plans: [savingsPlan()] },
      says: 'Cost Optimization Hub advises to buy Compute Savings Plans (1 recommended), which would save $120.00 a month.',
      saves: null,
      level: 'medium',
      confidence: 70,
      notes: SPEND,
      dimensions: { commitment: 'ComputeSavingsPlans', largest: '$0.50/hour, 1 year, no upfront' },
    },
    {
      name: 'reservations in a region; the plans were refused',
      row: databases,
      unread: ['savings_plans'],
      says: 'Cost Optimization Hub advises to buy reserved instances of RDS in eu-west-1 (2 recommended), which would save $120.00 a month.',
      saves: null,
    },
    {
      name: 'another currency, and a kind that AWS added',
      row: purchase({ aws_type: 'NeptuneReservedInstances', monthly_savings: null }),
      says: 'Cost Optimization Hub advises to buy NeptuneReservedInstances (1 recommended).',
      saves: null,
      confidence: 50,
      notes: SPEND,
    },
    {
      name: 'a plan for another region was bought yesterday',
      row: purchase({ aws_type: 'Ec2InstanceSavingsPlans', purchase_region: 'eu-west-1' }),
      tables: {
        savings_plans: [
          savingsPlan({ plan_type: 'EC2Instance', plan_region: 'us-east-1', starts_at: daysAgo(0.5) }),
        ],
      },
      says: 'Cost Optimization Hub advises to buy EC2 Instance Savings Plans in eu-west-1 (1 recommended), which would save $120.00 a month.',
      saves: null,
    },
  ],
  passes: [
    { name: 'too little to bind oneself for a year', row: purchase({ monthly_savings: '12' }) },
    {
      name: 'nothing to save',
      row: purchase({ monthly_savings: '0' }),
      options: { minimumMonthlySavings: 0 },
    },
  ],
  unknowns: [
    {
      name: 'bought since',
      row: purchase(),
      tables: { savings_plans: [savingsPlan({ starts_at: daysAgo(0.5) })] },
      because: 'a plan of this kind was bought since AWS looked',
    },
    {
      name: 'queued',
      row: purchase(),
      tables: { savings_plans: [savingsPlan({ state: 'queued', starts_at: daysAgo(-10) })] },
      because: 'a plan of this kind was bought since AWS looked',
    },
    {
      name: 'old advice',
      row: purchase({ refreshed_at: daysAgo(30) }),
      because: 'AWS has not renewed its advice within 7 days',
    },
    {
      name: 'a workload of three days',
      row: purchase({ lookback_days: 3 }),
      because: 'AWS looked at less than the 7 days that are needed',
    },
  ],
});
