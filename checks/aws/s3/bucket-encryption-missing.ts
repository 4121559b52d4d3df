import { z } from 'zod';
import { defineCheck, fail, pass } from '../../../contracts/check.ts';

export default defineCheck({
  id: 'aws.s3.governance.encryption.missing',
  title: 'Bucket has no default encryption',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'high', score: 700 },
  // every bucket has it since January 2023 (S3 User Guide, "Default encryption FAQ"): rare on AWS itself
  table: 's3_bucket_encryptions',
  options: z.object({}),
  messages: { missing: 'Bucket {id} has no default encryption.' },
  why: 'Since January 2023 S3 encrypts every new object, in every bucket; a store that answers otherwise may keep objects in the clear.',
  fix: 'Set default encryption with S3 managed keys, which costs nothing, or with a KMS key and a bucket key.',
  links: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html'],
  evaluate(row) {
    if (row.algorithm !== '') return pass;
    return fail({ message: 'missing', values: { id: row.bucket }, confidence: 95 });
  },
});
