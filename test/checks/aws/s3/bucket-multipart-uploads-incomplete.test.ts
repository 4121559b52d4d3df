import check from '../../../../checks/aws/s3/bucket-multipart-uploads-incomplete.ts';
import { lifecycle, lifecycleRule, multipartUploads } from '../../../support/makers/s3.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const tables = { s3_bucket_lifecycles: [lifecycle()] };

testCheck(check, {
  fails: [
    {
      name: 'left for a month',
      row: multipartUploads(),
      tables,
      says: 'Bucket shop holds 3 unfinished multipart uploads, begun up to 30 days ago, and no rule aborts what is left.',
      saves: null,
      confidence: 90,
      notes: 'how large their parts are is not measured',
    },
    {
      name: 'more than one page, and the rule is disabled',
      row: multipartUploads({ uploads: 1000, is_truncated: true }),
      tables: {
        s3_bucket_lifecycles: [
          lifecycle({ rules: [lifecycleRule({ enabled: false, aborts_uploads: true })] }),
        ],
      },
      says: 'Bucket shop holds more than 1000 unfinished multipart uploads, begun up to 30 days ago, and no rule aborts what is left.',
      saves: null,
    },
    {
      name: 'a single one',
      row: multipartUploads({ uploads: 1 }),
      tables,
      says: 'Bucket shop holds 1 unfinished multipart upload, begun up to 30 days ago, and no rule aborts what is left.',
      saves: null,
    },
    {
      name: 'expiry of objects aborts no uploads',
      row: multipartUploads(),
      tables: { s3_bucket_lifecycles: [lifecycle({ rules: [lifecycleRule({ expiration_days: 1 })] })] },
      says: 'Bucket shop holds 3 unfinished multipart uploads, begun up to 30 days ago, and no rule aborts what is left.',
      saves: null,
    },
  ],
  passes: [
    { name: 'none', row: multipartUploads({ uploads: 0, oldest_at: null }), tables },
    { name: 'under way', row: multipartUploads({ oldest_at: daysAgo(2) }), tables },
    {
      name: 'a rule aborts them',
      row: multipartUploads(),
      tables: { s3_bucket_lifecycles: [lifecycle({ rules: [lifecycleRule({ aborts_uploads: true })] })] },
    },
  ],
  unknowns: [
    {
      name: 'no date',
      row: multipartUploads({ oldest_at: null }),
      tables,
      because: 'AWS does not say when the uploads began',
    },
    {
      name: 'its rules are refused',
      row: multipartUploads(),
      tables: { s3_bucket_lifecycles: [lifecycle({ unread: 'Access Denied' })] },
      because: 'its lifecycle rules could not be read: Access Denied',
    },
  ],
});
