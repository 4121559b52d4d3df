import check from '../../../../checks/aws/s3/bucket-noncurrent-versions-kept.ts';
import { lifecycle, lifecycleRule, versioning } from '../../../support/makers/s3.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const says = 'Bucket shop keeps every version of its objects, and no lifecycle rule expires old ones.';
const metrics = { s3_bucket_objects: 1200 };
const under = (...rules: Parameters<typeof lifecycleRule>[0][]) => ({
  s3_bucket_lifecycles: [lifecycle({ rules: rules.map((r) => lifecycleRule(r)) })],
});

testCheck(check, {
  fails: [
    {
      name: 'no rule at all',
      row: versioning(),
      tables: under(),
      metrics,
      says,
      saves: null,
      confidence: 75,
      notes: 'how much of it are old versions is not measured',
    },
    {
      name: 'current versions expire, and become noncurrent ones by it',
      row: versioning(),
      tables: under({ expiration_days: 30 }),
      metrics,
      says,
      saves: null,
    },
    {
      name: 'the rule is disabled',
      row: versioning(),
      tables: under({ enabled: false, noncurrent_expires: true }),
      unread: ['metric/s3_bucket_objects'],
      says,
      saves: null,
    },
    {
      name: 'its objects are not counted, its bytes are',
      row: versioning(),
      tables: under(),
      metrics: { s3_bucket_standard_bytes: 1024 ** 4 },
      says,
      saves: null,
    },
    {
      name: 'its date moved when its policy was edited yesterday: bytes were counted before',
      row: versioning({ created_at: daysAgo(1) }),
      tables: under(),
      metrics: { s3_bucket_standard_bytes: 1024 ** 4 },
      says,
      saves: null,
    },
  ],
  passes: [
    { name: 'old versions expire', row: versioning(), tables: under({ noncurrent_expires: true }), metrics },
    {
      name: 'they expire below a prefix',
      row: versioning(),
      tables: under({ whole_bucket: false, noncurrent_expires: true }),
      metrics,
    },
    {
      name: 'never versioned',
      row: versioning({ status: '' }),
      tables: under(),
      metrics,
      skips: 'it is not versioned',
    },
    {
      name: 'suspended',
      row: versioning({ status: 'Suspended' }),
      tables: under(),
      metrics,
      skips: 'versioning is suspended',
    },
    { name: 'empty', row: versioning(), tables: under(), skips: 'it holds no objects' },
  ],
  unknowns: [
    {
      name: 'there can hardly be an old version yet',
      row: versioning({ created_at: daysAgo(20) }),
      tables: under(),
      metrics,
      because: 'it was created less than 30 days ago',
    },
    {
      name: 'its rules are refused',
      row: versioning(),
      tables: { s3_bucket_lifecycles: [lifecycle({ unread: 'Access Denied' })] },
      metrics,
      because: 'its lifecycle rules could not be read: Access Denied',
    },
    {
      name: 'its rules were not asked for',
      row: versioning(),
      metrics,
      because: 'its lifecycle rules could not be read',
    },
  ],
});
