import check from '../../../../checks/aws/logs/log-group-idle.ts';
import { logStorage } from '../../../../prices/aws/cloudwatch.ts';
import { logGroup } from '../../../support/makers/cloudwatch.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'silent for a fortnight: AWS publishes nothing for a group that receives nothing',
      row: logGroup(),
      prices: [[logStorage(REGION, {}), '0.03']],
      says: 'Log group /aws/lambda/checkout received nothing in 14 days and stores 20.0 GiB for up to $0.60 a month, kept for ever.',
      saves: null,
      costs: '0.600000',
    },
    {
      name: 'a retention of ten years is next to for ever',
      row: logGroup({ retention_days: 3653 }),
      says: 'Log group /aws/lambda/checkout received nothing in 14 days and stores 20.0 GiB, kept for 3653 days.',
      saves: null,
    },
  ],
  passes: [
    { name: 'one event in the fortnight', row: logGroup(), metrics: { logs_group_incoming_bytes: [1] } },
    { name: 'it empties itself within the month', row: logGroup({ retention_days: 30 }) },
    { name: 'little stored', row: logGroup({ stored_bytes: 1024 ** 3 }) },
    {
      name: 'the Delivery class',
      row: logGroup({ log_group_class: 'DELIVERY' }),
      skips: 'groups of the Delivery class have a fixed retention',
    },
  ],
  unknowns: [
    {
      name: 'a week old',
      row: logGroup({ created_at: daysAgo(7) }),
      because: 'it is known for 6 whole days, 14 are needed',
    },
    {
      name: 'nobody knows how old',
      row: logGroup({ created_at: null }),
      because: 'AWS does not say when it was created',
    },
  ],
});
