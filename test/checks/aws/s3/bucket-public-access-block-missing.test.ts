import check from '../../../../checks/aws/s3/bucket-public-access-block-missing.ts';
import { accountPublicAccessBlock, publicAccessBlock } from '../../../support/makers/s3.ts';
import { testCheck } from '../../../support/test-check.ts';

const all = {
  block_public_acls: true,
  ignore_public_acls: true,
  block_public_policy: true,
  restrict_public_buckets: true,
};
const acls = { block_public_acls: true, ignore_public_acls: true };
const open = { s3_account_public_access_block: [accountPublicAccessBlock()] };

testCheck(check, {
  fails: [
    {
      name: 'nothing blocks anything',
      row: publicAccessBlock(),
      tables: open,
      says: 'Bucket shop lacks BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets, and the account does not block it either.',
      saves: null,
      confidence: 95,
      notes: 'it says what may become public, not that anything is',
    },
    {
      name: 'account and bucket both block access lists alone',
      row: publicAccessBlock(acls),
      tables: { s3_account_public_access_block: [accountPublicAccessBlock(acls)] },
      says: 'Bucket shop lacks BlockPublicPolicy, RestrictPublicBuckets, and the account does not block it either.',
      saves: null,
    },
  ],
  passes: [
    { name: 'the bucket blocks all', row: publicAccessBlock(all), tables: open },
    {
      name: 'the account blocks all',
      row: publicAccessBlock(),
      tables: { s3_account_public_access_block: [accountPublicAccessBlock(all)] },
    },
    {
      name: 'what one lacks the other has',
      row: publicAccessBlock(acls),
      tables: {
        s3_account_public_access_block: [
          accountPublicAccessBlock({ block_public_policy: true, restrict_public_buckets: true }),
        ],
      },
    },
    {
      name: 'the bucket blocks all, whatever the account does',
      row: publicAccessBlock(all),
      unread: ['s3_account_public_access_block'],
    },
  ],
  unknowns: [
    {
      name: 'the account may block it, and refuses to say',
      row: publicAccessBlock(),
      unread: ['s3_account_public_access_block'],
      because: 'the settings of the account could not be read',
    },
  ],
});
