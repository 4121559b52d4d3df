import check from '../../../../checks/aws/commitments/reservation-coverage-gap.ts';
import { classCover, planCover } from '../../../support/makers/commitments.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'no cost is told, and no Savings Plan covers any of it',
      row: classCover({ on_demand_cost: null }),
      says: '2 m5.large (Linux/UNIX, Shared) in eu-west-1 run On-Demand on average, 33.3 % of the hours are covered.',
      saves: null,
      costs: '0.000000',
    },
    {
      name: 'two of three all along, and no Savings Plan',
      row: classCover(),
      tables: { ce_savings_plans_coverage: [planCover({ instance_family: 'c5', on_demand_cost: '1' })] },
      says: '2 m5.large (Linux/UNIX, Shared) in eu-west-1 run On-Demand on average, 33.3 % of the hours are covered; they cost $146.00 a month.',
      saves: null,
      costs: '146.000000',
      level: 'medium',
      confidence: 60,
      notes:
        'Cost Explorer’s figures of 30 whole days of this account’s own usage; commitments that others share count; no savings are claimed: what a commitment saves depends on its kind and term, see the purchase recommendations of Cost Explorer',
      dimensions: { instance_family: 'm5', usage_region: 'eu-west-1' },
    },
    {
      name: 'a Savings Plan covers half of the family’s',
      row: classCover({ total_hours: 8640, on_demand_hours: 8640, on_demand_cost: '864' }),
      tables: { ce_savings_plans_coverage: [planCover({ covered_spend: '300', on_demand_cost: '432' })] },
      says: '6 m5.large (Linux/UNIX, Shared) in eu-west-1 run On-Demand on average, 50 % of the hours are covered; they cost $438.00 a month.',
      saves: null,
      level: 'high',
      notes:
        'Cost Explorer’s figures of 30 whole days of this account’s own usage; commitments that others share count; no savings are claimed: what a commitment saves depends on its kind and term, see the purchase recommendations of Cost Explorer; hours that Savings Plans cover are taken off by their share of the family’s cost',
    },
    {
      name: 'what a plan left is not known: nothing is taken off',
      row: classCover(),
      tables: { ce_savings_plans_coverage: [planCover({ on_demand_cost: null })] },
      says: '2 m5.large (Linux/UNIX, Shared) in eu-west-1 run On-Demand on average, 33.3 % of the hours are covered; they cost $146.00 a month.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'On-Demand for reservations, and covered by a Savings Plan',
      row: classCover(),
      tables: { ce_savings_plans_coverage: [planCover({ covered_spend: '100', on_demand_cost: '0' })] },
    },
    { name: 'nine of ten are reserved', row: classCover({ total_hours: 14_400 }) },
    {
      name: 'a night’s work, no instance all along',
      row: classCover({ on_demand_hours: 700, on_demand_cost: '70' }),
    },
    { name: 'small ones', row: classCover({ on_demand_cost: '12' }) },
    { name: 'nothing On-Demand', row: classCover({ on_demand_hours: 0, on_demand_cost: '0' }) },
    {
      name: 'on a Dedicated Host',
      row: classCover({ tenancy: 'Host' }),
      skips: 'reservations of instances do not cover Dedicated Hosts',
    },
  ],
  unknowns: [
    {
      name: 'no amount',
      row: classCover({ on_demand_cost: null }),
      tables: { ce_savings_plans_coverage: [planCover({ covered_spend: '20' })] },
      because: 'how much of it Savings Plans cover is not known',
    },
    {
      name: 'no hours',
      row: classCover({ total_hours: null }),
      because: 'Cost Explorer does not say how much of it is covered',
    },
  ],
});
