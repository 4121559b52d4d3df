import check from '../../../../checks/aws/s3/bucket-lifecycle-missing.ts';
import { lifecycle, lifecycleRule } from '../../../support/makers/s3.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const says = 'Bucket shop has no lifecycle rule in force.';
const holding = { s3_bucket_objects: 1200 };

testCheck(check, {
  fails: [
    { name: 'no rule', row: lifecycle(), metrics: holding, says, saves: null, confidence: 95 },
    {
      name: 'all rules are disabled',
      row: lifecycle({ rules: [lifecycleRule({ enabled: false, expiration_days: 30 })] }),
      metrics: holding,
      says,
      saves: null,
      dimensions: { disabled_rules: '1' },
    },
    {
      name: 'whether it is empty was refused',
      row: lifecycle(),
      unread: ['metric/s3_bucket_objects'],
      says,
      saves: null,
      confidence: 80,
    },
    {
      name: 'emptied long ago and filled again: the last day counts',
      row: lifecycle(),
      metrics: { s3_bucket_objects: [0, 3] },
      says,
      saves: null,
    },
    {
      name: 'its objects are not counted, its bytes are',
      row: lifecycle(),
      metrics: { s3_bucket_standard_bytes: 1024 ** 4 },
      says,
      saves: null,
    },
    {
      name: 'its date moved when its policy was edited yesterday: objects were counted before',
      row: lifecycle({ created_at: daysAgo(1) }),
      metrics: holding,
      says,
      saves: null,
    },
  ],
  passes: [
    {
      name: 'a rule for a prefix alone is somebody’s plan',
      row: lifecycle({ rules: [lifecycleRule({ whole_bucket: false, expiration_days: 30 })] }),
      metrics: holding,
    },
    { name: 'nothing was ever in it', row: lifecycle(), skips: 'it holds no objects' },
    {
      name: 'it was emptied',
      row: lifecycle(),
      metrics: { s3_bucket_objects: [7, 0] },
      skips: 'it holds no objects',
    },
  ],
  unknowns: [
    {
      name: 'its rules may be on their way',
      row: lifecycle({ created_at: daysAgo(6) }),
      metrics: holding,
      because: 'it was created less than 7 days ago',
    },
  ],
});
