import { expect, it } from 'vitest';
import check from '../../../../checks/aws/cloudwatch/custom-metric-from-log-filter.ts';
import { customMetricMonth } from '../../../../prices/aws/cloudwatch.ts';
import { filterMetric } from '../../../support/makers/cloudwatch.ts';
import { REGION } from '../../../support/makers.ts';
import { judge, testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'one filter, one metric: worth knowing, nothing to save for sure',
      row: filterMetric(),
      prices: [[customMetricMonth(REGION, {}), '0.30']],
      says: 'Custom metric Errors in Shop is made by 1 metric filter(s) on 1 log group(s) and costs $0.30 a month while events match.',
      saves: null,
      costs: '0.300000',
      level: 'info',
    },
    {
      name: 'with dimensions there is one for each value',
      row: filterMetric({ dimensions: { Path: '$.path' } }),
      says: 'Custom metric Errors in Shop is made by 1 metric filter(s) on 1 log group(s) for each value of Path.',
      saves: null,
    },
  ],
  passes: [],
  unknowns: [],
  neverUnknown: 'the listing says what a filter makes',
  neverPasses: 'every row is a metric that a filter makes',
});

it('counts as information', () => {
  expect(judge(check, { name: 'one', row: filterMetric() }).finding?.status).toBe('info');
});
