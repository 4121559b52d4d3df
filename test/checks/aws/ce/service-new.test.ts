import check from '../../../../checks/aws/ce/service-new.ts';
import { monthsOf } from '../../../support/makers/ce.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'nothing before',
      row: monthsOf([0, 0, 0, 10]),
      says: 'Amazon Redshift cost $310.00 in 2026-10 and next to nothing in the 3 months before.',
      saves: null,
      costs: '310.000000',
      level: 'info',
      confidence: 90,
    },
  ],
  passes: [
    { name: 'used before', row: monthsOf([10, 10, 10, 10]) },
    { name: 'back after two months', row: monthsOf([10, 0, 0, 10]) },
    { name: 'new, and tiny', row: monthsOf([0, 0, 0, 0.5]) },
    { name: 'grew over the limit', row: monthsOf([0.5, 0.6, 0.7, 0.9]) },
  ],
  unknowns: [
    {
      name: 'the account itself is new',
      row: monthsOf([0, 10]),
      because: 'the account has 1 months before 2026-10, 3 are needed: all is new',
    },
    {
      name: 'billed in China',
      row: monthsOf([0, 0, 0, 10], { currency: 'CNY' }),
      because: 'it is billed in CNY, and the limits are in US dollars',
    },
  ],
});
