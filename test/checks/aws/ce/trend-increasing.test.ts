import check from '../../../../checks/aws/ce/trend-increasing.ts';
import { monthsOf } from '../../../support/makers/ce.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'a fifth more every month',
      row: monthsOf([10, 12, 14, 16, 18, 20]),
      says: 'Cost of Amazon Redshift rose by $60.83 a month over six months, in 5 of 5 steps, to $620.00 in 2026-10.',
      saves: null,
      costs: '620.000000',
      confidence: 80,
    },
    {
      name: 'one step back, the months before do not count, the bill is not final',
      row: monthsOf([99, 10, 13, 12, 16, 18, 20], { estimated: true }),
      says: 'Cost of Amazon Redshift rose by $59.96 a month over six months, in 4 of 5 steps, to $620.00 in 2026-10.',
      saves: null,
      confidence: 65,
    },
  ],
  passes: [
    { name: 'level', row: monthsOf([10, 10, 10, 10, 10, 10]) },
    { name: 'one jump is no trend', row: monthsOf([10, 10, 10, 30, 30, 30]) },
    { name: 'steady growth of a twentieth', row: monthsOf([100, 105, 110, 115, 120, 125]) },
    { name: 'doubles in half a year, by cents', row: monthsOf([1, 1.2, 1.4, 1.6, 1.8, 2]) },
    { name: 'next to nothing, and not long', row: monthsOf([0.1, 0.2, 0.3]) },
    { name: 'falls', row: monthsOf([20, 18, 16, 14, 12, 10]) },
  ],
  unknowns: [
    { name: 'five months', row: monthsOf([10, 12, 14, 16, 18]), because: '5 months are known, 6 are needed' },
    {
      name: 'a correction in between',
      row: monthsOf([10, 12, -4, 16, 18, 20]),
      because: 'its cost in 2026-07 is negative: a correction',
    },
  ],
});
