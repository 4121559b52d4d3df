import check from '../../../../checks/aws/commitments/reservation-utilization-low.ts';
import { reservationUse } from '../../../support/makers/commitments.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'half of it',
      row: reservationUse(),
      says: 'Reservation ri-0a of 2 × m5.large in eu-west-1 is used to 50 %; $36.50 a month of it go unused.',
      saves: null,
      costs: '73.000000',
      level: 'medium',
      confidence: 90,
      notes:
        'Cost Explorer’s figures of 30 whole days; use by other accounts of the organisation counts; no savings are claimed: the commitment is owed until its term ends',
      dimensions: { instance_type: 'm5.large', usage_region: 'eu-west-1' },
    },
    {
      name: 'hardly at all, and neither its size nor its cost is told',
      row: reservationUse({
        utilization_percent: 4.26,
        instance_count: '',
        amortized_cost: null,
        unused_cost: '72',
        starts_at: null,
      }),
      says: 'Reservation ri-0a of m5.large in eu-west-1 is used to 4.3 %; $73.00 a month of it go unused.',
      saves: null,
      costs: '0.000000',
      level: 'high',
    },
    {
      name: 'what goes unused is not told: the rest of its cost',
      row: reservationUse({ unused_cost: null }),
      says: 'Reservation ri-0a of 2 × m5.large in eu-west-1 is used to 50 %; $36.50 a month of it go unused.',
      saves: null,
      costs: '73.000000',
    },
    {
      name: 'no amount at all',
      row: reservationUse({ unused_cost: null, amortized_cost: null }),
      says: 'Reservation ri-0a of 2 × m5.large in eu-west-1 is used to 50 %.',
      saves: null,
      costs: '0.000000',
    },
  ],
  passes: [
    {
      name: 'what goes unused is not told, and is little by its cost',
      row: reservationUse({ unused_cost: null, amortized_cost: '12' }),
    },
    { name: 'used by another account of the organisation', row: reservationUse({ utilization_percent: 97 }) },
    {
      name: 'used by other sizes of the family',
      row: reservationUse({ utilization_percent: 50, utilization_percent_in_units: 99 }),
    },
    { name: 'a few dollars', row: reservationUse({ unused_cost: '9' }) },
    {
      name: 'ended within the window',
      row: reservationUse({ ends_at: daysAgo(3) }),
      skips: 'its term has ended',
    },
  ],
  unknowns: [
    {
      name: 'bought this week',
      row: reservationUse({ starts_at: daysAgo(5) }),
      because: 'it started less than 7 days ago',
    },
    {
      name: 'no figures',
      row: reservationUse({ utilization_percent: null }),
      because: 'Cost Explorer does not say how much of it is used',
    },
  ],
});
