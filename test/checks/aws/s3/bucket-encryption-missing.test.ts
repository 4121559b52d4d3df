import check from '../../../../checks/aws/s3/bucket-encryption-missing.ts';
import { encryption } from '../../../support/makers/s3.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'the answer says that there is none',
      row: encryption({ algorithm: '' }),
      says: 'Bucket shop has no default encryption.',
      saves: null,
      confidence: 95,
      level: 'high',
    },
  ],
  passes: [
    { name: 'S3’s own keys, as every bucket has', row: encryption() },
    { name: 'a key of KMS', row: encryption({ algorithm: 'aws:kms' }) },
  ],
  unknowns: [],
  neverUnknown: 'the answer says it, and a bucket whose policy refuses is not judged at all',
});
