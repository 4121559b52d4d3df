import check from '../../../../checks/aws/logs/log-group-retention-missing.ts';
import { logStorage } from '../../../../prices/aws/cloudwatch.ts';
import { logGroup } from '../../../support/makers/cloudwatch.ts';
import { REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'kept for ever: what it costs at most, and no savings',
      row: logGroup(),
      prices: [[logStorage(REGION, {}), '0.03']],
      says: 'Log group /aws/lambda/checkout has no retention: its 20.0 GiB are kept for ever for up to $0.60 a month and grow.',
      saves: null,
      costs: '0.600000',
      level: 'medium',
    },
    {
      name: 'no price',
      row: logGroup(),
      says: 'Log group /aws/lambda/checkout has no retention: its 20.0 GiB are kept for ever and grow.',
      saves: null,
    },
    {
      name: 'next to nothing stored is of low severity',
      row: logGroup({ stored_bytes: 1000, function_name: '', log_group_name: 'app' }),
      says: 'Log group app has no retention: its 0.0 GiB are kept for ever and grow.',
      saves: null,
      level: 'low',
      dimensions: { log_group_name: 'app', function_name: '' },
    },
  ],
  passes: [
    { name: 'a retention, however long', row: logGroup({ retention_days: 3653 }) },
    {
      name: 'the Delivery class, whose two days cannot be changed',
      row: logGroup({ log_group_class: 'DELIVERY' }),
      skips: 'groups of the Delivery class have a fixed retention',
    },
  ],
  unknowns: [],
  neverUnknown: 'the listing says whether there is a retention',
});
