import check from '../../../../checks/aws/ce/trend-decreasing.ts';
import { monthsOf } from '../../../support/makers/ce.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'less every month',
      row: monthsOf([20, 18, 16, 14, 12, 10]),
      says: 'Cost of Amazon Redshift fell by $60.83 a month over six months, in 5 of 5 steps, to $310.00 in 2026-10.',
      saves: null,
      costs: '310.000000',
      level: 'info',
      confidence: 80,
    },
  ],
  passes: [
    { name: 'level', row: monthsOf([10, 10, 10, 10, 10, 10]) },
    { name: 'one fall is no trend', row: monthsOf([30, 30, 30, 10, 10, 10]) },
    { name: 'half in half a year, by cents', row: monthsOf([2, 1.8, 1.6, 1.4, 1.2, 1]) },
    { name: 'next to nothing, and not long', row: monthsOf([0.3, 0.2, 0.1]) },
    { name: 'rises', row: monthsOf([10, 12, 14, 16, 18, 20]) },
  ],
  unknowns: [
    { name: 'five months', row: monthsOf([18, 16, 14, 12, 10]), because: '5 months are known, 6 are needed' },
    {
      name: 'the bill may still grow',
      row: monthsOf([20, 18, 16, 14, 12, 11], { estimated: true }),
      because: 'the bill of 2026-10 is not final: it may still grow',
    },
  ],
});
