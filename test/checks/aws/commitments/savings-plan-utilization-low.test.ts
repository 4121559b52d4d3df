import check from '../../../../checks/aws/commitments/savings-plan-utilization-low.ts';
import { planUse, savingsPlan } from '../../../support/makers/commitments.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const use = (over: Parameters<typeof planUse>[0] = {}) => ({ ce_savings_plans_utilization: [planUse(over)] });

testCheck(check, {
  fails: [
    {
      name: 'half of it',
      row: savingsPlan(),
      tables: use(),
      says: 'Compute Savings Plan plan-0a is used to 50 %; $365.00 a month of its commitment go unused.',
      saves: null,
      costs: '730.000000',
      level: 'medium',
      confidence: 90,
      notes:
        'Cost Explorer’s figures of 30 whole days; use by other accounts of the organisation counts; no savings are claimed: the commitment is owed until its term ends',
      dimensions: { plan_type: 'Compute' },
    },
    {
      name: 'a fifth, and the whole is not told',
      row: savingsPlan(),
      tables: use({ utilization_percent: 20, unused_commitment: '576', total_commitment: null }),
      says: 'Compute Savings Plan plan-0a is used to 20 %; $584.00 a month of its commitment go unused.',
      saves: null,
      costs: '730.000000',
      level: 'high',
    },
    {
      name: 'no amount but that of the plan itself',
      row: savingsPlan(),
      tables: use({ unused_commitment: null, total_commitment: null }),
      says: 'Compute Savings Plan plan-0a is used to 50 %; $365.00 a month of its commitment go unused.',
      saves: null,
      costs: '730.000000',
    },
    {
      name: 'no amount at all',
      row: savingsPlan({ hourly_commitment: null }),
      tables: use({ unused_commitment: null, total_commitment: null }),
      says: 'Compute Savings Plan plan-0a is used to 50 %.',
      saves: null,
      costs: '0.000000',
    },
  ],
  passes: [
    { name: 'used by the organisation', row: savingsPlan(), tables: use({ utilization_percent: 99.2 }) },
    { name: 'a few dollars', row: savingsPlan(), tables: use({ unused_commitment: '5' }) },
    { name: 'queued', row: savingsPlan({ state: 'queued' }), tables: use(), skips: 'it is queued' },
  ],
  unknowns: [
    {
      name: 'bought this week',
      row: savingsPlan({ starts_at: daysAgo(2) }),
      tables: use(),
      because: 'it started less than 7 days ago',
    },
    {
      name: 'Cost Explorer has only another',
      row: savingsPlan(),
      tables: use({ arn: 'arn:aws:savingsplans::111122223333:savingsplan/plan-0b' }),
      because: 'Cost Explorer does not say how much of it is used',
    },
    {
      name: 'no figures',
      row: savingsPlan(),
      tables: use({ utilization_percent: null }),
      because: 'Cost Explorer does not say how much of it is used',
    },
  ],
});
