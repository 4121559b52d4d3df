import check from '../../../../checks/aws/ce/service-absent.ts';
import { monthsOf } from '../../../support/makers/ce.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'nothing left',
      row: monthsOf([10, 10, 10, 0]),
      says: 'Amazon Redshift cost $0.00 in 2026-10, after some $304.17 in each of the three months before.',
      saves: null,
      costs: '0.000000',
      level: 'info',
      confidence: 90,
    },
    {
      name: 'snapshots are left, which are a tenth of it',
      row: monthsOf([10, 8, 8, 0.8]),
      says: 'Amazon Redshift cost $24.80 in 2026-10, after some $243.33 in each of the three months before.',
      saves: null,
    },
  ],
  passes: [
    { name: 'used', row: monthsOf([10, 10, 10, 10]) },
    { name: 'was used in one month only', row: monthsOf([0, 0, 40, 0]) },
    { name: 'about the limit, and now under it', row: monthsOf([0.9, 0.9, 0.9, 0.7]) },
    { name: 'gone for two months: told of already', row: monthsOf([10, 10, 10, 0, 0]) },
    { name: 'two months of use are no habit', row: monthsOf([10, 10, 0]) },
  ],
  unknowns: [
    {
      name: 'the bill may still grow',
      row: monthsOf([10, 10, 10, 0.01], { estimated: true }),
      because: 'the bill of 2026-10 is not final: it may still grow',
    },
    {
      name: 'a refund',
      row: monthsOf([10, 10, 10, -1]),
      because: 'its cost in 2026-10 is negative: a correction',
    },
  ],
});
