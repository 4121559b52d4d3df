import check from '../../../../checks/aws/ce/anomaly-spike.ts';
import { monthsOf } from '../../../support/makers/ce.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'twice the usual: all methods but last year, which is not known',
      row: monthsOf([10, 10, 10, 10, 10, 10, 20]),
      says: 'Amazon Redshift cost $620.00 in 2026-10, 100 % above its usual $304.17; so say 3 methods: outlier, month before, moving average.',
      saves: null,
      costs: '620.000000',
      confidence: 85,
      notes:
        'amortised cost of this account without credits, refunds and tax; months are compared at equal length',
      dimensions: { month: '2026-10' },
    },
    {
      name: 'last year agrees, and the bill may still change',
      row: monthsOf([10, 10, 10, 10, 10, 10, 10, 10, 10, 11, 9, 10, 14], { estimated: true }),
      says: 'Amazon Redshift cost $434.00 in 2026-10, 40 % above its usual $304.17; so say 3 methods: outlier, month before, year before.',
      saves: null,
      confidence: 70,
      notes:
        'amortised cost of this account without credits, refunds and tax; months are compared at equal length; the bill of the month is not final yet',
    },
    {
      name: 'as high as a year ago, when that was the usual level',
      row: monthsOf([20, 20, 20, 20, 20, 10, 10, 10, 10, 10, 10, 10, 20]),
      says: 'Amazon Redshift cost $620.00 in 2026-10, 100 % above its usual $304.17; so say 3 methods: outlier, month before, moving average.',
      saves: null,
    },
  ],
  passes: [
    { name: 'level', row: monthsOf([10, 10, 10, 10, 10, 10, 10]) },
    {
      name: 'only more days: 31 after the 28 of February',
      row: monthsOf([10, 10, 10, 10, 10], {
        months: ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03'],
      }),
    },
    { name: 'three times as much of next to nothing', row: monthsOf([0.2, 0.2, 0.2, 0.2, 0.2, 0.6]) },
    { name: 'doubled, by less than fifty dollars', row: monthsOf([1, 1, 1, 1, 1, 2]) },
    { name: 'steady growth of a tenth', row: monthsOf([10, 11, 12.1, 13.3, 14.6, 16.1, 17.7]) },
    { name: 'as varied as ever', row: monthsOf([10, 18, 9, 17, 11, 19, 18]) },
    {
      name: 'the season: last October stood out alike',
      row: monthsOf([20, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 21]),
    },
    {
      name: 'a one-off last year says nothing of now',
      row: monthsOf([90, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10]),
    },
    { name: 'a discount that is booked as a service', row: monthsOf([-9, -9, -9, -9, -9, -2]) },
    { name: 'cents that were rounded off', row: monthsOf([10, 10, 10, 10, -0.01, 10, 10]) },
    { name: 'new: another check tells of it', row: monthsOf([0, 0, 0, 0, 0, 50]) },
  ],
  unknowns: [
    {
      name: 'three months before it',
      row: monthsOf([10, 10, 10, 40]),
      because: '3 months before 2026-10 are known, 4 are needed',
    },
    {
      name: 'a refund that was booked as usage',
      row: monthsOf([10, 10, 10, 10, 10, -3, 20]),
      because: 'its cost in 2026-09 is negative: a correction',
    },
    {
      name: 'billed in China',
      row: monthsOf([10, 10, 10, 10, 10, 10, 20], { currency: 'CNY' }),
      because: 'it is billed in CNY, and the limits are in US dollars',
    },
    {
      name: 'no months',
      row: monthsOf([]),
      because: 'no month of it is known',
    },
  ],
});
