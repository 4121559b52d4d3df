import check from '../../../../checks/aws/commitments/savings-plan-coverage-gap.ts';
import { planCoverTotal } from '../../../support/makers/commitments.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'half of it',
      row: planCoverTotal(),
      says: 'Savings Plans cover 50 % of what they could; $365.00 a month of compute run On-Demand, most of it Amazon Elastic Compute Cloud - Compute m5 eu-west-1.',
      saves: null,
      costs: '365.000000',
      level: 'medium',
      confidence: 60,
      notes:
        'Cost Explorer’s figures of 30 whole days of this account’s own usage; commitments that others share count; no savings are claimed: what a commitment saves depends on its kind and term, see the purchase recommendations of Cost Explorer; what reservations cover is not in it; the same spend shows in gaps of reservations',
    },
    {
      name: 'no plan at all',
      row: planCoverTotal({ covered_spend: '0', on_demand_cost: '720' }),
      says: 'Savings Plans cover 0 % of what they could; $730.00 a month of compute run On-Demand, most of it Amazon Elastic Compute Cloud - Compute m5 eu-west-1.',
      saves: null,
      level: 'high',
    },
  ],
  passes: [
    { name: 'nine tenths: room to change', row: planCoverTotal({ covered_spend: '3240' }) },
    { name: 'next to nothing', row: planCoverTotal({ covered_spend: '0', on_demand_cost: '35' }) },
    { name: 'nothing to cover', row: planCoverTotal({ covered_spend: '0', on_demand_cost: '0' }) },
  ],
  unknowns: [
    {
      name: 'an amount that was not given',
      row: planCoverTotal({ unreadable: 1 }),
      because: 'Cost Explorer does not say how much of it is covered',
    },
  ],
});
