import check from '../../../../checks/aws/ce/anomaly-drop.ts';
import { monthsOf } from '../../../support/makers/ce.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'a third of the usual',
      row: monthsOf([30, 30, 30, 30, 30, 30, 10]),
      says: 'Amazon Redshift cost $310.00 in 2026-10, 67 % below its usual $912.50; so say 3 methods: outlier, month before, moving average.',
      saves: null,
      costs: '310.000000',
      level: 'info',
      confidence: 85,
      dimensions: { methods: 'outlier,month before,moving average' },
    },
    {
      name: 'to a sixth of it, under the limit and no tenth: not absent',
      row: monthsOf([4, 4, 4, 4, 4, 0.7]),
      says: 'Amazon Redshift cost $21.70 in 2026-10, 83 % below its usual $121.67; so say 3 methods: outlier, month before, moving average.',
      saves: null,
    },
  ],
  passes: [
    { name: 'level', row: monthsOf([10, 10, 10, 10, 10, 10]) },
    { name: 'back to usual after a month that stood out', row: monthsOf([10, 10, 10, 10, 10, 90, 10]) },
    { name: 'a little less', row: monthsOf([10, 10, 10, 10, 10, 9]) },
    { name: 'half, by less than fifty dollars', row: monthsOf([2, 2, 2, 2, 2, 1]) },
    { name: 'of next to nothing to nothing, in a young account', row: monthsOf([0.2, 0.2, 0]) },
    { name: 'gone: another check tells of it', row: monthsOf([30, 30, 30, 30, 30, 0]) },
    {
      name: 'the season: last October was as quiet',
      row: monthsOf([10, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 10]),
    },
  ],
  unknowns: [
    {
      name: 'the bill may still grow',
      row: monthsOf([30, 30, 30, 30, 30, 30, 11], { estimated: true }),
      because: 'the bill of 2026-10 is not final: it may still grow',
    },
    {
      name: 'three months before it',
      row: monthsOf([30, 30, 30, 10]),
      because: '3 months before 2026-10 are known, 4 are needed',
    },
    {
      name: 'a correction',
      row: monthsOf([30, 30, 30, 30, 30, -10]),
      because: 'its cost in 2026-10 is negative: a correction',
    },
  ],
});
