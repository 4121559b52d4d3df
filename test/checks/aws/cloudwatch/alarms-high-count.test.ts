import check from '../../../../checks/aws/cloudwatch/alarms-high-count.ts';
import { alarmMonth } from '../../../../prices/aws/cloudwatch.ts';
import { alarmTotals } from '../../../support/makers/cloudwatch.ts';
import { REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'each kind at its price, the free ones left out, no savings',
      row: alarmTotals(),
      prices: [
        [alarmMonth(REGION, { resolution: 'standard' }), '0.10'],
        [alarmMonth(REGION, { resolution: 'high' }), '0.30'],
        [alarmMonth(REGION, { resolution: 'composite' }), '0.50'],
      ],
      says: '130 CloudWatch alarms in eu-west-1 cost $18.00 a month.',
      saves: null,
      costs: '18.000000',
      level: 'low',
    },
    {
      name: 'one kind without a price: no cost at all',
      row: alarmTotals(),
      prices: [[alarmMonth(REGION, { resolution: 'standard' }), '0.10']],
      says: '130 CloudWatch alarms in eu-west-1.',
      saves: null,
    },
  ],
  passes: [{ name: 'ninety-nine', row: alarmTotals({ alarms: 99 }) }],
  unknowns: [],
  neverUnknown: 'alarms are counted where they were read',
});
