import check from '../../../../checks/aws/commitments/savings-plan-expiring.ts';
import { planUse, savingsPlan } from '../../../support/makers/commitments.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const ending = { ends_at: daysAgo(-10) };
const queued = savingsPlan({
  savings_plan_id: 'plan-0b',
  arn: 'arn:aws:savingsplans::111122223333:savingsplan/plan-0b',
  state: 'queued',
  starts_at: daysAgo(-10),
  ends_at: daysAgo(-375),
});

testCheck(check, {
  fails: [
    {
      name: 'in ten days, and it is used',
      row: savingsPlan(ending),
      tables: { ce_savings_plans_utilization: [planUse()] },
      says: 'Compute Savings Plan plan-0a of $1.00 an hour ends in 10 days; at On-Demand rates its use costs $73.00 a month more.',
      saves: null,
      costs: '730.000000',
      confidence: 90,
      notes: 'renewing keeps a price and saves nothing more',
      dimensions: { plan_type: 'Compute' },
    },
    {
      name: 'Cost Explorer was refused',
      row: savingsPlan(ending),
      unread: ['ce_savings_plans_utilization'],
      says: 'Compute Savings Plan plan-0a of $1.00 an hour ends in 10 days.',
      saves: null,
      confidence: 70,
      notes:
        'renewing keeps a price and saves nothing more; Cost Explorer does not say how much of it is used',
    },
    {
      name: 'half of it is queued',
      row: savingsPlan(ending),
      tables: {
        savings_plans: [{ ...queued, hourly_commitment: '0.5' }],
        ce_savings_plans_utilization: [planUse({ net_savings: null })],
      },
      says: 'Compute Savings Plan plan-0a of $1.00 an hour ends in 10 days.',
      saves: null,
      notes: 'renewing keeps a price and saves nothing more; what is queued is less than what ends',
    },
    {
      name: 'what is queued is for a family, or begins a month later',
      row: savingsPlan(ending),
      tables: {
        savings_plans: [
          { ...queued, plan_type: 'EC2Instance' },
          { ...queued, savings_plan_id: 'plan-0c', starts_at: daysAgo(-40) },
        ],
      },
      says: 'Compute Savings Plan plan-0a of $1.00 an hour ends in 10 days.',
      saves: null,
    },
  ],
  passes: [
    { name: 'in a hundred days', row: savingsPlan() },
    { name: 'its renewal is queued', row: savingsPlan(ending), tables: { savings_plans: [queued] } },
    {
      name: 'hardly used: let it end',
      row: savingsPlan(ending),
      tables: { ce_savings_plans_utilization: [planUse({ utilization_percent: 6 })] },
    },
    { name: 'queued itself', row: queued, skips: 'it is queued' },
    { name: 'over', row: savingsPlan({ ends_at: daysAgo(1) }), skips: 'its term has ended' },
  ],
  unknowns: [
    {
      name: 'no end',
      row: savingsPlan({ ends_at: null }),
      because: 'its end or its commitment is not known',
    },
    {
      name: 'no commitment',
      row: savingsPlan({ ...ending, hourly_commitment: null }),
      because: 'its end or its commitment is not known',
    },
  ],
});
